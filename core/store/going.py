"""Finding a note by what it is called, while the name is typed.

Owns the SQL behind “go to”: one index holds every title with all that an answer needs, so that no note is read. It refuses
to know what notes say; that is `core.store.finding`.
"""

from __future__ import annotations

from typing import Any

from core.lists import Titled
from core.store.engine import Connection

_RANKED = """
select id, title, updated_at from memories where deleted_at is null and ({condition})
order by case when lower(title) = %(text)s then 0 when lower(title) like %(begins)s then 1 when {starts} then 2
    when lower(title) like %(within)s then 3 else 4 end, updated_at desc, id limit %(limit)s
"""


def called_like(connection: Connection, text: str, limit: int) -> tuple[Titled, ...]:
    """The notes outside the trash whose title answers a few letters: the same first, then those that begin so, those with
    words that begin with the typed words, those that hold the letters in a row, and those that hold them in this order. Of
    equals the one that changed last. Nothing for no letters."""
    text = " ".join(text.lower().split())
    if not text:
        return ()
    parameters: dict[str, Any] = {
        "text": text,
        "begins": f"{_plain(text)}%",
        "within": f"%{_plain(text)}%",
        "spread": f"%{'%'.join(_plain(letter) for letter in text if letter != ' ')}%",
        "limit": limit,
    }
    starts = []
    for number, word in enumerate(text.split()):
        parameters |= {f"first{number}": f"{_plain(word)}%", f"next{number}": f"% {_plain(word)}%"}
        starts.append(f"(lower(title) like %(first{number})s or lower(title) like %(next{number})s)")
    all_start = f"({' and '.join(starts)})"
    # Titles that begin so are together in the index; only when they are few, all titles are gone through.
    found = _asked(connection, "lower(title) like %(begins)s", all_start, parameters)
    if len(found) < limit:
        # One word that begins so has its letters in order, too.
        others = f" or {all_start}" if len(starts) > 1 else ""
        found = _asked(connection, f"lower(title) like %(spread)s{others}", all_start, parameters)
    return found


def _asked(
    connection: Connection, condition: str, starts: str, parameters: dict[str, Any]
) -> tuple[Titled, ...]:
    query = _RANKED.format(condition=condition, starts=starts)
    return tuple(Titled(*row) for row in connection.execute(query.encode(), parameters))


def _plain(text: str) -> str:
    """The text as a pattern that matches just it."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
