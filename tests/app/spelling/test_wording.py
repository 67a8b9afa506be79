"""Which words of a note are looked up: prose, and nothing that no dictionary can know."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.editor.markdown import FENCED, FRONT_MATTER, NO_TITLE_YET, PROSE, read_line
from app.spelling.own import OwnWords
from app.spelling.wording import words_of
from core import new_id


def looked_up(text: str, before: int = PROSE) -> list[str]:
    return [word.text for word in words_of(text, read_line(text, before))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't stop, said “the cat’s” friend.", "Don't stop said the cat’s friend"),
        ("## A heading with **strong** words", "heading with strong words"),
        ("- [x] buy milk", "buy milk"),
        ("| one | two |", "one two"),
        ("run `kubectl` now", "run now"),
        ("see [the manuall](https://a.example/b) or [[Gardn plan]] or https://a.example/xyz", "see or or"),
        ("mail bob@exmple.org, open notes.md, C:\\temp, /usr/lib and ~/dotfiles", "mail open and"),
        ("#gardn/herbs and @bobb but a#b", "and but"),
        ("NASA, iPhone, v2, snake_case, 3rd and x", "and"),
        ("the area is $x_i^2$ and <span>so</span>&nbsp;on", "the area is and so on"),
        ("e.g. naïve Žižek, Übung, д́ом", "naïve Žižek Übung д́ом"),
        ("ha\u00adlf", "ha\u00adlf"),
    ],
)  # fmt: skip
def test_prose_is_looked_up_and_nothing_else(text: str, words: str) -> None:
    assert looked_up(text) == words.split()


def test_code_and_front_matter_are_not_looked_up() -> None:
    assert looked_up("def helo():", FENCED + 6) == []
    assert looked_up("titel: wrng", FRONT_MATTER) == []
    assert looked_up("wrng titel", NO_TITLE_YET) == ["wrng", "titel"]


@given(st.text(max_size=200), st.sampled_from([NO_TITLE_YET, PROSE, FRONT_MATTER, FENCED + 6]))
def test_each_word_stands_where_it_says(text: str, before: int) -> None:
    line = text.replace("\n", " ")
    for start, end, word in words_of(line, read_line(line, before)):
        assert line[start:end] == word


def test_own_words_stay_and_a_broken_file_is_put_aside(tmp_path: Path) -> None:
    home = tmp_path
    note, other = new_id(), new_id()
    own = OwnWords(home)
    own.add("zettel")
    own.ignore("Hrmpf", note)
    again = OwnWords(home)
    assert again.words == ("zettel",)
    assert again.right("Zettel", other), "at the beginning of a sentence"
    assert again.right("Hrmpf", note)
    assert not again.right("Hrmpf", other)
    again.remove("zettel")
    assert OwnWords(home).words == ()
    (home / "spelling.json").write_text("{", encoding="utf-8")
    assert OwnWords(home).words == ()
    assert (home / "spelling.unread").read_text(encoding="utf-8") == "{"
