"""Two edits of one text: both are in what comes of it, or it says that they clash."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from core.text.threeway import weave

_TEXTS = st.lists(
    st.sampled_from(
        ["alpha beta", "alpha", "beta.", "", "- milk", "- 3.50", "<<<<<<< ", "日本語", "\r", "ü😀 x"]
    ),
    max_size=7,
).map("\n".join)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_without_a_clash_the_side_does_not_matter(base: str, ours: str, theirs: str) -> None:
    one, other = weave(base, ours, theirs), weave(base, theirs, ours)
    assert one.clash == other.clash
    if not one.clash:
        assert one.text == one.both == other.text


@given(_TEXTS, _TEXTS)
def test_one_edit_alone_is_the_text(base: str, edited: str) -> None:
    for ours, theirs in ((base, edited), (edited, base), (edited, edited)):
        assert weave(base, ours, theirs) == (edited, edited, False)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_every_line_comes_from_somebody_and_no_new_one_is_lost(base: str, ours: str, theirs: str) -> None:
    woven = weave(base, ours, theirs)
    words = set(f"{base} {ours} {theirs}".split())
    assert set(woven.text.split()) <= words
    new = (set(ours.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n"))
    if woven.clash:
        assert all(line in woven.both or _in_parts(line, woven.both) for line in new)


def _in_parts(line: str, text: str) -> bool:
    return all(word in text for word in line.split())


def test_edits_of_different_lines_are_both_there() -> None:
    woven = weave("one\ntwo\nthree", "one!\ntwo\nthree", "one\ntwo\nthree!")
    assert woven == ("one!\ntwo\nthree!", "one!\ntwo\nthree!", False)


def test_edits_of_neighboring_lines_are_both_there() -> None:
    assert weave("one\ntwo\n", "ONE\ntwo\n", "one\nTWO\n").text == "ONE\nTWO\n"


def test_edits_of_different_words_in_one_line_are_both_there() -> None:
    woven = weave("The cat sat down.", "The dog sat down.", "The cat sat up.")
    assert woven == ("The dog sat up.", "The dog sat up.", False)


def test_lines_added_in_one_place_are_each_there_once() -> None:
    woven = weave("a\nz", "a\nsame\nx\nz", "a\nsame\ny\nz")
    assert woven == ("a\nsame\nx\ny\nz", "a\nsame\nx\ny\nz", False)


def test_lines_added_at_an_end_without_a_line_break() -> None:
    assert weave("a", "a\nb", "a\nc").text == weave("a", "a\nc", "a\nb").text == "a\nb\nc"


def test_a_line_that_goes_on_and_a_new_line_below_it() -> None:
    assert weave("buy milk", "buy milk and eggs", "buy milk\ncall Bob").text == "buy milk and eggs\ncall Bob"


def test_the_same_word_changed_in_two_ways_clashes_in_that_place_alone() -> None:
    woven = weave("at 9\nkeep\nlast", "at 10\nkeep\nlast!", "at 11\nkeep\nlast")
    assert woven == ("at 11\nkeep\nlast!", "at 11\nat 10\nkeep\nlast!", True)


def test_two_words_put_in_one_place_of_a_line_clash() -> None:
    assert weave("see Bob", "see Bob today", "see Bob tomorrow").clash


def test_words_next_to_changed_words_clash() -> None:
    assert weave("at 9", "at 10", "at 9 or later").clash
    assert weave("Bread", "My Bread", "Their bread").clash


def test_a_number_is_one_word() -> None:
    assert weave("costs 3.14", "costs 3.15", "costs 4.14").clash
    assert weave("at 10:30", "at 11:30", "at 10:45").clash


def test_what_one_removed_and_the_other_changed_clashes() -> None:
    assert weave("a\nb\nc", "a\nc", "a\nB b\nc").clash


def test_characters_of_writing_without_spaces_are_words() -> None:
    assert weave("私は猫が好き", "僕は猫が好き", "私は犬が好き").text == "僕は犬が好き"


def test_a_character_of_several_parts_is_never_cut() -> None:
    family, couple = "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👦"
    assert weave(f"{family} home", f"{couple} home", "👩\u200d👩\u200d👧 home").clash


def test_a_huge_text_takes_seconds() -> None:
    base = "".join(f"line {number} of many words\n" for number in range(120_000))
    ours = base.replace("line 7", "row 7", 1) + "the end\n"
    theirs = "a title\n" + base.replace("line 90000", "LINE 90000")
    began = time.monotonic()
    woven = weave(base, ours, theirs)
    assert time.monotonic() - began < 20
    assert not woven.clash
    assert len(woven.text) == len(base) + 8 + 8 - 1


def test_a_huge_text_that_repeats_itself_takes_seconds() -> None:
    base = "a\n" * 200_000
    began = time.monotonic()
    weave(base, "c\n" + base + "d", "b\n" + base[:200_000] + "e\n" + base[200_000:])
    assert time.monotonic() - began < 20
