"""Small files, written whole or not at all.

Owns how: beside the old one, which it then replaces, so that whoever reads meanwhile, or is killed, has one or the other. It
refuses to know what is in a file, and the words for a disk that refuses.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Put this text in the place of what is there, in UTF-8. Raises OSError; then it is as before."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")  # of this writer alone
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
