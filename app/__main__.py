"""`python -m app`, and the bundle: the same as `second-brain`, and the watchdog of the notebook's database."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--watch-database"]:
        from core import watch_database

        sys.exit(watch_database(sys.argv[2:]))
    from app.cli import main

    sys.exit(main())
