"""Notes in, from whatever a path holds.

Owns the recognizing of a path and the bringing of its notes into the log: in batches, each whole or not at all, each note
created, found to be here already, or set aside with a reason. Nothing that is here is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol
from uuid import UUID

from core.errors import BrainError, VersionConflict
from core.exchange.joplin import Jex
from core.exchange.jsonl import JsonLines
from core.exchange.leading import Known, Leading
from core.exchange.made_tags import ALL_OF_IT, Taking
from core.exchange.markdown import ENDINGS, MarkdownFolder
from core.exchange.placing import Placing
from core.exchange.record import Incoming
from core.exchange.tally import Imported, SetAside, Tally
from core.exchange.vault import MARK, Vault
from core.exchange.vaults import Vaults
from core.language import tr
from core.memory import Memory
from core.progress import Progress, unheard
from core.store.blobs import Blobs
from core.store.log import Log

_BATCH = 1_000  # notes
_BATCH_TEXT = 16 << 20  # characters
SEVERAL = "several"
_LEFT = 20  # files that stay where they are
_NAMED = 5  # paths that hold nothing, where none holds anything


class Source(Protocol):
    """Something that notes are read from."""

    @property
    def name(self) -> str: ...
    @property
    def read(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def passed_over(self) -> int: ...
    @property
    def left(self) -> Iterable[str]: ...
    def notes(self, owner: UUID) -> Iterator[Incoming | SetAside]: ...


class Several:
    """Sources that come as one import, one after the other; `name` is SEVERAL where they are not of one kind. `refused` are
    the paths given with theirs that hold nothing."""

    def __init__(self, sources: Sequence[Source], refused: Sequence[SetAside]) -> None:
        names = {each.name for each in sources}
        self.sources = sources
        self.refused = tuple(refused)
        self.name = names.pop() if len(names) == 1 else SEVERAL

    @property
    def read(self) -> int:
        """How many notes were met so far."""
        return sum(each.read for each in self.sources)

    @property
    def total(self) -> int:
        """About how many notes there are."""
        return sum(each.total for each in self.sources)

    @property
    def passed_over(self) -> int:
        """How many files belong to no note."""
        return sum(each.passed_over for each in self.sources)

    @property
    def left(self) -> Iterator[str]:
        """The names of such files, as far as they are known."""
        return chain.from_iterable(each.left for each in self.sources)

    @property
    def text_tags(self) -> set[str]:
        """The tags that stand in texts only."""
        return set().union(*(each.text_tags for each in self.sources if isinstance(each, MarkdownFolder)))

    @property
    def folders(self) -> set[str]:
        """The folders and notebooks of notes, as the tags that they can become."""
        sorted_away = (each for each in self.sources if isinstance(each, MarkdownFolder | Jex))
        return set().union(*(each.folders for each in sorted_away))


def import_notes(
    log: Log,
    owner: UUID,
    paths: Sequence[Path],
    blobs: Blobs,
    *,
    dry_run: bool = False,
    taking: Taking = ALL_OF_IT,
    begin: Callable[[str], UUID | None] = lambda _: None,
    known: Known = lambda _: (),
    vaults: Vaults | None = None,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Bring the notes at these paths in as one import: folders of Markdown, vaults of Obsidian, Markdown files, archives of
    Joplin, or files of JSON lines. Markdown that lies in another of them comes with it. Contents of files go into `blobs`.

    `taking` says what becomes tags of the notes beyond those that they name; texts stay as they are.
    `begin` hears the format before the first note comes, and answers what all that comes belongs to; `known` which
    names the notebook's own notes have. `vaults` are those that came before, by which these are known again. `progress`
    hears of notes accounted for and about how many there are; `cancelled` is asked between batches, and what was
    brought in until then stays. A path that holds nothing of that kind is `refused`, with the reason; raises BrainError
    when they all are, and then nothing was changed.
    """
    placing = Placing(blobs, dry_run=dry_run)
    source = _recognized_all(paths, placing, taking)
    intake = _Intake(log, dry_run, lambda: begin(source.name))
    batches = _all_batches(source, owner, intake, vaults or Vaults())
    finished = False
    while not cancelled():
        batch = next(batches, None)
        if batch is None:
            finished = True
            break
        intake.take(batch)
        progress(intake.tally.done, source.total)
    told = _imported(paths, source, placing, intake, finished, known)
    return replace(told, taking=taking)


def _recognized_all(paths: Sequence[Path], placing: Placing, taking: Taking) -> Several:
    """What these paths hold, and those that hold nothing that can be imported. Raises BrainError when none does."""
    sources: list[Source] = []
    wrong: list[tuple[Path, BrainError]] = []
    all_of_them = dict.fromkeys(paths)
    for path in all_of_them:
        if not (all_of_them.keys() & path.parents and _comes_with_its_folder(path)):
            try:
                sources.append(recognized(path, placing, taking))
            except BrainError as error:
                wrong.append((path, error))
    if wrong and not sources:
        words = " ".join(error.words for _, error in wrong[:_NAMED])
        raise BrainError(words, wrong[0][1].hint)
    return Several(sources, [SetAside(path.name, None, None, error.words, "") for path, error in wrong])


def _comes_with_its_folder(path: Path) -> bool:
    """Whether the import of a folder brings what lies at this path in it: an archive, or lines of JSON, it passes over."""
    return path.is_dir() or path.name.lower().endswith(ENDINGS)


def recognized(path: Path, placing: Placing, taking: Taking = ALL_OF_IT) -> Source:
    """What a path holds, found by looking. Raises BrainError when it is nothing that can be imported."""
    try:
        if path.is_dir():
            kind = Vault if (path / MARK).is_dir() else MarkdownFolder
            folder = kind(path, placing, taking)
            if not folder.total:
                raise BrainError(
                    tr("There are no Markdown files in {path}.", path=path),
                    tr("Nothing was changed. Name another folder."),
                )
            return folder
        if path.exists() and not path.is_file():
            raise BrainError(
                tr("{path} is no file and no folder.", path=path),
                tr("Nothing was changed. Name another path."),
            )
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except OSError as error:
        raise BrainError(
            tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror),
            tr("Nothing was changed. Check the name and try again."),
        ) from error
    if path.name.lower().endswith(ENDINGS):
        return MarkdownFolder(path, placing, taking)
    if path.name.lower().endswith(".jex"):
        return Jex(path, placing, taking)
    if b"PostgreSQL database dump" in start or start.startswith(b"PGDMP"):
        raise BrainError(
            tr("{path} is a dump of a database.", path=path),
            tr("Import it with: second-brain import-v2 --dump {path}", path=path),
        )
    words = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if words.startswith(b"{") or (not words and path.name.lower().endswith((".jsonl", ".ndjson"))):
        return JsonLines(path, placing)
    raise BrainError(
        tr(
            "{path} is neither a folder of Markdown files, an archive of Joplin, nor a file of JSON lines.",
            path=path,
        ),
        tr("Nothing was changed. JSON lines hold one object a line, in UTF-8, each with a “text”."),
    )


class _Intake:
    """Takes batches and keeps count."""

    def __init__(self, log: Log, dry_run: bool, begin: Callable[[], UUID | None]) -> None:
        self._log = log
        self.dry_run = dry_run
        self._begin = begin
        self.tags: set[str] = set()
        self.links = 0
        self.leading = Leading()
        self._pretended: dict[UUID, str] = {}  # what a dry run would have created by now
        self.tally = Tally()

    def present(self, ids: Collection[UUID]) -> dict[UUID, str | None]:
        """Those of these notes that are here, or would be by now; each with the SHA-256 of what it was made of."""
        found = self._log.origins(ids) if ids else {}
        here = {each: origin.sha256 for each, origin in found.items() if not origin.voided}
        return here | {each: self._pretended[each] for each in ids if each in self._pretended}

    def take(self, batch: list[Incoming | SetAside]) -> None:
        """Account for every note of a batch; those to be created are durable when this returns."""
        notes = [each for each in batch if isinstance(each, Incoming)]
        try:
            judged = self._bring_in(notes)
        except VersionConflict:  # somebody created one of them between the look and the append
            judged = self._bring_in(notes)
        for row in (each for each in batch if isinstance(each, SetAside)):
            self.tally.aside(row)
        for note, verdict in zip(notes, judged, strict=True):
            self.leading.met(note.memory)
            if isinstance(verdict, SetAside):
                self.tally.aside(verdict)
            elif isinstance(verdict, Memory):
                self.tally.created += 1
                self.tally.converted += note.converted
                if note.unread is not None:
                    self.tally.read_as_text(note.unread)
                self.tags.update(verdict.tags)
                self.links += self.leading.came(verdict, note.file)
                self.links += 0 if note.linked else len(verdict.links)
            else:
                self.tally.identical += 1

    def _bring_in(self, notes: list[Incoming]) -> list[Memory | SetAside | None]:
        found = self._log.origins([note.memory.id for note in notes]) if notes else {}
        voided = [memory_id for memory_id, origin in found.items() if origin.voided]
        origins = {memory_id: origin.sha256 for memory_id, origin in found.items() if not origin.voided}
        origins |= {
            note.memory.id: self._pretended[note.memory.id]
            for note in notes
            if note.memory.id in self._pretended
        }
        unlike = [note.memory.id for note in notes if origins.get(note.memory.id, note.sha256) != note.sha256]
        judged: list[Memory | SetAside | None] = []

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            judged[:] = _judged(notes, known, origins)
            return [] if self.dry_run else [each for each in judged if isinstance(each, Memory)]

        if notes:
            new = not self.dry_run and any(note.memory.id not in origins for note in notes)
            batch = self._begin() if new else None
            self._log.append(list(dict.fromkeys([*unlike, *voided])), decide, correlation_id=batch)
        if self.dry_run:
            created = {each.id for each in judged if isinstance(each, Memory)}
            self._pretended |= {note.memory.id: note.sha256 for note in notes if note.memory.id in created}
        return judged


def _imported(
    paths: Sequence[Path], source: Several, placing: Placing, intake: _Intake, finished: bool, known: Known
) -> Imported:
    """What is told of an import."""
    tally = intake.tally
    # Where it was stopped, links may lead to what did not come yet.
    lost, lost_files, lost_names = intake.leading.lost(known) if finished else (0, 0, ())
    return Imported(
        path=", ".join(map(str, paths)),
        refused=source.refused,
        format=source.name,
        dry_run=intake.dry_run,
        finished=finished,
        source=source.read,
        created=tally.created,
        identical=tally.identical,
        set_aside=tally.set_aside,
        passed_over=source.passed_over,
        passed_over_listed=tuple(islice(source.left, _LEFT)),
        files=placing.placed,
        files_missing=placing.missing,
        first_missing=placing.first_missing,
        listed=tuple(tally.listed),
        tags=len(intake.tags),
        links=intake.links,
        text_tags=len(source.text_tags),
        folders=len(source.folders),
        converted=tally.converted,
        unread=tally.unread,
        unread_listed=tuple(tally.unread_listed),
        links_lost=lost,
        links_lost_files=lost_files,
        lost_listed=lost_names,
    )


def _judged(
    notes: list[Incoming], known: Mapping[UUID, Memory], origins: Mapping[UUID, str | None]
) -> list[Memory | SetAside | None]:
    """For each note the memory to be created, None when it is here already, or why it was not taken."""
    origins = dict(origins)
    present = dict(known)
    judged: list[Memory | SetAside | None] = []
    for note in notes:
        new = note.memory
        if new.id not in origins:
            origins[new.id] = note.sha256
            present[new.id] = new
            judged.append(new)
        elif origins[new.id] == note.sha256 or _same(present.get(new.id), note):
            judged.append(None)
        else:
            judged.append(_refusal(note, present.get(new.id)))
    return judged


def _same(here: Memory | None, note: Incoming) -> bool:
    """Whether the note here says the same as the one that was read."""
    new = note.memory
    return (
        here is not None
        and not here.purged
        and (here.content, here.tags, here.metadata, here.links)
        == (new.content, new.tags, new.metadata, new.links)
        and (here.deleted_at is None) == (new.deleted_at is None)
        and (here.created_at == new.created_at or not note.dated)
    )


def _refusal(note: Incoming, here: Memory | None) -> SetAside:
    reason = tr("A note with its id is here already and differs ({id}).", id=note.memory.id)
    remedy = tr("The note here was left as it is. To have both, give the one in the file another id.")
    if here is not None and here.purged:
        reason = tr("The note with its id was removed here for good ({id}).", id=note.memory.id)
        remedy = tr("To have it back, give the one in the file another id.")
    elif here is not None and here.deleted_at is not None and note.memory.deleted_at is None:
        reason = tr("The note with its id is in the trash here and differs ({id}).", id=note.memory.id)
        remedy = tr("Restore the note here, or give the one in the file another id.")
    return SetAside(note.file, note.line, str(note.memory.id), reason, remedy)


def _all_batches(
    source: Several, owner: UUID, intake: _Intake, vaults: Vaults
) -> Iterator[list[Incoming | SetAside]]:
    """The notes of one source after the other. Which vault one is can be told when those before it were taken."""
    for each in source.sources:
        if isinstance(each, MarkdownFolder):
            each.vault = vaults.number(each, owner, intake.present)
        yield from _batches(each.notes(owner))


def _batches(notes: Iterator[Incoming | SetAside]) -> Iterator[list[Incoming | SetAside]]:
    """The notes in batches that are small enough for the memory, however long their texts."""
    batch: list[Incoming | SetAside] = []
    length = 0
    for note in notes:
        batch.append(note)
        length += len(note.memory.content) if isinstance(note, Incoming) else 0
        if len(batch) >= _BATCH or length >= _BATCH_TEXT:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch
