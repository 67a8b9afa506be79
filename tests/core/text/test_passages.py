"""How a note is cut so that each piece can be found by what it is about."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.passages import LONGEST, LONGEST_FRONT, Passage, passage_hash, passages_of
from core.text.titles import title_of

_BITS = [
    "Water the roses. ",
    "wort ",
    "# A heading\n",
    "## Under it\n",
    "\n\n",
    "\n",
    "```\n",
    "玫瑰要浇水。",
    "水",
    " ",
]
notes = st.lists(
    st.sampled_from([*_BITS, "x" * 90, "- [ ] task\n", "1984 ", "😀"]) | st.text(max_size=8)
).map("".join)
long_notes = st.builds(lambda note, times: note * times, notes, st.sampled_from([1, 3, 60]))


def cut(content: str) -> list[Passage]:
    return passages_of(title_of(content), content)


def sentences(count: int, about: str) -> str:
    return " ".join(f"Sentence {number} tells something of {about}." for number in range(count))


@pytest.mark.parametrize("content", ["", "   \n\n\t", "\u2003\n"])
def test_a_note_without_text_has_no_passage(content: str) -> None:
    assert passages_of("Title", content) == []


@pytest.mark.parametrize(
    "content", ["Milk", "\n\n# Roses\n\nWater them daily.\n\n## Pruning\n\nIn March.\n", "玫瑰要浇水。"]
)
def test_a_short_note_is_one_passage_with_nothing_in_front(content: str) -> None:
    (passage,) = cut(content)
    assert passage.text == " ".join(content.split())
    assert content[passage.start : passage.end] == content.strip()


def test_a_title_that_is_not_in_the_text_goes_in_front() -> None:
    (passage,) = passages_of("Garden", "Water the roses.")
    assert passage.text == "Garden. Water the roses."
    assert (passage.start, passage.end) == (0, 16)


def test_later_passages_begin_with_the_title_and_the_headings_above_them() -> None:
    content = f"# Garden\n\n{sentences(20, 'soil')}\n\n## Roses\n\n{sentences(60, 'roses')}"
    first, *_, last = cut(content)
    assert first.text.startswith("# Garden Sentence 0")
    assert last.text.startswith("Garden. Roses. Sentence")


def test_a_heading_starts_a_passage_and_a_new_one_ends_the_old_path() -> None:
    content = f"# Garden\n{sentences(12, 'soil')}\n## Roses\n{sentences(12, 'roses')}\n## Tulips\n{sentences(12, 'tulips')}"
    first, second, third = cut(content)
    assert second.text.startswith("Garden. ## Roses Sentence 0 tells something of roses.")
    assert third.text.startswith("Garden. ## Tulips Sentence 0 tells something of tulips.")
    assert "tulips" not in first.text + second.text


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    code = "```sh\n# install everything first\nmake run\n```\n"
    passages = cut(f"# Tools\n{sentences(12, 'make')}\n{code}{sentences(40, 'tests')}")
    assert not any(passage.text.startswith("Tools. install") for passage in passages)


def test_neighbors_within_a_section_share_a_sentence() -> None:
    content = sentences(80, "the garden")
    passages = passages_of("", content)
    assert len(passages) > 2
    for one, other in pairwise(passages):
        shared = content[other.start : one.end]
        assert shared.startswith("Sentence")
        assert shared.count("Sentence") == 1


def test_a_paragraph_is_kept_whole_where_the_passage_before_it_is_long_enough() -> None:
    content = f"{sentences(18, 'soil')}\n\n{sentences(12, 'roses')}"
    one, other = passages_of("", content)
    assert one.text.endswith("of soil.")
    assert other.text.endswith(sentences(12, "roses"))


@given(long_notes)
def test_every_character_that_is_no_space_is_in_a_passage(content: str) -> None:
    held = bytearray(len(content))
    for passage in cut(content):
        held[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    assert [char for char, here in zip(content, held, strict=True) if not here and not char.isspace()] == []


@given(long_notes)
def test_passages_are_in_order_trimmed_and_never_the_same_twice(content: str) -> None:
    passages = cut(content)
    assert [passage.start for passage in passages] == sorted({passage.start for passage in passages})
    assert [passage.end for passage in passages] == sorted({passage.end for passage in passages})
    for passage in passages:
        piece = content[passage.start : passage.end]
        assert piece == piece.strip() != ""
        assert passage.text.endswith(" ".join(piece.split()))
    assert cut(content) == passages


@given(long_notes, st.text(max_size=300))
def test_passages_are_short_enough_for_the_model(content: str, title: str) -> None:
    for passage in passages_of(title, content):
        # Each token is at most eight characters, and each may have a space before it.
        assert len(passage.text) <= (LONGEST + LONGEST_FRONT) * 9 + 400


@pytest.mark.parametrize(
    ("content", "longest"),
    [
        ("a" * 10_000_000, LONGEST * 8),
        ("word " * 400_000, LONGEST * 5),
        ("玫瑰要浇水" * 100_000, LONGEST),
        ("a" + " " * 5_000_000 + "b", 3),
        ("." * 500_000, LONGEST),
        ("😀" * 200_000, LONGEST),
    ],
    ids=["letters", "words", "chinese", "spaces", "dots", "emoji"],
)
def test_a_huge_line_is_cut_into_bounded_passages(content: str, longest: int) -> None:
    assert max(len(passage.text) for passage in passages_of("", content)) <= longest


def test_a_word_is_cut_only_where_it_would_never_end() -> None:
    content = " ".join(f"word{number}" for number in range(2_000))
    for passage in passages_of("", content):
        assert passage.text.startswith("word")
        assert content[passage.end : passage.end + 1] in {"", " "}


def test_cutting_takes_time_in_proportion_to_the_text() -> None:
    def seconds(content: str) -> float:
        begun = time.process_time()
        passages_of("T", content)
        return time.process_time() - begun

    for bit in ("Water the roses. ", "...", "# a\n", "\n \n", "`", "#", 'a."""', "水"):
        few, many = bit * (60_000 // len(bit)), bit * (300_000 // len(bit))
        most = 22 * max(seconds(few), 0.02)  # 5 × the text; 25 × were a square
        assert seconds(many) < most or seconds(many) < most, (
            bit
        )  # once more where the machine had something else to do


def test_equal_texts_have_equal_keys() -> None:
    assert passage_hash("a") == passage_hash("a") != passage_hash("b")
    assert len(passage_hash("\ud800")) == 32
