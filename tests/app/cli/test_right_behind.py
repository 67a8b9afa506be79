"""What stands right behind `second-brain` and is no command: a text or a link goes to the capture window, a slip of the hand
is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import command, on_a_terminal

Wishes = list[dict[str, Any]]


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> Wishes:
    """What the window is asked to begin with; it does not open."""
    asked: Wishes = []

    def run(_home: object, _database: object, *, wish: dict[str, Any]) -> int:
        asked.append(wish)
        return 0

    monkeypatch.setattr("app.desktop.run", run)
    return asked


@pytest.mark.parametrize(
    ("words", "text", "tags"),
    [
        (["Call the plumber"], "Call the plumber", []),
        (["Call the plumber", "--tag", "house", "-t", "urgent"], "Call the plumber", ["house", "urgent"]),
        (["--", "- [ ] milk", "--tag", "errand"], "- [ ] milk", ["errand"]),
        (["one line\nand another"], "one line\nand another", []),
        (["Milch!"], "Milch!", []),
        (["Wäsche waschen"], "Wäsche waschen", []),
        (["買い物"], "買い物", []),
        (["https://example.org/bread"], "https://example.org/bread", []),
    ],
)
def test_a_text_stands_in_the_capture_window(
    second_brain: CommandLine, wishes: Wishes, words: list[str], text: str, tags: list[str]
) -> None:
    second_brain.text(*words)
    assert wishes == [{"capture": {"text": text, "tags": tags}}]
    assert not second_brain.home.exists(), "nothing is a note before a person saves it"


@pytest.mark.parametrize("link", ["secondbrain://capture?text=Buy%20milk", "SecondBrain://delete?id=1"])
def test_a_link_is_followed_in_the_window_which_also_says_what_is_wrong_with_it(
    second_brain: CommandLine, wishes: Wishes, link: str
) -> None:
    """A browser starts it, and nobody sees what is written on a terminal."""
    second_brain.text(link)
    assert wishes == [{"link": link}]


def test_a_link_that_is_none_is_refused_where_it_was_typed(second_brain: CommandLine) -> None:
    seen = on_a_terminal(command(second_brain, "secondbrain://delete?id=1"))
    assert "The link is none that Second Brain knows." in seen


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["serach", "bread"], "Did you mean 'search'"),
        (["captur", "Call the plumber"], "Did you mean 'capture'"),
        (["buy", "milk"], 'second-brain "Buy milk"'),
        (["milk"], 'second-brain "Buy milk"'),
        (["Wäsche"], 'second-brain "Buy milk"'),
        (["Wa\u0308sche"], 'second-brain "Buy milk"'),
    ],
)
def test_a_word_that_is_no_command_is_told_with_what_may_be_meant(
    second_brain: CommandLine, wishes: Wishes, words: list[str], told: str
) -> None:
    done = second_brain(*words)
    assert (done.exit_code, wishes) == (2, [])
    said = " ".join(done.stderr.replace("│", " ").split())
    assert f"No such command '{words[0]}'" in said
    assert told in said
