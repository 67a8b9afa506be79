"""`sync/SPEC.md` is true: its table is what the code does, and each of its promises has a test that lives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import Risk
from sync import state as machine
from sync.state import Do, Occurrence, State, Working, after

ROOT = Path(__file__).parents[2]
SPEC = (ROOT / "sync" / "SPEC.md").read_text()
RISK = Risk(frozenset(), frozenset(), 0)
STATES: dict[str, State] = {
    "SignedOut": machine.SignedOut(),
    "Paused": machine.Paused(),
    "Working": machine.Working(2),
    "Working, again": machine.Working(2, again=True),
    "Synced": machine.Synced(),
    "Offline": machine.Offline(7.0, 2),
    "BackingOff": machine.BackingOff(7.0, 2, "Busy."),
    "Held": machine.Held(RISK),
    "SignInAgain": machine.SignInAgain(),
    "NeedsYou": machine.NeedsYou(7.0, "No.", "", 2),
}
OCCURRENCES: dict[str, Occurrence] = {
    "Join": machine.Join(),
    "Leave": machine.Leave(),
    "Pause": machine.Pause(),
    "Resume": machine.Resume(),
    "Ask": machine.Ask(),
    "Accept": machine.Accept(),
    "Written": machine.Written(),
    "Rang": machine.Rang(),
    "Online": machine.Online(),
    "Due": machine.Due(),
    "Finished": machine.Finished(),
    "Lost": machine.Lost(9.0),
    "Busy": machine.Busy(9.0, "Later."),
    "HeldBack": machine.HeldBack(RISK),
    "Denied": machine.Denied(),
    "Refusal": machine.Refusal(9.0, "Never."),
}
PROMISE = re.compile(r"^\| ([IS]\d+) \| .+ \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def table(text: str) -> dict[str, dict[str, str]]:
    """The one table that begins with "state": row by row, its cells by their columns."""
    lines = text[text.index("| state |") :].split("\n\n", maxsplit=1)[0].splitlines()
    columns, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {name: dict(zip(columns[1:], cells, strict=True)) for name, *cells in rows}


def cell(state: State, occurrence: Occurrence) -> str:
    """What the code does, as the table writes it: "–" where nothing changes."""
    then, do = after(state, occurrence)
    if then == state and do is Do.NOTHING:
        return "–"
    if isinstance(then, Working) and then.again:
        return "again"
    return type(then).__name__ + ("" if do is Do.NOTHING else f", {do}")


def kinds(union: object) -> set[str]:
    return {kind.__name__ for kind in getattr(union, "__args__")}  # noqa: B009 - a union's parts have no typed name


def living_tests(path: str) -> set[str]:
    file = ROOT / path
    if not file.exists():
        return set()
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def without_living_test(text: str) -> Iterator[str]:
    for name, tests in PROMISE.findall(text):
        named = TEST.findall(tests)
        if not named:
            yield name
        for path, test in named:
            if test not in living_tests(path):
                yield f"{name}: {path}::{test}"


def test_the_table_has_every_state_and_everything_that_can_happen() -> None:
    assert kinds(State) == {name.split(",")[0] for name in STATES}
    assert kinds(Occurrence) == set(OCCURRENCES)
    assert list(table(SPEC)) == list(STATES)
    for row in table(SPEC).values():
        assert list(row) == list(OCCURRENCES)


def test_no_cell_is_empty() -> None:
    assert [(name, at) for name, row in table(SPEC).items() for at, text in row.items() if not text] == []


@pytest.mark.parametrize("name", STATES)
def test_the_code_does_what_the_table_says(name: str) -> None:
    done = {at: cell(STATES[name], occurrence) for at, occurrence in OCCURRENCES.items()}
    said = {at: re.sub(r"^– [a-z]$", "–", text) for at, text in table(SPEC)[name].items()}
    assert said == done


def test_each_dash_has_a_reason() -> None:
    reasons = set(re.findall(r"^\| ([a-z]) \| .+ \|$", SPEC, re.MULTILINE))
    dashes = {text for row in table(SPEC).values() for text in row.values() if text.startswith("–")}
    assert {dash.removeprefix("– ") for dash in dashes} == reasons


def test_each_promise_has_a_test_that_lives() -> None:
    assert len(PROMISE.findall(SPEC)) >= 25
    assert len(PROMISE.findall(SPEC)) == len(re.findall(r"^\| [IS]\d", SPEC, re.MULTILINE))
    assert list(without_living_test(SPEC)) == []


def test_promises_are_numbered_without_a_gap() -> None:
    for letter in "IS":
        numbers = [int(name[1:]) for name, _ in PROMISE.findall(SPEC) if name[0] == letter]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_promise_without_a_living_test_is_noticed() -> None:
    assert list(without_living_test("| I1 | Nothing is lost. | hope |\n")) == ["I1"]
    assert list(without_living_test("| S1 | It holds. | `tests/sync/test_spec.py::test_gone` |\n"))
    assert not list(
        without_living_test("| S1 | It holds. | `tests/sync/test_spec.py::test_no_cell_is_empty` |\n")
    )
