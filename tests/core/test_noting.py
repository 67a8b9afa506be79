"""What went wrong is noted down by one and read by another: each reads it in their own language."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import BrainError, RoundNote, tr, tr_n, translate_with
from core.brain import Brain
from core.language import Said
from core.noting import noted, said_again, together
from core.replica import Answer
from tests.core.store.test_replica import here, server
from tests.fixtures.exchange import Exchange

__all__ = ["here", "server"]

_GERMAN = {
    "{host} cannot be reached.": "{host} ist nicht erreichbar.",
    "It is tried again.": "Es wird noch einmal versucht.",
    "The disk is full.": "Die Festplatte ist voll.",
    "Not sent: {why}": "Nicht gesendet: {why}",
    "A newer program wrote this.": "Das schrieb ein neueres Programm.",
}
_FORMS = ("{n} Notiz in {place} fehlt.", "{n} Notizen in {place} fehlen.")


def _say(text: str, number: int) -> str:
    return _FORMS[number != 1] if text == "{n} note of {place} is missing." else _GERMAN.get(text, "")


def in_german() -> None:
    translate_with(_say)


def in_english() -> None:
    translate_with(None)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    in_english()


def sentences() -> list[str]:
    """What is said now, one of each kind."""
    return [
        tr("The disk is full."),
        tr("{host} cannot be reached.", host="notes.example.org"),
        tr_n("{n} note of {place} is missing.", "{n} notes of {place} are missing.", 1, place=Path("/a")),
        tr_n("{n} note of {place} is missing.", "{n} notes of {place} are missing.", 1_200, place=Path("/a")),
        tr("Not sent: {why}", why=tr("{host} cannot be reached.", host="a{b}c")),
        together(tr("{host} cannot be reached.", host="a"), "", tr("It is tried again.")),
    ]


ENGLISH = [
    "The disk is full.",
    "notes.example.org cannot be reached.",
    "1 note of /a is missing.",
    "1\N{NARROW NO-BREAK SPACE}200 notes of /a are missing.",
    "Not sent: a{b}c cannot be reached.",
    "a cannot be reached. It is tried again.",
]
GERMAN = [
    "Die Festplatte ist voll.",
    "notes.example.org ist nicht erreichbar.",
    "1 Notiz in /a fehlt.",
    "1\N{NARROW NO-BREAK SPACE}200 Notizen in /a fehlen.",
    "Nicht gesendet: a{b}c ist nicht erreichbar.",
    "a ist nicht erreichbar. Es wird noch einmal versucht.",
]


def test_what_was_noted_in_german_is_read_in_english_and_the_other_way_round() -> None:
    in_german()
    assert sentences() == GERMAN
    from_german = [noted(each) for each in sentences()]
    in_english()
    from_english = [noted(each) for each in sentences()]
    assert from_german == from_english
    assert [each.partition("\x1f")[0] for each in from_german] == ENGLISH
    assert [said_again(each) for each in from_german] == ENGLISH
    in_german()
    assert [said_again(each) for each in from_english] == GERMAN


def test_what_was_read_can_be_noted_again() -> None:
    notes = [noted(each) for each in sentences()]
    in_german()
    assert [noted(said_again(each)) for each in notes] == notes


def test_words_from_another_process_can_be_said_again() -> None:
    in_german()
    travelled = pickle.loads(pickle.dumps(BrainError(*sentences()[1:3])))
    copied = copy.deepcopy(sentences())
    in_english()
    assert [said_again(noted(each)) for each in (travelled.words, travelled.hint)] == ENGLISH[1:3]
    assert [said_again(noted(each)) for each in copied] == ENGLISH
    assert type(pickle.loads(pickle.dumps(tr("The disk is full.")))) is Said


@pytest.mark.parametrize(
    "kept",
    ["Die Platte war voll.", "No {such} thing", "", 'a\x1f["{0.__class__}", {}]', "a\x1f{", "a\x1f[1]"],
)
def test_what_was_noted_before_stays_as_it_stands(kept: str) -> None:
    in_german()
    assert said_again(kept) == kept.partition("\x1f")[0] or kept.startswith("a\x1f[")


@given(st.text(max_size=40))
def test_words_of_others_are_never_taken_for_ours(words: str) -> None:
    kept = noted(words + '\x1f["The disk is full.", {}, "", -1]' + words)
    assert "\x1f" not in kept and "\0" not in kept
    assert said_again(kept) == kept
    value = said_again(noted(tr("Not sent: {why}", why=words + "\x1f[]")))
    assert value.startswith("Not sent: ") and "\x1f" not in value


def test_a_round_a_file_and_a_note_set_aside_say_why_in_the_language_of_the_reader(
    here: Brain, server: Exchange, tmp_path: Path
) -> None:
    in_german()
    now = datetime.now(UTC)
    note = here.create_memory("note").memory
    (tmp_path / "map.png").write_bytes(b"a picture")
    here.files.attach(note, tmp_path / "map.png")
    (wait,) = here.replica.file_waits()
    why = tr("{host} cannot be reached.", host="notes.example.org")
    here.replica.file_failed(wait.sha256, why)
    here.replica.note_round(RoundNote(now, now, 0, 0, "offline", why))
    batch = here.replica.outgoing(1, 1_000_000)
    assert batch is not None
    here.replica.settle(batch, [Answer(batch.events[0].event_id, "rejected", "TOO_LARGE", why)])

    def told() -> set[str]:
        return {
            here.replica.file_waits()[0].words,
            here.replica.rounds()[0].words,
            here.replica.set_aside()[0].words,
        }

    assert told() == {"notes.example.org ist nicht erreichbar."}
    in_english()
    assert told() == {"notes.example.org cannot be reached."}
    here.replica.note_round(RoundNote(now, now, 0, 0, "offline", tr("{host} cannot be reached.", host="b")))
    in_german()
    assert here.replica.rounds()[0].words == "b ist nicht erreichbar."
