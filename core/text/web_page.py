"""HTML as Markdown: what a browser, a mail or a table of numbers puts on the clipboard beside plain text, and whole notes.

Pure. Only form that Markdown has is kept: headings, lists, tables, quotes, code, emphasis, links. Nothing is loaded, scripts
and styles are left out, and an address that could do more than lead somewhere (`javascript:`; of strangers' pages `file:` as
well) is dropped; its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONGEST = 100_000  # characters of HTML: reading more would hold up the window
_DEEPEST = 60  # elements in one another; what is deeper is read as if it stood there
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset(
    "head script style template noscript svg math iframe object select textarea title".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form header hr"
    " html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | set(_HEADINGS)
_MARKS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "s": "~~",
    "del": "~~",
    "strike": "~~",
    "mark": "==",
}
_CODE = frozenset("code kbd samp tt".split())
_FORM = frozenset("a ul ol table blockquote pre".split()) | set(_HEADINGS) | set(_MARKS) | _CODE
_CLOSED_BY = {
    "li": frozenset({"li"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
}
# An element is never closed beyond these by another that begins.
_AROUND = frozenset("ul ol table dl".split())
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_STYLED = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), "**"),
    (re.compile(r"font-style:\s*italic"), "*"),
)
_PLAIN_WEIGHT = re.compile(r"font-weight:\s*(?:normal|400)")
_AS_TYPED = re.compile(r"white-space:\s*pre\s*(?:;|$)")
_LEADS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_SHOWS = re.compile(r"https?://", re.IGNORECASE)
# Where addresses may lead in a note of one's own.
_OWN = re.compile(r"(?!(?:javascript|vbscript|data)\s*:)[^\x00-\x1f]+\Z", re.IGNORECASE)
# In an address; browsers leave these out, too, before they read it.
_BROKEN = dict.fromkeys(map(ord, "\t\r\n"))
_UNSAFE = {ord(" "): "%20", ord("("): "%28", ord(")"): "%29", ord("<"): "%3C", ord(">"): "%3E"}
_BEGINS_BLOCK = re.compile(r"([#>+\-]|\d{1,9}(?=[.)]))(?=[#.)]*(?:\s|$))")
_SECTIONS = ("thead", "tbody", "tfoot")
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#-]{1,20})")
_BREAK = "\ue000"  # stands for a forced end of line until the words around it are known


def markdown_of(html: str) -> str:
    """The piece as Markdown. Empty where plain text says as much or more, where nobody can make sense of it, or where it is
    too long to be read in a moment."""
    reader = _Reader(_LEADS, _SHOWS) if len(html) <= LONGEST else None
    if reader is None or not reader.read(html) or not reader.has_form or reader.is_source:
        return ""
    return _text(reader.root)


def markdown_of_note(html: str) -> str | None:
    """A note that was kept as HTML, all of it, wherever its addresses lead; None where nobody can make sense of it."""
    reader = _Reader(_OWN, _OWN)
    return _text(reader.root) if reader.read(html) else None


@dataclass(slots=True)
class _Element:
    tag: str
    said: dict[str, str] = field(default_factory=dict)
    inside: list[_Element | str] = field(default_factory=list)
    block: bool = False
    """Whether it stands apart from the words around it, itself or by what is in it."""


class _Reader(HTMLParser):
    """HTML, whatever is wrong with it, as a tree."""

    def __init__(self, leads: re.Pattern[str], shows: re.Pattern[str]) -> None:
        """Addresses of links and of pictures that do not begin like these are left out."""
        super().__init__(convert_charrefs=True)
        self._allowed = {"href": leads, "src": shows}
        self.root = _Element("body", block=True)
        self.has_form = False
        self.is_source = False
        """Whether it is out of an editor of code, whose colors say nothing and whose spaces count."""
        self._open = [self.root]

    def read(self, html: str) -> bool:
        """Read all of it; whether that can be done."""
        # What begins behind that never ends, and the parser would look for its end each time.
        closed = html.rfind(">") + 1
        try:
            self.feed(
                html[:closed].replace(_BREAK, "") + html[closed:].replace(_BREAK, "").replace("<", "&lt;")
            )
            self.close()
        except AssertionError:  # so the parser says that it cannot read a declaration, such as `<![x`
            return False
        return True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self._close_for(tag)
        element = _Element(tag, {name: value or "" for name, value in attrs}, block=tag in _BLOCKS)
        for name, allowed in self._allowed.items():
            address = element.said.get(name, "").strip().translate(_BROKEN)
            element.said[name] = address if allowed.match(address) else ""
        style = element.said.get("style", "")
        self.has_form |= tag in _FORM or any(look.search(style) for look, _ in _STYLED)
        self._open[-1].inside.append(element)
        self.is_source |= tag == "div" and _AS_TYPED.search(style) is not None
        if element.block:
            for each in self._open:
                each.block = True
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        if any(each.tag == tag for each in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        self._open[-1].inside.append(data)

    def _close_for(self, tag: str) -> None:
        """An element that was not closed ends where another of its kind begins."""
        ends = _CLOSED_BY.get(tag, frozenset({"p"}) if tag in _BLOCKS else frozenset())
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in ends:
                del self._open[at:]
            elif self._open[at].tag in _AROUND:
                return


def _text(root: _Element) -> str:
    return "\n\n".join(_blocks(root)).strip("\n")


def _blocks(element: _Element) -> list[str]:
    """What is in an element, each paragraph, list or table as one text."""
    found: list[str] = []
    words: list[_Element | str] = []

    def finish() -> None:
        if text := _paragraph(_inline(words)):
            found.append(text)
        words.clear()

    for each in element.inside:
        if isinstance(each, str) or not each.block:
            words.append(each)
        elif each.tag not in _UNSEEN:
            finish()
            found += _block(each)
    finish()
    return found


def _block(element: _Element) -> list[str]:
    tag = element.tag
    if tag in _HEADINGS:
        text = _one_line(element)
        return [f"{'#' * _HEADINGS[tag]} {text}"] if text else []
    if tag == "hr":
        return ["---"]
    if tag == "pre":
        return _fenced(element)
    if tag in ("ul", "ol"):
        return _list(element)
    if tag == "table":
        return _table(element)
    if tag == "blockquote":
        quoted = "\n\n".join(_blocks(element))
        return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))] if quoted else []
    return _blocks(element)


def _list(element: _Element) -> list[str]:
    """One list; lists in its items are indented by as much as the marks before their words take."""
    start = element.said.get("start", "")
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    lines: list[str] = []
    indent = 2
    for each in _items(element):
        mark = f"{number}. " if element.tag == "ol" else "- "
        if each.tag == "li":
            number, indent = number + 1, len(mark)
            lines += _item(mark, _blocks(each))
        else:  # a list that stands between items belongs to the one before
            lines += [f"{' ' * indent}{line}" for text in _block(each) for line in text.split("\n")]
    return ["\n".join(lines)] if lines else []


def _items(element: _Element) -> Iterator[_Element]:
    """What stands in a list, one after the other; words that are in no item are one."""
    words: list[_Element | str] = []
    for each in [*element.inside, _Element("", block=True)]:
        if isinstance(each, str) or not each.block:
            words.append(each)
            continue
        if _paragraph(_inline(words)):
            yield _Element("li", inside=words)
        words = []
        yield each


def _item(mark: str, texts: list[str]) -> list[str]:
    lines = "\n".join(texts).split("\n")
    rest = [f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:]]
    return [f"{mark}{lines[0]}".rstrip(), *rest] if texts else []


def _table(element: _Element) -> list[str]:
    """A table; one that only puts things in their places is what is in it."""
    cells = [_cells(row) for row in _rows(element)]
    width = max(map(len, cells), default=0)
    if width < 2 or any(_holds(cell, "table") for row in cells for cell in row):
        return _blocks(element)
    rows = [[_one_line(cell).replace("|", "\\|") for cell in row] for row in cells]
    full = [row + [""] * (width - len(row)) for row in rows if any(row)]
    lines = [f"| {' | '.join(row)} |" for row in full]
    table = ["\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]])] if lines else []
    return _blocks(_Element("div", inside=_beside_cells(element))) + table


def _rows(element: _Element) -> list[_Element]:
    found: list[_Element] = []
    for each in element.inside:
        if isinstance(each, _Element):
            found += [each] if each.tag == "tr" else _rows(each) if each.tag in _SECTIONS else []
    return found


def _beside_cells(element: _Element) -> list[_Element | str]:
    """What stands in a table but in no cell of it, such as what it is called."""
    found: list[_Element | str] = []
    for each in element.inside:
        if isinstance(each, str) or each.tag not in (*_SECTIONS, "tr", "td", "th"):
            found.append(each)
        elif each.tag in ("td", "th"):
            found += [] if element.tag == "tr" else [each]
        else:
            found += _beside_cells(each)
    return found


def _cells(row: _Element) -> list[_Element]:
    return [each for each in row.inside if isinstance(each, _Element) and each.tag in ("td", "th")]


def _holds(element: _Element, tag: str) -> bool:
    inside = [each for each in element.inside if isinstance(each, _Element)]
    return any(each.tag == tag or _holds(each, tag) for each in inside)


def _fenced(element: _Element) -> list[str]:
    code = _raw(element).replace("\r\n", "\n").strip("\n")
    if not code.strip():
        return []
    inner = next((each for each in element.inside if isinstance(each, _Element)), element)
    classes = f"{element.said.get('class', '')} {inner.said.get('class', '')}"
    language = _LANGUAGE.search(classes)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return [f"{fence}{language[1] if language else ''}\n{code}\n{fence}"]


def _raw(element: _Element) -> str:
    """All letters in an element as they are."""
    if element.tag == "br":
        return "\n"
    return "".join(each if isinstance(each, str) else _raw(each) for each in element.inside)


def _one_line(element: _Element) -> str:
    texts = _blocks(element) if element.tag in ("td", "th") else [_inline(element.inside)]
    return _SPACE.sub(" ", " ".join(texts).replace(_BREAK, " ")).strip()


def _paragraph(text: str) -> str:
    """Words on lines of their own, which must not look like the beginning of a list or a heading."""
    lines = [_SPACE.sub(" ", line).strip() for line in text.split(_BREAK)]
    safe = [
        _BEGINS_BLOCK.sub(_escaped_start, line, count=1) if _starts_block(line) else line for line in lines
    ]
    return "  \n".join(safe).strip()


def _starts_block(line: str) -> bool:
    return _BEGINS_BLOCK.match(line) is not None and not line.startswith(("[ ] ", "[x] "))


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"


def _inline(pieces: list[_Element | str]) -> str:
    return "".join(_SPACE.sub(" ", each) if isinstance(each, str) else _word(each) for each in pieces)


def _word(element: _Element) -> str:
    """One element within a line."""
    tag, said = element.tag, element.said
    if tag in _UNSEEN:
        return ""
    if tag == "br":
        return _BREAK
    if tag == "img":
        return _image(said)
    if tag == "input":
        return ("[x] " if "checked" in said else "[ ] ") if said.get("type", "").lower() == "checkbox" else ""
    if tag in _CODE:
        return _wrapped(_SPACE.sub(" ", _raw(element)), "``" if "`" in _raw(element) else "`")
    text = _inline(element.inside)
    if tag == "a":
        return _link(text, said["href"])
    style = said.get("style", "")
    if mark := _MARKS.get(tag, ""):
        return text if mark == "**" and _PLAIN_WEIGHT.search(style) else _wrapped(text, mark)
    for look, mark in _STYLED:
        text = _wrapped(text, mark) if look.search(style) else text
    return text


def _wrapped(text: str, mark: str) -> str:
    """Words between two marks, the room around them outside."""
    words = text.strip()
    if not words or _BREAK in words or (words.startswith(mark) and words.endswith(mark)):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _link(text: str, address: str) -> str:
    words = text.replace(_BREAK, " ").strip()
    if not words or not address or "![" in words:
        return text
    if words == address:
        return text
    brackets = words.replace("[", "\\[").replace("]", "\\]")
    return text.replace(text.strip(), f"[{brackets}]({address.translate(_UNSAFE)})", 1)


def _image(said: dict[str, str]) -> str:
    words = _SPACE.sub(" ", said.get("alt", "")).strip().translate({ord("["): "(", ord("]"): ")"})
    address = said["src"]
    if not address:
        return words
    return f"![{words}]({address.translate(_UNSAFE)})"
