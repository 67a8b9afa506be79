"""Files are searched beside notes: they crowd nobody out, change no order, and are looked into exactly."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from core import Brain
from core.search.file_text import FileText
from core.store import finding
from tests.core.test_file_texts import found, give


@pytest.fixture
def note(brain: Brain) -> UUID:
    return brain.create_memory("# The heating").memory


def test_hundreds_of_files_under_one_tag_crowd_no_search(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        finding, "RANKED", 20
    )  # so many documents are ranked: thousands, outside of this test
    tagged = {brain.create_memory(f"Letter {number}", tags=["letters"]).memory for number in range(8)}
    for number, each in enumerate(sorted(tagged)):
        for copy in range(4):
            give(
                brain,
                each,
                f"{number}-{copy}.txt",
                f"dear reader {number} {copy}, the same warranty".encode(),
            )
    other = brain.create_memory("letters about a warranty").memory
    brain.file_texts.read()
    for typed, notes in (
        ("tag:letters", tagged),
        ("letters", {*tagged, other}),
        ("title:letter", {*tagged, other}),
    ):
        result = brain.search(typed)
        assert (result.total, result.at_least) == (len(notes), False), typed
        assert {hit.id for hit in result.hits} == notes, typed
    result = brain.search("warranty")  # each note once, and first the one that says it itself
    assert (result.total, result.at_least) == (9, False)
    assert result.hits[0].id == other
    assert len({hit.id for hit in result.hits}) == 9


def test_files_change_nothing_among_notes_that_have_none(brain: Brain, chance: random.Random) -> None:
    words = "boiler warranty cellar heating garden winter letter reader summer valve".split()
    for _ in range(60):
        brain.create_memory(
            " ".join(chance.choices(words, [1 / n for n in range(1, 11)], k=chance.randint(3, 30)))
        )
    asked = [
        *words,
        "boiler warranty",
        "heating valve winter",
        "boil",
        "sumer",
        "eat",
        '"garden winter"',
        "a valve for the boiler",
    ]

    def answers() -> dict[str, list[tuple[UUID, float]]]:
        return {
            typed: [
                (hit.id, hit.score) for hit in brain.search(typed, limit=100).hits if hit.id not in owners
            ]
            for typed in asked
        }

    owners = {brain.create_memory(f"x{number}").memory for number in range(12)}
    brain.upkeep.prepare_search()
    before = answers()
    for number, owner in enumerate(owners):
        text = " ".join(chance.choices([*words, "boilers", "summers", "heat"], k=300 * (number + 1)))
        give(brain, owner, f"{number}.txt", text.encode())
    brain.file_texts.read()
    assert sum(brain.search(typed).total for typed in words) > len(owners)
    assert answers() == before


def test_a_phrase_is_found_wherever_a_long_text_was_cut(brain: Brain, note: UUID) -> None:
    words = [f"w{number}x" for number in range(2_500)]
    give(brain, note, "long.txt", " ".join(words).encode())
    brain.file_texts.read()
    for at in (0, 995, 997, 999, 1_980, 1_985, 1_990, 2_490):
        assert found(brain, f'"{" ".join(words[at : at + 5])}"') == {note}, at
    assert found(brain, f'"{words[3]} {words[5]}"') == set()


def test_the_page_is_told_on_which_a_long_file_says_it(
    brain: Brain, note: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [f"page {number} has the sign s{number}t. " + "and many words " * 120 for number in range(1, 31)]
    monkeypatch.setattr(brain.file_texts, "_pdf", lambda path, stop: FileText("\f".join(pages), 30, read=30))
    give(brain, note, "manual.pdf", b"%PDF-1.7")
    brain.file_texts.read()
    for page in (1, 2, 3, 17, 30):
        (hit,) = brain.search(f"s{page}t ").hits
        assert (hit.why[0].page, f"s{page}t" in hit.excerpt.text) == (page, True)


def test_words_inside_longer_ones_and_misspelt_ones_are_found_in_files(brain: Brain, note: UUID) -> None:
    brain.create_memory("Von Sesseln")
    give(brain, note, "Anleitung.txt", "Die Gerätegarantie für den Kessel gilt zwei Jahre.".encode())
    brain.file_texts.read()
    assert found(brain, "garantie ") == found(brain, "kesseln ") == found(brain, "zwei kessel ") == {note}
    assert brain.search("kessel ").suggestion is None
    result = brain.search("gerätegarantei ")
    assert [hit.id for hit in result.hits] == [note]
    assert result.suggestion == "gerategarantie "
