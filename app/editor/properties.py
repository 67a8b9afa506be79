"""The properties of a note as a table of Markdown, for the preview: what front matter said of it before it was imported.

Owns how names and values read. Nothing is left out but what the program keeps for itself; links in values stay links. It
refuses to know how a table looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from core import tr

# Kept for export or for a check, or shown elsewhere.
_OWN = frozenset(
    {
        "front_matter",
        "front_matter_folder",
        "front_matter_heading",
        "front_matter_order",
        "front_matter_times",
        "pinned",
        "v2",
    }
)
_MARKS = re.compile(r"([\\*_`~<=|])")
_WHOLE = re.compile(r"!?\[\[[^\[\]]*\]\]|https?://\S+")  # stands as it is, but for what would end a cell
_LONGEST = 500  # characters of a value


def properties_of(metadata: Mapping[str, object]) -> str:
    """All properties, one a row in the order of the alphabet; empty where there are none."""
    rows = [
        f"| {_plain(name)} | {_value(value)} |"
        for name, value in sorted(metadata.items())
        if name not in _OWN
    ]
    left, right = tr("Property"), tr("Value")
    return "\n".join((f"| {left} | {right} |", "|---|---|", *rows)) if rows else ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    return _plain(json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else str(value))


def _plain(words: str) -> str:
    """Words that mean nothing to Markdown, links to notes and to the web excepted."""
    words = " ".join(words.split())
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    pieces: list[str] = []
    done = 0
    for match in _WHOLE.finditer(words):
        pieces += (_MARKS.sub(r"\\\1", words[done : match.start()]), match[0].replace("|", "\\|"))
        done = match.end()
    return "".join((*pieces, _MARKS.sub(r"\\\1", words[done:])))
