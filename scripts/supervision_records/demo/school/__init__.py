"""Schools and a cluster with safeguarding supervision."""
