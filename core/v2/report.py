"""What became of every row of a v2: counted while it happens, checked at the end, told in words and as JSON.

Owns the equation `source = created + identical + updated + set aside`, by table. Its left side is counted by whoever reads
the file, its right side by whoever brings the rows across, so that the check means something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from core.text.titles import title_of
from core.v2.shapes import SHAPES
from core.v2.values import FileRead, SetAside, TableRead, V2Link, V2Memory

REMARKS: Mapping[str, str] = {
    "bare-tag": "tags that were one word or words between commas, not a list",
    "blank-tag": "blank tags that were left out",
    "broken-vector": "vectors that could not be read and were left out",
    "dummy-vector": "vectors that v2 had made up without OpenAI (all values equal) and that were left out",
    "duplicate-tag": "tags that a note had twice and now has once",
    "json-kept-as-text": "properties kept as text, because they cannot be stored as JSON",
    "long-tag": "tags of more than 255 characters, kept in the note's properties only",
    "metadata-key-moved": "properties named v2 that were moved to v2.metadata",
    "metadata-no-object": "notes whose metadata was no object and is kept under v2.metadata",
    "no-time": "notes without a time of creation, dated by their last change or else by the import",
    "no-vector": "points without a vector, whose text was taken",
    "null-tag": "empty tags (NULL) that were left out",
    "number-kept-as-text": "numbers kept as text, because they have more digits than can be calculated with",
    "odd-path": "files whose path led elsewhere or held what no name may hold; they have a harmless name now",
    "odd-memory-id": "points that name something else than a note's id as their note; kept in their properties",
    "other-vectors": "points with several vectors, of which one was taken; the names of the others are in the properties",
    "repeated-path": "files that came again under a path that an earlier one had; both are kept",
    "tag-no-text": "tags that were numbers or lists and are now text",
    "time-kept-as-text": "times that no calendar holds (infinity, year 10000): the nearest one, and the text under v2",
    "time-without-zone": "times without a time zone, read as UTC",
    "trimmed-tag": "tags that lost the space around them",
    "wrong-dimension": "vectors that do not have 1536 dimensions and were left out",
    "zero-vector": "vectors of zeros that were left out",
}
"""What the codes of the values' remarks mean, as the beginning of "…: n"."""

KEPT_SET_ASIDE = 10_000
"""Rows set aside that a report lists; the rest is only counted, so that memory stays small."""

_SAMPLES = 5

Outcome = Literal["created", "identical", "updated", "set_aside"]


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
    """One reading of one file, to its end or to where it was stopped.

    `samples` are for the person in front of the screen; no written form of the report holds them.
    `as_json()` is this, with times in ISO 8601: {"file", "size", "whole", "dry_run", "finished", "complete", "started_at",
    "finished_at", "tables": [{"table", "role", "shape", "source", "created", "identical", "updated", "set_aside"}],
    "not_carried": {table: rows}, "embeddings", "remarks": {code: count}, "set_aside": [{"table", "id", "line", "code",
    "reason", "remedy", "excerpt"}], "set_aside_not_listed"}.
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
        if not self.finished:
            return "Stopped before the end of the file. Import it again to go on; nothing comes twice."
        if not self.whole:
            return "Not complete: the file was cut off, and rows may be missing. Make the dump again and import it."
        if not self.complete:
            return "Not complete: the counts do not add up. Keep your v2, and import the file again."
        return "Complete: every row is accounted for."

    @property
    def noticed(self) -> tuple[str, ...]:
        """What was noticed on the way, a line each: "tags that …: 12"."""
        lines = [f"{REMARKS[code]}: {count:,}" for code, count in sorted(self.remarks.items())]
        if self.embeddings:
            lines.insert(0, f"vectors kept with their notes: {self.embeddings:,}")
        return tuple(line[0].upper() + line[1:] for line in lines)

    def as_json(self) -> dict[str, Any]:
        """JSON values in the documented shape."""
        values = asdict(self) | {"complete": self.complete}
        del values["samples"]
        for name in ("started_at", "finished_at"):
            values[name] = values[name].isoformat()
        return values | {"tables": list(values["tables"]), "set_aside": list(values["set_aside"])}

    def as_text(self) -> str:
        """The report to read: a page of plain text."""
        return (
            "\n".join([*self._head(), "", *self._table_lines(), *self._notes(), *self._aside_lines()]) + "\n"
        )

    def _head(self) -> list[str]:
        doing = "What an import would do with" if self.dry_run else "Import of"
        return [
            f"{doing} {self.file}",
            f"{self.finished_at:%Y-%m-%d %H:%M} UTC, {self.size:,} bytes",
            self.verdict,
        ]

    def _table_lines(self) -> list[str]:
        lines = []
        for table in self.tables:
            shape = f" ({SHAPES[table.shape]})" if table.shape else ""
            sign = "=" if table.adds_up else "≠"
            created = "to create" if self.dry_run else "created"
            lines.append(f"{table.table}: {table.role}{shape}")
            lines.append(
                f"  {table.source:,} in the source {sign} {table.created:,} {created}"
                f" + {table.identical:,} here already + {table.updated:,} updated + {table.set_aside:,} set aside"
            )
        return lines

    def _notes(self) -> list[str]:
        noticed = [f"  {line}" for line in self.noticed]
        passed = [f"  {table}: {rows:,} rows" for table, rows in sorted(self.not_carried.items())]
        lines = ["", "Noticed:", *noticed] if noticed else []
        return [*lines, "", "Not carried:", *passed] if passed else lines

    def _aside_lines(self) -> list[str]:
        if not self.set_aside:
            return []
        lines = ["", "Set aside:"]
        for row in self.set_aside:
            lines.append(
                f"  {row.table}, line {row.line}, id {row.id or 'unknown'}: {row.reason} {row.remedy}"
            )
            lines.append(f"    {row.excerpt!r}")
        if self.set_aside_not_listed:
            lines.append(f"  … and {self.set_aside_not_listed:,} more")
        return lines


@dataclass(slots=True)
class Tally:
    """A report in the making."""

    file: str
    dry_run: bool = False
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    size: int = 0
    whole: bool = False
    embeddings: int = 0
    _read: dict[str, TableRead] = field(default_factory=dict)
    _outcomes: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    _remarks: Counter[str] = field(default_factory=Counter)
    _set_aside: list[SetAside] = field(default_factory=list)
    _samples: list[Sample] = field(default_factory=list)

    def read(self, item: TableRead | FileRead) -> None:
        """A table or the file was read to its end."""
        if isinstance(item, FileRead):
            self.size, self.whole = item.size, item.whole
            return
        before = self._read.get(item.table)
        rows = item.rows + (before.rows if before else 0)
        self._read[item.table] = TableRead(item.table, rows, item.role, item.shape)

    def created(self, item: V2Memory | V2Link) -> None:
        """The row is in the brain now, or would be."""
        self._outcomes[item.table, "created"] += 1
        self._remarks.update(item.remarks)
        if isinstance(item, V2Memory):
            self.embeddings += item.embedding is not None
            if len(self._samples) < _SAMPLES:
                self._samples.append(Sample(title_of(item.content), item.created_at or item.updated_at))

    def identical(self, item: V2Memory | V2Link) -> None:
        """The same row came into the brain before."""
        self._outcomes[item.table, "identical"] += 1

    def updated(self, item: V2Memory | V2Link) -> None:
        """What was here is now what the row says, or would be."""
        self._outcomes[item.table, "updated"] += 1
        self._remarks.update(item.remarks)

    def set_aside(self, row: SetAside) -> None:
        """The row was not taken."""
        self._outcomes[row.table, "set_aside"] += 1
        if len(self._set_aside) < KEPT_SET_ASIDE:
            self._set_aside.append(row)

    def report(self, finished: bool) -> Report:
        """What was counted so far."""
        carried = [table for table in self._read.values() if table.role]
        aside = sum(count for (_, outcome), count in self._outcomes.items() if outcome == "set_aside")
        return Report(
            file=self.file,
            size=self.size,
            whole=self.whole,
            dry_run=self.dry_run,
            finished=finished,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
            tables=tuple(self._count(table) for table in carried),
            not_carried={table.table: table.rows for table in self._read.values() if not table.role},
            embeddings=self.embeddings,
            remarks=dict(sorted(self._remarks.items())),
            set_aside=tuple(self._set_aside),
            set_aside_not_listed=aside - len(self._set_aside),
            samples=tuple(self._samples),
        )

    def _count(self, table: TableRead) -> TableCount:
        name, outcomes = table.table, self._outcomes
        return TableCount(
            table=name,
            role=table.role,
            shape=table.shape,
            source=table.rows,
            created=outcomes[name, "created"],
            identical=outcomes[name, "identical"],
            updated=outcomes[name, "updated"],
            set_aside=outcomes[name, "set_aside"],
        )
