"""One thing that was looked at: what was found, what helps, and what the doctor would do about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.language import tr, tr_noop


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `words` say what was found, `hint` what a person can do about it.

    `mend` says what the doctor does when it is told to mend; it is empty where only a person can. Something may be `ok` and
    have both: then it is work that is still to be done, and nothing is wrong.
    """

    name: str
    ok: bool
    words: str
    hint: str = ""
    mend: str = ""


MENDING = tr_noop("Mend it with: second-brain doctor --fix")
"""The hint where the doctor can mend."""


def mendable(name: str, words: str, mend: str, ok: bool = False) -> Check:
    """Something that the doctor can mend by himself."""
    return Check(name, ok, words, tr(MENDING), mend)
