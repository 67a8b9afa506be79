"""Reading a PDF so that search finds its note, against the bare library; and what saves of that note take then."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

from core import Brain
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p50, timed
from tests.fixtures.pdf import pdf

_LINES, _WORDS = 45, 11  # of a page
_VOCABULARY = 12_000


def run(pages: int = 300, rounds: int = 40) -> list[Figure]:
    """Read it once, then type into its note and into one without a file, taking turns."""
    data = pdf(*_pages(pages))
    with ground.home() as place, ground.notebook(100, place) as brain:
        path = place / "manual.pdf"
        path.write_bytes(data)
        bare = timed(lambda: _read_bare(path))
        with_file, without = (brain.create_memory(f"# A note\n\nwith words {at}").memory for at in range(2))
        brain.files.give(with_file, brain.files.keep(data, "manual.pdf"))
        read = timed(brain.file_texts.read)
        saves, plain = interleaved([_typing(brain, with_file), _typing(brain, without)], rounds, warm=5)
    ratio, slower = read / bare, p50(saves) / p50(plain)
    return [
        Figure(
            f"a PDF of {pages} pages is searchable",
            "≤ 8 × reading it by the bare library",
            f"{ratio:.1f} × ({pages / read:.0f} pages a second against {pages / bare:.0f})",
            ratio <= 8,
        ),
        Figure(
            "saving the text of its note",
            "≤ 3 × a note without a file",
            f"{slower:.1f} × ({ms(p50(saves))} against {ms(p50(plain))})",
            slower <= 3,
        ),
    ]


def _pages(count: int) -> list[str]:
    chance = random.Random(7)
    words = [
        "".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(3, 9))) for _ in range(_VOCABULARY)
    ]
    common = [1 / (rank + 3) for rank in range(_VOCABULARY)]

    def line() -> str:
        return " ".join(chance.choices(words, common, k=_WORDS))

    return ["\n".join(line() for _ in range(_LINES)) for _ in range(count)]


def _read_bare(path: Path) -> int:
    from pypdfium2 import PdfDocument

    letters = 0
    with closing(PdfDocument(path)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                letters += len(text.get_text_range())
    return letters


def _typing(brain: Brain, note: UUID) -> Callable[[], None]:
    number = 0

    def save() -> None:
        nonlocal number
        number += 1
        brain.update_memory(note, f"# A note\n\nwith words {number}")

    return save
