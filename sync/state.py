"""What sync is doing, and what happens next: frozen states and the one function that moves between them.

Owns the table of `sync/SPEC.md` and the words that a person sees. Pure: it knows no clock, no network and no notebook;
times are seconds that whoever calls it measures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core import Risk, tr_noop

# ---- the states


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Nobody is signed in; nothing travels."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A person said that nothing is to travel for now."""


@dataclass(frozen=True, slots=True)
class Working:
    """A round is under way. `again`: something came up meanwhile, so another one follows. `tries` counts the rounds
    that failed since the last one that did not."""

    tries: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Synced:
    """The last round came to its end: what was written by then is on the server, what was there is here."""


@dataclass(frozen=True, slots=True)
class Offline:
    """There is no server to talk to. It is tried again at `until`."""

    until: float
    tries: int = 1


@dataclass(frozen=True, slots=True)
class BackingOff:
    """The server is there and cannot just now. It is tried again at `until`; `words` say what it answered."""

    until: float
    tries: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is about to come in would take much away. Nothing is taken over or sent before a person has looked."""

    risk: Risk


@dataclass(frozen=True, slots=True)
class SignInAgain:
    """The server does not know us any more. Working here goes on, the queue stays."""


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """The server said no, and waiting alone will hardly help. Tried again at `until` all the same, because somebody
    else may have mended it."""

    until: float
    words: str
    hint: str = ""
    tries: int = 1


State = SignedOut | Paused | Working | Synced | Offline | BackingOff | Held | SignInAgain | NeedsYou

# ---- what can happen


@dataclass(frozen=True, slots=True)
class Join:
    """A person signed in."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A person signed out."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A person wants nothing to travel."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A person wants it to travel again."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A person wants it now."""


@dataclass(frozen=True, slots=True)
class Accept:
    """A person looked at what was held, and wants it."""


@dataclass(frozen=True, slots=True)
class Written:
    """Something was written here."""


@dataclass(frozen=True, slots=True)
class Rang:
    """The server has something that is not here."""


@dataclass(frozen=True, slots=True)
class Online:
    """The network came back."""


@dataclass(frozen=True, slots=True)
class Due:
    """The time until which the state waits has come."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The round came to its end."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The round found no server."""

    until: float


@dataclass(frozen=True, slots=True)
class Busy:
    """The round found a server that could not."""

    until: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The round stopped before something that would take much away."""

    risk: Risk


@dataclass(frozen=True, slots=True)
class Denied:
    """The server did not know us."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server said no."""

    until: float
    words: str
    hint: str = ""


Occurrence = (
    Join | Leave | Pause | Resume | Ask | Accept | Written | Rang | Online | Due
    | Finished | Lost | Busy | HeldBack | Denied | Refusal
)  # fmt: skip


class Do(StrEnum):
    """What has to be done on the way into a state."""

    NOTHING = "nothing"
    BEGIN = "begin"
    """Begin a round."""
    TAKE = "take"
    """Begin a round that takes what was held."""
    CANCEL = "cancel"
    """Stop the round that is under way."""


Step = tuple[State, Do]


def after(state: State, occurrence: Occurrence) -> Step:
    """The next state, and what to do. Every pair has an answer; a round's end counts only while one is under way."""
    return _STEPS[type(occurrence)](state, occurrence)


def due_at(state: State) -> float | None:
    """When `Due` has to happen; None where the state waits for nothing."""
    return state.until if isinstance(state, Offline | BackingOff | NeedsYou) else None


# ---- the words


class Word(StrEnum):
    """How it stands, in the words of the status bar."""

    SYNCED = tr_noop("synced")
    FETCHING = tr_noop("fetching from the server")
    SAVING = tr_noop("saving to the server")
    OFFLINE = tr_noop("offline")
    NEEDS_YOU = tr_noop("needs you")
    SIGN_IN_AGAIN = tr_noop("sign in again")
    PAUSED = tr_noop("paused")
    SIGNED_OUT = tr_noop("signed out")


LONGEST_STILL = 60.0
"""Seconds that a queue may wait for a server that answers, without getting shorter, before that is an alarm."""


def word_of(state: State, waiting: int, *, aside: int = 0, still: float = 0) -> Word:
    """One word for a state with so many events that wait and notes that were set aside, when the queue got shorter
    for the last time `still` seconds ago. It never says synced while something waits."""
    word = _WORDS[type(state)]
    if word in (Word.SYNCED, Word.SAVING):
        if aside or (waiting and still > LONGEST_STILL):
            return Word.NEEDS_YOU
        if waiting:
            return Word.SAVING
        return Word.SYNCED if isinstance(state, Synced) else Word.FETCHING
    return word


def told(word: Word, waiting: int) -> str:
    """The word with what waits: "saving to the server, 3 left", "offline, 3 waiting"."""
    if not waiting or word in (Word.SYNCED, Word.SIGNED_OUT):
        return str(word)
    return f"{word}, {waiting} {'left' if word is Word.SAVING else 'waiting'}"


_WORDS: Mapping[type[State], Word] = {
    SignedOut: Word.SIGNED_OUT,
    Paused: Word.PAUSED,
    Working: Word.SAVING,
    Synced: Word.SYNCED,
    Offline: Word.OFFLINE,
    BackingOff: Word.SAVING,
    Held: Word.NEEDS_YOU,
    SignInAgain: Word.SIGN_IN_AGAIN,
    NeedsYou: Word.NEEDS_YOU,
}

# ---- the steps

# Out of which states something begins a round; out of Working, it asks for another one.
_BEGINS: Mapping[type[Occurrence], frozenset[type[State]]] = {
    Join: frozenset(_WORDS),
    Resume: frozenset({Paused}),
    Ask: frozenset({Working, Synced, Offline, BackingOff, Held, SignInAgain, NeedsYou}),
    Written: frozenset({Working, Synced}),
    Rang: frozenset({Working, Synced, Offline, BackingOff}),
    Online: frozenset({Synced, Offline, NeedsYou}),
    Due: frozenset({Offline, BackingOff, NeedsYou}),
}


def _begin(state: State, occurrence: Occurrence) -> Step:
    if type(state) not in _BEGINS[type(occurrence)]:
        return state, Do.NOTHING
    if isinstance(state, Working):
        return replace(state, again=True), Do.NOTHING
    return Working(_tries(state)), Do.BEGIN


def _leave(state: State, _occurrence: Occurrence) -> Step:
    return SignedOut(), Do.CANCEL if isinstance(state, Working) else Do.NOTHING


def _pause(state: State, _occurrence: Occurrence) -> Step:
    if isinstance(state, SignedOut):
        return state, Do.NOTHING
    return Paused(), Do.CANCEL if isinstance(state, Working) else Do.NOTHING


def _accept(state: State, _occurrence: Occurrence) -> Step:
    return (Working(), Do.TAKE) if isinstance(state, Held) else (state, Do.NOTHING)


def _end(state: State, occurrence: Occurrence) -> Step:
    if not isinstance(state, Working):
        return state, Do.NOTHING
    if isinstance(occurrence, Finished):
        return (Working(), Do.BEGIN) if state.again else (Synced(), Do.NOTHING)
    return _ENDS[type(occurrence)](occurrence, state.tries + 1), Do.NOTHING


def _tries(state: State) -> int:
    return state.tries if isinstance(state, Offline | BackingOff | NeedsYou) else 0


_ENDS: Mapping[type[Occurrence], Callable[[Any, int], State]] = {
    Lost: lambda end, tries: Offline(end.until, tries),
    Busy: lambda end, tries: BackingOff(end.until, tries, end.words),
    HeldBack: lambda end, _: Held(end.risk),
    Denied: lambda _, __: SignInAgain(),
    Refusal: lambda end, tries: NeedsYou(end.until, end.words, end.hint, tries),
}
_STEPS: Mapping[type[Occurrence], Callable[[State, Occurrence], Step]] = {
    **dict.fromkeys(_BEGINS, _begin),
    **dict.fromkeys((Finished, *_ENDS), _end),
    Leave: _leave,
    Pause: _pause,
    Accept: _accept,
}
