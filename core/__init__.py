"""Everything the program knows, without a window: the public face, spelled out.

`open_brain` gives a `Brain`; all other names are the values that it takes and returns, and the errors that it raises.
Each name is imported when it is first asked for: a window is on the screen before the rest of the core is loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.actions import Action
    from core.background import do_work
    from core.background.process import OwnProcess
    from core.background.work import Background, InProcess, Orders, Window, Work
    from core.backup_folder import Backup
    from core.backups import Backups, BackupStanding
    from core.brain import Brain
    from core.bulk import Done, in_parts
    from core.changes import Changes
    from core.checks import Check
    from core.chronicle import Deeds, Step
    from core.conflicts import Conflict
    from core.dictionaries import (
        Dictionaries,
        SpelledBy,
        how_to_get_dictionaries,
        spelled_by,
        usual_dictionaries,
    )
    from core.embedding import LOCAL, PRICED, dollars, is_cloud
    from core.embedding.consent import Consent, read_consent, write_consent
    from core.embedding.keys import forget_key, forget_secret, read_secret, write_key, write_secret
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
    from core.exchange import Exported, Extent, Folders, Imported, Taking
    from core.far_files import FarFiles, FarStanding
    from core.far_files.freeing import Freed
    from core.far_files.place import FarKey, FarPlace, place_at
    from core.file_limit import Limits, size_in
    from core.files import Files
    from core.giving_way import give_way, go_first
    from core.history import Version
    from core.indexing import Comparison, EmbeddingModel
    from core.language import thousands, tr, tr_n, tr_noop, translate_with
    from core.lists import Counts, Listing, MemoryIds, Order, Page, Summary, TagCount, Titled, Unsaved, View
    from core.locks import try_lock
    from core.memory import Attachment, Draft, Link, Memory, evolve
    from core.merge import merge_text
    from core.noting import together
    from core.opening import cut_words, open_brain, read_pdf, watch_database
    from core.past import AsOf, Returned
    from core.progress import Stop, never
    from core.replica import (
        Account,
        Answer,
        Fetching,
        FileWait,
        Outgoing,
        Received,
        Replica,
        Risk,
        RoundNote,
        SetAside,
    )
    from core.search.dates import UnreadableDate
    from core.search.edits import query_holds, query_set, query_shortened, query_toggled, tag_filter
    from core.search.moments import read_moment
    from core.search.query import Part, Query, QueryError, without
    from core.search.result import (
        Channel,
        Coverage,
        Evidence,
        Excerpt,
        Hit,
        Mode,
        Reason,
        Related,
        SavedSearch,
        SearchResult,
        Why,
    )
    from core.settings import home_folder, unusable
    from core.spaces import Shared, Space, Spaces
    from core.store.bringing_back import BroughtBack
    from core.store.cluster import Cluster
    from core.store.replay import Replayed
    from core.surroundings import look_around, tidy_up
    from core.tagging import Affected, Tagging, TagNode, is_within
    from core.text.addresses import goes_unencrypted, is_this_machine, with_scheme
    from core.text.differing import Kind, Piece
    from core.text.embedded import PICTURES, Embedded, embedded_in, file_among, names_file, sized
    from core.text.note_links import NoteLink, link_begun, linkable, note_links_in, same_title
    from core.text.note_paths import last_part, path_in
    from core.text.splices import Splice, splices_between
    from core.text.threeway import changed_words
    from core.text.titles import beginning_of, title_of
    from core.text.web_page import markdown_of
    from core.undo import Offers, Undone
    from core.unused import Unused
    from core.v2.batch import Batch, BatchState, Checked, Deviation, Touched, Undoing, Verified
    from core.v2.choices import Choices, Duplicates, Owners, Sources
    from core.v2.plan import Owner, Plan, Problem, Recognized
    from core.v2.report import Report, TableCount
    from core.v2.reportfile import reported, save_report
    from core.v2.sources.live import source_address
    from core.v2.standing import Standing
    from core.ways import Ways
    from core.whole import write_whole

__all__ = [
    "LOCAL",
    "PICTURES",
    "PRICED",
    "Account",
    "Action",
    "Affected",
    "Answer",
    "AsOf",
    "Attachment",
    "Background",
    "Backup",
    "BackupStanding",
    "Backups",
    "Batch",
    "BatchState",
    "Brain",
    "BrainError",
    "BroughtBack",
    "Cancelled",
    "Changes",
    "Channel",
    "Check",
    "Checked",
    "Choices",
    "Cluster",
    "Comparison",
    "Conflict",
    "Consent",
    "Counts",
    "Coverage",
    "DatabaseUnavailable",
    "DatabaseUnsuitable",
    "Deeds",
    "Deviation",
    "Dictionaries",
    "Done",
    "Draft",
    "Duplicates",
    "Embedded",
    "EmbeddingModel",
    "Event",
    "Evidence",
    "Excerpt",
    "Exported",
    "Extent",
    "FarFiles",
    "FarKey",
    "FarPlace",
    "FarStanding",
    "Fetching",
    "FileWait",
    "Files",
    "Folders",
    "Freed",
    "Hit",
    "Imported",
    "InProcess",
    "InvalidMemory",
    "Kind",
    "Limits",
    "Link",
    "Listing",
    "Memory",
    "MemoryIds",
    "Mode",
    "NotFound",
    "NoteLink",
    "Offers",
    "Order",
    "Orders",
    "Outgoing",
    "OwnProcess",
    "Owner",
    "Owners",
    "Page",
    "Part",
    "Piece",
    "Plan",
    "Problem",
    "Query",
    "QueryError",
    "Reason",
    "Received",
    "Recognized",
    "Related",
    "Replayed",
    "Replica",
    "Report",
    "Returned",
    "Risk",
    "RoundNote",
    "SavedSearch",
    "SearchResult",
    "SetAside",
    "Shared",
    "Sources",
    "Space",
    "Spaces",
    "SpelledBy",
    "Splice",
    "Standing",
    "Step",
    "Stop",
    "Summary",
    "TableCount",
    "TagCount",
    "TagNode",
    "Tagging",
    "Taking",
    "Titled",
    "Touched",
    "Undoing",
    "Undone",
    "UnreadableDate",
    "Unsaved",
    "Unused",
    "Verified",
    "Version",
    "VersionConflict",
    "View",
    "Ways",
    "Why",
    "Window",
    "Work",
    "beginning_of",
    "changed_words",
    "cut_words",
    "do_work",
    "dollars",
    "embedded_in",
    "evolve",
    "file_among",
    "forget_key",
    "forget_secret",
    "give_way",
    "go_first",
    "goes_unencrypted",
    "home_folder",
    "how_to_get_dictionaries",
    "in_parts",
    "is_cloud",
    "is_this_machine",
    "is_within",
    "last_part",
    "link_begun",
    "linkable",
    "look_around",
    "markdown_of",
    "merge_text",
    "names_file",
    "never",
    "new_id",
    "note_links_in",
    "open_brain",
    "path_in",
    "place_at",
    "query_holds",
    "query_set",
    "query_shortened",
    "query_toggled",
    "read_consent",
    "read_moment",
    "read_pdf",
    "read_secret",
    "reported",
    "same_title",
    "save_report",
    "size_in",
    "sized",
    "source_address",
    "spelled_by",
    "splices_between",
    "tag_filter",
    "thousands",
    "tidy_up",
    "title_of",
    "together",
    "tr",
    "tr_n",
    "tr_noop",
    "translate_with",
    "try_lock",
    "unusable",
    "usual_dictionaries",
    "watch_database",
    "with_scheme",
    "without",
    "write_consent",
    "write_key",
    "write_secret",
    "write_whole",
]


_HOMES = {
    "core.actions": "Action",
    "core.background": "do_work",
    "core.background.process": "OwnProcess",
    "core.background.work": "Background InProcess Orders Window Work",
    "core.backup_folder": "Backup",
    "core.backups": "BackupStanding Backups",
    "core.brain": "Brain",
    "core.bulk": "Done in_parts",
    "core.changes": "Changes",
    "core.checks": "Check",
    "core.chronicle": "Deeds Step",
    "core.conflicts": "Conflict",
    "core.dictionaries": "Dictionaries SpelledBy how_to_get_dictionaries spelled_by usual_dictionaries",
    "core.embedding": "LOCAL PRICED dollars is_cloud",
    "core.embedding.consent": "Consent read_consent write_consent",
    "core.embedding.keys": "forget_key forget_secret read_secret write_key write_secret",
    "core.errors": (
        "BrainError Cancelled DatabaseUnavailable DatabaseUnsuitable InvalidMemory NotFound VersionConflict"
    ),
    "core.events": "Event new_id",
    "core.exchange": "Exported Extent Folders Imported Taking",
    "core.far_files": "FarFiles FarStanding",
    "core.far_files.freeing": "Freed",
    "core.far_files.place": "FarKey FarPlace place_at",
    "core.file_limit": "Limits size_in",
    "core.files": "Files",
    "core.giving_way": "give_way go_first",
    "core.history": "Version",
    "core.indexing": "Comparison EmbeddingModel",
    "core.language": "thousands tr tr_n tr_noop translate_with",
    "core.lists": "Counts Listing MemoryIds Order Page Summary TagCount Titled Unsaved View",
    "core.locks": "try_lock",
    "core.memory": "Attachment Draft Link Memory evolve",
    "core.merge": "merge_text",
    "core.noting": "together",
    "core.opening": "cut_words open_brain read_pdf watch_database",
    "core.past": "AsOf Returned",
    "core.progress": "Stop never",
    "core.replica": "Account Answer Fetching FileWait Outgoing Received Replica Risk RoundNote SetAside",
    "core.search.dates": "UnreadableDate",
    "core.search.edits": "query_holds query_set query_shortened query_toggled tag_filter",
    "core.search.moments": "read_moment",
    "core.search.query": "Part Query QueryError without",
    "core.search.result": (
        "Channel Coverage Evidence Excerpt Hit Mode Reason Related SavedSearch SearchResult Why"
    ),
    "core.settings": "home_folder unusable",
    "core.spaces": "Shared Space Spaces",
    "core.store.bringing_back": "BroughtBack",
    "core.store.cluster": "Cluster",
    "core.store.replay": "Replayed",
    "core.surroundings": "look_around tidy_up",
    "core.tagging": "Affected TagNode Tagging is_within",
    "core.text.addresses": "goes_unencrypted is_this_machine with_scheme",
    "core.text.differing": "Kind Piece",
    "core.text.embedded": "PICTURES Embedded embedded_in file_among names_file sized",
    "core.text.note_links": "NoteLink link_begun linkable note_links_in same_title",
    "core.text.note_paths": "last_part path_in",
    "core.text.splices": "Splice splices_between",
    "core.text.threeway": "changed_words",
    "core.text.titles": "beginning_of title_of",
    "core.text.web_page": "markdown_of",
    "core.undo": "Offers Undone",
    "core.unused": "Unused",
    "core.v2.batch": "Batch BatchState Checked Deviation Touched Undoing Verified",
    "core.v2.choices": "Choices Duplicates Owners Sources",
    "core.v2.plan": "Owner Plan Problem Recognized",
    "core.v2.report": "Report TableCount",
    "core.v2.reportfile": "reported save_report",
    "core.v2.sources.live": "source_address",
    "core.v2.standing": "Standing",
    "core.ways": "Ways",
    "core.whole": "write_whole",
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names.split():
            globals()[name] = found = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module 'core' has no attribute {name!r}")
