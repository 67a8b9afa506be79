"""Why a note is among the results, or is not, and what belongs to it, from the command line."""

from __future__ import annotations

import json
from uuid import UUID

from tests.app.cli.conftest import CommandLine


def test_why_takes_a_query_as_search_does(second_brain: CommandLine) -> None:
    second_brain.capture("plan, a draft")
    plan = second_brain.capture("plan")
    told = json.loads(second_brain.text("--json", "why", plan, "plan", "-draft"))
    assert (told["query"], told["rank"]) == ("plan -draft", 1)
    wrong = second_brain.json("why", plan, "taag:house", code=1)["error"]
    assert wrong["suggestion"] == "tag:house"


def test_why_tells_the_rank_or_what_keeps_a_note_away(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("# Boiler\n\nCall the plumber")
    bread = second_brain.capture("# Bread")
    there = second_brain.json("why", boiler, "plumber")
    assert list(there) == ["id", "title", "query", "rank", "evidence", "reasons"]
    assert (there["id"], there["rank"], there["evidence"][0]["channel"]) == (boiler, 1, "words")
    away = second_brain.json("why", bread, "plumber")
    assert (away["rank"], away["evidence"]) == (None, [])
    assert away["reasons"] and all(each["words"] for each in away["reasons"])
    assert "is number 1 of" in second_brain.text("why", boiler[-8:], "plumber")
    told = second_brain.text("why", bread, "plumber")
    assert "is not among" in told and away["reasons"][0]["words"] in told
    assert second_brain.json("why", str(UUID(int=0)), "plumber", code=1)["error"]["hint"]


def test_related_notes_come_with_the_reason(second_brain: CommandLine) -> None:
    boiler = second_brain.capture("# Boiler", "--tag", "house")
    roof = second_brain.capture("# Roof", "--tag", "house")
    alone = second_brain.capture("something else altogether")
    found = second_brain.json("related", boiler)
    assert list(found) == ["id", "related"]
    (one,) = found["related"]
    assert list(one) == "id title excerpt score reason tags updated_at".split()
    assert (one["id"], "house" in one["reason"]) == (roof, True)
    assert second_brain.text("related", boiler).split("\t")[:2] == [roof, "Roof"]
    nothing = second_brain("related", alone, "--limit", "1")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr == "No other note has to do with this one.\n"
