"""Words for people: said in English as they stand in the code, or in the language that the program was told to speak."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import tr, tr_n, tr_noop, translate_with

GERMAN = {"Delete {title}?": "{title} löschen?", "Undo": "Rückgängig"}


@pytest.fixture
def in_german() -> Iterator[None]:
    def say(text: str, number: int) -> str:
        if text == "{n} note":
            return "{n} Notiz" if number == 1 else "{n} Notizen"
        return GERMAN.get(text, "")

    translate_with(say)
    yield
    translate_with(None)


def test_words_stand_in_the_code_in_english() -> None:
    assert tr("Delete {title}?", title="Tea") == "Delete Tea?"
    assert (tr_n("{n} note", "{n} notes", 1), tr_n("{n} note", "{n} notes", 0)) == ("1 note", "0 notes")
    assert tr_n("{n} note", "{n} notes", 12_400) == "12\N{NARROW NO-BREAK SPACE}400 notes"


@pytest.mark.usefixtures("in_german")
def test_words_are_said_in_the_language_that_was_chosen_and_counted_by_its_rules() -> None:
    assert tr("Delete {title}?", title="Tee") == "Tee löschen?"
    assert [tr_n("{n} note", "{n} notes", number) for number in (1, 2)] == ["1 Notiz", "2 Notizen"]
    assert tr(tr_noop("Undo")) == "Rückgängig"


@pytest.mark.usefixtures("in_german")
def test_what_nobody_translated_is_said_in_english() -> None:
    assert tr("Redo") == "Redo"
    assert tr_n("{n} file", "{n} files", 3) == "3 files"


def test_braces_that_a_person_typed_are_no_places_for_values() -> None:
    assert tr("Nothing is called {that}") == "Nothing is called {that}"
    assert tr("Nothing is called {name}", name="{that}") == "Nothing is called {that}"
