"""What became of every row of a v2: counted while it happens, checked at the end, told in words and as JSON.

Owns the equation `source = created + identical + updated + set aside`, by table. Its left side is counted by whoever reads
the file, its right side by whoever brings the rows across, so that the check means something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from core.language import thousands, tr, tr_noop
from core.text.titles import title_of
from core.v2.sources.shapes import SHAPES
from core.v2.values import FileRead, Role, SetAside, TableRead, V2File, V2Link, V2Memory, V2Point

REMARKS: Mapping[str, str] = {
    "bare-tag": tr_noop("tags that were one word or words between commas, not a list"),
    "blank-tag": tr_noop("blank tags that were left out"),
    "broken-vector": tr_noop("vectors that could not be read and were left out"),
    "dummy-vector": tr_noop(
        "vectors that v2 had made up without OpenAI (all values equal) and that were left out"
    ),
    "duplicate-tag": tr_noop("tags that a note had twice and now has once"),
    "json-kept-as-text": tr_noop("properties kept as text, because they cannot be stored as JSON"),
    "imported-text": tr_noop("notes made of points of Qdrant that carried their text"),
    "long-tag": tr_noop("tags of more than 255 characters, kept in the note's properties only"),
    "metadata-key-moved": tr_noop("properties named v2 that were moved to v2.metadata"),
    "metadata-no-object": tr_noop("notes whose metadata was no object and is kept under v2.metadata"),
    "no-time": tr_noop("notes without a time of creation, dated by their last change or else by the import"),
    "no-vector": tr_noop("points without a vector, whose text was taken"),
    "null-tag": tr_noop("empty tags (NULL) that were left out"),
    "number-kept-as-text": tr_noop(
        "numbers kept as text, because they have more digits than can be calculated with"
    ),
    "odd-path": tr_noop(
        "files whose path led elsewhere or held what no name may hold; they have a harmless name now"
    ),
    "odd-memory-id": tr_noop(
        "points that name something else than a note's id as their note; kept in their properties"
    ),
    "other-vectors": tr_noop(
        "points with several vectors, of which one was taken; the names of the others are in the properties"
    ),
    "repeated-path": tr_noop("files that came again under a path that an earlier one had; both are kept"),
    "tag-no-text": tr_noop("tags that were numbers or lists and are now text"),
    "time-kept-as-text": tr_noop(
        "times that no calendar holds (infinity, year 10000): the nearest one, and the text under v2"
    ),
    "time-without-zone": tr_noop("times without a time zone, read as UTC"),
    "trimmed-tag": tr_noop("tags that lost the space around them"),
    "wrong-dimension": tr_noop("vectors that do not have 1536 dimensions and were left out"),
    "zero-vector": tr_noop("vectors of zeros that were left out"),
}
"""What the codes of the values' remarks mean, as the beginning of "…: n"."""

KEPT_SET_ASIDE = 10_000
"""Rows set aside that a report lists; the rest is only counted, so that memory stays small."""

_SAMPLES = 5
_SHOWN = 20  # rows of each kind that were set aside, in the text

Outcome = Literal["created", "identical", "updated", "set_aside"]
OUTCOMES: tuple[Outcome, ...] = ("created", "identical", "updated", "set_aside")

CARRIED = ("memories", "links", "vectors", "files")
"""Whose rows become something here. The names of users serve to tell owners, and are not carried by themselves."""


@dataclass(frozen=True, slots=True)
class TableCount:
    """A carried table: its rows in the source, and what became of them."""

    table: str
    role: str
    shape: str
    source: int
    created: int
    identical: int
    set_aside: int
    updated: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every row of the source is accounted for."""
        return self.source == self.created + self.identical + self.updated + self.set_aside

    @property
    def kind(self) -> str:
        """What its rows are, as a person calls it."""
        return "notes" if self.role == "memories" else self.role

    @property
    def written_by(self) -> str:
        """Which v2 wrote such a table, in words; empty where its columns do not tell."""
        return SHAPES.get(self.shape, "")


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the first notes that came, or would: enough to see whether it is the right file."""

    title: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of some sources, to their end or to where it was stopped.

    `batch` names the import; a dry run has none. `reasons` count what was set aside by the reason's code, `unattached` are
    the files that belong to no note and are kept all the same, `backup` is the file of the notebook as it was before.
    `samples` are for the person in front of the screen; no written form of the report holds them.
    `as_json()` is this, with times in ISO 8601: {"file", "size", "whole", "dry_run", "finished", "complete", "started_at",
    "finished_at", "tables": [{"table", "role", "shape", "source", "created", "identical", "updated", "set_aside"}],
    "not_carried": {table: rows}, "embeddings", "remarks": {code: count}, "set_aside": [{"table", "id", "line", "code",
    "reason", "remedy", "excerpt"}], "set_aside_not_listed", "reasons": {code: count}, "unattached": [path],
    "batch", "backup"}.
    """

    file: str
    size: int
    whole: bool
    dry_run: bool
    finished: bool
    started_at: datetime
    finished_at: datetime
    tables: tuple[TableCount, ...]
    not_carried: Mapping[str, int]
    embeddings: int
    remarks: Mapping[str, int]
    set_aside: tuple[SetAside, ...]
    set_aside_not_listed: int = 0
    samples: tuple[Sample, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    unattached: tuple[str, ...] = ()
    batch: UUID | None = None
    backup: str = ""

    @property
    def complete(self) -> bool:
        """Whether the whole file was read and every row of every carried table is accounted for."""
        return self.finished and self.whole and all(table.adds_up for table in self.tables)

    def count(self, outcome: Outcome, role: str = "memories") -> int:
        """How many memories (or links) had this outcome, over all tables."""
        return sum(getattr(table, outcome) for table in self.tables if table.role == role)

    @property
    def verdict(self) -> str:
        """Whether everything came, in a sentence, and what to do when it did not."""
        words, values = self._verdict()
        return tr(words, **{name: thousands(value) for name, value in values.items()})

    @property
    def kept_verdict(self) -> str:
        """The same as it stands in files: in English, whoever made them."""
        words, values = self._verdict()
        return words.format(**{name: thousands(value) for name, value in values.items()})

    @property
    def noticed(self) -> tuple[str, ...]:
        """What was noticed on the way, a line each: "tags that …: 12"."""
        return _lines((tr(words), thousands(number)) for words, number in self._noticed())

    @property
    def kept_noticed(self) -> tuple[str, ...]:
        """The same as it stands in files."""
        return _lines((words, thousands(number)) for words, number in self._noticed())

    def _verdict(self) -> tuple[str, dict[str, int]]:
        if not self.finished:
            words = tr_noop(
                "Stopped before the end of the file. Import it again to go on; nothing comes twice."
            )
        elif not self.whole:
            words = tr_noop(
                "Not complete: the file was cut off, and rows may be missing. Make the dump again and import it."
            )
        elif not self.complete:
            words = tr_noop(
                "Not complete: the counts do not add up. Keep your v2, and import the file again."
            )
        elif aside := sum(table.set_aside for table in self.tables):
            return tr_noop("Complete: every row is accounted for; {aside} were set aside."), {"aside": aside}
        else:
            words = tr_noop("Complete: every row is accounted for.")
        return words, {}

    def _noticed(self) -> list[tuple[str, int]]:
        found = [(REMARKS[code], count) for code, count in sorted(self.remarks.items())]
        kept = [(tr_noop("vectors kept with their notes"), self.embeddings)] if self.embeddings else []
        return [*kept, *found]

    def as_json(self) -> dict[str, Any]:
        """JSON values in the documented shape."""
        values = asdict(self) | {"complete": self.complete, "batch": str(self.batch) if self.batch else None}
        del values["samples"]
        for name in ("started_at", "finished_at"):
            values[name] = values[name].isoformat()
        return values | {name: list(values[name]) for name in ("tables", "set_aside", "unattached")}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Report:
        """The report that `as_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        told = {name: value for name, value in values.items() if name != "complete"}
        for name in ("started_at", "finished_at"):
            told[name] = datetime.fromisoformat(told[name])
        told["tables"] = tuple(TableCount(**each) for each in told["tables"])
        told["set_aside"] = tuple(SetAside(**each) for each in told["set_aside"])
        told["unattached"] = tuple(told["unattached"])
        told["batch"] = UUID(told["batch"]) if told["batch"] else None
        return cls(**told)

    def as_text(self) -> str:
        """The report to read: a page of plain text."""
        return (
            "\n".join([*self._head(), "", *self._table_lines(), *self._notes(), *self._aside_lines()]) + "\n"
        )

    def _head(self) -> list[str]:
        doing = "What an import would do with" if self.dry_run else "Import of"
        return [
            f"{doing} {self.file}",
            f"{self.finished_at:%Y-%m-%d %H:%M} UTC, {thousands(self.size)} bytes",
            self.kept_verdict,
        ]

    def _table_lines(self) -> list[str]:
        lines = []
        for table in self.tables:
            shape = f" ({SHAPES[table.shape]})" if table.shape else ""
            sign = "=" if table.adds_up else "≠"
            parts = {
                "to create" if self.dry_run else "created": table.created,
                "here already": table.identical,
                "updated": table.updated,
                "set aside": table.set_aside,
            }
            told = " + ".join(f"{thousands(count)} {outcome}" for outcome, count in parts.items())
            lines.append(f"{table.table}: {table.kind}{shape}")
            lines.append(f"  {thousands(table.source)} in the source {sign} {told}")
        return lines

    def _notes(self) -> list[str]:
        parts = {
            "Noticed": list(self.kept_noticed),
            "Not carried": [
                f"{table}: {thousands(rows)} rows" for table, rows in sorted(self.not_carried.items())
            ],
            "Files that belong to no note, kept all the same": list(self.unattached),
        }
        lines: list[str] = []
        for head, told in parts.items():
            if told:
                lines += ["", f"{head}:", *(f"  {line}" for line in told)]
        return lines

    def _aside_lines(self) -> list[str]:
        """What was set aside, by its reason, some of each: of very many of one kind the few of another must be seen."""
        lines = ["", "Set aside:"] if self.set_aside else []
        kinds: dict[str, list[SetAside]] = {}
        for row in self.set_aside:
            kinds.setdefault(row.code, []).append(row)
        for code, rows in kinds.items():
            for row in rows[:_SHOWN]:
                where = f"{row.table}, line {row.line}, id {row.id or 'unknown'}"
                lines += [f"  {where}: {row.reason} {row.remedy}", f"    {row.excerpt!r}"]
            more = max(self.reasons.get(code, 0), len(rows)) - _SHOWN
            if more > 0:
                lines.append(f"  … and {thousands(more)} more like these; the report as JSON lists them")
        return lines


def _lines(noticed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{words[0].upper()}{words[1:]}: {count}" for words, count in noticed)


@dataclass(slots=True)
class Tally:
    """A report in the making."""

    file: str
    dry_run: bool = False
    batch: UUID | None = None
    backup: str = ""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    size: int = 0
    whole: bool = True
    embeddings: int = 0
    _read: dict[str, TableRead] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)
    _outcomes: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    _remarks: Counter[str] = field(default_factory=Counter)
    _reasons: Counter[str] = field(default_factory=Counter)
    _set_aside: list[SetAside] = field(default_factory=list)
    _samples: list[Sample] = field(default_factory=list)
    _unattached: list[str] = field(default_factory=list)

    def read(self, item: TableRead | FileRead) -> None:
        """A table or a file was read to its end."""
        if isinstance(item, FileRead):
            self.size += item.size
            self.whole &= item.whole
            return
        before = self._read.get(item.table)
        rows = item.rows + (before.rows if before else 0)
        self._read[item.table] = TableRead(item.table, rows, item.role, item.shape)

    def took(
        self, item: V2Memory | V2Link | V2Point | V2File, outcome: Outcome, memory_id: UUID | None
    ) -> None:
        """The row is in the brain now, or would be; `memory_id` is the note that it belongs to, if to any."""
        self._outcomes[item.table, outcome] += 1
        self._roles.setdefault(item.table, _ROLES[type(item)])
        # A dry run cannot look for a file's name in notes that are not here yet, so it does not speak of such files.
        if isinstance(item, V2File) and memory_id is None and not self.dry_run:
            self._unattached += [item.path][: KEPT_SET_ASIDE - len(self._unattached)]
        if outcome == "identical":
            return
        self._remarks.update(item.remarks)
        if isinstance(item, V2Memory | V2Point):
            self.embeddings += item.embedding is not None
        if isinstance(item, V2Memory) and len(self._samples) < _SAMPLES:
            self._samples.append(Sample(title_of(item.content), item.created_at or item.updated_at))

    def set_aside(self, row: SetAside) -> None:
        """The row was not taken."""
        self._outcomes[row.table, "set_aside"] += 1
        self._reasons[row.code] += 1
        if len(self._set_aside) < KEPT_SET_ASIDE:
            self._set_aside.append(row)

    def so_far(self) -> tuple[TableCount, ...]:
        """The carried tables, of which at least these rows were read."""
        return tuple(self._count(name, role) for name, role in list(self._roles.items()))

    def report(self, finished: bool) -> Report:
        """What was counted so far."""
        read = self._read.values()
        aside = self._reasons.total()
        return Report(
            file=self.file,
            size=self.size,
            whole=self.whole,
            dry_run=self.dry_run,
            finished=finished,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
            tables=tuple(self._count(each.table, each.role) for each in read if each.role in CARRIED),
            not_carried={each.table: each.rows for each in read if each.role not in CARRIED},
            embeddings=self.embeddings,
            remarks=dict(sorted(self._remarks.items())),
            set_aside=tuple(self._set_aside),
            set_aside_not_listed=aside - len(self._set_aside),
            samples=tuple(self._samples),
            reasons=dict(sorted(self._reasons.items())),
            unattached=tuple(self._unattached),
            batch=self.batch,
            backup=self.backup,
        )

    def _count(self, name: str, role: Role) -> TableCount:
        outcomes = self._outcomes
        counts = {outcome: outcomes[name, outcome] for outcome in OUTCOMES}
        read = self._read.get(name)
        rows = read.rows if read else sum(counts.values())
        return TableCount(table=name, role=role, shape=read.shape if read else "", source=rows, **counts)


_ROLES: Mapping[type, Role] = {V2Memory: "memories", V2Link: "links", V2Point: "vectors", V2File: "files"}
