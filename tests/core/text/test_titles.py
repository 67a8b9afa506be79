"""What a note is called in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.seen import EXCERPT_LENGTH, excerpt_of
from core.text.titles import TITLE_LENGTH, title_of


@pytest.mark.parametrize(
    ("content", "title", "excerpt"),
    [
        ("", "", ""),
        ("  \n\n", "", ""),
        ("Milk", "Milk", ""),
        ("\n\n# Tomatoes in May\n\nWater *daily*.", "Tomatoes in May", "Water daily."),
        ("First line\n# Heading later", "First line", "Heading later"),
        ("- [ ] buy `nails`\n- [x] done", "buy nails", "done"),
        ("> quoted\n> again", "quoted", "again"),
        ("---\ntags: [a]\n---\n## Real title", "Real title", ""),
        ("---\nnot front matter", "not front matter", ""),
        ("[A link](https://example.org) here", "A link here", ""),
        ("[[Other note|this one]] and [[Plain]]", "this one and Plain", ""),
        ("```python\ncode()\n```", "code()", ""),
        ("Title\n=====\nText", "Title", "Text"),
        ("#hashtag is no heading", "#hashtag is no heading", ""),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4", ""),
        ("windows\r\nlines", "windows", "lines"),
        ("###\nempty heading", "empty heading", ""),
    ],
)
def test_the_title_is_the_first_heading_or_line(content: str, title: str, excerpt: str) -> None:
    assert (title_of(content), excerpt_of(content)) == (title, excerpt)


@given(st.text(alphabet=st.sampled_from("#-*`[]()!>~|_= \n\rab1.:\u2028"), max_size=300))
def test_any_text_has_a_title_on_one_short_line(content: str) -> None:
    for text, most in ((title_of(content), TITLE_LENGTH), (excerpt_of(content), EXCERPT_LENGTH)):
        assert "\n" not in text
        assert len(text) <= most
        assert text == text.strip()


@pytest.mark.timeout(60)  # against patterns that backtrack for minutes
@pytest.mark.parametrize("piece", ["*", "[", "a|", "-", "`x", "[[", "---|", "<!--", "<b ", "![x](", "=="])
def test_a_hostile_text_does_not_keep_the_list_waiting(piece: str) -> None:
    assert len(title_of(piece * 1_000_000)) <= TITLE_LENGTH
    assert len(excerpt_of("Title\n" + piece * 1_000_000)) <= EXCERPT_LENGTH
