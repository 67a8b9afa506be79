"""`python -m tests.bench.quality`: how well search finds, on labeled collections, against bm25s and the bare model.

Collections are looked for in `shared/data` beside the checkout; `--data FOLDER` names other places, `--collection NAME`
picks some, `--write` keeps the tables in the docs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.collection import collections_below, load
from tests.bench.measuring import measure
from tests.bench.sheet import section

_CHECKOUT = Path(__file__).parents[2]
_DATA = _CHECKOUT.parent / "shared" / "data"
_PAGE = _CHECKOUT / "docs" / "benchmarks.md"
_BEGIN, _END = "<!-- quality -->", "<!-- /quality -->"


def main(arguments: Sequence[str]) -> None:
    """Measure what is there, and say what is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality")
    parser.add_argument("--collection", action="append", metavar="NAME")
    parser.add_argument("--data", action="append", type=Path, metavar="FOLDER", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    folders = found([_DATA, *options.data])
    names = options.collection or list(folders)
    if not names:
        print(f"Skipped: there is no collection below {_DATA}; name one with --data FOLDER.")
    sections = {}
    for name in names:
        if name not in folders:
            print(f"Skipped {name}: no such collection. There are: {', '.join(folders) or 'none'}.")
            continue
        sections[name] = section(measure(load(folders[name], name)))
        print(sections[name], end="\n\n", flush=True)
    if options.write and sections:
        _PAGE.write_text(kept(_PAGE.read_text(), sections))


def found(places: Sequence[Path]) -> dict[str, Path]:
    """Collections by name: the path below the place that they were found in, or the name of that place itself."""
    return {
        folder.relative_to(place).as_posix() if folder != place else place.name: folder
        for place in places
        for folder in collections_below(place)
    }


def kept(page: str, sections: Mapping[str, str]) -> str:
    """The page with these sections in place of the earlier ones of the same collections; the others stay."""
    before, _, rest = page.partition(_BEGIN)
    known, _, after = rest.partition(_END)
    earlier = {
        each.partition("\n")[0][4:]: each.strip()
        for each in re.split(r"^(?=### )", known, flags=re.MULTILINE)[1:]
    }
    told = "\n\n".join((earlier | dict(sections)).values())
    return f"{before}{_BEGIN}\n\n{told}\n\n{_END}{after}"


if __name__ == "__main__":
    main(sys.argv[1:])
