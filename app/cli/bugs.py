"""A bug on the command line: written down in full for whoever mends it, told in a sentence to whoever met it.

Owns `<home>/log/command-line.log`. No password of a database's address gets into it.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

LARGEST = 1 << 20  # bytes; then the file before it is forgotten
_IN_ADDRESS = re.compile(r"(\w+://[^\s:/@]*:)[^\s@]*@")
_AS_WORD = re.compile(r"(password\s*=\s*)('[^']*'|\S+)", re.IGNORECASE)


def report(bug: Exception, home: Path, database: str | None) -> tuple[str, str]:
    """Write the bug down; the words and the hint to tell it with."""
    words = "Something went wrong that should not have. Your notes are safe."
    lines = traceback.format_exception(bug)
    text = without_secrets("".join(lines), database or os.environ.get("DATABASE_URL"))
    path = home / "log" / "command-line.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".old.log"))
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat()} {_command()}\n{text}\n")
    except OSError:
        last = without_secrets(lines[-1].strip(), database)
        return words, f"The details could not be written down either: {last}"
    return words, f"Please report it. The details are in {path}"


def without_secrets(text: str, database: str | None = None) -> str:
    """The text with every password in an address, and the one of this address wherever it stands, made unreadable."""
    match = re.match(r"\w+://[^/@]*?:([^@/]*)@", database or "")
    for secret in {match[1], unquote(match[1])} if match and match[1] else ():
        text = text.replace(secret, "…")
    return _AS_WORD.sub(r"\1…", _IN_ADDRESS.sub(r"\1…@", text))


def _command() -> str:
    """The command's name alone: what was captured or searched for is nobody's business."""
    return next(
        (word for word in sys.argv[1:] if not word.startswith("-") and word.replace("-", "").isalnum()),
        "window",
    )
