"""`python -m app.cli`: the command line where its script is not installed."""

from __future__ import annotations

import sys

from app.cli import main

sys.exit(main())
