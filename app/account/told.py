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
from core import FileWait, Risk, RoundNote, SetAside, tr, tr_n, tr_noop
from sync.state import Word

if TYPE_CHECKING:
    from sync.comparing import Compared


COMPARING = tr_noop("Comparing every note with the server …")
TEXTS_ONLY = tr_noop("This server takes the texts of notes only: what changes elsewhere does not come here.")
NOT_COMPARED = tr_noop("The server was not reached to the end, so the notes were not compared.")


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


_SAFE = tr_noop("Everything you wrote is saved on this device.")
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
        return Told("cloud", "muted", tr("looking at the server…"), tr(_SAFE))
    more = _more(standing, word)
    if standing.texts_only and word is not Word.SIGNED_OUT:
        more = f"{more} {tr(TEXTS_ONLY)}"
    return Told(*_SIGNS[word], _words(word, standing.waiting), more)


def _words(word: Word, waiting: int) -> str:
    if word is Word.SIGNED_OUT:
        return tr("only on this device")
    said, number = tr(word.value), words.figure(waiting)
    if not waiting or word is Word.SYNCED:
        return f"{said}…" if word in (Word.FETCHING, Word.SAVING) else said
    if word is Word.SAVING:
        return tr("{state}, {number} left", state=said, number=number)
    return tr("{state}, {number} waiting", state=said, number=number)


def _more(standing: Standing, word: Word) -> str:
    safe = tr(_SAFE)
    match word:
        case Word.SYNCED if standing.texts_only:
            return tr("The texts of your notes are here and on the server.")
        case Word.SYNCED:
            return tr("Every change is here and on the server.")
        case Word.FETCHING | Word.SAVING:
            return f"{standing.problem} {safe}".strip()
        case Word.OFFLINE:
            return f"{standing.problem} {safe} ".lstrip() + tr("It goes on by itself.")
        case Word.NEEDS_YOU if standing.held is not None:
            return tr("The server would take much away here. Nothing was taken; it waits for your decision.")
        case Word.NEEDS_YOU:
            return (standing.problem or tr("Some notes do not travel.")) + f" {safe}"
        case Word.SIGN_IN_AGAIN:
            return tr("The server does not accept this device any more.") + f" {safe}"
        case Word.PAUSED:
            return f"{safe} " + tr("Nothing is sent or fetched until it goes on.")
        case Word.SIGNED_OUT:
            return tr("Nobody is signed in to a server here.")


def changes(number: int) -> str:
    """How many changes: "1 change", "12 400 changes"."""
    return tr_n("{n} change", "{n} changes", number)


NOT_THROUGH = tr_noop(
    "What did not get through stays on this device and is tried again by itself, and at once when you sync now."
    " Open its note to take a file from it."
)


def waits(waiting: int, contents: Sequence[FileWait]) -> str:
    """What has to travel yet; nothing when nothing does."""
    up = sum(each.outgoing for each in contents)
    down = len(contents) - up
    said = []
    if waiting and up:
        said.append(
            tr("{changes} and {files} have to be sent.", changes=changes(waiting), files=words.files(up))
        )
    elif waiting:
        said.append(tr_n("{n} change has to be sent.", "{n} changes have to be sent.", waiting))
    elif up:
        said.append(tr_n("{n} file has to be sent.", "{n} files have to be sent.", up))
    if down:
        said.append(tr_n("{n} file has to be fetched.", "{n} files have to be fetched.", down))
    return " ".join(said)


def file_wait(each: FileWait, note: str = "") -> str:
    """What is to be said of a file that has to travel: of which note, if one has it, and what kept it from that."""
    size = words.size(each.size)
    said = tr("{size}, to be sent", size=size) if each.outgoing else tr("{size}, to be fetched", size=size)
    return " · ".join(filter(None, (note and tr("“{note}”", note=note), said, each.words)))


def held(risk: Risk) -> str:
    """What would be taken away, in a sentence."""
    deleted, written = words.notes(len(risk.deleted)), words.notes(len(risk.overwritten))
    every = words.notes(risk.notes)
    if not risk.overwritten:
        said = tr(
            "What the server has would delete {deleted}, of the {every} here.", deleted=deleted, every=every
        )
    elif not risk.deleted:
        said = tr(
            "What the server has would replace most of the text of {written}, of the {every} here.",
            written=written,
            every=every,
        )
    else:
        said = tr(
            "What the server has would delete {deleted} and replace most of the text of {written}, of the {every} here.",
            deleted=deleted,
            written=written,
            every=every,
        )
    return said + " " + tr("That is a lot, so nothing of it was taken yet.")


def compared(found: Compared) -> str:
    """What a comparison found."""
    said = []
    if found.mended:
        said.append(
            tr_n(
                "{n} note differed from the server and has become even.",
                "{n} notes differed from the server and have become even.",
                len(found.mended),
            )
        )
    if found.differing:
        said.append(
            tr_n(
                "{n} note still differs from the server.",
                "{n} notes still differ from the server.",
                len(found.differing),
            )
        )
    return " ".join(said) or tr("Every note is the same here and on the server.")


def set_aside(each: SetAside) -> str:
    """Why something does not travel."""
    if each.incoming:
        return tr_n(
            "{n} change came and cannot be read here: {why}",
            "{n} changes came and cannot be read here: {why}",
            each.events,
            why=each.words,
        )
    return tr_n(
        "{n} change was not taken by the server: {why}",
        "{n} changes were not taken by the server: {why}",
        each.events,
        why=each.words,
    )


def round_line(each: RoundNote, now: datetime) -> str:
    """One round."""
    parts = []
    if each.pushed:
        parts.append(tr("{number} sent", number=words.figure(each.pushed)))
    if each.pulled:
        parts.append(tr("{number} fetched", number=words.figure(each.pulled)))
    if each.words or not parts:
        parts.append(each.words or tr("nothing new"))
    return f"{words.day(each.ended, now)} · {', '.join(parts)}"


def to_fetch(behind: int) -> str:
    """How much a device had not fetched. The server knows that of the moment at which the device last asked; what it was
    given then may have come."""
    return tr_n("{n} change to fetch when it last asked", "{n} changes to fetch when it last asked", behind)


def device(each: Device, now: datetime) -> str:
    """One device."""
    behind = f", {to_fetch(each.behind)}" if each.behind else ""
    when = tr("this device") if each.this else tr("last seen {day}", day=words.day(each.last_seen, now))
    name = each.name or tr("Unnamed")
    return f"{name} · {when}{behind}"
