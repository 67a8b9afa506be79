"""How often a password may be tried.

Owns the counts of tries by user and by address. Each try counts before its password is looked at, so that many at once gain
nothing; one that fits is forgiven. What counts against a user alone is generous: nobody shuts a colleague out by guessing.
"""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import dataclass

WINDOW = 900.0  # seconds
_PAIR, _ADDRESS, _USER = 10, 60, 100  # tries in a window
_MOST = 20_000  # counts that are kept


@dataclass(frozen=True, slots=True)
class Try:
    """Somebody at an address who says who they are."""

    username: str
    address: str

    def limits(self) -> dict[str, int]:
        """What it counts against, with how many may be counted there."""
        user, place = self.username.casefold(), _network(self.address)
        return {f"pair {place} {user}": _PAIR, f"address {place}": _ADDRESS, f"user {user}": _USER}


class Throttle:
    """Counts within one process."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[float, int]] = {}

    async def take(self, each: Try) -> int:
        """Count a try. 0 when it may be made, else the seconds after which the next one may."""
        now = time.monotonic()
        limits = each.limits()
        counts = {key: self._count(key, now) for key in limits}
        full = [began + WINDOW - now for key, (began, count) in counts.items() if count >= limits[key]]
        if full:
            return max(1, math.ceil(max(full)))
        self._make_room(now)
        self._counts.update({key: (began, count + 1) for key, (began, count) in counts.items()})
        return 0

    async def forgive(self, each: Try) -> None:
        """The password fitted: this try, and those before it from the same place, count no longer."""
        pair, *others = each.limits()
        self._counts.pop(pair, None)
        now = time.monotonic()
        for key in others:
            began, count = self._count(key, now)
            self._counts[key] = (began, max(0, count - 1))

    def _count(self, key: str, now: float) -> tuple[float, int]:
        began, count = self._counts.get(key, (now, 0))
        return (began, count) if now - began < WINDOW else (now, 0)

    def _make_room(self, now: float) -> None:
        if len(self._counts) < _MOST:
            return
        self._counts = {key: each for key, each in self._counts.items() if now - each[0] < WINDOW}
        while len(self._counts) >= _MOST:
            del self._counts[next(iter(self._counts))]


def _network(address: str) -> str:
    """The address; of one of version 6 the network, of which one household has 2**64 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
