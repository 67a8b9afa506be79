"""A line of Markdown as the editor sees it, and the state that leads from one line to the next."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editor.markdown import FENCED, NO_TITLE_YET, PROSE, STYLED, Kind, Span, Style, read_line, state_stays
from app.editor.states import States

MARKS = st.text(alphabet="#*_`~[]()<>!-+ 1.x|>\\\tab面🍞:/h", max_size=60)
LINES = st.lists(
    st.sampled_from(["```", "~~~~", "````", "---", "", "words", "# head", "```py", "  ~~~"]), max_size=30
)


def styled(text: str, before: int = PROSE) -> dict[str, list[Style]]:
    """The styled pieces of a line, by their text."""
    pieces: dict[str, list[Style]] = {}
    for start, length, style in read_line(text, before).spans:
        pieces.setdefault(text[start : start + length], []).append(style)
    return pieces


@pytest.mark.parametrize(
    ("line", "words", "style"),
    [
        ("some **strong** words", "strong", Style.STRONG),
        ("some __strong__ words", "strong", Style.STRONG),
        ("some *gentle* words", "gentle", Style.EMPHASIS),
        ("some _gentle_ words", "gentle", Style.EMPHASIS),
        ("some ~~old~~ words", "old", Style.STRUCK),
        ("some `code` words", "code", Style.CODE),
        ("a [link](https://example.org/a_b_c)", "link", Style.LINK),
        ("a [[Kitchen]] note", "Kitchen", Style.LINK),
        ("see https://example.org/a_b?c=*d*.", "https://example.org/a_b?c=*d*", Style.LINK),
        ("## Head", "## Head", Style.HEADING2),
        ("- item", "-", Style.BULLET),
        ("12. item", "12.", Style.BULLET),
        ("> - [ ] deep", "[ ]", Style.OPEN_TASK),
        ("- [x] done", "done", Style.DONE),
        ("> said", "> said", Style.QUOTE),
        ("| a | b |", "| a | b |", Style.TABLE),
        ("***", "***", Style.MARK),
        ("面包 **🍞** 面包", "🍞", Style.STRONG),
    ],
)
def test_markdown_is_recognized(line: str, words: str, style: Style) -> None:
    assert style in styled(line)[words]


@pytest.mark.parametrize(
    "line",
    [
        "snake_case_words",
        "2 * 3 * 4",
        "a ** b",
        "`**not strong**`",
        r"\*not\* gentle",
        "#no-heading",
        "-no item",
        "1.5 is",
    ],
)
def test_what_only_looks_like_markdown_is_left_alone(line: str) -> None:
    pieces = read_line(line, PROSE).spans
    assert {span.style for span in pieces} <= {Style.CODE, Style.MARK}


def test_the_first_line_with_words_is_the_title() -> None:
    assert read_line("", NO_TITLE_YET).after == NO_TITLE_YET
    assert read_line("---", NO_TITLE_YET).after == NO_TITLE_YET
    line = read_line("# Bread", NO_TITLE_YET)
    assert line.after == PROSE
    assert Span(0, 7, Style.TITLE) in line.spans
    assert Style.HEADING1 not in {span.style for span in line.spans}


def test_a_fence_ends_with_as_many_of_the_same_marks() -> None:
    state = read_line("````python", PROSE).after
    assert state >= FENCED
    for inside in ("```", "~~~~", "**x**", "```` x"):
        line = read_line(inside, state)
        assert (line.after, line.kind) == (state, Kind.CODE)
        assert [span.style for span in line.spans] == [Style.CODE]
    assert read_line("`````", state).after == PROSE


def test_a_first_line_as_long_as_a_paragraph_is_drawn_as_one_unless_it_is_a_heading() -> None:
    long = "It went down into the haze with two thirds gone " * 3
    assert [span.style for span in read_line(long, NO_TITLE_YET).spans] == []
    assert read_line(long, NO_TITLE_YET).after == PROSE, "the line below it is no title either"
    assert Span(0, len(long) + 2, Style.TITLE) in read_line(f"# {long}", NO_TITLE_YET).spans
    assert Span(0, 30, Style.TITLE) in read_line(long[:30], NO_TITLE_YET).spans


@given(MARKS, st.sampled_from([NO_TITLE_YET, PROSE, FENCED + 6]))
def test_any_line_can_be_read_and_its_spans_lie_inside(text: str, before: int) -> None:
    line = read_line(text, before)
    for start, length, _ in line.spans:
        assert start >= 0
        assert length >= 0
        assert start + length <= len(text)
    assert line.hanging <= len(text)
    if state_stays(text, before):
        assert line.after == before


@pytest.mark.parametrize(
    "piece", ["[", "*", "**a", "`", "![", "_a", "~~", "[[", "](", "- ", "> ", "|", "http://", "\\"]
)
def test_a_hostile_line_costs_no_more_than_an_honest_one(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    read_line(
        line, NO_TITLE_YET
    )  # a million characters: what is quadratic in them ends at the test's time limit
    read = read_line(line, PROSE)
    assert max((span.start for span in read.spans), default=0) <= read.hanging + STYLED


def all_states(lines: list[str]) -> list[int]:
    """The state after each line, read from the top in one go."""
    states = States(lambda number: iter(lines[number:]), lambda _: None)
    states.replaced(0, len(lines) - 1, len(lines))
    states.read_to(len(lines))
    return [states.before(number) for number in range(len(lines) + 1)]


@settings(max_examples=500)
@given(st.data(), LINES)
def test_the_state_of_every_line_stays_true_while_lines_come_and_go(
    data: st.DataObject, lines: list[str]
) -> None:
    lines = lines or [""]
    told: set[int] = set()
    states = States(lambda number: iter(lines[number:]), told.add)
    states.replaced(0, len(lines) - 1, len(lines))
    drawn: dict[int, int] = {}
    for _ in range(data.draw(st.integers(0, 6))):
        first = data.draw(st.integers(0, len(lines) - 1))
        removed = data.draw(st.integers(0, len(lines) - 1 - first))
        new = [
            data.draw(st.sampled_from(["```", "---", "", "x", "~~~"]))
            for _ in range(data.draw(st.integers(1, 3)))
        ]
        lines[first : first + removed + 1] = new
        drawn = {
            number if number < first else number + len(new) - removed - 1: state
            for number, state in drawn.items()
            if number < first or number > first + removed
        }
        states.replaced(first, first + len(new) - 1, len(lines))
        number = data.draw(st.integers(0, len(lines) - 1))
        _draw_some(states, told, drawn, number, all_states(lines))
    while states.known < len(lines):
        states.read_to(states.known + 1)
    truth = all_states(lines)
    assert [states.before(number) for number in range(len(lines) + 1)] == truth
    for number in told:
        drawn.pop(number, None)
    assert all(truth[number] == state for number, state in drawn.items()), (
        "a line that means something else was told of"
    )


def _draw_some(states: States, told: set[int], drawn: dict[int, int], number: int, truth: list[int]) -> None:
    states.read_to(min(number, states.known + 3))
    for line in told:
        drawn.pop(line, None)
    told.clear()
    drawn[number] = states.before(number)
    if states.known >= number:
        assert drawn[number] == truth[number]
