"""How sync is said: the symbol and words of each state, and of what waits, was set aside, is held, came back.

Pure, and knows no widget: the window and the command line say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app import words
from app.account.engine import Device
from core import FileWait, Risk, RoundNote, SetAside
from sync.state import Word

if TYPE_CHECKING:
    from sync.comparing import Compared


COMPARING = "Comparing every note with the server …"
TEXTS_ONLY = "This server takes the texts of notes only: what changes elsewhere does not come here."
NOT_COMPARED = "The server was not reached to the end, so the notes were not compared."


@dataclass(frozen=True, slots=True)
class Standing:
    """How the notebook and the server stand. `word` is None while it is not known yet; `waiting` are changes that are not on
    the server; `problem` says in words what is in the way; `held` waits for a decision; `compared` is the last comparison
    since the start, made at `verified_at`; `last` is the last round that is written down; `texts_only`: the server takes no
    events."""

    word: Word | None = None
    waiting: int = 0
    problem: str = ""
    held: Risk | None = None
    compared: Compared | None = None
    verified_at: datetime | None = None
    last: RoundNote | None = None
    texts_only: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A state in words: `icon` and `ink` go with them, `more` says what is safe and what to do."""

    icon: str
    ink: str
    words: str
    more: str


_SAFE = "Everything you wrote is saved on this device."
_SIGNS: Mapping[Word, tuple[str, str]] = {
    Word.SYNCED: ("cloud-check", "good"),
    Word.FETCHING: ("cloud-arrow-down", "accent"),
    Word.SAVING: ("cloud-arrow-up", "accent"),
    Word.OFFLINE: ("cloud-slash", "muted"),
    Word.NEEDS_YOU: ("warning", "caution"),
    Word.SIGN_IN_AGAIN: ("key", "caution"),
    Word.PAUSED: ("pause-circle", "muted"),
    Word.SIGNED_OUT: ("laptop", "muted"),
}


def told(standing: Standing) -> Told:
    """How it stands, in words."""
    word = standing.word
    if word is None:
        return Told("cloud", "muted", "looking at the server…", _SAFE)
    more = _more(standing, word)
    if standing.texts_only and word is not Word.SIGNED_OUT:
        more = f"{more} {TEXTS_ONLY}"
    return Told(*_SIGNS[word], _words(word, standing.waiting), more)


def _words(word: Word, waiting: int) -> str:
    if word is Word.SIGNED_OUT:
        return "only on this device"
    if not waiting or word is Word.SYNCED:
        return f"{word}…" if word in (Word.FETCHING, Word.SAVING) else word.value
    return f"{word}, {words.figure(waiting)} {'left' if word is Word.SAVING else 'waiting'}"


def _more(standing: Standing, word: Word) -> str:
    match word:
        case Word.SYNCED if standing.texts_only:
            return "The texts of your notes are here and on the server."
        case Word.SYNCED:
            return "Everything you wrote is here and on the server."
        case Word.FETCHING | Word.SAVING:
            return f"{standing.problem} {_SAFE}".strip()
        case Word.OFFLINE:
            return f"{standing.problem} {_SAFE} It goes on by itself.".strip()
        case Word.NEEDS_YOU if standing.held is not None:
            return "The server would take much away here. Nothing was taken; it waits for your decision."
        case Word.NEEDS_YOU:
            return f"{standing.problem or 'Some notes do not travel.'} {_SAFE}"
        case Word.SIGN_IN_AGAIN:
            return f"The server does not accept this device any more. {_SAFE}"
        case Word.PAUSED:
            return f"{_SAFE} Nothing is sent or fetched until it goes on."
        case Word.SIGNED_OUT:
            return "Nobody is signed in to a server here."


def changes(number: int) -> str:
    """How many changes: "1 change", "12 400 changes"."""
    return "1 change" if number == 1 else f"{words.figure(number)} changes"


def files(number: int) -> str:
    """How many files."""
    return "1 file" if number == 1 else f"{words.figure(number)} files"


def waits(waiting: int, contents: Sequence[FileWait]) -> str:
    """What has to travel yet; nothing when nothing does."""
    up = sum(each.outgoing for each in contents)
    down = len(contents) - up
    parts = [changes(waiting)] if waiting else []
    if up:
        parts.append(files(up))
    said = f"{' and '.join(parts)} {_have(waiting + up)} to be sent." if parts else ""
    return f"{said} {files(down)} {_have(down)} to be fetched.".strip() if down else said


def file_wait(each: FileWait) -> str:
    """What is to be said of a file that has to travel."""
    way = "to be sent" if each.outgoing else "to be fetched"
    return f"{words.size(each.size)}, {way}{f' · {each.words}' if each.words else ''}"


def held(risk: Risk) -> str:
    """What would be taken away, in a sentence."""
    deleted, written = len(risk.deleted), len(risk.overwritten)
    parts = []
    if deleted:
        parts.append(f"delete {words.notes(deleted)}")
    if written:
        parts.append(f"replace most of the text of {words.notes(written)}")
    return (
        f"What the server has would {' and '.join(parts)}, of the {words.notes(risk.notes)} here. That is a lot, so"
        " nothing of it was taken yet."
    )


def compared(found: Compared) -> str:
    """What a comparison found."""
    said = []
    if found.mended:
        said.append(
            f"{words.notes(len(found.mended))} differed from the server and {_have(len(found.mended))} become even."
        )
    if found.differing:
        differ = "differs" if len(found.differing) == 1 else "differ"
        said.append(f"{words.notes(len(found.differing))} still {differ} from the server.")
    return " ".join(said) or "Every note is the same here and on the server."


def set_aside(each: SetAside) -> str:
    """Why something does not travel."""
    were = "was" if each.events == 1 else "were"
    way = "came and cannot be read here" if each.incoming else f"{were} not taken by the server"
    return f"{changes(each.events)} {way}: {each.words}"


def round_line(each: RoundNote, now: datetime) -> str:
    """One round."""
    parts = []
    if each.pushed:
        parts.append(f"{words.figure(each.pushed)} sent")
    if each.pulled:
        parts.append(f"{words.figure(each.pulled)} fetched")
    if each.words or not parts:
        parts.append(each.words or "nothing new")
    return f"{words.day(each.ended, now)} · {', '.join(parts)}"


def to_fetch(behind: int) -> str:
    """How much a device had not fetched. The server knows that of the moment at which the device last asked; what it was
    given then may have come."""
    return f"{changes(behind)} to fetch when it last asked"


def device(each: Device, now: datetime) -> str:
    """One device."""
    behind = f", {to_fetch(each.behind)}" if each.behind else ""
    when = "this device" if each.this else f"last seen {words.day(each.last_seen, now)}"
    return f"{each.name or 'Unnamed'} · {when}{behind}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
