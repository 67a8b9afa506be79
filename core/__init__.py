"""Everything the program knows, without a window: the public face, spelled out.

`open_brain` gives a `Brain`; all other names are the values that it takes and returns, and the errors that it raises.
"""

from core.brain import Brain, open_brain
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
from core.memory import Link, Memory
from core.settings import home_folder
from core.store.finding import Excerpt, Hit, SearchResult
from core.store.reading import Counts, Draft, MemoryIds, Order, Page, Summary, TagCount, View
from core.text.titles import title_of

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
    "SearchResult",
    "Summary",
    "TagCount",
    "Version",
    "VersionConflict",
    "View",
    "home_folder",
    "new_id",
    "open_brain",
    "title_of",
]
