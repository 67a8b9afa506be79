"""What holds at the beginning of each line of a note, kept true while lines come and go.

Owns no text: it is told which lines were replaced and asks for lines when it needs them. A fence opened at the top of a long
note changes the meaning of everything below, so the reading is done in steps that the caller bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice, repeat

from app.editor.markdown import FRONT_MATTER, NO_TITLE_YET, PROSE, read_line, state_stays

_UNKNOWN = -1
_FRONT_MATTER_ENDS_WITHIN = 100  # lines


class States:
    """The states between the lines of one text, which has one empty line at first."""

    def __init__(self, lines_from: Callable[[int], Iterator[str]], changed: Callable[[int], None]) -> None:
        """`lines_from` gives the texts of a line and of all below it; `changed` hears which line has another state before it
        now."""
        self._lines_from = lines_from
        self._changed = changed
        self._after = [_UNKNOWN]
        self._known = 0  # the states after this many lines are true
        self._edited = 0  # from this line on, the stored states agree with each other …
        self._agreeing = 0  # … as far as this line

    def replaced(self, first: int, last: int, count: int) -> None:
        """The lines from `first` to `last` are new or changed, and there are `count` lines now."""
        new = last - first + 1
        old = len(self._after) - (count - new)
        end = self._after[first + old - 1] if old else _UNKNOWN
        self._after[first : first + old] = [*[_UNKNOWN] * (new - 1), end]
        if first < self._agreeing:
            unread = self._known < self._agreeing and self._edited > first  # an edit further down still waits
            self._agreeing = max(self._agreeing + new - old, last + 1)
            self._edited = max(self._edited + new - old if unread else 0, last)
        # A line near the top may have ended the front matter, and then the first line means something else.
        self._known = 0 if first < _FRONT_MATTER_ENDS_WITHIN else min(self._known, first)

    def before(self, number: int) -> int:
        """The state before a line: true as far as the text has been read, else what it probably is."""
        if number == 0:
            return NO_TITLE_YET
        if self._after[number - 1] == _UNKNOWN:
            self._after[number - 1] = PROSE  # if it turns out to be wrong, the line is told of
        return self._after[number - 1]

    @property
    def known(self) -> int:
        """Down to this line it is true what holds before a line."""
        return self._known

    @property
    def complete(self) -> bool:
        """Whether it is true of all of them."""
        return self._known >= len(self._after) - 1

    def read_to(self, number: int) -> None:
        """Read on until the state before this line is true."""
        while self._known < number:
            lines = chain(self._lines_from(self._known), repeat(""))
            for line, text in zip(range(self._known, number), lines, strict=False):
                before = self._after[line - 1] if line else NO_TITLE_YET
                # As most of a text that is new.
                if self._after[line] == _UNKNOWN and state_stays(text, before):
                    self._after[line], self._known = before, line + 1
                    self._edited = max(self._edited, line + 1)
                    continue
                self._read(line, text, before)
                if self._known != line + 1:
                    break  # what follows agrees with what was read now, as far as it is known
        self._agreeing = max(self._agreeing, self._known)

    def _read(self, line: int, text: str, before: int) -> None:
        stays = state_stays(text, before)
        state, stored = before if stays else self._state_after(line, text, before), self._after[line]
        self._after[line] = state
        self._known = line + 1
        if state != stored:
            # What is stored for the next line was read after another state.
            self._edited = max(self._edited, line + 1)
            if stored != _UNKNOWN:
                self._changed(line + 1)
        elif line >= self._edited:
            self._known = max(self._known, self._agreeing)

    def _state_after(self, line: int, text: str, before: int) -> int:
        if line == 0 and text.rstrip() == "---" and self._front_matter_ends():
            return FRONT_MATTER
        return read_line(text, before).after

    def _front_matter_ends(self) -> bool:
        lines = islice(self._lines_from(1), _FRONT_MATTER_ENDS_WITHIN - 1)
        return any(text.rstrip() == "---" for text in lines)
