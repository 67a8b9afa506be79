"""The users of a v2, out of the rows of its table.

Owns which columns name a user. Refuses to know what becomes of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.language import tr_noop
from core.v2.sources import shapes
from core.v2.sources.copytext import Row
from core.v2.sources.rows import TableRows, Unfit
from core.v2.values import SetAside, V2User


class UserRows(TableRows):
    """Reads the rows of one table of users."""

    def __init__(self, table: str, columns: Sequence[str], codec: str = "utf-8") -> None:
        super().__init__(table, columns, codec, columns)

    def read(self, row: Row) -> V2User | SetAside:
        """The user that the row holds, or the row set aside."""
        try:
            reading = self.read_cells(row)
            texts = {name: reading.text(name) or "" for name in ("id", *shapes.USER_NAMES)}
        except Unfit as unfit:
            return self.set_aside(row, unfit)
        except UnicodeDecodeError:
            return self.set_aside(row, self.no_text())
        if not texts["id"] or any("\0" in text for text in texts.values()):
            return self.set_aside(row, Unfit("no-id", tr_noop("The user has no id that can be read.")))
        name = next((texts[name].strip() for name in shapes.USER_NAMES if texts[name].strip()), texts["id"])
        return V2User(texts["id"], name, self.table, row.line)
