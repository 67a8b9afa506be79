"""The difference of two texts, small and exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.splices import Splice, apply_splices, splices_between

_LINES = st.lists(
    st.sampled_from(["", "a", "b", "one line\n", "another\n", "\n", "ü😀\n", "\u2028"]), max_size=30
)
_TEXTS = st.one_of(st.text(max_size=60), _LINES.map("".join))


@given(_TEXTS, _TEXTS)
def test_splices_make_the_new_text_out_of_the_old_one(old: str, new: str) -> None:
    assert apply_splices(old, splices_between(old, new)) == new


@given(_TEXTS)
def test_equal_texts_need_no_splice(text: str) -> None:
    assert splices_between(text, text) == ()


def test_one_typed_word_costs_one_small_splice() -> None:
    text = "A line of words.\n" * 2_000
    typed = text[:17_000] + "typed " + text[17_000:]
    assert splices_between(text, typed) == (Splice(17_000, 0, "typed "),)


def test_edits_far_apart_do_not_repeat_what_is_between_them() -> None:
    lines = [f"line {number}\n" for number in range(500)]
    changed = ["first\n", *lines[1:-1], "last\n"]
    splices = splices_between("".join(lines), "".join(changed))
    assert len(splices) == 2
    assert sum(len(splice.inserted) for splice in splices) < 20


def test_a_huge_text_is_compared_at_once() -> None:
    text = "x" * 10_000_000
    assert splices_between(text, text[:-1] + "y") == (Splice(9_999_999, 1, "y"),)


@pytest.mark.parametrize(
    "splice", [Splice(4, 0, "x"), Splice(0, 4, "x"), Splice(1, -1, "x"), Splice(-1, 0, "x")]
)
def test_a_splice_that_does_not_fit_is_refused(splice: Splice) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_splices("abc", (splice,))
