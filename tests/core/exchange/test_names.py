"""File names that work on every system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.names import LONGEST, FileNames, safe


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Call the plumber", "Call the plumber"),
        ("a/b\\c: d? *e* <f> |g|", "a b c d e f g"),
        ("../../etc/passwd", "etc passwd"),
        (".hidden", "hidden"),
        ("ends with dots...", "ends with dots"),
        ("  many   spaces ", "many spaces"),
        ("", "Untitled"),
        ("???", "Untitled"),
        ("con", "con note"),
        ("LPT1.txt", "LPT1.txt note"),
        ("COM¹", "COM¹ note"),
        ("Tab\there\nand there", "Tab here and there"),
        ("日本語のメモ", "日本語のメモ"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert safe(title) == name


def test_a_long_title_is_cut_between_characters() -> None:
    assert safe("é" * 500) == "é" * (LONGEST // 2)
    assert len(safe("日" * 500).encode()) <= LONGEST


def test_names_differ_where_case_and_accents_form_do_not_count() -> None:
    names = FileNames(("trash",))
    made = [
        names.name(title, f"{number:08x}", ".md")
        for number, title in enumerate(
            ["Note", "note", "NOTE", "Café", unicodedata.normalize("NFD", "Café"), "Straße", "STRASSE"]
        )
    ]
    folded = {unicodedata.normalize("NFC", name.casefold()) for name in made}
    assert len(folded) == len(made)
    assert made[0] == "Note.md"


def test_a_mark_that_is_used_up_counts_on() -> None:
    names = FileNames()
    assert [names.name("A", "x", ".md") for _ in range(3)] == ["A.md", "A x.md", "A x 2.md"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=8))
def test_whatever_the_titles_are_the_names_are_safe_and_unique(titles: list[str]) -> None:
    names = FileNames()
    made = [names.name(title, "00c0ffee", ".md") for title in titles]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert len(name.encode()) <= 143
        assert not name.startswith((".", "-", " "))
