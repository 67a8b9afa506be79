"""What the preview makes of Markdown that Qt does not know: the way of Obsidian."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QTextCursor, QTextDocument

from app.editor.dressing import blocks, dress, quote_level
from app.editor.reading import NEW_LINE, as_lines, has_title, readable, tasks_in
from app.theme import Theme

GITHUB = QTextDocument.MarkdownFeature.MarkdownDialectGitHub


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![[boiler.png|200]]", '![boiler.png](boiler.png "width 200")'),
        ("![The wall|80](a b.png)", '![The wall](a%20b.png "width 80")'),
        ("![The wall](https://a.b/c.png?d=1)", "![The wall](https://a.b/c.png?d=1)"),
        ("![[Boiler#Pressure]]", "[Boiler › Pressure](note:Boiler#Pressure)"),
        ("![[Boiler#Pressure|how much]] [[Roof]]", "[how much](note:Boiler#Pressure) [Roof](note:Roof)"),
        ("[[Boiler#Pressure]] [[#Here]]", "[Boiler › Pressure](note:Boiler#Pressure) [Here](note:#Here)"),
        ("[[Boiler#Pressure|how much]]", "[how much](note:Boiler#Pressure)"),
        ("> [!note] Callout\n> Mind it.", "> \u2060Note · **Callout**  \n> Mind it."),
        ("> [!hint]- Hot", "> \u2060Tip · **Hot**  "),
        ("> [!WARNING]\n> Mind it.", "> \u2060**Warning**  \n> Mind it."),
        ("> [!warning] warning", "> \u2060**warning**  "),
        ("> [!reci_pe] Soup", "> \u2060Reci\\_pe · **Soup**  "),
        ("> > [!tip]-\n> > Mind it.", "> > \u2060**Tip**  \n> > Mind it."),
        ("a ==b c==, d==e and f==g", "a [b c](marked:), d==e and f==g"),
        ("a %%b%% c", "a  c"),
        ("a\n%%\nb\n%%\nc", "a\n\n\n\nc"),
        ("50 %% of b\n%% not closed", "50 %% of b\n%% not closed"),
        ("`![[a.png]] ==b== %%c%%`", "`![[a.png]] ==b== %%c%%`"),
        ("```\n> [!note]\n![[a]] ==b== %%c%%\n```", "```\n> [!note]\n![[a]] ==b== %%c%%\n```"),
    ],
)
def test_what_obsidian_writes_is_written_as_qt_reads_it(text: str, shown: str) -> None:
    assert readable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Photo\n\n![a](a.png)\n[b](b.txt)\nand c", "# Photo\n\n![a](a.png)/[b](b.txt)/and c"),
        ("\nTitle\nText", "\n# Title\nText"),
        ("# Title\nText\n\nText", "# Title\nText\n\nText"),
        ("- [ ] a\n- [x] b\n  more\n1. c", "- [ ] a\n- [x] b/more\n1. c"),
        ("# T\n> a\n> b\nc", "# T\n> a/b\n\nc"),
        ("# T\na | b\n--|--\n1 | 2", "# T\n\na | b\n--|--\n1 | 2"),
        ("# T\na\n===\nb\\\nc  \nd", "# T\na\n===\nb\\\nc  \nd"),
        ("# T\n```\na\nb\n```\nc", "# T\n```\na\nb\n```\nc"),
        ("- a\n  more\nb\nc\n- d", "- a/more\n\nb/c\n\n- d"),
        ("- a\n\n  more\nz", "- a\n\n  more\n\nz"),
        ("- a\n\n  more\n  still\n\n\n  again\nz", "- a\n\n  more/still\n\n\n  again\n\nz"),
        ("- a\n\nmore\nz", "- a\n\nmore/z"),
        ("- a\n\nmore\n\n  b\nz", "- a\n\nmore\n\n  b/z"),
        ("> - a\n>\n>   more\n> z", "> - a\n>\n>   more\n>\n> z"),
        ("> - a\n\n>   more\n> z", "> - a\n\n>   more/z"),
        ("> - a\n> b\nc", "> - a\n>\n> b\n\nc"),
        ("- a\n| b | c |\n|---|---|\n| 1 | 2 |\nd", "- a\n\n| b | c |\n|---|---|\n| 1 | 2 |\n\nd"),
        ("# T\na\nb | c\n:--|--:\n1 | 2\n\n- d", "# T\na\n\nb | c\n:--|--:\n1 | 2\n\n- d"),
        ("> a\n> | b |\n> |---|", "> a\n>\n> | b |\n> |---|"),
        ("- a\n```\n| b |\n|---|\nc\n```\n\nd", "- a\n```\n| b |\n|---|\nc\n```\n\nd"),
        ("- a\n> b", "- a\n> b"),
        ("---\ntags: a\n---\nb\nc", "---\ntags: a\n---\nb\nc"),
    ],
)
def test_the_first_line_is_the_title_and_lines_stay_lines(text: str, shown: str) -> None:
    assert as_lines(text, titled=has_title(text)) == shown.replace("/", NEW_LINE)


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("A thought", True),
        ("\n\nA thought\nand more", True),
        ("w" * 100, True),
        ("w" * 101, False),
        (
            "A paragraph that is short when it is read, [[" + "w" * 50 + "|and]] long when it is written",
            False,
        ),
        ("```\ncode\n```", False),
        ("", False),
    ],
)
def test_a_first_line_as_long_as_a_paragraph_is_no_title(text: str, titled: bool) -> None:
    assert has_title(text) is titled
    shown = as_lines(readable(text), titled=has_title(text))
    assert shown.lstrip().startswith("# ") is titled


def test_what_the_editor_draws_as_a_table_below_a_list_is_one_and_ends_before_what_follows(
    theme: Theme,
) -> None:
    document = QTextDocument()
    text = "- [ ] measure roof\n| Firm | Price |\n|---|---|\n| Huber | 10 |\nThat is all\n3. third"
    document.setMarkdown(as_lines(readable(text), titled=has_title(text)), GITHUB)
    dress(document, theme, lambda _: None)
    told = [(each.text(), QTextCursor(each).currentTable() is not None) for each in blocks(document)]
    assert [each for each in told if each[0]] == [
        ("measure roof", False),
        ("Firm", True),
        ("Price", True),
        ("Huber", True),
        ("10", True),
        ("That is all", False),
        ("third", False),
    ]
    last = document.lastBlock()
    assert last.textList().itemText(last) == "3."


def test_a_task_in_a_comment_is_none() -> None:
    assert tasks_in("- [ ] a\n%%\n- [ ] b\n%%\n- [ ] c") == [0, 4]


def test_it_is_drawn_as_it_reads(theme: Theme) -> None:
    picture = QImage(900, 400, QImage.Format.Format_RGB32)
    document = QTextDocument()
    document.setMarkdown(readable("![[a.png|200]]\n\n> [!note] Callout\n> Mind it.\n\n==marked=="))
    dress(document, theme, lambda name: picture if name == "a.png" else None)
    first, title, words, last = (document.findBlockByNumber(number) for number in range(4))
    assert first.begin().fragment().charFormat().toImageFormat().width() == 200
    assert (title.text(), words.text()) == ("Note · Callout", "Mind it.")
    assert quote_level(title) == quote_level(words) == 1
    marked = last.begin().fragment()
    assert marked.text() == "marked"
    assert marked.charFormat().background().color() == theme.colors.found
    assert not marked.charFormat().isAnchor()
