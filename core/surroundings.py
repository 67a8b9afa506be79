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
from core.far_files.place import read_far_key, read_place
from core.language import thousands, tr, tr_noop

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
        hint = tr("Name another with --home or SECOND_BRAIN_HOME.")
        folder: tuple[Check, ...] = (Check("home", False, tr("There is no folder {home}.", home=home), hint),)
    else:
        folder = (_writable(home), *_private(home), _disk(home), _remains(home), _far(home))
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
                told.append(tr("Not mended ({name}): {reason}.", name=check.name, reason=error.strerror))
    return tuple(told)


def _writable(home: Path) -> Check:
    if os.access(home, os.W_OK | os.X_OK):
        return Check("home", True, tr("{home} can be written.", home=home))
    return Check("home", False, tr("{home} cannot be written.", home=home), tr("Make it writable for you."))


def _private(home: Path) -> Iterator[Check]:
    # A server under another account passes through the folder without a look into it: so x is no concern.
    if os.name != "posix":
        return
    if home.stat().st_mode & 0o066:
        words = tr("Others on this machine can look into the data folder.")
        yield mendable("privacy", words, tr("Take their rights to the folder."))
    else:
        yield Check("privacy", True, tr("Nobody else on this machine can look into the data folder."))


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    words = tr("{free} MB are free on its disk.", free=thousands(free >> 20))
    return Check("disk", free > LOW, words, "" if free > LOW else tr("Free some space."))


def _remains(home: Path) -> Check:
    found = _temporary(home)
    if found:
        names = ", ".join(path.name for path in found)
        words = tr("An interrupted program left behind {names}.", names=names)
        return mendable("remains", words, tr("Remove it."), ok=True)
    return Check("remains", True, tr("Nothing unfinished lies in the data folder."))


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


def _far(home: Path) -> Check:
    """Whether the S3 store answers, where files are kept in one, too."""
    from core.far_files.bucket import Bucket

    try:
        place = read_place(home)
        if place is None:
            return Check("s3", True, tr("Files of notes are kept in the data folder alone."))
        Bucket(place, read_far_key(place, KEYRING_PATIENCE), "").ask()
    except BrainError as problem:
        return Check("s3", False, problem.words, problem.hint)
    return Check("s3", True, tr("The S3 store at {host} answers, and takes the key.", host=place.host))


def _leftovers(home: Path, environment: Mapping[str, str]) -> Check:
    """What configured version 2 and configures nothing any more."""
    variables = sorted(name for name in environment if name.upper().startswith("QDRANT_"))
    files = {
        path: names for path in {home / ".env", Path.cwd() / ".env"} if (names := _settings_of_qdrant(path))
    }
    if not variables and not files:
        return Check("leftovers", True, tr("Nothing of version 2 is left in the settings."))
    told = [tr("{names} in the environment", names=", ".join(variables))] if variables else []
    told += [
        tr("{names} in {path}", names=", ".join(names), path=path) for path, names in sorted(files.items())
    ]
    mending = (
        [tr("unset {names} (and take them out of where your shell sets them)", names=" ".join(variables))]
        if variables
        else []
    )
    mending += [tr("take the lines out of {path}", path=path) for path in sorted(files)]
    return Check(
        "leftovers",
        False,
        tr("Version 2 left settings behind that nothing reads any more: {left}.", left="; ".join(told)),
        tr(
            "There is no Qdrant now; your notes are not there. To be rid of them: {deeds}.",
            deeds="; ".join(mending),
        ),
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
        day = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d}"
        words = tr("The clock of this machine says {day}, which is long ago.", day=day)
        return Check("clock", False, words, tr("Set the clock; new notes get a wrong date until then."))
    zone = environment.get("TZ", "").lstrip(":")
    if zone and not _is_zone(zone):
        words = tr("TZ names a time zone that is not known: {zone}. Times are shown as UTC.", zone=zone)
        return Check("clock", False, words, tr("Name one like Europe/Berlin, or unset TZ."))
    return Check(
        "clock",
        True,
        tr("The clock says {now}.", now=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}"),
    )


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
    words, hint = (tr(each) if each else "" for each in _KEYRING[state])
    if state is KeyringState.KEPT:
        return Check("keyring", True, words)
    if needed:
        return Check("keyring", False, words, tr("{hint} Until then search goes by words.", hint=hint))
    if environment.get("OPENAI_API_KEY"):
        hint = tr("OPENAI_API_KEY is not read. To use OpenAI, keep the key with: second-brain openai-key")
        return Check("keyring", True, tr("{words} Nothing needs a key now.", words=words), hint)
    return Check("keyring", True, tr("{words} Nothing needs a key now.", words=words))


_KEYRING = {
    KeyringState.NONE: (
        tr_noop("This system has no keyring."),
        tr_noop("On Linux, install and start GNOME Keyring or KWallet, then: second-brain openai-key"),
    ),
    KeyringState.LOCKED: (
        tr_noop("The system's keyring is locked."),
        tr_noop("Unlock it, for instance by logging in anew."),
    ),
    KeyringState.SILENT: (
        tr_noop("The system's keyring does not answer."),
        tr_noop("Unlock it, and allow Second Brain to use it."),
    ),
    KeyringState.EMPTY: (
        tr_noop("The system's keyring is open and keeps no key for OpenAI."),
        tr_noop("Keep one with: second-brain openai-key"),
    ),
    KeyringState.KEPT: (tr_noop("The system's keyring is open and keeps your key for OpenAI."), ""),
}


def _model() -> Check:
    try:
        model = local_model()
    except BrainError as problem:
        return Check("model", False, problem.words, problem.hint)
    if model is None:
        words = tr("The model for search by meaning is not installed; search goes by words.")
        return Check("model", True, words, tr("Build it in the program's folder with: make model"))
    return Check(
        "model", True, tr("The model for search by meaning is installed ({model}).", model=model.name)
    )


def _make_private(home: Path) -> str:
    home.chmod(home.stat().st_mode & ~0o066)
    return tr("Took the rights of others to look into the data folder.")


def _clear(home: Path) -> str:
    found = _temporary(home)
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    names = ", ".join(path.name for path in found)
    return tr("Removed {names}.", names=names) if found else ""


_MENDS: dict[str, Callable[[Path], str]] = {"privacy": _make_private, "remains": _clear}
