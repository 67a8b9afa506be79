"""An archive of Joplin (`.jex`): notes with their notebooks, tags, files, links, to-dos and times.

Owns what its items mean. The archive is untrusted: nothing is unpacked by a name of its own, and one that holds links,
devices, sparse files or paths that lead elsewhere is refused as a whole, before anything is changed.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from core.errors import BrainError, InvalidMemory
from core.exchange.made_tags import ALL_OF_IT, Taking
from core.exchange.placing import Placing
from core.exchange.record import Incoming, Refused, incoming, tags_from
from core.exchange.tally import SetAside
from core.language import tr
from core.text.titles import title_of
from core.text.web_page import markdown_of_note

HTML = "2"  # as items say in which language they are written
LARGEST = 128 << 20  # bytes of one item
_ITEM = re.compile(r"(?:\./)?([0-9a-f]{32})\.md")
_FILE = re.compile(r"(?:\./)?resources/([0-9a-f]{32})(?:\.[\w-]{1,20})?")
_KEY = re.compile(r"([a-z_]+): ?(.*)")
_LINK = re.compile(r"(!?)\[([^\[\]\n]*)\]\(:/([0-9a-f]{32})(?:#[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)")
_CONVERTED_LINK = re.compile(r"(!?)\[((?:[^\[\]\\\n]|\\.)*)\]\(:/([0-9a-f]{32})(?:#[^()\s]*)?\)")
_PICTURE = re.compile(r"<img\b[^<>]*?\ssrc=[\"']?:/([0-9a-f]{32})\b[^<>]*>", re.IGNORECASE)
_WIDTH = re.compile(r"\swidth=[\"']?(\d{1,4})\b(?!%)", re.IGNORECASE)
_WORDS = re.compile(r"\salt=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_NAMED = re.compile(r":/([0-9a-f]{32})\b")
_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_KEPT = ("source_url", "author", "latitude", "longitude", "altitude")
_TIMES = {
    "created_at": ("user_created_time", "created_time"),
    "updated_at": ("user_updated_time", "updated_time"),
    "deleted_at": ("deleted_time",),
}
_EMPTY = {"", "0", "0.00000000", "0.0000"}


@dataclass(slots=True)
class Item:
    """One item of the archive: its title, its text, and what else it says."""

    title: str
    body: str
    values: dict[str, str]


def parsed(text: str) -> Item:
    """An item as Joplin writes it: a title, the text, and lines of values at the end. Pure. Raises Refused for all else."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    values: dict[str, str] = {}
    while lines and (match := _KEY.fullmatch(lines[-1].rstrip("\r"))):
        values.setdefault(match[1], match[2])
        lines.pop()
    if "type_" not in values or not re.fullmatch(r"[0-9a-f]{32}", values.get("id", "")):
        raise Refused(
            tr("It is no item of Joplin: it does not say what it is."),
            tr("Export the notes from Joplin again."),
        )
    title = lines[0].rstrip("\r") if lines else ""
    return Item(title, "\n".join(lines[2:]).rstrip("\n"), values)


@dataclass(slots=True)
class _Known:
    """What the first reading of the archive told."""

    notes: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    contents: dict[str, tarfile.TarInfo] = field(default_factory=dict)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    order: list[tarfile.TarInfo] = field(default_factory=list)


class Jex:
    """The notes of an archive. `read` counts those met so far, `total` is how many there are."""

    system = name = "joplin"

    def __init__(self, path: Path, placing: Placing, taking: Taking = ALL_OF_IT) -> None:
        """Reads all but the contents of files once. Raises BrainError for an archive that is damaged or refused."""
        self._path = path
        self._placing = placing
        self._taking = taking
        self.folders: set[str] = set()
        """The notebooks of the notes met so far, as the tags that they can become."""
        self.read = 0
        self._strange = 0
        self._used = set[str]()
        self._known = _Known()
        try:
            with self._opened() as archive:
                for member in archive:
                    self._meet(archive, member)
        except tarfile.TarError as error:
            raise _damaged(path) from error

    @property
    def total(self) -> int:
        """How many notes there are."""
        return len(self._known.order) + len(self._known.unread)

    @property
    def passed_over(self) -> int:
        """How many files no note names, of those notes that were read."""
        return self._strange + len(self._known.contents.keys() - self._used)

    @property
    def left(self) -> Iterator[str]:
        """What these are called in the archive says nothing to a person."""
        return iter(())

    def notes(self, owner: UUID) -> Iterator[Incoming | SetAside]:
        """Every note, or the reason why it is none."""
        for name, reason, remedy in self._known.unread:
            self.read += 1
            yield SetAside(name, None, None, reason, remedy)
        with self._opened() as archive:
            for member in self._known.order:
                self.read += 1
                yield self._note(archive, member, owner)

    def _opened(self) -> tarfile.TarFile:
        try:
            return tarfile.open(self._path, mode="r:", encoding="utf-8", errors="replace")
        except (tarfile.TarError, OSError) as error:
            raise _damaged(self._path) from error

    def _meet(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        """Take one member of the archive down."""
        _refuse_strange(self._path, member)
        if (match := _FILE.fullmatch(member.name)) is not None:
            self._known.contents[match[1]] = member
        elif _ITEM.fullmatch(member.name):
            try:
                self._take(_item(archive, member), member)
            except Refused as refused:
                self._known.unread.append((member.name, refused.reason, refused.remedy))
        elif member.isreg():
            self._strange += 1

    def _take(self, item: Item, member: tarfile.TarInfo) -> None:
        known, values = self._known, item.values
        kind, itself = values["type_"], values["id"]
        if kind == _NOTE:
            known.order.append(member)
            known.notes[itself] = item.title
        elif kind == _FOLDER:
            known.folders[itself] = (item.title, values.get("parent_id", ""))
        elif kind == _TAG:
            known.tags[itself] = item.title
        elif kind == _NOTE_TAG:
            known.tagged.setdefault(values.get("note_id", ""), []).append(values.get("tag_id", ""))
        elif kind == _RESOURCE:
            known.files[itself] = (item.title or values.get("filename") or itself, values.get("mime", ""))

    def _note(self, archive: tarfile.TarFile, member: tarfile.TarInfo, owner: UUID) -> Incoming | SetAside:
        itself = called = ""
        try:
            item = _item(archive, member)
            itself, called = item.values["id"], item.title
            values = self._values(archive, item)
            became = self._as_markdown(item, values) if item.values.get("markup_language") == HTML else None
            note = incoming(
                became or values,
                self.system,
                owner,
                file=called or member.name,
                tags=self._given(item.values),
                below=_task(item),
                known_by=values,
            )
            return replace(note, converted=became is not None, linked=True)
        except Refused as refused:
            return SetAside(called or member.name, None, itself, refused.reason, refused.remedy)
        except InvalidMemory as invalid:
            return SetAside(called or member.name, None, itself, invalid.words, invalid.hint)

    def _values(self, archive: tarfile.TarFile, item: Item) -> dict[str, Any]:
        told = item.values
        if told.get("encryption_applied", "0") == "1":
            raise Refused(
                tr("It is encrypted."), tr("Let Joplin decrypt it, and export again; nothing comes twice.")
            )
        used = list(dict.fromkeys(_NAMED.findall(item.body)))
        values: dict[str, Any] = {
            "id": str(UUID(told["id"])),
            "title": item.title,
            "text": _PICTURE.sub(self._picture, _LINK.sub(self._link, item.body)),
            "tags": self._tags(told),
            "links": [
                {"target": str(UUID(each))}
                for each in used
                if each in self._known.notes and each != told["id"]
            ],
            "attachments": [file for each in used if (file := self._file(archive, each)) is not None],
            "metadata": _metadata(told),
        }
        for name, keys in _TIMES.items():
            moment = next((at for key in keys if (at := _moment(told.get(key, "")))), None)
            if moment:
                values[name] = moment
        return values

    def _as_markdown(self, item: Item, values: dict[str, Any]) -> dict[str, Any] | None:
        """What a note in HTML becomes, which is kept as a file of the note; None where nobody can make sense of it."""
        html = _PICTURE.sub(lambda match: escape(self._picture(match), quote=False), item.body)
        text = markdown_of_note(html)
        if text is None:
            return None
        name = f"{item.title.replace('/', '-').strip() or item.values['id']}.html"
        kept = self._placing.place(name, BytesIO(item.body.encode()), "text/html", counted=False)
        return values | {
            "text": _CONVERTED_LINK.sub(self._link, text),
            "attachments": [*values["attachments"], kept],
            "metadata": {key: told for key, told in values["metadata"].items() if key != "markup"},
        }

    def _given(self, told: dict[str, str]) -> tuple[str, ...]:
        """The tags that a note gets: its own, and its notebook as the first unless notebooks are left."""
        notebook = self._notebook(told)
        self.folders.update([notebook] if notebook else [])
        return tags_from(self._tags(told) if self._taking.folders else self._named(told))

    def _tags(self, told: dict[str, str]) -> list[str]:
        """The notebook and the tags by which a note is told from others."""
        return [tag for tag in (self._notebook(told), *self._named(told)) if tag]

    def _named(self, told: dict[str, str]) -> list[str]:
        return [self._known.tags.get(each, "") for each in self._known.tagged.get(told["id"], [])]

    def _notebook(self, told: dict[str, str]) -> str:
        """The notebook of a note as a tag, below those that it stands in; empty where it is in none."""
        path: list[str] = []
        folder, seen = told.get("parent_id", ""), set[str]()
        while folder in self._known.folders and folder not in seen:
            seen.add(folder)
            name, folder = self._known.folders[folder]
            path.insert(0, name.replace("/", "-").strip())
        return "/".join(part for part in path if part)

    def _file(self, archive: tarfile.TarFile, itself: str) -> dict[str, Any] | None:
        if itself not in self._known.files:
            return None
        self._used.add(itself)
        name, media_type = self._known.files[itself]
        member = self._known.contents.get(itself)
        content = archive.extractfile(member) if member is not None else None
        if content is None:
            self._placing.miss(name)
            return None
        with content:
            return self._placing.place(name, content, media_type)  # type: ignore[arg-type]  # it reads as any file

    def _link(self, match: re.Match[str]) -> str:
        """A link as it is written here: to a note by its title, to a file by its name."""
        shown, words, itself = match[1], match[2], match[3]
        if itself in self._known.files:
            name = self._known.files[itself][0]
            return _shown(name, words) if shown else f"[{words}](<{name}>)"
        title = re.sub(r"[\[\]|#\n]+", " ", self._known.notes.get(itself, "")).strip()
        if not title:
            return match[0]
        words = words.replace("\\[", "(").replace("\\]", ")")  # of what was HTML
        return f"[[{title}]]" if words.strip() in ("", title) else f"[[{title}|{words}]]"

    def _picture(self, match: re.Match[str]) -> str:
        """A picture that Joplin shows in another size, and so as HTML."""
        if match[1] not in self._known.files:
            return match[0]
        words, width = _WORDS.search(match[0]), _WIDTH.search(match[0])
        told = unescape(next(filter(None, words.groups()), "")) if words else ""
        return _shown(self._known.files[match[1]][0], told, width[1] if width else "")


def _shown(name: str, words: str, width: str = "") -> str:
    """A file that a text shows, with the words for it; Joplin itself takes the file's name for them."""
    told = " ".join(re.sub(r"[\[\]]", " ", words).split())
    return f"![[{'|'.join(filter(None, [name, told if told != name else '', width]))}]]"


def _item(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Item:
    if member.size > LARGEST:
        raise Refused(
            tr("It is larger than {most} MB.", most=LARGEST >> 20), tr("Cut it into several notes.")
        )
    try:
        content = archive.extractfile(member)
        assert content is not None  # it is a regular file
        with content:
            return parsed(content.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(tr("It is not in UTF-8."), tr("Export the notes from Joplin again.")) from None
    except (tarfile.TarError, OSError):
        raise Refused(
            tr("The archive ends in the middle of it."), tr("Export the notes from Joplin again.")
        ) from None


def _metadata(told: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {key: told[key] for key in _KEPT if told.get(key, "") not in _EMPTY}
    if told.get("is_todo") == "1":
        values["todo"] = "done" if told.get("todo_completed", "0") not in _EMPTY else "open"
        for key in ("todo_due", "todo_completed"):
            if moment := _moment(told.get(key, "")):
                values[key] = moment
    if told.get("markup_language") == HTML:
        values["markup"] = "html"
    if told.get("is_conflict") == "1":
        values["joplin_conflict"] = True
    return values


def _task(item: Item) -> str:
    """A to-do as the task that it is here: a line to tick off, which says when it is due. Empty for all other notes."""
    told = item.values
    if told.get("is_todo") != "1":
        return ""
    title = " ".join(item.title.split()) or title_of(item.body)
    if due := _moment(told.get("todo_due", "")):
        moment = due
        with suppress(ValueError, OverflowError, OSError):  # such a time is none on this machine's clock
            moment = f"{datetime.fromisoformat(due).astimezone():%Y-%m-%d %H:%M}"
        title = tr("{title} (due {moment})", title=title, moment=moment)
    mark = " " if told.get("todo_completed", "0") in _EMPTY else "x"
    return f"- [{mark}] {title}"


def _moment(text: str) -> str | None:
    """A time of Joplin, which writes some as text and some in milliseconds; None where there is none."""
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text) / 1000, UTC).isoformat() if int(text) else None
        return datetime.fromisoformat(text).isoformat() if text else None
    except (ValueError, OverflowError, OSError):
        return None


def _refuse_strange(path: Path, member: tarfile.TarInfo) -> None:
    """Raise BrainError for what no archive of Joplin holds."""
    leads_out = member.name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", member.name)
    if leads_out or not (member.isreg() or member.isdir()) or member.issparse():
        raise BrainError(
            tr(
                "{path} holds “{member}”, which no export of Joplin does, so it was not imported.",
                path=path,
                member=member.name[:80],
            ),
            tr("Nothing was changed. Export the notes from Joplin again, as JEX."),
        )


def _damaged(path: Path) -> BrainError:
    return BrainError(
        tr("{path} is no archive of Joplin, or it is damaged.", path=path),
        tr("Nothing was changed. Export the notes from Joplin again, as JEX."),
    )
