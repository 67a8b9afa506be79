"""A vault of Obsidian: a folder of Markdown whose notes are called as their files, with links, tags and files in the text.

Owns what of a vault is more than Markdown: names of files as titles, tags in the text, and the files that a note shows or
links to. Links (`[[…]]`) stay as they stand, since they mean the same here. Nothing outside the vault is ever read.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from core.exchange.inline_tags import without_code
from core.exchange.made_tags import ALL_OF_IT, Taking
from core.exchange.markdown import ENDINGS, MarkdownFolder
from core.exchange.names import inside
from core.exchange.placing import Placing

MARK = ".obsidian"
"""The folder that makes a folder a vault."""

_WIKI = re.compile(r"\[\[([^\[\]|#\n]+)[^\[\]\n]*\]\]")
_SHOWN = re.compile(r"!?\[[^\[\]\n]*\]\(<?([^()<>\n]+?)>?(?:\s+\"[^\"\n]*\")?\)")


class Vault(MarkdownFolder):
    """The notes of a vault."""

    name = "obsidian"
    text_tags_tell = True

    def __init__(self, path: Path, placing: Placing, taking: Taking = ALL_OF_IT) -> None:
        super().__init__(path, placing, taking)
        self._place = placing
        self._others = frozenset(self.others)
        self._by_name: dict[str, str] = {}
        for each in self.others:
            self._by_name.setdefault(PurePosixPath(each).name.casefold(), each)

    def more(self, name: str, values: dict[str, Any]) -> None:
        """What the vault adds to a note: the title that its file gives it, and files."""
        text = without_code(values["text"])
        values.setdefault("title", PurePosixPath(name).stem)
        given = values.get("tags") or []
        told = given.split(",") if isinstance(given, str) else list(given)
        tags = [str(tag).strip().removeprefix("#") for tag in told]
        values["tags"] = list(dict.fromkeys(tag for tag in tags if tag))
        attachments = list(self._attached(name, text))
        if attachments and "attachments" not in values:
            values["attachments"] = attachments

    def _attached(self, note: str, text: str) -> Iterator[dict[str, Any]]:
        taken: set[str] = set()
        named = [match[1] for match in _WIKI.finditer(text)]
        named += [unquote(match[1]) for match in _SHOWN.finditer(text) if "://" not in match[1]]
        for each in named:
            suffix = PurePosixPath(each.strip()).suffix.lower()
            if not suffix or suffix in ENDINGS or not re.fullmatch(r"\.[a-z0-9]{1,8}", suffix):
                continue
            found = self._find(note, each.strip())
            if found is None:
                self._place.miss(each.strip())
            elif found not in taken:
                taken.add(found)
                self._brought.add(found)
                with (self._root / found).open("rb") as file:
                    yield self._place.place(PurePosixPath(found).name, file)

    def _find(self, note: str, named: str) -> str | None:
        """The file of the vault that a note means: by its path from the note or the vault, else by its name alone."""
        beside = inside(PurePosixPath(note).parent, named)
        whole = inside(PurePosixPath(), named)
        found = next((each for each in (beside, whole) if each in self._others), None)
        found = found or self._by_name.get(PurePosixPath(named).name.casefold())
        return found if found and stat.S_ISREG((self._root / found).lstat().st_mode) else None
