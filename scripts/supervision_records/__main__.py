"""``python -m supervision_records`` is ``supervision``."""

import sys

from supervision_records.cli import main

if __name__ == "__main__":
    sys.exit(main())
