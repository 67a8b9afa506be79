"""Finding from the command line: what is typed, what is told of it, and searches that are kept."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.cli.query import picture
from app.cli.searching import beside
from core import Channel, Coverage, Evidence, Excerpt, Hit, Mode, Part, Query, SearchResult
from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import command, on_a_terminal

HIT = "id title excerpt score tags marks updated_at source_id why"
SOME = UUID(int=1)


def test_search_has_the_documented_shape(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("# Boiler\n\nCall the plumber", "--tag", "house")
    second_brain.capture("Something else")
    found = second_brain.json("search", "plumb")
    assert list(found)[:3] == ["query", "hits", "total"]
    (hit,) = found["hits"]
    assert list(hit) == HIT.split()
    assert (found["query"], found["total"], hit["id"], hit["tags"]) == ("plumb", 1, boiler, ["house"])
    assert "plumber" in hit["excerpt"]


def test_a_pipe_gets_the_notes_alone(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("# Boiler\n\nCall the plumber")
    result = second_brain("search", "plumber")
    (row,) = result.stdout.splitlines()
    assert row.split("\t")[:2] == [boiler, "Boiler"]
    nothing = second_brain("search", "zzz")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("No note ")


def test_what_is_to_be_done_is_said_of_each_note(second_brain: CommandLine) -> None:
    list_ = second_brain.capture("# Shopping\n\nfor Sunday\n\n- [x] milk\n- [ ] eggs\n- [ ] tea")
    result = second_brain("search", "has:open-task")
    assert result.stdout.splitlines() == [f"{list_}\tShopping\teggs +1 more"]


@pytest.mark.parametrize(
    "typed",
    [
        ["plan", "-draft"],
        ["-draft", "plan"],
        ["--", "-draft plan"],
        ["--limit", "3", "-draft", "plan", "--explain"],
        ["-n3", "plan", "-draft"],
        ["plan", "-n", "3", "--mode=words", "--", "-draft"],
        ["-house", "plan", "-notes", "-draft"],
    ],
)
def test_words_need_no_quotes_and_may_begin_with_a_hyphen(
    second_brain: CommandLine, typed: list[str]
) -> None:
    second_brain.capture("plan, a draft")
    second_brain.capture("draft")
    plan = second_brain.capture("plan")
    found = json.loads(second_brain.text("--json", "search", *typed))
    assert [hit["id"] for hit in found["hits"]] == [plan]


@pytest.mark.parametrize(
    "wrong", [[], ["word", "--saved", "x"], ["word", "--queries", "x"], ["word", "--lmit", "3"], ["-n", "0"]]
)
def test_what_cannot_be_meant_is_told_before_a_notebook_is_opened(
    second_brain: CommandLine, wrong: list[str]
) -> None:
    assert second_brain("search", *wrong).exit_code == 2
    assert not second_brain.home.exists()


def test_a_search_is_kept_under_a_name_that_no_other_one_has(second_brain: CommandLine) -> None:
    second_brain.text("search", "boiler", "--save", "House")
    second_brain.text("search", "boiler", "--save", "House")
    refused = second_brain("search", "garden", "--save", "House")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Another search is called “House” already." in refused.stderr
    assert "remove that one first" in refused.stderr
    assert second_brain.text("searches") == "House\tboiler\n"


def test_help_is_still_help(second_brain: CommandLine) -> None:
    assert "--explain" in second_brain.text("search", "-h")


def test_a_query_that_is_none_is_shown_with_its_place(second_brain: CommandLine) -> None:
    result = second_brain("search", "boiler", "taag:house")
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    place = lines.index("  boiler taag:house") + 1
    assert lines[place] == "         ^^^^^^^^^^"
    assert lines[-1] == "Try: boiler tag:house"
    told = second_brain.json("search", "boiler", "taag:house", code=1)["error"]
    assert list(told) == ["words", "hint", "start", "end", "suggestion"]
    assert (told["start"], told["end"], told["suggestion"]) == (7, 17, "boiler tag:house")


@pytest.mark.parametrize(
    ("text", "start", "end", "drawn"),
    [
        ("a taag:b c", 2, 8, "a taag:b c\n  ^^^^^^"),
        ("at the end", 10, 10, "at the end\n          ^"),
        ("日本 x:1", 3, 6, "日本 x:1\n     ^^^"),
        ("cafe\u0301 x:1", 6, 9, "cafe\u0301 x:1\n     ^^^"),
        ("two\nlines\x1b x:1", 11, 14, "two lines� x:1\n           ^^^"),
        ("w " * 100 + "x:1", 200, 203, "…" + "w " * 15 + "x:1\n" + " " * 31 + "^^^"),
        ("x:1" + " w" * 100, 0, 3, "x:1" + " w" * 36 + " …\n^^^"),
    ],
)
def test_carets_stand_under_the_place(text: str, start: int, end: int, drawn: str) -> None:
    assert picture(text, start, end) == drawn


def test_explain_says_of_each_note_which_words_brought_it(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("# Boiler\n\nCall the plumber")
    rows = [line.split("\t") for line in second_brain.text("search", "plumber", "--explain").splitlines()]
    assert rows and {len(row) for row in rows} == {7}
    assert [row[:2] for row in rows] == [[boiler, "Boiler"]] * len(rows)
    (why,) = second_brain.json("search", "plumber")["hits"][0]["why"]
    assert list(why) == ["channel", "rank", "score", "share", "matched", "file", "page"]
    assert (why["channel"], why["rank"], why["matched"]) == ("words", 1, ["plumber"])
    assert second_brain.text("search", "-plumbing", "--explain").startswith(f"{boiler}\tBoiler\t")
    seen = on_a_terminal(command(second_brain, "search", "plumber", "--explain"))
    assert "1. Boiler" in seen and "rank 1" in seen and "share  100%" in seen


def test_a_search_is_kept_asked_again_and_forgotten(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("call the plumber")
    kept = second_brain("search", "--save", "at home", "plumber", "-garden")
    assert (boiler in kept.stdout, "Kept as “at home”." in kept.stderr) == (True, True)
    assert second_brain.json("searches") == {"searches": [{"name": "at home", "query": "plumber -garden"}]}
    assert second_brain.text("searches") == "at home\tplumber -garden\n"
    assert [hit["id"] for hit in second_brain.json("search", "--saved", "at home")["hits"]] == [boiler]
    assert second_brain.json("search", "--saved", "home", code=1)["error"]["hint"]
    assert second_brain.json("searches", "--forget", "home", code=1)["error"]["words"]
    assert second_brain.json("searches", "--forget", "at home") == {"searches": []}


def test_a_query_that_is_none_is_not_kept(second_brain: CommandLine) -> None:
    assert second_brain("search", "--save", "bad", "taag:x").exit_code == 1
    assert second_brain.json("searches") == {"searches": []}


def result(
    mode: Mode = Mode.BOTH,
    *channels: Channel,
    suggestion: str | None = None,
    cut: tuple[str, ...] = (),
    coverage: Coverage | None = None,
    kind: str = "word",
) -> SearchResult:
    hits = [
        Hit(SOME, "t", Excerpt("e"), 1.0, (), datetime.now(UTC), (Evidence(channel, 1, 1.0, 1.0),))
        for channel in channels
    ]
    understood = Query(parts=(Part(0, 1, "q", kind),))
    return SearchResult("q", tuple(hits), len(hits), False, mode, suggestion, cut, coverage, understood)


ALL = Coverage("m", 2, 2)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (result(Mode.BOTH, Channel.WORDS, coverage=ALL), []),
        (result(Mode.WORDS, Channel.WORDS), ["By words only"]),
        (result(Mode.WORDS, Channel.WORDS, coverage=Coverage("m", 1, 2)), ["By words only: the model m"]),
        (result(Mode.WORDS, Channel.WORDS, coverage=Coverage("m", 1, 2), kind="tag"), []),
        (result(Mode.BOTH, Channel.WORDS, coverage=Coverage("m", 1, 2)), ["1 of 2 notes can be found by"]),
        (result(Mode.MEANING, coverage=ALL), ["No note was found."]),
        (result(Mode.WORDS, coverage=ALL), ["No note holds these words.", "By words only"]),
        (result(Mode.BOTH, Channel.WORDS, suggestion="x", coverage=ALL), ["Did you mean: x"]),
        (
            result(Mode.BOTH, Channel.MISSPELT, suggestion="x", coverage=ALL),
            ["Found what you may have meant: x"],
        ),
        (result(Mode.BOTH, Channel.WORDS, cut=("A was left out.",), coverage=ALL), ["A was left out."]),
    ],
)
def test_what_has_to_be_known_besides_the_notes_is_said(found: SearchResult, said: list[str]) -> None:
    sentences = beside(found, about_meaning=True)
    assert [words.startswith(start) for words, start in zip(sentences, said, strict=True)] == [True] * len(
        said
    )


def test_scripts_hear_of_meaning_only_when_they_ask_for_it(second_brain: CommandLine) -> None:
    second_brain.capture("call the plumber")
    assert second_brain("search", "plumber").stderr == ""
    asked = second_brain("search", "plumber", "--mode", "both")
    assert (len(asked.stdout.splitlines()), "By words only" in asked.stderr) == (1, True)


def test_a_search_needs_neither_the_window_nor_the_model_nor_a_table(second_brain: CommandLine) -> None:
    second_brain.capture("call the plumber")
    code = (
        "import sys; from app.cli import main; main(sys.argv[1:]);"
        "print([m for m in sys.modules if m.partition('.')[0] in ('PySide6', 'openai', 'rich', 'yaml', 'keyring')])"
    )
    arguments = [*command(second_brain, "search", "plumber", "--mode", "words")[3:]]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
