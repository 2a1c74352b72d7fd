"""Social care and health in three localities with partnership supervision."""
