"""Every action is documented, with the keys that it has, and nothing is documented that is not there."""

from __future__ import annotations

import re

from app.action_table import ACTIONS, Action
from tests.architecture.source import text_of

_ROW = re.compile(
    r"^\| (?P<menu>Note|Edit|Format|Go|Search|Sync|View|Help) \| (?P<words>[^|]+?) \| (?P<keys>[^|]*)\|",
    re.MULTILINE,
)


def documented(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Menu, words and keys of each row in the tables of actions."""
    return [
        (row["menu"], row["words"], tuple(re.findall(r"`([^`]+)`", row["keys"])))
        for row in _ROW.finditer(text)
    ]


def declared(actions: tuple[Action, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(action.menu, action.words, tuple(action.shortcuts.split())) for action in actions]


def test_the_rule_sees_a_row_with_its_keys() -> None:
    assert documented("| Go | Search | `Ctrl+F` `F3` | goes |\n| View | Dark | | stays |\n") == [
        ("Go", "Search", ("Ctrl+F", "F3")),
        ("View", "Dark", ()),
    ]


def test_every_action_is_documented_with_its_keys() -> None:
    told = documented(text_of("docs/using.md"))
    assert [action for action in declared(ACTIONS) if action not in told] == []
    assert [row for row in told if row not in declared(ACTIONS)] == []


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = [key for action in ACTIONS for key in action.shortcuts.split()]
    names = [action.id for action in ACTIONS]
    assert sorted(set(keys)) == sorted(keys)
    assert sorted(set(names)) == sorted(names)
