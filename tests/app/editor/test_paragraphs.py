"""Lines become headings, lists, checklists and quotes, and are plain again by the same wish."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.editor.paragraphs import Shape, fence_around, shaped

PLAIN = st.text(alphabet="ab面 \t#.-", max_size=12).filter(
    lambda line: not line.lstrip(" \t").startswith(("#", "-"))  # it has no mark of its own
)
ANY = st.text(alphabet="ab面 \t#>-*+1.)[]x", max_size=16)
_TICK = re.compile(r"(?:> ?)*[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+|#{1,6}[ \t]+)*\[x\](?:[ \t]|$)")
SHAPES = st.sampled_from(list(Shape))


@pytest.mark.parametrize(
    ("shape", "lines", "made"),
    [
        (Shape.HEADING1, ["Plan"], ["# Plan"]),
        (Shape.HEADING2, ["# Plan"], ["## Plan"]),
        (Shape.HEADING2, ["## Plan"], ["Plan"]),
        (Shape.HEADING2, ["- Plan"], ["## Plan"]),
        (Shape.HEADING3, ["> Plan"], ["> ### Plan"]),
        (Shape.HEADING1, [""], ["# "]),
        (Shape.LIST, ["milk", "", "eggs"], ["- milk", "", "- eggs"]),
        (Shape.LIST, ["- milk", "eggs"], ["- milk", "- eggs"]),
        (Shape.LIST, ["* milk", "  * eggs"], ["milk", "  eggs"]),
        (Shape.LIST, ["1. milk", "- [x] eggs", "# bread"], ["- milk", "- [x] eggs", "- bread"]),
        (Shape.LIST, ["- [ ] milk", "1. [x] eggs"], ["- milk", "- [x] eggs"]),
        (Shape.LIST, ["- milk", "- [x] eggs"], ["milk", "[x] eggs"]),
        (Shape.LIST, ["- [x] eggs"], ["- [x] eggs"]),
        (Shape.NUMBERS, ["milk", "", "eggs"], ["1. milk", "", "2. eggs"]),
        (Shape.NUMBERS, ["- milk", "  - whole", "  - half", "- eggs"],
         ["1. milk", "  1. whole", "  2. half", "2. eggs"]),
        (Shape.NUMBERS, ["1. milk", "2. eggs"], ["milk", "eggs"]),
        (Shape.NUMBERS, ["- milk", "- [x] eggs"], ["1. milk", "2. [x] eggs"]),
        (Shape.NUMBERS, ["1. milk", "2. [x] eggs"], ["milk", "[x] eggs"]),
        (Shape.HEADING2, ["- [x] eggs"], ["## [x] eggs"]),
        (Shape.TASKS, ["milk", "* eggs", "3. bread"], ["- [ ] milk", "* [ ] eggs", "3. [ ] bread"]),
        (Shape.TASKS, ["- [x] milk", "eggs"], ["- [x] milk", "- [ ] eggs"]),
        (Shape.TASKS, ["- [x] milk", "- [ ] eggs"], ["[x] milk", "eggs"]),
        (Shape.TASKS, ["[X] milk", "eggs", "[x](a)"], ["- [X] milk", "- [ ] eggs", "- [ ] [x](a)"]),
        (Shape.TASKS, ["1. [x] milk"], ["[x] milk"]),
        (Shape.TASKS, ["  milk"], ["  - [ ] milk"]),
        (Shape.TASKS, [""], ["- [ ] "]),
        (Shape.QUOTE, ["he said", "", "- this"], ["> he said", ">", "> - this"]),
        (Shape.QUOTE, ["> he said", ">", "> this"], ["he said", "", "this"]),
        (Shape.QUOTE, ["> he said", "this"], ["> he said", "> this"]),
    ],
)  # fmt: skip
def test_paragraphs_take_a_shape_and_lose_it_where_all_have_it(
    shape: Shape, lines: list[str], made: list[str]
) -> None:
    assert shaped(lines, shape) == made


def test_the_numbers_of_the_list_above_go_on() -> None:
    assert shaped(["eggs", "bread"], Shape.NUMBERS, "4) milk") == ["5) eggs", "6) bread"]


@given(st.lists(PLAIN, min_size=1, max_size=5), SHAPES)
def test_the_same_wish_twice_gives_the_same_text(lines: list[str], shape: Shape) -> None:
    assert shaped(shaped(lines, shape), shape) == lines


@given(st.lists(ANY, min_size=1, max_size=5), SHAPES)
def test_what_is_ticked_stays_so(lines: list[str], shape: Shape) -> None:
    for _ in range(3):
        made = shaped(lines, shape)
        for old, new in zip(lines, made, strict=True):
            assert _TICK.match(new) or not _TICK.match(old)
        lines = made


@given(st.lists(ANY, min_size=1, max_size=5), SHAPES)
def test_no_word_is_ever_lost_whatever_the_lines_were(lines: list[str], shape: Shape) -> None:
    made = shaped(lines, shape)
    assert len(made) == len(lines)
    for old, new in zip(lines, made, strict=True):
        assert [letter for letter in new if letter in "ab面"] == [
            letter for letter in old if letter in "ab面"
        ]
    again = shaped(shaped(made, shape), shape)
    assert shaped(shaped(again, shape), shape) == again


def test_a_fence_is_longer_than_those_that_stand_in_the_code() -> None:
    assert fence_around(["a"]) == "```"
    assert fence_around(["````python", "a", "````"]) == "`````"
