"""What a text holds beside its words."""

from __future__ import annotations

import pytest

from core.text.features import features_of


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("plain words", ""),
        ("a\n  - [ ] b", "task open-task"),
        ("a\r\n- [x]\r\nb", "task done-task"),
        ("- [ ] a\n- [X] b", "task open-task done-task"),
        ("- [-] given up", ""),
        ("- [x]y", ""),
        ("[a\nb](c)", ""),
        ("![a\nb](c)", ""),
        ("`a\nb`", ""),
        ("see `a`", "code"),
        ("HTTPS://EXAMPLE.ORG", "link"),
        ("xhttps://", ""),
        ("![a](b.png)", "attachment image"),
        ("![[b.PNG]]", "attachment image link"),
        ("![[b.pngs]]", "attachment link"),
        ("[a [b](c)", "link"),
        ("[a](b.md)", "link"),
        ("[a](b.pdf)", "attachment link"),
        ("[a](https://b.c)", "link"),
    ],
)
def test_marks_are_read_line_by_line(text: str, holds: str) -> None:
    assert features_of(text) == set(holds.split())


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "piece",
    ["[", "![", "![[", "[[", "](", "](a.", "`", "``", "> ", "- [", "1", "[a", "a](", "\t", "![a](", "http"],
)
def test_no_text_takes_long(piece: str) -> None:
    features_of(piece * (3_000_000 // len(piece)))
    features_of("- " + piece * (1_000_000 // len(piece)) + ".")
