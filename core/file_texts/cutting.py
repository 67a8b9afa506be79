"""Who cuts the text of a file into words: a process beside this one, or for a short text this one.

Cutting holds Python's lock, for which the window would wait. Owns the choice, and that the end of that process is no loss.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.file_texts.apart import run_apart
from core.file_texts.cutter import receive_words, send_text
from core.own_process import own_process
from core.progress import Stop
from core.store.file_lexemes import Words, words_of_file

_SHORT = 20_000  # characters, some twenty milliseconds; a process takes a tenth of a second to start
_PATIENCE = 300.0  # seconds; the longest text takes some twenty


@contextmanager
def cut(text: str, paged: bool, cancelled: Stop) -> Iterator[Callable[[], Iterator[Words]]]:
    """A function that gives the words of a text from the beginning, as `words_of_file` does. They are cut by then: whoever
    writes them down holds up others meanwhile. Raises Cancelled."""

    def cut_here() -> Callable[[], Iterator[Words]]:
        words = list(words_of_file(text, paged, cancelled))
        return lambda: iter(words)

    if len(text) <= _SHORT:
        yield cut_here()
        return
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        send_text(given, text, paged)
        try:
            ended = run_apart(
                *own_process("core.file_texts.cutter", "--cut-file"), told, cancelled, _PATIENCE, given
            )
        except OSError:  # it could not be started
            ended = None
        yield (lambda: receive_words(told)) if ended == 0 else cut_here()
