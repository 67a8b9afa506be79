"""What a text shows in place: files and other notes."""

from __future__ import annotations

import pytest

from core.text.embedded import embedded_in, file_among


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![[boiler.png|200]]", [("boiler.png", "", "", 200, True)]),
        ("| ![[boiler.png\\|The boiler\\|200x90]] |", [("boiler.png", "", "The boiler", 200, True)]),
        ("![[plan.pdf#page=2]]", [("plan.pdf", "page=2", "", 0, True)]),
        ("see ![[Boiler#Pressure|how much]]", [("Boiler", "Pressure", "how much", 0, False)]),
        (
            "![[Boiler.md]] ![[Version 1.2]]",
            [("Boiler", "", "", 0, False), ("Version 1.2", "", "", 0, False)],
        ),
        ("[[boiler.png]] ![[ ]] ![[a\nb]]", []),
    ],
)
def test_a_file_or_a_note_is_shown_in_place(text: str, found: list[tuple[str, str, str, int, bool]]) -> None:
    assert [
        (each.target, each.part, each.words, each.width, each.is_file) for each in embedded_in(text)
    ] == found


def test_a_file_is_meant_by_its_name_or_by_the_last_part_of_a_path() -> None:
    names = {"offer.pdf", "a/b.png"}
    assert [file_among(names, each) for each in ("offer.pdf", "x/offer.pdf", "a/b.png", "b.png", "")] == [
        "offer.pdf",
        "offer.pdf",
        "a/b.png",
        "",
        "",
    ]
