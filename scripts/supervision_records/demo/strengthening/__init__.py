"""An early help service that follows the Strengthening Families manual."""
