"""Notes that Joplin keeps as HTML come as Markdown, and the HTML is never lost."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from core import Brain
from core.exchange import joplin
from tests.core.exchange.test_other_programs import NOTE, OTHER, PICTURE, item, jex

HTML = f"""<style>p {{ color: red }}</style><script>alert(1)</script>
<h2>Tiles &amp; <em>roof</em></h2>
<p>Call <a href=":/{OTHER}">the [old] letter</a>, <a href=":/{PICTURE}">the file</a>, <a href="file:///a b.txt">disk</a>
or <a href="javascript:alert(1)">that</a>.</p>
<table><tr><th>Tile</th><th>Price</th></tr><tr><td>red</td><td>5</td></tr></table>
<ul><li>one<ul><li>two</li></ul></li></ul>
<p><img src=":/{PICTURE}" alt="a &lt;b&gt;" width="300"/></p>
<pre><code class="language-py">x = [1]</code></pre>"""
MARKDOWN = """# Tiles

## Tiles & *roof*

Call [[A letter|the (old) letter]], [the file](<tile.png>), [disk](file:///a%20b.txt) or that.

| Tile | Price |
| --- | --- |
| red | 5 |

- one
  - two

![[tile.png|a <b>|300]]

```py
x = [1]
```"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return jex(
        tmp_path / "all.jex",
        [
            item(NOTE, 1, "Tiles", HTML, markup_language="2", is_todo="0"),
            item(OTHER, 1, "A letter", "Dear <b>Maria</b>", markup_language="1"),
            item("c" * 32, 1, "Bare", "Only words", markup_language="2"),
            item("d" * 32, 1, "Odd", "<p>x</p><![ y>", markup_language="2"),
            item(PICTURE, 4, "tile.png", mime="image/png"),
            (f"resources/{PICTURE}.png", b"a picture"),
        ],
    )


def test_a_note_in_html_is_markdown_here_and_keeps_its_html_as_a_file(brain: Brain, archive: Path) -> None:
    plan = brain.import_notes(archive, dry_run=True)
    came = brain.import_notes(archive)
    for told in (plan, came):
        assert (told.created, told.converted, told.files, told.files_missing) == (4, 2, 1, 0)
    tiles = brain.memory(UUID(NOTE))
    assert tiles.content == MARKDOWN
    assert [link.target for link in tiles.links] == [UUID(OTHER)]
    assert "markup" not in tiles.metadata
    picture, original = tiles.attachments
    assert (picture.name, original.name, original.media_type) == ("tile.png", "Tiles.html", "text/html")
    with brain.files.open(original.sha256) as content:
        assert content.read().decode() == HTML
    assert brain.memory(UUID("c" * 32)).content == "# Bare\n\nOnly words"
    assert brain.memory(UUID(OTHER)).content == "# A letter\n\nDear <b>Maria</b>"
    odd = brain.memory(UUID("d" * 32))
    assert odd.content == "# Odd\n\n<p>x</p><![ y>", "what nobody can make sense of stays as it is"
    assert (odd.metadata["markup"], odd.attachments) == ("html", ())
    assert came.as_json()["converted"] == 2
    again = brain.import_notes(archive)
    assert (again.identical, again.set_aside, again.converted) == (4, 0, 0)
    assert brain.upkeep.replay().equal


def test_a_note_that_came_as_html_before_is_here_already(
    brain: Brain, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(joplin, "markdown_of_note", lambda _: None)
        brain.import_notes(archive)
    before = brain.memory(UUID(NOTE))
    assert before.metadata["markup"] == "html"
    told = brain.import_notes(archive)
    assert (told.created, told.identical, told.set_aside) == (0, 4, 0)
    assert brain.memory(UUID(NOTE)) == before


def test_a_very_long_note_in_html_is_read_to_its_end(brain: Brain, tmp_path: Path) -> None:
    long = "<p>word <b>bold</b></p>\n" * 20_000 + "<p>the end</p>"
    brain.import_notes(jex(tmp_path / "long.jex", [item(NOTE, 1, "Long", long, markup_language="2")]))
    assert brain.memory(UUID(NOTE)).content.endswith("word **bold**\n\nthe end")
