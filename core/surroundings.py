"""The machine around a notebook: its folder, disk, clock, keyring, model, and what version 2 left behind in it.

Owns what `second-brain doctor` looks at without a database, so that it can be told when there is none. Of variables and
files of settings only the names are read, never a value. Refuses to know what is in the notebook.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.checks import Check, mendable
from core.embedding import local_model
from core.embedding.consent import read_consent
from core.embedding.keys import KeyringState, keyring_state
from core.errors import BrainError

LOW = 500 << 20
"""Bytes free: below that a database begins to be in danger."""

KEYRING_PATIENCE = 5.0  # seconds: nobody is asked for anything here
_MADE = datetime(2025, 1, 1, tzinfo=UTC).timestamp()  # no clock that is right was ever before this program
_OLD = 3600.0  # seconds, after which nobody works on a temporary file any more
_VERY_OLD = 86_400.0  # a backup before an import may wait while somebody pauses it
_LOOKED_AT = 1 << 20  # bytes of a file of settings
_OF_QDRANT = re.compile(r"(?:^|\n)\s*(?:export\s+)?(QDRANT_\w+)\s*=", re.IGNORECASE)
_TEMPORARY = re.compile(r"\.(\d+)\.new$")


def look_around(home: Path, environment: Mapping[str, str] = os.environ) -> tuple[Check, ...]:
    """Look at everything around the notebook in this folder; takes a second, longer only where a keyring is silent."""
    if not home.is_dir():
        hint = "Name another with --home or SECOND_BRAIN_HOME."
        folder: tuple[Check, ...] = (Check("home", False, f"There is no folder {home}.", hint),)
    else:
        folder = (_writable(home), *_private(home), _disk(home), _remains(home))
    return (
        *folder,
        _leftovers(home, environment),
        _clock(environment),
        _keyring(home, environment),
        _model(),
    )


def tidy_up(home: Path, checks: Iterable[Check]) -> tuple[str, ...]:
    """Mend what these checks say can be mended; what was done, a sentence each."""
    told = []
    for check in checks:
        if check.mend and check.name in _MENDS:
            try:
                told.append(_MENDS[check.name](home))
            except OSError as error:
                told.append(f"Not mended ({check.name}): {error.strerror}.")
    return tuple(told)


def _writable(home: Path) -> Check:
    if os.access(home, os.W_OK | os.X_OK):
        return Check("home", True, f"{home} can be written.")
    return Check("home", False, f"{home} cannot be written.", "Make it writable for you.")


def _private(home: Path) -> Iterator[Check]:
    # A server under another account passes through the folder without a look into it: so x is no concern.
    if os.name != "posix":
        return
    if home.stat().st_mode & 0o066:
        words = "Others on this machine can look into the data folder."
        yield mendable("privacy", words, "Take their rights to the folder.")
    else:
        yield Check("privacy", True, "Nobody else on this machine can look into the data folder.")


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    words = f"{free >> 20:,} MB are free on its disk."
    return Check("disk", free > LOW, words, "" if free > LOW else "Free some space.")


def _remains(home: Path) -> Check:
    found = _temporary(home)
    if found:
        words = f"An interrupted program left behind {', '.join(path.name for path in found)}."
        return mendable("remains", words, "Remove it.", ok=True)
    return Check("remains", True, "Nothing unfinished lies in the data folder.")


def _temporary(home: Path) -> list[Path]:
    """What a program that is gone was writing, backups too, and a half-made database beside a whole one."""
    written = [path for path in home.glob("*.new") if _TEMPORARY.search(path.name)]
    found = [path for path in written if _is_older(path, _OLD)]
    found += [path for path in (home / "backups").glob(".*.new") if _is_older(path, _VERY_OLD)]
    found += [path for path in (home / "postgres").glob("data*.new") if path.with_suffix("").is_dir()]
    return sorted(found)


def _is_older(path: Path, seconds: float) -> bool:
    try:
        return path.is_file() and time.time() - path.lstat().st_mtime > seconds
    except OSError:
        return False


def _leftovers(home: Path, environment: Mapping[str, str]) -> Check:
    """What configured version 2 and configures nothing any more."""
    variables = sorted(name for name in environment if name.upper().startswith("QDRANT_"))
    files = {
        path: names for path in {home / ".env", Path.cwd() / ".env"} if (names := _settings_of_qdrant(path))
    }
    if not variables and not files:
        return Check("leftovers", True, "Nothing of version 2 is left in the settings.")
    told = [f"{', '.join(variables)} in the environment"] if variables else []
    told += [f"{', '.join(names)} in {path}" for path, names in sorted(files.items())]
    mending = (
        [f"unset {' '.join(variables)} (and take them out of where your shell sets them)"]
        if variables
        else []
    )
    mending += [f"take the lines out of {path}" for path in sorted(files)]
    return Check(
        "leftovers",
        False,
        f"Version 2 left settings behind that nothing reads any more: {'; '.join(told)}.",
        f"There is no Qdrant now; your notes are not there. To be rid of them: {'; '.join(mending)}.",
    )


def _settings_of_qdrant(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            text = file.read(_LOOKED_AT).decode("utf-8", "replace")
    except OSError:
        return []
    return sorted(set(_OF_QDRANT.findall(text)))


def _clock(environment: Mapping[str, str]) -> Check:
    now = time.time()
    if now < _MADE:
        words = (
            f"The clock of this machine says {datetime.fromtimestamp(now, UTC):%Y-%m-%d}, which is long ago."
        )
        return Check("clock", False, words, "Set the clock; new notes get a wrong date until then.")
    zone = environment.get("TZ", "").lstrip(":")
    if zone and not _is_zone(zone):
        words = f"TZ names a time zone that is not known: {zone}. Times are shown as UTC."
        return Check("clock", False, words, "Name one like Europe/Berlin, or unset TZ.")
    return Check("clock", True, f"The clock says {datetime.now().astimezone():%Y-%m-%d %H:%M %Z}.")


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if re.search(r"\d", name) or name.startswith("/"):  # a rule of its own, or a file
        return True
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _keyring(home: Path, environment: Mapping[str, str]) -> Check:
    """A fault only where a person has agreed to use OpenAI: nothing else needs a key."""
    state = keyring_state(KEYRING_PATIENCE)
    needed = read_consent(home).given
    words, hint = _KEYRING[state]
    if state is KeyringState.KEPT:
        return Check("keyring", True, words)
    if needed:
        return Check("keyring", False, words, f"{hint} Until then search goes by words.")
    if environment.get("OPENAI_API_KEY"):
        hint = "OPENAI_API_KEY is not read. To use OpenAI, keep the key with: second-brain openai-key"
        return Check("keyring", True, f"{words} Nothing needs a key now.", hint)
    return Check("keyring", True, f"{words} Nothing needs a key now.")


_KEYRING = {
    KeyringState.NONE: (
        "This system has no keyring.",
        "On Linux, install and start GNOME Keyring or KWallet, then: second-brain openai-key",
    ),
    KeyringState.LOCKED: ("The system's keyring is locked.", "Unlock it, for instance by logging in anew."),
    KeyringState.SILENT: (
        "The system's keyring does not answer.",
        "Unlock it, and allow Second Brain to use it.",
    ),
    KeyringState.EMPTY: (
        "The system's keyring is open and keeps no key for OpenAI.",
        "Keep one with: second-brain openai-key",
    ),
    KeyringState.KEPT: ("The system's keyring is open and keeps your key for OpenAI.", ""),
}


def _model() -> Check:
    try:
        model = local_model()
    except BrainError as problem:
        return Check("model", False, problem.words, problem.hint)
    if model is None:
        words = "The model for search by meaning is not installed; search goes by words."
        return Check("model", True, words, "Build it in the program's folder with: make model")
    return Check("model", True, f"The model for search by meaning is installed ({model.name}).")


def _make_private(home: Path) -> str:
    home.chmod(home.stat().st_mode & ~0o066)
    return "Took the rights of others to look into the data folder."


def _clear(home: Path) -> str:
    found = _temporary(home)
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return f"Removed {', '.join(path.name for path in found)}." if found else ""


_MENDS: dict[str, Callable[[Path], str]] = {"privacy": _make_private, "remains": _clear}
