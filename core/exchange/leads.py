"""Links between the notes of a Markdown export, there and back: they lead to files where here they lead to titles.

A link that leads to its note as it stands stays as it is, and so does one that leads nowhere. Any other gets the name of the
file, or the way to it, and shows the words that it showed; the note's front matter says how it was written. Owns that
exchange; what would not come back to the last character goes out as it is. It refuses to know where files lie.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from core.exchange.folders import Places
from core.exchange.shown import address_of, bare, exchanged
from core.memory import Memory
from core.store.outgoing import Named
from core.text.note_links import linkable, same_title
from core.text.note_paths import absolute, ends_with, is_at, is_path, last_part, path_in, tail

Said = dict[str, str]
"""Targets of links as an export wrote them, each with the one that the note has; those of `[[…]]` are between brackets, with
the words after a `|` where the export put them there."""
_ENDING = ".md"
_OTHER_LINKS = re.compile(r"\[\[[^\[\]]*\]\]")
_CANNOT = frozenset("[]#^|")  # in a target of `[[…]]`


class Leads:
    """The links of one export."""

    def __init__(self, notes: Iterable[Named], places: Places) -> None:
        """`notes` are those that go out; a link to any other stays as it is."""
        self._places = places
        self._titles: dict[str, UUID] = {}
        self._aliases: dict[str, UUID] = {}
        self._files: defaultdict[str, list[tuple[str, UUID]]] = defaultdict(list)
        self._stems: Counter[str] = Counter()
        for note in sorted(notes, key=lambda note: note.updated_at, reverse=True):
            self._stems[_stem(places.known(note.id))] += 1
            if note.trashed:
                continue
            self._titles.setdefault(same_title(note.title), note.id)
            for alias in _aliases(note.aliases):
                self._aliases.setdefault(same_title(alias), note.id)
            if note.path:
                self._files[last_part(note.path).lower()].append((note.path, note.id))

    def outward(self, memory: Memory, text: str) -> tuple[str, Said]:
        """This text of a note with links that lead from where its file lies, and what they were."""
        here = self._places.of(memory)
        if "[[" not in text and "](" not in text:
            return text, {}
        came = memory.metadata.get("source_path")
        at = came if isinstance(came, str) else ""
        own = {file.name for file in memory.attachments}
        ways: dict[str, tuple[str, ...]] = {}

        def look(target: str, wiki: bool) -> str:
            key = _key(target, wiki)
            if key not in ways:
                ways[key] = self._ways(target, wiki, at, here, own)
            return target

        exchanged(text, look)
        for worded in (True, False):
            led, said = self._written(text, ways, at, worded)
            if said and inward(led, said) == text:
                return led, said
        return text, {}

    def _written(
        self, text: str, ways: Mapping[str, tuple[str, ...]], at: str, worded: bool
    ) -> tuple[str, Said]:
        """The text with other links, and what they were. With `worded`, they show the words that they showed."""
        targets: dict[str, str] = {}
        taken: set[str] = set()
        for key, asked in ways.items():
            written = next((each for each in asked if each not in taken and ways.get(each) != ()), "")
            if written:
                targets[key] = written
                taken.add(written)
        words: Said = {}
        used: set[str] = set()
        bars: dict[str, str] = {}

        def lead(target: str, wiki: bool) -> str:
            written = targets.get(_key(target, wiki))
            used.add(written or "")
            return _bare(written, wiki) if written else target

        def whole(link: str, line: str) -> str | None:
            asked = ways.get(link)
            if not (worded and asked):
                return None
            bar = bars[line] if line in bars else bars.setdefault(line, _bar(line))
            if not bar:
                return None
            other = f"{asked[0].removesuffix(']]')}{bar}{link.removeprefix('[[')}"
            words[other] = link
            return other

        led = exchanged(text, lead, whole)
        said = {
            written: key
            for key, written in targets.items()
            if written in used or self._meant(_bare(written, True), at) is None  # also typed there meanwhile
        }
        return led, said | words

    def _ways(self, target: str, wiki: bool, at: str, here: str, own: set[str]) -> tuple[str, ...]:
        """How a link to what this target means can be written, the best first; none where it leads there, or nowhere."""
        address, hash_, part = (target, "", "") if wiki else bare(target).partition("#")
        wanted = target.strip() if wiki else path_in(address)
        if not wanted or unquote(wanted).rpartition("/")[2] in own:
            return ()
        note = self._meant(wanted, at)
        if note is None:
            return ()
        place = self._places.known(note)
        if not wiki:
            way = address_of(posixpath.relpath(place, posixpath.dirname(here) or "."))
            leads = is_at(place, absolute(wanted, here) or "")
            return () if leads else tuple(f"{each}{hash_}{part}" for each in (way, f"./{way}"))
        if self._leads(wanted, here, place) or _CANNOT & set(place):
            return ()
        name = place.removesuffix(_ENDING)
        short = name.rpartition("/")[2] if self._stems[_stem(place)] == 1 else name
        return tuple(_key(each, True) for each in dict.fromkeys((short, name, place)))

    def _leads(self, wanted: str, here: str, place: str) -> bool:
        """Whether other programs follow the target of a `[[…]]` in one file to another."""
        if wanted.startswith(("./", "../")):
            return is_at(place, absolute(wanted, here) or "")
        unique = self._stems[_stem(place)] == 1
        return is_at(place, wanted) or (unique and ends_with(place, wanted))

    def _meant(self, wanted: str, at: str) -> UUID | None:
        """The note that a target means in the notebook."""
        found = self._titles.get(same_title(wanted)) if linkable(wanted) else None
        found = found or (None if is_path(wanted) else self._aliases.get(same_title(wanted)))
        if found is not None:
            return found
        whole = absolute(wanted, at)
        if at and whole is None:
            return None
        there = [
            each
            for each in self._files.get(last_part(wanted).lower(), ())
            if ends_with(each[0], tail(wanted))
        ]
        if there:
            nearest = [each for each in (whole, tail(wanted)) if each]
            return min(
                there, key=lambda each: (*(not is_at(each[0], one) for one in nearest), each[0].count("/"))
            )[1]
        last = last_part(wanted)
        return self._titles.get(same_title(last)) if is_path(wanted) and linkable(last) else None


def inward(text: str, said: Mapping[str, str]) -> str:
    """The text with the targets that its links had before an export of ours."""

    def lead(target: str, wiki: bool) -> str:
        found = said.get(_key(target, wiki))
        return target if found is None else _bare(found, wiki)

    return exchanged(text, lead, lambda link, _: said.get(link) if "|" in link else None)


def said_in(value: Any) -> Said | None:
    """What front matter says of exchanged links; None where it is none of ours."""
    ours = isinstance(value, dict) and all(
        isinstance(each, str) and each.startswith("[[") == key.startswith("[[") for key, each in value.items()
    )
    return value if ours else None


def _key(target: str, wiki: bool) -> str:
    return f"[[{target}]]" if wiki else target


def _bare(key: str, wiki: bool) -> str:
    return key[2:-2] if wiki else key


def _bar(line: str) -> str:
    """What parts the target of a `[[…]]` from its words in a line: in a table another sign than elsewhere; empty where it
    cannot be told whether that is a table."""
    if "|" not in _OTHER_LINKS.sub("", line):
        return "|"
    return "\\|" if line.lstrip(" >").startswith("|") else ""


def _stem(place: str) -> str:
    return place.rpartition("/")[2].removesuffix(_ENDING).lower()


def _aliases(told: Any) -> Iterable[str]:
    given = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else []
    return [str(each).strip() for each in given if isinstance(each, str | int) and not isinstance(each, bool)]
