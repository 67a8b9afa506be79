"""What a note is called in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.seen import seen_lines
from core.text.titles import (
    BEGINNING_LENGTH,
    EXCERPT_LENGTH,
    TITLE_LENGTH,
    beginning_of,
    excerpt_of,
    names_in,
    title_line,
    title_of,
)


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
        ("> [!note] Mind the gap\n> between", "Mind the gap", "between"),
        ("> [!warning]- **Hot** water", "Hot water", ""),
        ("> [!tip]\n> Descale it\n\nin May", "Descale it", "in May"),
        ("> [!question]\n", "Question", ""),
        ("![the boiler|300](boiler.png)\n\nIt hums.", "the boiler", "It hums."),
        ("![](files/my%20boiler.png)\n\nIt hums.", "It hums.", ""),
        ("![[boiler.png|200]]\nIt hums.", "It hums.", ""),
        ("![[boiler.png]] hums\n", "hums", ""),
        ("![[Boiler]]", "Boiler", ""),
        ("![](files/my%20boiler.png)", "my boiler.png", ""),
        ("![[boiler.png|200]]\n\n![](other.png)", "boiler.png", "other.png"),
        ('![](https://example.org/a/b.jpg?size=2 "wide")', "b.jpg", ""),
        ("![](data:image/png;base64," + "A" * 5_000 + ")\nIt hums.", "", ""),
        ("[heat](https://example.org/Heat_(physics)) is work", "heat is work", ""),
        ("<https://example.org/a_b>", "https://example.org/a_b", ""),
        ("[[Boiler#Pressure|the gauge]]", "the gauge", ""),
        ("| Bed | Crop |\n|:-|--:|\n| 1 | leeks |", "Bed Crop", "1 leeks"),
        ("Bed | Crop\n--|--\n1 | leeks", "Bed Crop", "1 leeks"),
        ("```sh\n# all of it\nrm -r x\n```", "# all of it", "rm -r x"),
        ("<h1 align='center'>Boiler</h1>\n<p>It hums.</p>", "Boiler", "It hums."),
        ("<br>\n<img src='a/boiler.png' width=\"90\">\n", "boiler.png", ""),
        ('<img alt="The boiler" src="x.png"> hums', "The boiler hums", ""),
        ("R&amp;D &mdash; plans", "R&D — plans", ""),
        ("<!-- for me\nalone -->\n# Boiler", "Boiler", ""),
        ("%%\nfor me alone\n%%\nBoiler\n%% a %% hums", "Boiler", "hums"),
        ("%% never closed\nBoiler", "%% never closed", "Boiler"),
        ("## Boiler ##\n", "Boiler", ""),
        ("1\\. of May \\*free\\*", "1. of May *free*", ""),
        ("==marked== _words_", "marked words", ""),
        ("`[[a|b]]` and `<br>`", "[[a|b]] and <br>", ""),
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


def test_the_beginning_of_a_note_is_its_lines_as_a_reader_sees_them() -> None:
    text = "---\na: b\n---\n# Plan\n\nWhat **grows**.\n\n> 2. [[a|peas]]\n- [x] done\n***\n```\n- code\n```\n%% not seen %%"
    assert beginning_of(text) == ("What grows.", "2. peas", "• done", "- code")
    assert beginning_of("Plan\n" + "line\n" * 20, 3) == ("line",) * 3
    assert beginning_of("\n") == beginning_of("Plan") == ()
    long = "a" * BEGINNING_LENGTH
    assert beginning_of(f"Plan\n{long}\n{long}\n{long}") == (long, long)


WRAPPED = [
    "# {}", "###### {} ##", "> {}", ">> - {}", "- [x] {}", "3. {}", "**{}**", "_{}_", "=={}==", "~~{}~~", "`{}`",
    "> [!note] {}", "> [!note]\n> {}", "![](a.png)\n\n{}", "![[a.png]]\n{}", "![{}|200](a.png)", "[{}](http://x.org/a_(b))",
    "[[a|{}]]", "| {} |\n|---|\n| other |", "```\n{}\n```", "<p>{}</p>", "<br>\n<b>{}</b>", "<!-- a\nb -->\n{}",
    "%% a %%\n{}", "---\na: b\n---\n{}", "***\n{}", "{}\n===", "&nbsp;\n{}", "[![{}](a.png)](http://x.org)",
    "> ![[a.png|20]]\n> {}",
]  # fmt: skip


@given(
    st.sampled_from(WRAPPED),
    st.from_regex("[a-zßä日]{1,9}( [a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.sampled_from(["", "\n\nand more", "\n\n![](b.png)"]),
)
def test_words_that_a_note_shows_are_its_title_however_they_are_marked(
    mark: str, said: str, below: str
) -> None:
    assert title_of(mark.format(said) + below) == said


@given(st.text(alphabet=st.sampled_from("#-*`[]()!>~|_= \n<%&;\\ab1.:"), max_size=120))
def test_a_note_with_words_to_be_seen_has_a_title(content: str) -> None:
    words = " ".join(seen_lines(content))
    assert bool(title_of(content)) == bool(words)
    assert names_in(content)[0] == title_of(content)
    start, end = title_line(content)
    assert "\n" not in content[start:end]


@pytest.mark.timeout(60)  # against patterns that backtrack for minutes
@pytest.mark.parametrize("piece", ["*", "[", "a|", "-", "`x", "[[", "---|", "<!--", "<b ", "![x](", "=="])
def test_a_hostile_text_does_not_keep_the_list_waiting(piece: str) -> None:
    assert len(title_of(piece * 1_000_000)) <= TITLE_LENGTH
    assert len(excerpt_of("Title\n" + piece * 1_000_000)) <= EXCERPT_LENGTH
