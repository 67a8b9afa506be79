"""Pictures and files that are pasted into a text or dropped on it: what they are, their names, and their links.

A link names the file as the note does, `![tin](tin.png)`, so the text reads well everywhere; the note knows each name's
content by its SHA-256. Owns no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject
from PySide6.QtGui import QImage

from app.workspace import Workspace
from core import Attachment, Brain, BrainError, markdown_of, tr, tr_n

_PICTURES = frozenset(".png .jpg .jpeg .gif .webp .svg .bmp .avif .heic".split())
_ARCHIVES = (".jex",)
_NOTES = (*_ARCHIVES, ".md", ".markdown", ".jsonl", ".ndjson")
_NAMED = str.maketrans({each: f"\\{each}" for each in "[]\\"})
_NAMED_APART = 3  # files that were refused and are named one by one
_TARGET = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "\n": "%0A", "\r": "%0D"})


@dataclass(frozen=True, slots=True)
class Brought:
    """One file on its way into a note."""

    name: str
    source: Path | QImage

    def keep(self, brain: Brain) -> Attachment:
        """Keep its content. Takes as long as the disk does, so never on the window's thread. Raises BrainError."""
        if isinstance(self.source, Path) and self.source.is_dir():
            raise BrainError(
                tr("“{name}” is a folder, so it was not attached.", name=self.name),
                tr("Drop its files here, or import its notes with “Import notes…”."),
            )
        return brain.files.keep(
            self.source if isinstance(self.source, Path) else _png(self.source), self.name
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of files on their way into a note: those that are durable now, why others are not, and in words which of
    them do not travel to other devices."""

    files: tuple[Attachment, ...]
    refused: BrainError | None = None
    stays: str = ""


def brought(source: QMimeData, now: datetime | None = None) -> tuple[Brought, ...]:
    """The files in what is pasted or dropped, and folders among them; none when it is text, or only folders. A picture that
    comes with words counts as words."""
    paths = local_paths(source)
    if any(path.is_file() for path in paths):
        return tuple(Brought(path.name, path) for path in paths)
    if source.hasImage() and not source.hasText():
        image = source.imageData()
        if isinstance(image, QImage) and not image.isNull():
            moment = now or datetime.now().astimezone()
            return (Brought(f"picture-{moment:%Y%m%d-%H%M%S}.png", image),)
    return ()


def local_paths(source: QMimeData) -> tuple[Path, ...]:
    """The files and folders in what is pasted or dropped; none where something else is among them."""
    urls = source.urls()
    return tuple(Path(url.toLocalFile()) for url in urls) if all(each.isLocalFile() for each in urls) else ()


def is_for_import(source: QMimeData) -> bool:
    """Whether what is dropped can only be meant as other notes, and not as files of one: folders, and archives of notes."""
    paths = local_paths(source)
    return bool(paths) and all(each.name.lower().endswith(_ARCHIVES) or each.is_dir() for each in paths)


def may_hold_notes(path: Path) -> bool:
    """Whether something that was dropped beside all texts is to be looked into for notes."""
    return path.name.lower().endswith(_NOTES) or path.is_dir()


def words_of(source: QMimeData, *, plain: bool = False) -> str:
    """The words in what is pasted or dropped: a piece of a web page as Markdown, where that says more and they are not
    wanted plain."""
    markdown = markdown_of(source.html()) if source.hasHtml() and not plain else ""
    return markdown or source.text()


def keep_all(
    workspace: Workspace,
    files: tuple[Brought, ...],
    done: Callable[[Kept], None],
    *,
    owner: QObject,
    failed: Callable[[Exception], None],
) -> None:
    """Keep these files, away from the window and from what is being saved; `done` hears what became of them when all that
    can be taken are durable. One that is too large or cannot be read keeps no other back."""
    brain = workspace.brain
    workspace.tasks.long(lambda _: keep_each(brain, files), done, owner=owner, failed=failed)


def keep_each(brain: Brain, files: tuple[Brought, ...]) -> Kept:
    """Keep each of these files that can be taken. Takes as long as the disk does."""
    kept: list[Attachment] = []
    refused: list[BrainError] = []
    for each in files:
        try:
            kept.append(each.keep(brain))
        except BrainError as error:
            refused.append(error)
    limits = brain.files.limits()
    stays = " ".join(filter(None, (limits.stays(each.name, each.size) for each in kept)))
    return Kept(tuple(kept), _together(refused, len(kept)), stays)


def _together(refused: list[BrainError], kept: int) -> BrainError | None:
    """All that was refused as one error."""
    if not refused:
        return None
    words = [each.words for each in refused[:_NAMED_APART]]
    if len(refused) > _NAMED_APART:
        words.append(
            tr_n(
                "{n} more could not be attached either.",
                "{n} more could not be attached either.",
                len(refused) - _NAMED_APART,
            )
        )
    hints = list(dict.fromkeys(each.hint for each in refused[:_NAMED_APART]))
    if kept:
        hints.append(tr_n("The other file came.", "The other {n} files came.", kept))
    return BrainError(" ".join(words), " ".join(hints))


def named_apart(files: Collection[Attachment], taken: Collection[Attachment]) -> tuple[Attachment, ...]:
    """The same files, under names that differ from each other and from those of other contents that the note has."""
    known = {each.name: each.sha256 for each in taken}
    apart: list[Attachment] = []
    for each in files:
        name, number = each.name, 2
        while known.get(name, each.sha256) != each.sha256:
            path = PurePosixPath(each.name)
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        known[name] = each.sha256
        apart.append(Attachment(each.sha256, name, each.media_type, each.size))
    return tuple(apart)


def links_to(files: Collection[Attachment]) -> str:
    """What stands for these files in a text: pictures to be shown, other files to be opened, one below the other."""
    return "\n".join(_link(each.name) for each in files)


def apart(links: str, before: str, behind: str) -> str:
    """These links with a space where they would stick to the word `before` or `behind` them."""
    return f"{' ' * before[-1:].isalnum()}{links}{' ' * behind[:1].isalnum()}"


def still_named(files: Iterable[Attachment], text: str) -> tuple[Attachment, ...]:
    """Those of these files that a text names, in whatever way."""
    return tuple(each for each in files if each.name in text or each.name.translate(_TARGET) in text)


def _link(name: str) -> str:
    picture = PurePosixPath(name).suffix.lower() in _PICTURES
    target = name.translate(_TARGET)
    if any(each in target for each in " ()"):
        target = f"<{target}>"
    words = (PurePosixPath(name).stem if picture else name).translate(_NAMED)
    return f"{'!' if picture else ''}[{words}]({target})"


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())
