"""How fast it is, beside others and beside what the machine can do at best: ``python -m benchmarks``."""
