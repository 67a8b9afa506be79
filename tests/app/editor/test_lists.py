"""Enter, Tab and the toggle in lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.editor import lists
from app.editor.lists import Edit

LINES = st.text(alphabet="-*+ 1.)[]xX>|\tab面", max_size=30)


def after(line: str, edit: Edit | None) -> str | None:
    return None if edit is None else line[: edit.start] + edit.inserted + line[edit.start + edit.removed :]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- one", "- one\n- "),
        ("  * one", "  * one\n  * "),
        ("9. one", "9. one\n10. "),
        ("3) one", "3) one\n4) "),
        ("- [x] done", "- [x] done\n- [ ] "),
        ("> said", "> said\n> "),
        ("> - said", "> - said\n> - "),
        ("- ", ""),
        ("  - ", "- "),
        ("\t- [ ] ", "- [ ] "),
        ("> - ", "> "),
        ("> ", ""),
        ("plain", None),
        ("", None),
    ],
)
def test_enter_continues_a_list_and_ends_it_on_an_empty_item(line: str, expected: str | None) -> None:
    assert after(line, lists.enter(line, len(line))) == expected


@pytest.mark.parametrize("line", ["  - ", "\t- [ ] ", "   1. ", "> ", "  - [ ]   "])
def test_after_enter_on_an_empty_item_one_goes_on_writing_behind_its_mark(line: str) -> None:
    edit = lists.enter(line, len(line))
    assert edit is not None
    assert edit.start + len(edit.inserted) == len(after(line, edit) or "")


def test_enter_before_the_words_of_an_item_is_just_a_new_line() -> None:
    assert lists.enter("- one", 0) is None
    assert lists.enter("- one", 1) is None


def test_enter_inside_an_item_takes_the_rest_along() -> None:
    assert after("- one two", lists.enter("- one two", 5)) == "- one\n- two"


@pytest.mark.parametrize(
    ("line", "inner"),
    [
        ("- a", "  - a"),
        ("1. a", "   1. a"),
        ("10) a", "    10) a"),
        ("> - a", ">   - a"),
        ("> a", None),
        ("a", None),
    ],
)
def test_tab_moves_an_item_in_and_back_out(line: str, inner: str | None) -> None:
    assert after(line, lists.indent(line)) == inner
    if inner is not None:
        assert after(inner, lists.outdent(inner)) == line
        assert lists.outdent(line) is None


@pytest.mark.parametrize(
    ("line", "toggled"),
    [
        ("- [ ] a", "- [x] a"),
        ("- [X] a", "- [ ] a"),
        ("* a", "* [ ] a"),
        ("  a", "  - [ ] a"),
        ("#tag", "- [ ] #tag"),
        ("# heading stays", "# heading stays"),
        ("> # heading stays", "> # heading stays"),
        ("> - [ ] a", "> - [x] a"),
        (">> 1. a", ">> 1. [ ] a"),
        ("> a", "> - [ ] a"),
        ("| a | row |", "| a | row |"),
    ],
)
def test_a_task_is_ticked_and_unticked(line: str, toggled: str) -> None:
    assert after(line, lists.toggle(line)) == toggled


def test_chosen_lines_move_within_their_quote() -> None:
    assert after("> a", lists.move_in("> a")) == "> \ta"
    assert after("> \ta", lists.move_out("> \ta")) == "> a"
    assert lists.move_out("> a") is None


@given(LINES, st.integers(0, 30))
def test_no_key_ever_loses_words(line: str, caret: int) -> None:
    for edit in (
        lists.enter(line, min(caret, len(line))),
        lists.indent(line),
        lists.outdent(line),
        lists.toggle(line),
        lists.move_in(line),
        lists.move_out(line),
    ):
        changed = after(line, edit)
        if changed is not None:
            kept = [letter for letter in line if letter in "ab面"]
            assert [letter for letter in changed if letter in "ab面"] == kept


def renumbered(lines: list[str], item: str) -> list[str]:
    made = list(lines)
    for at, edit in lists.renumbered(lines, item):
        made[at] = after(made[at], edit) or ""
    return made


def test_numbers_below_a_new_item_count_on_and_others_stay() -> None:
    assert renumbered(["2. b", "   - inner", "", "3. c", "end", "4. d"], "2. ") == [
        "3. b",
        "   - inner",
        "",
        "4. c",
        "end",
        "4. d",
    ]
    assert renumbered(["1. b", "1. c"], "2. ") == ["1. b", "1. c"], "somebody numbers otherwise"
    assert renumbered(["2) b"], "2. ") == ["2) b"]
    assert renumbered(["9. b", "10. c"], "9. ") == ["10. b", "11. c"]


@given(st.lists(LINES, max_size=8), LINES)
def test_renumbering_touches_nothing_but_numbers(lines: list[str], item: str) -> None:
    made = renumbered(lines, item)
    assert len(made) == len(lines)
    for old, new in zip(lines, made, strict=True):
        assert old.lstrip(" \t0123456789") == new.lstrip(" \t0123456789")
