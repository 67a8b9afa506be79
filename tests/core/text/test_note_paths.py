"""Paths that links name, as they stand in a text and as they are compared."""

from __future__ import annotations

import pytest

from core.text.note_paths import absolute, ends_with, last_part, path_in, paths_in


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("A/Deep.md", "A/Deep.md"),
        ("../Deep%20sea.markdown#Part", "../Deep sea.markdown"),
        ("Deep", "Deep"),
        ("picture.png", ""),
        ("https://example.org/a.md", ""),
        ("file:///etc/x.md", ""),
        ("/etc/x.md", ""),
        ("#part", ""),
        ("C:\\x.md", ""),
    ],
)
def test_only_a_relative_address_is_the_path_of_a_note(address: str, path: str) -> None:
    assert path_in(address) == path


def test_paths_are_read_off_markdown_links() -> None:
    text = "[a](x.md) ![b](y.md) `[c](z.md)` [d](<the sea.md>) [e](https://example.org)"
    assert list(paths_in(text)) == ["x.md", "the sea.md"]


def test_paths_are_seen_from_a_note_and_never_from_outside() -> None:
    assert absolute("../x.md", "A/B/c.md") == "A/x.md"
    assert absolute("./x.md", "") == "x.md"
    assert absolute("../../x.md", "A/c.md") is None
    assert ends_with("A/Deep.md", "deep") and not ends_with("A/Deep.md", "eep")
    assert last_part("A/v1.2 plan.md") == "v1.2 plan"
