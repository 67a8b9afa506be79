"""The import of a v2's dump against restoring the same dump with Postgres' own tools, with v2's indexes, into the same
server; what the import takes of memory; planning it, and doing it again. All in one run, so that ratios mean something."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.store.cluster import Cluster
from tests.bench import ground, v2dumps
from tests.bench.figures import Figure, timed


@dataclass(frozen=True, slots=True)
class _Took:
    seconds: float
    peak: int
    created: int


def run(rows: int = 100_000) -> list[Figure]:
    """Everything once, in this order: restore and import of the plain dump, the same of the custom one, a small import."""
    with ground.home() as place, ground.notebook(0, place), Cluster(place) as cluster:
        plain, custom, small = (place.parent / name for name in ("v2.sql", "v2.dump", "small.sql"))
        v2dumps.make_plain(cluster, plain, rows)
        v2dumps.make_plain(cluster, small, rows // 10)
        v2dumps.create(cluster, "restored")
        psql = timed(lambda: v2dumps.restore_plain(cluster, plain, "restored"))
        plan = _took("plan", place, plain)
        first = _took("run", place, plain)
        second = _took("run", place, plain)
        v2dumps.make_custom(cluster, custom, "restored")
        v2dumps.drop(cluster, "restored")
        v2dumps.create(cluster, "restored")
        pg_restore = timed(lambda: v2dumps.restore_custom(cluster, custom, "restored"))
        v2dumps.drop(cluster, "restored")
        other = _took("run", place.parent / "other", custom)
        little = _took("run", place.parent / "small", small)
        size = plain.stat().st_size / 1e6
    assert first.created == other.created == rows
    what = f"{rows:_} rows with 60 % vectors".replace("_", " ")
    return [
        _ratio(f"plain-COPY import, {what}", "`psql -f` with its indexes", first, psql, f"{size:.0f} MB"),
        _ratio(f"custom-format import, {what}", "`pg_restore -j2`", other, pg_restore),
        _memory(first, little),
        _share("plan of the plain dump", 0.5, plan, first),
        _share(f"second import of it, {second.created} notes brought", 0.5, second, first),
    ]


def _took(what: str, place: Path, dump: Path) -> _Took:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.import_process", what, str(place), str(dump)],
        check=True,
        capture_output=True,
        text=True,
    )
    return _Took(**json.loads(done.stdout.splitlines()[-1]))


def _ratio(what: str, against: str, took: _Took, base: float, told: str = "") -> Figure:
    ratio = took.seconds / base
    size = f"; the dump has {told}" if told else ""
    seen = f"{ratio:.2f} × ({took.seconds:.0f} s against {base:.0f} s{size})"
    return Figure(what, f"≤ 1.0 × {against}", seen, ratio <= 1.0)


def _share(what: str, most: float, took: _Took, base: _Took) -> Figure:
    ratio = took.seconds / base.seconds
    met = ratio <= most and took.created in {0, base.created}
    return Figure(what, f"≤ {most} × its import", f"{ratio:.2f} × ({took.seconds:.0f} s)", met)


def _memory(large: _Took, small: _Took) -> Figure:
    ratio = large.peak / small.peak
    seen = f"{ratio:.2f} × ({large.peak / 1024:.0f} MB against {small.peak / 1024:.0f} MB)"
    return Figure(
        "peak memory of an import's process, a dump ten times as large", "1 × ± 10 %", seen, ratio <= 1.1
    )
