"""A fictitious repository of any size, in which all five protocols are followed by made-up organisations."""

from supervision_records.demo.build import demo_files

__all__ = ["demo_files"]
