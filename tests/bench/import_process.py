"""`python -m tests.bench.import_process plan|run HOME DUMP`: one plan or import in a process of its own, and what it took.

An import has come to its end when every note can be found by its words and all words are counted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from core import Sources, open_brain
from tests.bench.figures import timed


def main(what: str, place: Path, dump: Path) -> None:
    """Prints seconds, the peak of the process' memory in kB, and how many notes came in."""
    created = [0]
    with open_brain(place) as brain:

        def work() -> None:
            sources = Sources(dump=dump)
            report = brain.migration.plan(sources).report if what == "plan" else brain.migration.run(sources)
            assert report.complete
            created[0] = sum(table.created for table in report.tables)
            if what == "run":
                brain.upkeep.prepare_search()

        seconds = timed(work)
        print(json.dumps({"seconds": seconds, "peak": _peak(), "created": created[0]}))


def _peak() -> int:
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
