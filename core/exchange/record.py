"""One note on its way in: what a line or a file says, as a new memory with an id that stays the same at every import.

Owns the meaning of the fields (id, title, text, tags, times, metadata, links) and the identity of a note that has no UUID.
Both readers bring what they found as one mapping. Pure.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from core.exchange.tally import Unread
from core.language import tr
from core.memory import Link, Memory
from core.text.titles import names_in, title_line, title_of
from core.valid import valid_text

SOURCE_ID, SOURCE_PATH = "source_id", "source_path"
_IDENTITIES = UUID("8e0f6d2c-3c0f-5a52-9d0b-51d4b8e3a7c4")  # never to change: ids are derived from it
_FIELDS = {
    "id",
    "title",
    "text",
    "content",
    "tags",
    "metadata",
    "links",
    "created_at",
    "updated_at",
    "deleted_at",
    "version",
    "clashes",
}
_FILE = {"sha256": str, "name": str, "media_type": str, "size": int}  # what an export says of a file  # fmt: skip
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


class Refused(Exception):
    """What was read cannot be taken as a note; both in words."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy or tr("Mend it and import again; nothing comes twice.")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A note that was read. `sha256` is of what the source says about it, `dated` whether it says when it was created,
    `unread` what of it stayed text because it could not be read, `converted` whether it was HTML and is Markdown. `linked`
    says that its links to notes stand in its text, too."""

    file: str
    line: int | None
    memory: Memory
    sha256: str
    dated: bool
    unread: Unread | None = None
    converted: bool = False
    linked: bool = False


def incoming(
    values: Mapping[str, Any],
    system: str,
    owner: UUID,
    *,
    file: str,
    line: int | None = None,
    path: str = "",
    vault: int = 1,
    saved_at: datetime | None = None,
    kept: Mapping[str, Any] | None = None,
    tags: tuple[str, ...] | None = None,
    below: str = "",
    known_by: Mapping[str, Any] | None = None,
) -> Incoming:
    """The note that these values tell of. `path` is its identity when it has no id, in the `vault` of that number.
    `saved_at` is when it was edited last, and made, where it does not say so. `kept` are properties by which it is not told
    from what came before, and so are `tags`, where it gets others than the values say, and `below`, a paragraph to stand
    below its title. `known_by` are the values by which it is told from others, where they are not those that it gets.

    Raises Refused, and InvalidMemory for what no memory can hold.
    """
    content = titled(_text(values), values.get("title"))
    told = tags_from(values.get("tags"))
    attachments = attachments_from(values.get("attachments"))
    metadata = _metadata(values, _FIELDS if attachments is None else {*_FIELDS, "attachments"})
    links = _links(values.get("links"))
    created, updated = _time(values, "created_at"), _time(values, "updated_at")
    trashed = _time(values, "deleted_at") is not None
    sha256 = _fingerprint(content, told, metadata, links, created, trashed, attachments or ())
    if known_by is not None:
        sha256 = incoming(known_by, system, owner, file=file).sha256
    memory_id = _identity(values.get("id"), metadata, system, path, vault, sha256)
    for key, value in (kept or {}).items():
        put(metadata, key, value)
    memory = Memory.create(
        _with_below(content, below),
        owner,
        told if tags is None else tags,
        metadata=metadata,
        id=memory_id,
        created_at=created or updated or saved_at,
        updated_at=updated or _edited(created, saved_at),
        source={"system": system, "sha256": sha256},
    )
    for link in links:
        memory = memory.link(link.target, link.kind, link.metadata)
    for attachment in attachments or ():
        memory = memory.attach(**attachment)
    return Incoming(file, line, memory.delete() if trashed else memory, sha256, created is not None)


def _edited(created: datetime | None, saved_at: datetime | None) -> datetime | None:
    """A file is edited when it is saved, but never before the note was made: copying and synchronizing set times back."""
    return max(created, saved_at) if created and saved_at else saved_at


def time_from(text: str) -> datetime | None:
    """A moment from ISO 8601, UTC where it names no zone; None when it is no time that can be kept."""
    try:
        moment = datetime.fromisoformat(_SPACE_BEFORE_ZONE.sub("", text.strip()))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def put(metadata: dict[str, Any], key: str, value: Any) -> None:
    """Keep a value under this key; another one that is there already moves to `key_2` or the next free name."""
    if key in metadata and metadata[key] != value:
        number = 2
        while f"{key}_{number}" in metadata:
            number += 1
        metadata[f"{key}_{number}"] = metadata[key]
    metadata[key] = value


def _text(values: Mapping[str, Any]) -> str:
    texts = [values[name] for name in ("text", "content") if values.get(name) is not None]
    if not texts:
        raise Refused(tr("It has neither “text” nor “content”."))
    if not all(isinstance(text, str) for text in texts):
        raise Refused(tr("Its text is no text."))
    if len(set(texts)) > 1:
        raise Refused(tr("Its “text” and its “content” differ."), tr("Keep one of them and import again."))
    text: str = texts[0]
    return text


def titled(content: str, title: Any) -> str:
    """The text, under its title as a heading when that is not what the text itself is called."""
    if title is None:
        return content
    if not isinstance(title, str):
        raise Refused(tr("Its title is no text."))
    line = " ".join(title.split())
    present = {title, line, title_of(f"# {line}")} - {""}
    if not line or not present.isdisjoint(names_in(content)):  # an older export says what the title once was
        return content
    return f"# {line}\n\n{content}" if content else f"# {line}"


def _with_below(content: str, below: str) -> str:
    """The text with this paragraph below the line that it is called by, or before all else where that is not the first."""
    start, end = title_line(content)
    if not below or content[:start].strip():
        return f"{below}\n\n{content}" if below else content
    rest = content[end:].lstrip("\r\n")
    return f"{content[:end]}\n\n{below}\n\n{rest}" if rest else f"{content[:end]}\n\n{below}"


def tags_from(value: Any) -> tuple[str, ...]:
    """The tags that a value lists, or has between commas. Raises Refused."""
    if value is None:
        return ()
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list):
        raise Refused(tr("Its tags are no list."))
    if any(not isinstance(tag, str | int) or isinstance(tag, bool) for tag in given):
        raise Refused(tr("One of its tags is no text."))
    return tuple(dict.fromkeys(tag for each in given if (tag := str(each).strip())))


def _metadata(values: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The metadata, with every field of the source that means nothing here."""
    given = values.get("metadata")
    if given is not None and not isinstance(given, Mapping):
        raise Refused(tr("Its metadata is no object."))
    metadata = {key: value for key, value in values.items() if key not in fields}
    for key, value in (given or {}).items():
        put(metadata, key, value)
    return metadata


def attachments_from(value: Any) -> tuple[dict[str, Any], ...] | None:
    """The files that an export of ours lists; None for what others call attachments, which stays a property."""
    if not isinstance(value, list) or any(not _is_file(each) for each in value):
        return None
    return tuple(value)


def _is_file(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _FILE.keys()
        and all(isinstance(value[name], kind) for name, kind in _FILE.items())
    )


def _links(value: Any) -> tuple[Link, ...]:
    links = links_from(value)
    if links is None:
        raise Refused(tr("Its links are not a list of objects with a target."))
    return links


def links_from(value: Any) -> tuple[Link, ...] | None:
    """The links that a JSON value lists; None when it is something else."""
    if value is None:
        return ()
    if not isinstance(value, list):
        return None
    links = []
    for each in value:
        if not isinstance(each, Mapping) or not _UUID.fullmatch(str(each.get("target"))):
            return None
        kind, metadata = each.get("kind", "related"), each.get("metadata") or {}
        if not isinstance(kind, str) or not isinstance(metadata, Mapping):
            return None
        links.append(Link(UUID(each["target"]), kind, metadata))
    return tuple(links)


def _time(values: Mapping[str, Any], name: str) -> datetime | None:
    value = values.get(name)
    if value is None:
        return None
    moment = time_from(value) if isinstance(value, str) else None
    if moment is None:
        raise Refused(
            tr("Its “{name}” is no time.", name=name),
            tr("Write it like 2025-03-03T14:05:00Z, or leave it out, and import again."),
        )
    return moment


def is_ours(given: Any) -> bool:
    """Whether an id is one as notes have here."""
    return isinstance(given, str) and _UUID.fullmatch(given.strip()) is not None


def id_of_path(system: str, path: str, vault: int = 1) -> UUID:
    """The id of the note at this path in the vault of this number."""
    return uuid5(
        _IDENTITIES, f"{system}:path:{path}" if vault == 1 else f"{system}:vault:{vault}:path:{path}"
    )


def _identity(given: Any, metadata: dict[str, Any], system: str, path: str, vault: int, sha256: str) -> UUID:
    """The note's id. What it was derived from, where a person could want it back, is kept in the metadata."""
    if is_ours(given):
        return UUID(given.strip())
    if given is None or given == "":
        if not path:
            return uuid5(_IDENTITIES, f"{system}:text:{sha256}")
        put(metadata, SOURCE_PATH, valid_text(path))
        return id_of_path(system, path, vault)
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise Refused(tr("Its id is neither text nor a whole number."))
    put(metadata, SOURCE_ID, given)
    return uuid5(_IDENTITIES, f"{system}:id:{valid_text(str(given))}")


def _fingerprint(
    content: str,
    tags: tuple[str, ...],
    metadata: Mapping[str, Any],
    links: tuple[Link, ...],
    created: datetime | None,
    trashed: bool,
    attachments: tuple[dict[str, Any], ...],
) -> str:
    told: list[Any] = [
        content,
        tags,
        metadata,
        [[str(link.target), link.kind, link.metadata] for link in links],
        created.isoformat() if created else None,
        trashed,
    ]
    if attachments:  # notes without a file keep the fingerprint that they had before there were files
        told.append(attachments)
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
