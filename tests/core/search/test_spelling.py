"""What a misspelt word may have been meant to be."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.search.spelling import (
    Correction,
    Looked,
    Neighbor,
    clues,
    corrected,
    distance,
    is_spelt,
    most_edits,
    one_edit,
    ranked,
    suspicious,
)

short = st.text("abc", max_size=8)
latin = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=14)


def simple_distance(one: str, other: str) -> int:
    """The whole table, cell by cell, as the definition has it."""
    table = {(row, -1): row + 1 for row in range(-1, len(one))}
    table |= {(-1, column): column + 1 for column in range(-1, len(other))}
    for row, a in enumerate(one):
        for column, b in enumerate(other):
            ways = [table[row - 1, column] + 1, table[row, column - 1] + 1]
            ways.append(table[row - 1, column - 1] + (a != b))
            if row and column and a == other[column - 1] and one[row - 1] == b:
                ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(one) - 1, len(other) - 1]


@st.composite
def edited(draw: st.DrawFn, edits: int) -> tuple[str, str]:
    """A word and the same with so many edits, each in a place of its own."""
    word = draw(latin.filter(lambda text: len(text) >= 8))
    places = sorted(
        draw(st.sets(st.integers(0, len(word) - 1), min_size=edits, max_size=edits)), reverse=True
    )
    changed = word
    for at in places:
        letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
        rest = draw(st.sampled_from([changed[at:], changed[at + 1 :]]))
        changed = changed[:at] + draw(st.sampled_from(["", letter])) + rest
    return word, changed


def test_distances_of_all_short_words_agree_with_the_definition() -> None:
    words = ["".join(letters) for size in range(5) for letters in product("abc", repeat=size)]
    for one, other in product(words, words):
        edits = simple_distance(one, other)
        assert [distance(one, other, most) for most in (1, 2)] == [min(edits, 2), min(edits, 3)]


@given(short, short, st.integers(0, 4))
def test_distances_of_longer_words_with_few_letters_agree(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(simple_distance(one, other), most + 1)


@given(latin, latin)
def test_distances_of_words_agree(one: str, other: str) -> None:
    changed = one[:3] + other[0] + one[4:]
    assert distance(one, changed, 2) == min(simple_distance(one, changed), 3)
    assert distance(one, other, 2) == min(simple_distance(one, other), 3)


@given(short, short)
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("recieve", "receive"), ("adress", "address"), ("tomatoe", "tomato"), ("wather", "water")],
)
def test_a_letter_swapped_missing_doubled_or_wrong_is_one_edit(typed: str, meant: str) -> None:
    assert distance(typed, meant, 2) == 1
    assert meant in one_edit(typed)


@given(st.text("abz", min_size=1, max_size=5), st.text("abz", min_size=1, max_size=5))
def test_one_edit_makes_all_that_is_one_edit_away(word: str, other: str) -> None:
    assert (other in one_edit(word)) == (simple_distance(word, other) == 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("смотрель", "смотреть"), ("ανθρωπο", "ανθρωποσ"), ("שלומ", "שלום"), ("smorrebrod", "smørrebrod")],
)
def test_every_script_has_its_own_letters(typed: str, meant: str) -> None:
    assert meant in one_edit(typed)


def test_a_hyphen_may_be_missing() -> None:
    assert "e-mail" in one_edit("email")


@given(edited(2))
def test_of_two_edits_some_clue_is_left(words: tuple[str, str]) -> None:
    word, changed = words
    assume(len(word) >= 8 and changed)
    left = [clue for clue in clues(word) if re.search(clue.pattern, changed)]
    assert left
    for clue in left:
        assert all(gram in f" {changed} " for gram in clue.grams)


def test_the_nearest_comes_first_then_the_same_first_letter_then_the_most_frequent() -> None:
    known = [("house", 5), ("mouse", 900), ("horse", 2), ("houses", 7), ("chorus", 50), ("hrouse", 1)]
    found = [each.word for each in ranked("hourse", known, 2)]
    assert found == ["house", "horse", "houses", "hrouse", "mouse"]
    assert ranked("house", [("house", 3)], 2) == []


@pytest.mark.parametrize("word", ["cat", "2026", "utf8", "c++", "学习资料", "snake_case", "b/config", ""])
def test_numbers_names_of_files_and_short_words_are_never_misspelt(word: str) -> None:
    assert not is_spelt(word)
    assert most_edits(word) == 0
    assert not suspicious(word, 0)


def test_long_words_may_hold_two_edits() -> None:
    assert [most_edits(word) for word in ("abcd", "abcdefg", "abcdefgh")] == [1, 1, 2]


def _near(*words: tuple[str, int, int]) -> list[Neighbor]:
    return [Neighbor(*each) for each in words]


def test_a_word_that_no_note_holds_is_taken_for_its_neighbors() -> None:
    near = _near(("receive", 1, 4), ("relieve", 1, 1))
    assert corrected([Looked("recieve", 0, near)]) == [
        Correction("recieve", ("receive", "relieve"), known=False)
    ]


def test_a_word_without_neighbors_stays() -> None:
    assert corrected([Looked("xylophone", 0, [])]) == []


def test_a_word_that_is_still_being_typed_stays() -> None:
    assert corrected([Looked("astro", 0, _near(("astra", 1, 9)), begins=True)]) == []


def test_a_rare_word_is_offered_one_that_is_very_much_more_frequent() -> None:
    near = _near(("boundary", 1, 400), ("bounty", 1, 20))
    assert corrected([Looked("bounary", 2, near)]) == [Correction("bounary", ("boundary",), known=True)]
    assert corrected([Looked("bounary", 3, near)]) == []
    assert corrected([Looked("bounary", 2, _near(("boundary", 1, 99)))]) == []
    assert corrected([Looked("bounary", 1, _near(("boundaries", 2, 999)))]) == []


def test_a_short_word_that_a_note_holds_stays() -> None:
    assert corrected([Looked("snow", 1, _near(("show", 1, 500)))]) == []


@given(st.lists(st.builds(Looked, latin, st.integers(0, 99), st.just([]), st.booleans()), max_size=5))
def test_nothing_is_replaced_by_nothing(words: list[Looked]) -> None:
    assert corrected(words) == []
