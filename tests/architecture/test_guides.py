"""The guide that F1 shows is written twice, `docs/using.md` and `docs/using.de.md`, and both tell the same.

They have the same blocks in the same order (headings, paragraphs, items, rows, code), and in each block the same commands,
options, keys and links; and what the window calls something, the German guide calls it, too.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from babel.messages import pofile

from app.help.texts import slug
from tests.architecture.source import text_of

ENGLISH, GERMAN = "docs/using.md", "docs/using.de.md"
WORDS = Path(__file__).resolve().parents[2] / "resources" / "languages" / "de.po"

KEYS = {
    "Strg": "Ctrl",
    "Umschalt": "Shift",
    "Eingabe": "Enter",
    "Entf": "Delete",
    "Rücktaste": "Backspace",
    "Leertaste": "Space",
    "Links": "Left",
    "Rechts": "Right",
    "Hoch": "Up",
    "Herunter": "Down",
    "Pfeil hoch": "Up",
    "Pfeil runter": "Down",
    "Pos1": "Home",
    "Ende": "End",
    "Bild auf": "Page Up",
    "Bild ab": "Page Down",
}
"""How a key is called on a German keyboard."""

EXAMPLES = {
    "[[Titel]]": "[[Title]]",
    "![[Titel]]": "![[Title]]",
    "[[Titel|andere Wörter]]": "[[Title|other words]]",
    "[[A/Tief]]": "[[A/Deep]]",
    "[[Titel#Überschrift]]": "[[Title#Heading]]",
    "[[Titel#^block]]": "[[Title#^block]]",
    "[[#Überschrift]]": "[[#Heading]]",
    "[[Links]]": "[[links]]",
    "../Tiefe%20See.md": "../Deep%20sea.md",
    "![Wörter|200](eine Datei)": "![words|200](a file)",
    "> [!note] Wörter": "> [!note] Words",
    "==Wörter==": "==words==",
    "Seite 3 von manual.pdf": "page 3 of manual.pdf",
    "kessel garantie": "boiler warranty",
    "tag:haus garantie": "tag:house warranty",
    "#schlagwort": "#tag",
    "haus/dach": "house/roof",
    "Haus/Dach": "House/Roof",
    "Projekte/Garten": "Projects/Garden",
    "Projekte": "Projects",
    "Garten": "Garden",
    "haus": "house",
    "#garten/werkzeug": "#garden/tools",
    "skop": "scope",
    "garten see": "garden lake",
    '"garten am see"': '"garden by the lake"',
    "-entwurf": "-draft",
    '-"erster entwurf"': '-"first draft"',
    "-tag:alt": "-tag:old",
    "see OR fluss": "lake OR river",
    "(see haus) OR hütte": "(lake house) OR cabin",
    "boot see OR fluss": "boat lake OR river",
    "garten*": "garden*",
    "title:garten": "title:garden",
    'body:"am see"': 'body:"by the lake"',
    "tag:haus": "tag:house",
    "#haus": "#house",
    'tag:"zwei wörter"': 'tag:"two words"',
    "tag:hau*": "tag:hou*",
    "type:rezept": "type:recipe",
    "notiz: milch kaufen": "note: buy milk",
    "todo:milch": "todo:milk",
    '"todo:milch"': '"todo:milk"',
    "vor 3 Tagen": "3 days ago",
    "Montag": "Monday",
    "28. Nov.": "28 Nov",
}
"""What stands as code and is an example in words of a language. All other code is the same in both guides."""

REMEDY = f"Whoever changes {ENGLISH} says the same in {GERMAN}, at the same place."


class Block(NamedTuple):
    """A heading, paragraph, item, row of a table, or block of code."""

    kind: str
    text: str
    line: int


def blocks(guide: str) -> list[Block]:
    """A guide in its pieces."""
    found: list[Block] = []
    fence: int | None = None
    went_on = False
    for number, line in enumerate(guide.splitlines(), start=1):
        if line.startswith("```") or fence is not None:
            if fence is None:
                found.append(Block("code", "", number))
                fence = number
            elif line.startswith("```"):
                fence = None
            else:
                found[-1] = found[-1]._replace(text=f"{found[-1].text}{line}\n")
            went_on = False
            continue
        kind = _kind(line)
        if kind == "paragraph" and went_on:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.strip()}")
        elif kind:
            found.append(Block(kind, line, number))
        went_on = kind in ("paragraph", "item")
    return found


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith("#") and line.lstrip("#").startswith(" "):
        return f"heading of level {line.index(' ')}"
    if line.startswith("|"):
        return f"row of {len(cells(line))} cells"
    return "item" if re.match(r"- |\d+\. ", line) else "paragraph"


def cells(row: str) -> list[str]:
    """The cells of a row."""
    return [each.strip() for each in re.split(r"(?<!\\)\|", row)[1:-1]]


def fixed(block: Block, headings: list[str]) -> tuple[str, ...]:
    """What no language changes in a block: its code, and where its links lead (to a heading: to which)."""
    if block.kind == "code":
        return tuple(re.sub(r"(^|\s+)# .*", "", line) for line in block.text.splitlines())
    leads = [
        f"heading {headings.index(each[1:])}" if each[1:] in headings else each
        for each in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", block.text))
    ]
    return tuple(sorted([_fixed(each) for each in re.findall(r"`([^`]+)`", block.text)] + leads))


def _fixed(code: str) -> str:
    if code.startswith("{") and '"' in code:  # of a JSON document its names; what it holds is told in words
        return "{" + " ".join(re.findall(r'"[^"]*"', code)) + "}"
    return EXAMPLES.get(code, "".join(KEYS.get(part, part) for part in re.split(r"(\+)", code)))


def differing(english: str, german: str) -> list[str]:
    """Where two guides do not tell the same, in words for whoever mends it."""
    sides = blocks(english), blocks(german)
    told = []
    for side in sides:
        headings = [
            slug(each.text.lstrip("# ").replace("`", "")) for each in side if each.kind.startswith("heading")
        ]
        told.append([(each.kind, fixed(each, headings)) for each in side])
    steps = SequenceMatcher(None, told[0], told[1], autojunk=False).get_opcodes()
    found = []
    for step, first, last, begin, end in steps:
        if step == "equal":
            continue
        if step == "replace" and last - first == end - begin:
            for one, other in zip(range(first, last), range(begin, end), strict=True):
                found.append(_unlike(sides[0][one], sides[1][other], told[0][one][1], told[1][other][1]))
            continue
        found += [
            f"{ENGLISH}:{each.line} is not in German: {each.text[:90]}" for each in sides[0][first:last]
        ]
        found += [f"{GERMAN}:{each.line} is not in English: {each.text[:90]}" for each in sides[1][begin:end]]
    return found


def _unlike(one: Block, other: Block, wanted: tuple[str, ...], present: tuple[str, ...]) -> str:
    where = f"{GERMAN}:{other.line} ({ENGLISH}:{one.line})"
    if one.kind != other.kind:
        return f"{where} is a {other.kind}, not a {one.kind}"
    lacks, more = Counter(wanted) - Counter(present), Counter(present) - Counter(wanted)
    return f"{where} lacks {sorted(lacks)} and has {sorted(more)} instead"


def misnamed(english: str, german: str, said: dict[str, str]) -> list[str]:
    """What the German guide calls otherwise than the window does, of guides with the same blocks."""
    found = []
    for one, other in zip(blocks(english), blocks(german), strict=True):
        if one.kind.startswith("row"):
            for name, called in zip(cells(one.text)[:2], cells(other.text)[:2], strict=True):
                if said.get(name, called) != called:
                    found.append(f"{GERMAN}:{other.line} says {called}; the window says {said[name]}")
        if one.kind != "code":
            called_so = set(_names(other.text))
            for name in _names(one.text):
                parts = name.split(", ")
                wanted = ", ".join(said.get(part, part) for part in parts)
                if all(part in said for part in parts) and wanted not in called_so:
                    found.append(
                        f"{GERMAN}:{other.line} does not say *{wanted}*, which *{name}* is in the window"
                    )
    return found


def _names(text: str) -> list[str]:
    return re.findall(r"(?<!\*)\*([^*\s][^*]*)\*(?!\*)", re.sub(r"`[^`]*`", "", text))


def words_of_the_window() -> dict[str, str]:
    with WORDS.open("rb") as written:
        pairs = [(each.id, each.string) for each in pofile.read_po(written) if each.id]
    return {said: called for said, called in pairs if isinstance(said, str) and isinstance(called, str)}


def test_the_rule_sees_what_is_missing() -> None:
    english = "# A\n\nsee [b](#b)\n\n| x | `--yes` |\n| y | `Ctrl+N` |\n\n## B\n"
    same = "# Ä\n\nsiehe [b](#bö)\n\n| x | `--yes` |\n| y | `Strg+N` |\n\n## Bö\n"
    assert differing(english, same) == []
    assert "docs/using.md:6 is not in German" in differing(english, same.replace("| y | `Strg+N` |\n", ""))[0]
    assert "lacks ['--yes']" in differing(english, same.replace("--yes", "--ja"))[0]
    assert "lacks ['heading 1']" in differing(english, same.replace("(#bö)", "(#b)"))[0]
    assert misnamed("press *Save*", "drück *Sichern*", {"Save": "Speichern"}) != []
    assert misnamed("| Save | x |", "| Speichern | y |", {"Save": "Speichern"}) == []


def test_both_guides_tell_the_same() -> None:
    wrong = differing(text_of(ENGLISH), text_of(GERMAN))
    assert not wrong, "\n".join(
        [REMEDY, *wrong, "An example that is words of a language goes into EXAMPLES."]
    )


def test_the_german_guide_calls_everything_as_the_window_does() -> None:
    wrong = misnamed(text_of(ENGLISH), text_of(GERMAN), words_of_the_window())
    assert not wrong, "\n".join([f"The window's words stand in {WORDS.name}.", *wrong])
