"""How several names are said in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core import tr


def listed(names: Sequence[str]) -> str:
    """The names one after the other: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
