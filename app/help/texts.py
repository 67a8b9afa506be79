"""What the help shows: the guide, docs/using.md or the same in another language; the window's log in plain words; and what
this program is.

Owns where the guide lies, and how a line of the log is said. Pure but for reading files; it refuses to know Qt.
"""

from __future__ import annotations

import re
from pathlib import Path

import resources
from core import tr, tr_noop

_PLACES = ("help", "../docs")
"""In the installed program, and in a checkout."""

_NAME = tr_noop("using.md")
"""A language that has a guide of its own translates its name."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d):\d\d[,.]\d+ (\w+) ([\w.]+): (.*)")
_SAID = {
    "ERROR": tr_noop("went wrong"),
    "CRITICAL": tr_noop("went wrong"),
    "WARNING": tr_noop("worth knowing"),
    "INFO": tr_noop("done"),
}
_NOTED = tr_noop("noted")
_LONGEST = 2_000_000  # characters of a log that are read


def guide() -> str:
    """The guide in the language of the window, else in English, and then it says so; a sentence where it was left out.

    What leads to pictures in the sources is not in it.
    """
    assert resources.__file__ is not None  # it is a folder of the program
    own = tr(_NAME)
    for name in (own, _NAME):
        for place in _PLACES:
            path = Path(resources.__file__).parent / place / name
            if path.is_file():
                text = without_pictures(path.read_text(encoding="utf-8"))
                return text if name == own else tr("This guide is in English.") + "\n\n" + text
    return tr(
        "# Help\n\nThe guide was left out of this installation. `second-brain --help` tells what the program can do."
    )


def about(version: str, home: Path, server: str) -> str:
    """Which program this is, and where the notes are. `server` is the machine of their database, empty for this one."""
    where = tr("Your notes are on this computer, in the data folder:")
    if server:
        where = tr(
            "Your notes are in a database on {server}; their files are in the data folder:", server=server
        )
    return "\n\n".join(
        (
            "# Second Brain",
            tr("Version {version}", version=version),
            tr("Free software, under the Apache License 2.0."),
            f"{where}\n\n`{home}`",
        )
    )


def program_version() -> str:
    """The version of this program, as its package says."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("second-brain")
    except PackageNotFoundError:
        return "unknown"


def without_pictures(text: str) -> str:
    """The guide without the links that only lead to pictures in the sources, in whatever language."""
    lead = r"\[([^\]]*)\]\(screenshots/[^)]*\)"
    text = re.sub(rf"^\*\*[^*]+\*\*(?:\s+{lead}[,.])+\n+", "", text, flags=re.MULTILINE)
    return re.sub(lead, r"\1", re.sub(rf"\s*\({lead}\)", "", text))


def slug(heading: str) -> str:
    """How a link names a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def told(log: str) -> str:
    """A log as a person reads it: the newest first, each entry with its day, its time and what it is; details below it."""
    entries: list[list[str]] = []
    for line in log[-_LONGEST:].splitlines():
        match = _LINE.match(line)
        if match is not None:
            day, at, level, where, words = match.groups()
            entries.append([f"{day} {at} · {tr(_SAID.get(level, _NOTED))} ({where}): {words}"])
        elif entries:
            entries[-1].append(f"    {line}")
    return "\n\n".join("\n".join(entry) for entry in reversed(entries))


def window_log(home: Path) -> str:
    """The log of the window in this data folder, in plain words."""
    folder = home / "log"
    # A full one is put aside.
    written = "".join(map(_written, (folder / "window.log.1", folder / "window.log")))
    return told(written) or tr("Nothing is in the log: nothing went wrong.")


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
