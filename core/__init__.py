"""Everything the program knows, without a window: the public face, spelled out.

`open_brain` gives a `Brain`; all other names are the values that it takes and returns, and the errors that it raises.
Importing this costs little: the database libraries are loaded when a notebook is opened, so a window can be on screen first.
"""

from typing import TYPE_CHECKING

from core.changes import Changes
from core.errors import (
    BrainError,
    Cancelled,
    DatabaseUnavailable,
    DatabaseUnsuitable,
    InvalidMemory,
    NotFound,
    VersionConflict,
)
from core.events import Event, new_id
from core.history import Version
from core.lists import Counts, MemoryIds, Order, Page, Summary, TagCount, View
from core.memory import Draft, Link, Memory
from core.opening import open_brain
from core.search.result import Excerpt, Hit, SearchResult
from core.settings import home_folder
from core.text.splices import Splice, splices_between
from core.text.titles import title_of
from core.v2.report import Report, TableCount
from core.v2.reportfile import save_report

if TYPE_CHECKING:
    from core.brain import Brain

__all__ = [
    "Brain",
    "BrainError",
    "Cancelled",
    "Changes",
    "Counts",
    "DatabaseUnavailable",
    "DatabaseUnsuitable",
    "Draft",
    "Event",
    "Excerpt",
    "Hit",
    "InvalidMemory",
    "Link",
    "Memory",
    "MemoryIds",
    "NotFound",
    "Order",
    "Page",
    "Report",
    "SearchResult",
    "Splice",
    "Summary",
    "TableCount",
    "TagCount",
    "Version",
    "VersionConflict",
    "View",
    "home_folder",
    "new_id",
    "open_brain",
    "save_report",
    "splices_between",
    "title_of",
]


def __getattr__(name: str) -> object:
    if name == "Brain":
        from core.brain import Brain

        return Brain
    raise AttributeError(name)
