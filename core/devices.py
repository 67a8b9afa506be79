"""What the devices of an account are called, as the server told it last, so that history names them without a network.

Owns that knowledge, in one file of the data folder: it is the server's, so it can be thrown away and asked for again. A
device that is gone keeps its name, because what was done on it stays. It refuses to know networks.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from core.whole import write_whole

FILE = "devices.json"


class Devices:
    """The names that one notebook knows. Safe to share between threads and programs."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def names(self) -> dict[UUID, str]:
        """What each device is called; nothing where nothing was told, or where it cannot be read."""
        try:
            told = json.loads(self._path.read_text("utf-8"))
            return {UUID(device): str(name) for device, name in told.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def learn(self, names: Mapping[UUID, str]) -> None:
        """Keep what the server tells, beside what it told before."""
        before = self.names()
        after = before | {device: name for device, name in names.items() if name.strip()}
        if after != before:
            with contextlib.suppress(OSError):  # the server tells it again
                write_whole(self._path, json.dumps({str(device): name for device, name in after.items()}))
