"""A children's social care service that follows the case management protocol."""
