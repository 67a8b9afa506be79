"""Many queries from a file: every query gets a line, whatever stands in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.evaluation import LONGEST_LINE, in_words, plain
from core import QueryError, SearchResult
from tests.app.cli.conftest import CommandLine

NOTES = [
    {"id": "d1", "text": "Which of these is the boundary layer?"},
    {"id": "d2", "text": "Supersonic flow over a wedge"},
]


@pytest.fixture
def library(second_brain: CommandLine, tmp_path: Path) -> CommandLine:
    """A notebook with imported notes, which have ids of where they come from."""
    path = tmp_path / "notes.jsonl"
    path.write_text("".join(json.dumps(note) + "\n" for note in NOTES))
    second_brain.text("import-notes", path)
    return second_brain


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_query_of_a_file_gets_its_line(library: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": 7, "text": "supersonic"}\n\n{"id": "b", "text": "zzzz"}\n')
    one, two = lines(library.text("search", "--queries", path, "--mode", "words"))
    assert list(one) == ["id", "hits"]
    (hit,) = one["hits"]
    assert list(hit) == ["id", "source_id", "score"]
    assert (one["id"], hit["source_id"]) == (7, "d2")
    assert library.json("show", hit["id"])["metadata"]["source_id"] == "d2"
    assert two == {"id": "b", "hits": []}


def test_queries_come_from_a_pipe_and_the_limit_holds(library: CommandLine) -> None:
    for _ in range(2):
        library.capture("flow and flow")
    piped = '\ufeff{"id": "a", "text": "flow", "split": "test"}\r\n{"id": "b", "text": "layer"}'
    one, two = lines(library.text("search", "--queries", "-", "-n", "2", stdin=piped))
    assert (len(one["hits"]), len(two["hits"])) == (2, 1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"[]", "not of the form"),
        (b'{"id": 1}', "not of the form"),
        (b'{"text": "x"}', "not of the form"),
        (b'{"id": 1, "text": 3}', "not of the form"),
        (b'{"id": 1, "text": "\xff"}', "not in UTF-8"),
        (b"[" * 100_000, "beyond all measure"),
        (b'{"id": 1, "text": "' + b"x" * LONGEST_LINE + b'"}', "longer than 1 MB"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(
    library: CommandLine, line: bytes, reason: str
) -> None:
    piped = b"\n" + line + b'\n{"id": "b", "text": "layer"}\n'
    result = library("search", "--queries", "-", stdin=piped)
    assert (result.exit_code, [each["id"] for each in lines(result.stdout)]) == (1, ["b"])
    assert result.stderr.startswith("Line 2: ") and reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "sentence", ["boundary:layer", "boundary layer created:yesterdayish", "which (taag:x boundary layer"]
)
def test_a_sentence_that_is_no_query_is_answered_as_plain_words(library: CommandLine, sentence: str) -> None:
    library.capture("the boundary:layer was created:yesterdayish by taag:x, which")
    result = library(
        "search", "--queries", "-", "--mode", "words", stdin=json.dumps({"id": 1, "text": sentence})
    )
    assert result.exit_code == 0
    (answer,) = lines(result.stdout)
    assert answer["hits"]
    assert result.stderr.startswith("Line 1: ") and "Looked for as plain words." in result.stderr


def test_a_file_that_is_not_there_is_told_in_words(second_brain: CommandLine, tmp_path: Path) -> None:
    told = second_brain.json("search", "--queries", tmp_path / "none.jsonl", code=1)
    assert "cannot be read" in told["error"]["words"]
    assert second_brain("search", "--queries", "-", "--explain", stdin="").exit_code == 2


@pytest.mark.parametrize(
    ("text", "start", "end", "plainer"),
    [
        ("time: flow", 0, 5, "time flow"),
        ("what is http://a.b/c (x)", 8, 20, 'what is "http://a.b/c" (x)'),
        ('so "he:said that', 3, 16, 'so "he:said" that'),
        ("a OR b", 0, 6, 'a "OR" b'),
        ("-x -- *", 0, 7, "x"),
        ("is C++: good", 3, 7, 'is "C++" good'),
    ],
)
def test_only_what_is_misunderstood_is_made_plain(text: str, start: int, end: int, plainer: str) -> None:
    assert " ".join(plain(text, start, end).split()) == plainer


@given(st.text(max_size=200))
def test_whatever_is_asked_gets_an_answer(text: str) -> None:
    """The language at its worst: it takes nothing that has a sign in it outside of quotes."""

    def strict(query: str) -> SearchResult:
        for piece in query.split():
            if not piece.strip('"').isalnum() and '"' not in piece:
                start = query.index(piece)
                raise QueryError("no", "", start, start + len(piece))
        return SearchResult(query, (), 0)

    assert in_words(text, strict)[0] == ()


def test_what_is_no_query_in_any_form_has_no_hits() -> None:
    def never(query: str) -> SearchResult:
        raise QueryError("No.", "", 0, len(query))

    assert in_words("x", never) == ((), "No. Looked for as plain words. Nothing could be looked for.")
