"""What the front matter of a Markdown file says of a note, and a note with its front matter as a file: there and back.

Owns which keys are fields of a note, that all others are its properties with the types they have, and the order in which
they stood. It refuses to know YAML, and where files lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.events import to_json
from core.exchange import front_matter
from core.exchange.leads import Said, said_in
from core.exchange.made_tags import tag_of_place
from core.exchange.record import (
    SOURCE_ID,
    Refused,
    attachments_from,
    is_ours,
    links_from,
    put,
    tags_from,
    time_from,
    titled,
)
from core.exchange.shown import BESIDE, outward
from core.language import tr
from core.memory import Attachment, Memory

MORE = "second_brain_metadata"  # metadata that front matter cannot show as it is, as JSON
LED = "second_brain_links"  # targets of links that an export exchanged
FILES = "attachments"  # in the form of an export of ours; anything else under that name is metadata
WRITTEN = "front_matter"  # the property that keeps it as it was written
ORDER = "front_matter_order"  # the property that keeps in which order its keys stood
HEADING = "front_matter_heading"  # the property that keeps the heading that an import put before a text, for its title
TIMES = "front_matter_times"  # the property that keeps under which keys its times stood, and how they were written
FOLDER = "front_matter_folder"  # the property that keeps which tag an import made of the note's folder
# Says so in an export, where the folder tells the tag that `tags` leaves out.
IN_FOLDER = "second_brain_folder"
_ID = "id"
_TEXTS = (_ID, "title", "tags")  # text, whatever it looks like
_TIMES = {
    "created_at": ("created", "created_at", "date"),
    "updated_at": ("updated", "updated_at", "modified"),
    "deleted_at": ("deleted",),
}
_WRITTEN_TIMES = ("created_at", "updated_at")
_LISTED: Mapping[str, Callable[[Any], object]] = {
    "links": links_from,
    FILES: lambda value: attachments_from(own_of(value)),
    LED: said_in,
}
_FIELDS = (*_TEXTS, *(spelled[0] for spelled in _TIMES.values()), "links", LED, IN_FOLDER, FILES)
_OWN = {
    *_TEXTS,
    "links",
    MORE,
    LED,
    ORDER,
    TIMES,
    HEADING,
    FOLDER,
    IN_FOLDER,
    *(each for spelled in _TIMES.values() for each in spelled),
}


def values_of(text: str) -> dict[str, Any]:
    """The note's fields. What the front matter says beyond them is metadata; no front matter means text alone.

    Where remarks stand in it, it is kept as it is written as well (WRITTEN), and so is the order of its keys where it is not
    the one in which they are written here (ORDER), and times that are written otherwise (TIMES). Raises Unreadable.
    """
    block, body = front_matter.split(text)
    found = front_matter.read(block) if block else None
    if found is None:
        return {"text": text}
    meant, written = found
    lower = {key.lower(): key for key in reversed(meant)}
    values: dict[str, Any] = {"text": body}
    used = {MORE: MORE} if MORE in meant else {}
    times: dict[str, tuple[str, Any]] = {}
    for name in _TEXTS:
        if name in lower and _fits(name, written[lower[name]]):
            values[name] = written[lower[name]]
            used[lower[name]] = name
    for name, spellings in _TIMES.items():
        for key in (lower[each] for each in spellings if each in lower):
            if name not in values and isinstance(written[key], str) and time_from(written[key]):
                values[name] = written[key]
                used[key] = spellings[0]
                times[name] = key, meant[key]
    for name in (each for each in _LISTED if each in lower and _LISTED[each](meant[lower[each]])):
        values[name] = meant[lower[name]]
        used[lower[name]] = name
    folder = _folder_in(meant) if is_export(values) else ""
    used |= {IN_FOLDER: IN_FOLDER} if folder else {}
    values["metadata"] = {key: value for key, value in meant.items() if key not in used}
    for key, value in _more(meant.get(MORE)).items():
        put(values["metadata"], key, value)
    if folder:
        values["tags"] = [folder, *tags_from(values["tags"])]
        put(values["metadata"], FOLDER, folder)
    return values | _as_it_was(block, [used.get(key, key) for key in meant], values, times)


def file_of(
    memory: Memory,
    paths: Mapping[Attachment, str] | None = None,
    text: str | None = None,
    said: Said | None = None,
    place: str = "",
) -> bytes:
    """A memory as a Markdown file in UTF-8: front matter, then its text. `paths` are those of its files that lie beside it,
    as seen from it; links in the text lead there. `text` is its `text_of` with links to other notes' files, of which
    `said` tells what they were. `place` is where the file will lie."""
    bare = text_of(memory)
    text = bare if text is None else text
    head, times = _fields(memory), _times(memory)
    later = {
        each
        for name, (key, _) in times.items()
        for each in _TIMES[name][_TIMES[name].index(key.lower()) + 1 :]
    }
    if said:
        head[LED] = said
    folder = _told_by_folder(memory, place)
    if folder:
        head |= {"tags": head["tags"][1:], IN_FOLDER: folder}
    if memory.attachments:
        text, head[FILES] = outward(text, memory.as_json()[FILES], paths or {})
    more: dict[str, Any] = {}
    for key in sorted(memory.metadata, key=_as_stored):
        value = memory.metadata[key]
        own = key.lower() in _OWN - later or (key.lower() == FILES and FILES in head)
        simple = not own and front_matter.is_simple(key, value)
        (head if simple else more)[key] = value
    head = _in_kept_order(head, more)
    if bare != memory.content:
        del more[HEADING]
    if folder:
        del more[FOLDER]
    if more.get(TIMES) and more[TIMES] == _unlike(times):
        del more[TIMES]  # and this
    if more:
        head[MORE] = to_json(more)
    named = {_TIMES[name][0]: told for name, told in times.items()}
    head = dict(named.get(key, (key, value)) for key, value in head.items())
    return (front_matter.write(head, (*_TEXTS, IN_FOLDER)) + text).encode()


def _in_kept_order(head: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """These keys in the order that the note keeps for them, if it does, which is then no more to be told."""
    kept = more.get(ORDER)
    if kept and isinstance(kept, list) and all(isinstance(each, str) for each in kept):
        first = [each for each in dict.fromkeys(kept) if each in head and each != _ID]
        head = {key: head[key] for key in dict.fromkeys((*first, *head))}
        if _order(list(head), {_ID: head[_ID]}) == kept:
            del more[ORDER]  # the file itself tells it
    return head


def heading_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The heading that these values get before their text, as the property that keeps it; empty where they get none."""
    text, title = values["text"], values.get("title")
    if HEADING in values.get("metadata", {}) or not isinstance(title, str) or titled(text, title) == text:
        return {}
    return {HEADING: " ".join(title.split())}


def text_of(memory: Memory) -> str:
    """The note's text as it goes out: without the heading that an import put there, while that is the note's title. The
    title in the front matter brings it back."""
    line = memory.metadata.get(HEADING)
    text = memory.content
    if isinstance(line, str) and line and line == memory.title and text.startswith(f"# {line}"):
        rest = text.removeprefix(f"# {line}").removeprefix("\n\n")
        if titled(rest, line) == text != rest:
            return rest
    return text


def is_export(values: Mapping[str, Any]) -> bool:
    """Whether these are the values of a note as an export of ours tells it, which names all that it has."""
    return is_ours(values.get(_ID)) and {"tags", *_WRITTEN_TIMES} <= values.keys()


def own_of(value: Any) -> Any:
    """What lists files, without what only a folder of Markdown says of them."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return [{key: told for key, told in each.items() if key not in BESIDE} for each in value]


def _told_by_folder(memory: Memory, place: str) -> str:
    """The note's first tag, where an import made it of the folder to which the note goes back; else empty."""
    made = memory.metadata.get(FOLDER)
    first = memory.tags[0] if memory.tags else ""
    return first if first and first == made == tag_of_place(place) else ""


def _folder_in(meant: Mapping[str, Any]) -> str:
    """The tag that an export of ours leaves to the folder; empty where it leaves none."""
    told = meant.get(IN_FOLDER)
    return told.strip() if isinstance(told, str) else ""


def _fields(memory: Memory) -> dict[str, Any]:
    head: dict[str, Any] = {_ID: str(memory.id)}
    if memory.title:
        head["title"] = memory.title
    head |= {
        "tags": list(memory.tags),
        "created": memory.created_at.isoformat(),
        "updated": memory.updated_at.isoformat(),
    }
    if memory.deleted_at:
        head["deleted"] = memory.deleted_at.isoformat()
    if memory.links:
        head["links"] = [
            {"target": str(link.target), "kind": link.kind, "metadata": dict(link.metadata)}
            for link in memory.links
        ]
    return head


def _times(memory: Memory) -> dict[str, tuple[str, Any]]:
    """The key and the value of each time: as front matter had them while it means the note's own time, else the new time."""
    times: dict[str, tuple[str, Any]] = {}
    told = memory.metadata.get(TIMES)
    given = told.items() if isinstance(told, Mapping) else ()
    for name in _WRITTEN_TIMES:
        own = getattr(memory, name)
        times[name] = _TIMES[name][0], own.isoformat()
        for key, value in given:
            moment = time_from(str(value)) if isinstance(value, str | int) else None
            if moment and key.lower() in _TIMES[name] and front_matter.is_simple(key, value):
                times[name] = key, value if moment == own else own.isoformat()
    return times


def _unlike(times: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    """Those times that stand under another key, or are written otherwise, than where nobody gave them."""
    return {
        key: value
        for name, (key, value) in times.items()
        if key != _TIMES[name][0] or value != ((moment := time_from(str(value))) and moment.isoformat())
    }


def _as_it_was(
    block: str, keys: Iterable[str], values: Mapping[str, Any], times: Mapping[str, tuple[str, Any]]
) -> dict[str, Any]:
    """What of front matter is in none of these values."""
    kept: dict[str, Any] = {WRITTEN: block} if front_matter.says_more(block) else {}
    order = [] if ORDER in values["metadata"] else _order(keys, values)
    if order:
        kept[ORDER] = order
    unlike = _unlike({name: told for name, told in times.items() if name in _WRITTEN_TIMES})
    return kept | {TIMES: unlike} if unlike and TIMES not in values["metadata"] else kept


def _order(keys: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """The order of keys that somebody chose, under the names that an export gives them; empty where it is the one in which
    they are written anyway. In a file of ours these are the keys that stand before its id."""
    chosen = list(dict.fromkeys(keys))
    if is_ours(values.get(_ID)):
        chosen = chosen[: chosen.index(_ID)]
    elif values.get(_ID):
        chosen = [SOURCE_ID if each == _ID else each for each in chosen]
    usual = sorted(
        chosen, key=lambda key: (_FIELDS.index(key) if key in _FIELDS else len(_FIELDS), *_as_stored(key))
    )
    return [] if chosen == usual else chosen


def _as_stored(key: str) -> tuple[int, bytes]:
    """The order in which the database has the keys of an object."""
    stored = key.encode()
    return len(stored), stored


def _fits(name: str, value: Any) -> bool:
    if name == "tags":
        texts = isinstance(value, list) and all(isinstance(tag, str) for tag in value)
        return value is None or isinstance(value, str) or texts
    return isinstance(value, str)


def _more(text: Any) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        values = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise Refused(tr("Its “{name}” is no JSON object.", name=MORE))
    return values
