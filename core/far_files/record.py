"""What is known on this device of the contents in an S3 store.

    <home>/s3/<place>.copied    what is proven to be there: a line `+SHA-256` each, and `-SHA-256` when it is not any more
    <home>/s3/<place>.lock      held by whoever copies
    <home>/s3/<place>.json      when the store was last asked for all that it has, when copying last came to its end, and
                                what kept it from that since

Owns those files. Without them the store is asked again. They lie in a folder of their own, since what lies in the home
folder says what is wanted. Refuses to know the store.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.errors import BrainError, Cancelled
from core.language import tr
from core.locks import try_lock
from core.noting import noted, said_again, together
from core.progress import Stop
from core.whole import write_whole

_LINE = re.compile(r"[+-][0-9a-f]{64}")
_LOOK_AGAIN = timedelta(days=1)
_PAUSE = 0.1  # seconds


class FarRecord:
    """What is known of one place. Lines are only ever added: a torn one is passed over, and the store is asked again."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._lines = folder / f"{name}.copied"
        self._outcome = folder / f"{name}.json"
        self._lock = folder / f"{name}.lock"

    @contextmanager
    def alone(self, cancelled: Stop) -> Iterator[None]:
        """Held by one who copies at a time, as two would send the same. Waits for the other. Raises Cancelled."""
        with _told(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            file = self._lock.open("a+")
        with file:
            while not try_lock(file):
                if cancelled():
                    raise Cancelled
                time.sleep(_PAUSE)
            yield

    def copied(self) -> set[str]:
        """What is proven to be there."""
        found: set[str] = set()
        with _told(self._folder), suppress(FileNotFoundError):
            for line in self._lines.read_text(encoding="ascii", errors="replace").split("\n"):
                if _LINE.fullmatch(line):
                    (found.add if line[0] == "+" else found.discard)(line[1:])
        return found

    def written(self) -> int:
        """How much was noted, in bytes: while that stays, so does what is proven."""
        try:
            return self._lines.stat().st_size
        except OSError:
            return 0

    def add(self, sign: str, *contents: str) -> None:
        """Note that these are there, or are not. One write, so that others that note something do not get between."""
        if not contents:
            return
        with _told(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(self._lines, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "ab", buffering=0) as file:
                file.write("".join(f"\n{sign}{each}\n" for each in contents).encode())

    def is_old(self) -> bool:
        """Whether the store was not asked for all that it has for a day."""
        looked = self.looked_at()
        return looked is None or not timedelta() <= datetime.now(UTC) - looked < _LOOK_AGAIN

    def looked_at(self) -> datetime | None:
        """When it was; what is known of it changes otherwise only by what is copied."""
        return self._read("looked")

    def looked(self) -> None:
        """It was, just now."""
        self._write({"looked": datetime.now(UTC).isoformat()})

    def outcome(self) -> tuple[datetime | None, str]:
        """When copying last came to its end, and what kept it from that since."""
        return self._read("at"), said_again(str(self._all().get("trouble", "")))

    def note(self, error: BrainError | None) -> None:
        """Copying came to its end, or this kept it from that. What cannot be noted is no reason to stop."""
        with suppress(BrainError):
            if error is None:
                self._write({"at": datetime.now(UTC).isoformat(), "trouble": ""})
            else:
                self._write({"trouble": noted(together(error.words, error.hint))})

    def _all(self) -> dict[str, object]:
        try:
            found = json.loads(self._outcome.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _read(self, name: str) -> datetime | None:
        try:
            found = datetime.fromisoformat(str(self._all().get(name)))
        except ValueError:
            return None
        return found if found.tzinfo else None

    def _write(self, values: dict[str, object]) -> None:
        with _told(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self._outcome, json.dumps(self._all() | values))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk refuses, in words."""
    try:
        yield
    except OSError as error:
        raise BrainError(
            tr(
                "What was copied cannot be noted in {folder}: {reason}.", folder=folder, reason=error.strerror
            ),
            tr("Nothing is lost. Make room, or make the folder writable for you, and try again."),
        ) from error
