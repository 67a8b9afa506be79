"""Every action of a person, declared once: its words, shortcuts, icon and menu.

Owns the table. It refuses to know what an action does, and how menus are made of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """What a person can do. Several shortcuts are separated by spaces; the first one is shown.

    `group` names a choice of which one holds; `checkable` is an action that is on or off. `tip` explains what the words
    alone do not. Actions of one menu with another `section` are kept apart by a line.
    """

    id: str
    words: str
    menu: str
    shortcuts: str = ""
    icon: str = ""
    section: int = 0
    group: str = ""
    checkable: bool = False
    tip: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("note.new", "New note", "Note", "Ctrl+N", "note-pencil"),
    Action(
        "note.capture",
        "Quick capture",
        "Note",
        "Ctrl+Shift+N",
        "lightning",
        tip="A small window for one thought, wherever you are",
    ),
    Action("note.today", "Today's note", "Note", "Ctrl+Shift+J", "calendar-blank"),
    Action("note.from_template", "New from template…", "Note", "Ctrl+Alt+N", "file-text"),
    Action(
        "note.open", "Write in the note", "Note", "Ctrl+Return", tip="Puts the cursor into the note's text"
    ),
    Action("note.preview", "Preview", "Note", "Ctrl+E", "eye", checkable=True),
    Action("note.beside", "Preview beside the text", "Note", "Ctrl+Alt+E", "columns"),
    Action(
        "note.compare",
        "Compare versions",
        "Note",
        "Ctrl+Shift+M",
        tip="Shows two versions of the note that could not be merged, to keep one or both",
    ),
    Action(
        "note.history",
        "History of the note",
        "Note",
        "Ctrl+Shift+H",
        "clock-counter-clockwise",
        tip="Shows every version of the note, what changed in it, and restores one",
    ),
    Action("note.tag", "Edit tags", "Note", "Ctrl+T", "tag"),
    Action(
        "note.join",
        "Join notes into one…",
        "Note",
        section=1,
        tip="The first selected note gets the texts and tags of the others, which go to the trash",
    ),
    Action(
        "note.attach",
        "Attach files…",
        "Note",
        "Ctrl+Alt+A",
        "paperclip",
        tip="Copies of the files become files of the open note, and its text names them",
    ),
    Action("note.pin", "Pin to the top", "Note", "Ctrl+Alt+P", "push-pin", checkable=True),
    Action(
        "note.share",
        "Share in a space…",
        "Note",
        icon="users-three",
        section=1,
        tip="Puts the selected notes into a space that others on your server see, or takes them out",
    ),
    Action("note.delete", "Move to trash", "Note", "Ctrl+Shift+Backspace", "trash", section=1),
    Action(
        "note.restore", "Restore from trash", "Note", "Ctrl+Shift+R", "arrow-counter-clockwise", section=1
    ),
    Action("note.purge", "Delete for good…", "Note", section=1),
    Action("trash.empty", "Empty trash…", "Note", section=1),
    Action(
        "import.notes",
        "Import notes…",
        "Note",
        icon="download-simple",
        section=2,
        tip="From a folder of Markdown, a vault of Obsidian, an archive of Joplin, or JSON lines",
    ),
    Action("import.v2", "Import from version 2…", "Note", icon="download-simple", section=2),
    Action(
        "export.notes",
        "Export…",
        "Note",
        icon="export",
        section=2,
        tip="All notes or the selected ones, as Markdown files or JSON lines",
    ),
    Action(
        "capture.settings",
        "Capturing…",
        "Note",
        section=2,
        tip="The key and the tray icon for quick capture, a folder that becomes notes, the tag of today's note",
    ),
    Action("app.settings", "Settings…", "Note", "Ctrl+,", "gear", section=3),
    Action("app.quit", "Quit", "Note", "Ctrl+Q", section=3),
    Action("edit.undo", "Undo", "Edit", "Ctrl+Z", "arrow-u-up-left"),
    Action("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z Ctrl+Y", "arrow-u-up-right"),
    Action("edit.cut", "Cut", "Edit", "Ctrl+X", section=1),
    Action("edit.copy", "Copy", "Edit", "Ctrl+C", section=1),
    Action("edit.paste", "Paste", "Edit", "Ctrl+V", section=1),
    Action("edit.select_all", "Select all", "Edit", "Ctrl+A", section=1),
    Action("edit.find", "Find in the note", "Edit", "Ctrl+F", "magnifying-glass", section=2),
    Action("edit.find_next", "Find next", "Edit", "F3", section=2),
    Action("edit.find_previous", "Find previous", "Edit", "Shift+F3", section=2),
    Action("tag.rename", "Rename tag…", "Edit", "F2", section=2, tip="Also merges it into another one"),
    Action("tag.color", "Tag color…", "Edit", section=2),
    Action("tag.remove", "Remove tag from all notes…", "Edit", section=2),
    Action("go.to", "Go to…", "Go", "Ctrl+P", "arrow-right", tip="A note by its title, a tag, or a place"),
    Action("go.actions", "All actions…", "Go", "Ctrl+Shift+P", "terminal-window"),
    Action("go.search", "Search", "Go", "Ctrl+Shift+F", "magnifying-glass"),
    Action("go.tags", "Find a tag", "Go", "Ctrl+Shift+T", "hash"),
    Action("go.all", "All notes", "Go", "Ctrl+1", "note", section=1),
    Action("go.pinned", "Pinned", "Go", "Ctrl+4", "push-pin", section=1),
    Action("go.untagged", "Untagged", "Go", "Ctrl+2", "tag-simple", section=1),
    Action("go.trash", "Trash", "Go", "Ctrl+3", "trash", section=1),
    Action("go.back", "Back", "Go", "Alt+Left", "arrow-left", section=2),
    Action("go.forward", "Forward", "Go", "Alt+Right", section=2),
    Action("go.next_note", "Next note", "Go", "Alt+Down", section=2),
    Action("go.previous_note", "Previous note", "Go", "Alt+Up", section=2),
    Action("go.next_pane", "Next pane", "Go", "F6", section=3),
    Action("go.previous_pane", "Previous pane", "Go", "Shift+F6", section=3),
    Action(
        "go.past",
        "Notebook as of…",
        "Go",
        "Ctrl+Shift+O",
        "clock-counter-clockwise",
        section=4,
        tip="Shows the whole notebook as it was at any moment, and brings back what was better then",
    ),
    Action("go.activity", "Activity", "Go", "Ctrl+Shift+A", "calendar-blank", section=4),
    Action("search.words", "Find by words", "Search", "Alt+1", group="mode"),
    Action("search.meaning", "Find by meaning", "Search", "Alt+2", group="mode"),
    Action("search.both", "Find by words and meaning", "Search", "Alt+3", group="mode"),
    Action("search.newest", "Newest change first in results", "Search", "Ctrl+D", section=1, checkable=True),
    Action("search.filter", "Filters…", "Search", "Ctrl+L", "funnel-simple", section=1),
    Action(
        "search.why",
        "Why is it here, or not",
        "Search",
        "Ctrl+I",
        "question",
        section=1,
        tip="Says what brought the note into the results, or what keeps it away",
    ),
    Action("search.recent", "Recent searches", "Search", "Ctrl+H", "clock-counter-clockwise", section=2),
    Action("search.forget_recent", "Clear recent searches", "Search", section=2),
    Action("search.save", "Save search…", "Search", "Ctrl+Shift+S", "bookmark-simple", section=3),
    Action("search.forget", "Remove saved search", "Search", section=3),
    Action(
        "search.pause",
        "Pause search by meaning",
        "Search",
        section=4,
        checkable=True,
        tip="New notes are found by their words until it goes on",
    ),
    Action("sync.show", "How sync is going", "Sync", "Ctrl+Shift+Y", "cloud"),
    Action("sync.now", "Sync now", "Sync", "F5", "arrows-clockwise"),
    Action(
        "sync.pause",
        "Pause sync",
        "Sync",
        checkable=True,
        tip="Nothing is sent or fetched until it goes on; what you write is saved here",
    ),
    Action("sync.conflicts", "Notes in conflict", "Sync", section=1),
    Action("sync.account", "Account…", "Sync", icon="user-circle", section=2),
    Action(
        "sync.spaces",
        "Spaces…",
        "Sync",
        "Ctrl+Alt+S",
        "users-three",
        section=2,
        tip="Who shares notes with you, and who may write",
    ),
    Action("sync.sign_out", "Sign out…", "Sync", "", "sign-out", section=2),
    Action("view.places", "Side bar", "View", "Ctrl+\\", checkable=True),
    Action("view.list", "List of notes", "View", "Ctrl+Shift+\\", checkable=True),
    Action("view.related", "Related notes", "View", "Ctrl+Shift+E", checkable=True),
    Action("view.pictures", "Pictures in the text", "View", "Ctrl+Alt+I", checkable=True),
    Action(
        "view.groups",
        "Groups in the list",
        "View",
        "Ctrl+Shift+G",
        section=1,
        checkable=True,
        tip="Headings by day and month, or by letter where the list is sorted by title",
    ),
    Action(
        "view.tag_groups",
        "Groups by tag",
        "View",
        "Ctrl+Alt+G",
        section=1,
        checkable=True,
        tip="Headings by the first tag of each note",
    ),
    Action(
        "view.spelling",
        "Check spelling",
        "View",
        "F7",
        "text-aa",
        section=1,
        checkable=True,
        tip="Marks words that no dictionary knows; the menu on such a word has suggestions",
    ),
    Action("sort.updated", "Newest change first", "View", section=1, group="sort"),
    Action("sort.created", "Newest note first", "View", section=1, group="sort"),
    Action("sort.title", "By title", "View", section=1, group="sort"),
    Action("look.system", "Light or dark as the system", "View", section=2, group="look"),
    Action("look.light", "Light", "View", section=2, group="look"),
    Action("look.dark", "Dark", "View", section=2, group="look"),
    Action("view.larger", "Larger text", "View", "Ctrl++ Ctrl+=", "magnifying-glass-plus", section=3),
    Action("view.smaller", "Smaller text", "View", "Ctrl+-", "magnifying-glass-minus", section=3),
    Action("view.usual_size", "Usual size of text", "View", "Ctrl+0", section=3),
    Action("view.shortcuts", "Shortcuts…", "View", "Ctrl+/", "keyboard", section=4),
    Action("help.guide", "How to use Second Brain", "Help", "F1", "question"),
    Action("help.log", "Log", "Help", tip="What went wrong lately, the newest first"),
)
