"""A program that embeds slowly and writes down what it has embedded, until somebody kills it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from core.indexing import Meaning
from core.store.database import Database
from tests.core.indexing.hashed import Hashed


def main() -> None:
    """Embed the notes of the database at the first argument, one line in the file at the second for each text."""
    url, diary = sys.argv[1:]
    with Path(diary).open("a") as lines:

        def note(text: str) -> None:
            time.sleep(0.003)
            lines.write(text + "\n")
            lines.flush()

        model = Hashed(before=note)
        Meaning(Database(url), lambda *_: model).embed("hashed")


if __name__ == "__main__":
    main()
