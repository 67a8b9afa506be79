"""What a browser puts on the clipboard becomes Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.web_page import LONGEST, markdown_of, markdown_of_note

_PIECES = st.lists(
    st.sampled_from(
        "<p> </p> <ul> </ul> <li> </li> <ol_start=9> <table> </table> <caption> <tr> <td> </td> <b> </b> </a> <pre> </pre>"
        " <a_href='https://e.org'> <blockquote> </blockquote> <h1> </h1> <br> <hr> <img_alt=x> <code> </code>"
        " &lt; &#0; word -\u00a0".split()
    ).map(lambda piece: piece.replace("_", " ")),
    max_size=40,
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>Peas</h2><p>They like <b>cool </b>soil.", "## Peas\n\nThey like **cool** soil."),
        ("<ul><li>one<ul><li>two</ul><li>three</ul>", "- one\n  - two\n- three"),
        ("<ol start=3><li>a<li><input type=checkbox checked>b</ol>", "3. a\n4. [x] b"),
        ("<table><tr><th>a<th>b|c<tr><td>1</table>", "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
        ("<ul>one <b>and</b><li>two</ul>", "- one **and**\n- two"),
        (
            "<table><caption>Beds</caption><tr><td>a<td>b</table>",
            "Beds\n\n| a | b |\n| --- | --- |",
        ),
        ("<table><tr><td>laid out <i>only</i></table>", "laid out *only*"),
        ("<pre><code class='language-python'>x  =  1\n</code></pre>", "```python\nx  =  1\n```"),
        ("<blockquote><p>one<p>two</blockquote>", "> one\n>\n> two"),
        ("<a href='https://e.org/a (b)'>here</a>", "[here](https://e.org/a%20%28b%29)"),
        ("<a href='https://e.org/a\n\t/b'>here</a>", "[here](https://e.org/a/b)"),
        ("<a href='java\nscript:x()'>here</a>", "here"),
        ("<b>x</b> <img src='https://e.org/\n\n# a' alt=p>", "**x** ![p](https://e.org/#%20a)"),
        ("<a href='javascript:x()'>here</a> <a href='file:///etc/passwd'>too</a>", "here too"),
        ("<b style='font-weight:normal'><p>one<p><i>two</i></b>", "one\n\n*two*"),
        ("<p>- no list<br>1. nor this <em>one</em>", "\\- no list  \n1\\. nor this *one*"),
        ("<em>a</em><script>b</script><style>c</style>", "*a*"),
    ],
)
def test_form_that_markdown_has_is_kept(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_where_plain_text_says_as_much_or_the_page_is_long_it_is_left_to_that() -> None:
    assert markdown_of("<div style='font-family: mono'><span>x = 1</span></div>") == ""
    assert markdown_of("<b>x</b>" + " " * LONGEST) == ""


def test_code_out_of_an_editor_stays_as_it_is_and_a_broken_page_is_left_to_plain_text() -> None:
    code = "<div style='font-family: Consolas; white-space: pre;'><div>if x:</div><div>    <i>pass</i></div></div>"
    assert markdown_of(code) == ""
    assert markdown_of("<b>x</b><![ y>") == ""
    assert markdown_of("<ol start='²'><li>one</ol>") == "1. one"


@given(_PIECES)
def test_no_word_is_lost_however_wrong_the_page_is(pieces: list[str]) -> None:
    pieces = [*pieces, "<em>end</em>"]
    assert markdown_of("".join(pieces)).count("word") == pieces.count("word")


def test_elements_in_one_another_without_end_are_read_too() -> None:
    assert "end" in markdown_of("<ul><li><b>" * 3_000 + "end")


@pytest.mark.timeout(60)
def test_tables_in_tables_and_tags_that_never_end_take_no_time() -> None:
    assert "**end**" in markdown_of("<table><tr><td>" * 18 + "<b>end</b>")
    assert markdown_of_note("<b>begin</b>" + "<p a='" * 30_000) == "**begin**" + "<p a='" * 30_000


def test_a_note_of_ones_own_is_read_whole_and_leads_wherever_it_led() -> None:
    assert markdown_of_note("<p>only</p><p>words</p>") == "only\n\nwords"
    assert markdown_of_note("<i>x</i>" + " " * LONGEST) == "*x*"
    html = '<a href=":/1f">n</a> <a href="file:///a(b).txt">f</a> <img src="a.png" alt="p"> <a href=" JavaScript:x">j</a>'
    assert markdown_of_note(html) == "[n](:/1f) [f](file:///a%28b%29.txt) ![p](a.png) j"
    assert markdown_of(html) == "n f p j"
    assert markdown_of(f"<b>{html}</b>") == "**n f p j**"
    assert markdown_of_note("<b>x</b><![ y>") is None
