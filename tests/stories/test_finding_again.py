"""A person who kept notes elsewhere for years brings them along, and finds them by what is remembered of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stories.machine import Machine

NOTES = {
    "boiler": "# Boiler\n\nMr. Novak repaired the boiler. He wants to look at the thermostat again in spring.",
    "roof": "# Roof\n\nA tile came loose in the storm. Ask for an offer before winter.",
    "bread": "# Sourdough\n\nFlour, water and salt. Let it rest overnight, bake it in a very hot pot.",
    "lisbon": "# Lisbon\n\nThe small hotel by the river, fish in the old town, tram 28 early in the morning.",
    "tax": "# Taxes\n\nThe declaration is due in May; the receipts are in the blue folder.",
}
HOUSE = ("boiler", "roof")


@pytest.mark.timeout(1200)
def test_imported_notes_are_found_by_their_words_and_by_what_they_mean(
    tmp_path: Path, installed_model: str
) -> None:
    path = tmp_path / "notes.jsonl"
    lines = [
        {"id": id_, "text": text, "tags": ["house"] if id_ in HOUSE else []} for id_, text in NOTES.items()
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    desk = Machine(tmp_path / "desk")
    assert desk.ask("import-notes", path)["created"] == len(NOTES)

    with desk.kept_up():

        def found(*arguments: str) -> list[str]:
            return [hit["source_id"] for hit in desk.ask("search", *arguments)["hits"]]

        assert found("novak") == ["boiler"]
        assert found("--mode", "words", "someone", "who", "mends", "heating") == []

        told = desk.ask("embed")
        assert (told["model"], told["embedded"], told["total"]) == (installed_model, len(NOTES), len(NOTES))
        assert found("--mode", "meaning", "someone who mends the heating")[0] == "boiler"
        assert found("--mode", "meaning", "a recipe for baking")[0] == "bread"
        assert found("where did we stay in Portugal")[0] == "lisbon"
        assert "boiler" not in found("someone who mends the heating", "-tag:house", "--mode", "meaning")

        (hit,) = desk.ask("search", "novak", "--mode", "words")["hits"]
        boiler = hit["id"]
        why = desk.ask("why", boiler, "someone who mends the heating")
        assert (why["rank"], "meaning" in [each["channel"] for each in why["evidence"]]) == (1, True)
        away = desk.ask("why", boiler, "sourdough")
        assert away["rank"] is None or away["rank"] > 1

        related = desk.ask("related", boiler)["related"]
        assert related[0]["title"] == "Roof"
        assert related[0]["reason"]

        queries = tmp_path / "queries.jsonl"
        queries.write_text('{"id": 1, "text": "Who was it that mended the heating?"}\n')
        answer = json.loads(desk.run("search", "--queries", queries))
        assert (answer["id"], answer["hits"][0]["source_id"]) == (1, "boiler")


@pytest.mark.timeout(1200)
def test_what_is_written_during_a_pause_is_found_by_words_and_later_by_meaning(
    tmp_path: Path, installed_model: str
) -> None:
    desk = Machine(tmp_path / "desk")
    desk.run("capture", NOTES["bread"])
    with desk.kept_up():
        desk.ask("embed")
        desk.ask("embed", "--pause")
        desk.run("capture", "The dentist moved the appointment to Thursday.")
        told = desk.ask("embed", "--status")
        assert told == {"model": installed_model, "embedded": 1, "total": 2, "paused": True}
        assert desk.ask("search", "dentist", "--mode", "words")["total"] == 1
        desk.ask("embed", "--resume")
        assert desk.ask("embed")["embedded"] == 2
        teeth = desk.ask("search", "--mode", "meaning", "when do I have my teeth looked at")["hits"][0]
        assert teeth["title"].startswith("The dentist")
