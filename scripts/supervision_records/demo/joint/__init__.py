"""Two boroughs' children's services and a mental health trust with joint supervision."""
