"""Every action of a person, declared once: its words, shortcuts, icon and menu.

Owns the table. It refuses to know what an action does, and how menus are made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from core import tr, tr_noop


@dataclass(frozen=True, slots=True)
class Action:
    """What a person can do. Several shortcuts are separated by spaces; the first one is shown.

    `group` names a choice of which one holds; `checkable` is an action that is on or off. `tip` explains what the words
    alone do not. Actions of one menu with another `section` are kept apart by a line. `words`, `menu` and `tip` stand here
    in English; `name`, `menu_name` and `about` say them.
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

    @property
    def name(self) -> str:
        """Its words in the language of the window."""
        return tr(self.words)

    @property
    def menu_name(self) -> str:
        """Its menu in the language of the window."""
        return tr(self.menu)

    @property
    def about(self) -> str:
        """Its tip in the language of the window."""
        return tr(self.tip) if self.tip else ""


_NOTE = tr_noop("Note")
_EDIT = tr_noop("Edit")
_FORMAT = tr_noop("Format")
_GO = tr_noop("Go")
_SEARCH = tr_noop("Search")
_SYNC = tr_noop("Sync")
_VIEW = tr_noop("View")
_HELP = tr_noop("Help")

ACTIONS: tuple[Action, ...] = (
    Action("note.new", tr_noop("New note"), _NOTE, "Ctrl+N", "note-pencil"),
    Action(
        "note.capture",
        tr_noop("Quick capture"),
        _NOTE,
        "Ctrl+Shift+N",
        "lightning",
        tip=tr_noop("A small window for one thought, wherever you are"),
    ),
    Action("note.today", tr_noop("Today's note"), _NOTE, "Ctrl+Shift+J", "calendar-blank"),
    Action("note.from_template", tr_noop("New from template…"), _NOTE, "Ctrl+Alt+N", "file-text"),
    Action(
        "note.open",
        tr_noop("Write in the note"),
        _NOTE,
        "Ctrl+Return",
        tip=tr_noop("Puts the cursor into the note's text"),
    ),
    Action("note.preview", tr_noop("Preview"), _NOTE, "Ctrl+E", "eye", checkable=True),
    Action("note.beside", tr_noop("Preview beside the text"), _NOTE, "Ctrl+Alt+E", "columns"),
    Action(
        "note.compare",
        tr_noop("Compare versions"),
        _NOTE,
        "Ctrl+Shift+M",
        tip=tr_noop("Shows two versions of the note that could not be merged, to keep one or both"),
    ),
    Action(
        "note.history",
        tr_noop("History of the note"),
        _NOTE,
        "Ctrl+Shift+H",
        "clock-counter-clockwise",
        tip=tr_noop("Shows every version of the note, what changed in it, and restores one"),
    ),
    Action(
        "note.glance",
        tr_noop("Glance at a link"),
        _NOTE,
        "Ctrl+Alt+Return",
        tip=tr_noop("Shows what the link with the cursor leads to, without going there; Esc puts it away"),
    ),
    Action("note.tag", tr_noop("Edit tags"), _NOTE, "Ctrl+T", "tag"),
    Action(
        "note.join",
        tr_noop("Join notes into one…"),
        _NOTE,
        section=1,
        tip=tr_noop("The first selected note gets the texts and tags of the others, which go to the trash"),
    ),
    Action(
        "note.attach",
        tr_noop("Attach files…"),
        _NOTE,
        "Ctrl+Alt+A",
        "paperclip",
        tip=tr_noop("Copies of the files become files of the open note, and its text names them"),
    ),
    Action("note.pin", tr_noop("Pin to the top"), _NOTE, "Ctrl+Alt+P", "push-pin", checkable=True),
    Action(
        "note.share",
        tr_noop("Share in a space…"),
        _NOTE,
        icon="users-three",
        section=1,
        tip=tr_noop("Puts the selected notes into a space that others on your server see, or takes them out"),
    ),
    Action("note.delete", tr_noop("Move to trash"), _NOTE, "Ctrl+Shift+Backspace", "trash", section=1),
    Action(
        "note.restore",
        tr_noop("Restore from trash"),
        _NOTE,
        "Ctrl+Shift+R",
        "arrow-counter-clockwise",
        section=1,
    ),
    Action("note.purge", tr_noop("Delete for good…"), _NOTE, section=1),
    Action("trash.empty", tr_noop("Empty trash…"), _NOTE, section=1),
    Action(
        "import.notes",
        tr_noop("Import notes…"),
        _NOTE,
        icon="download-simple",
        section=2,
        tip=tr_noop("From a folder of Markdown, a vault of Obsidian, an archive of Joplin, or JSON lines"),
    ),
    Action("import.v2", tr_noop("Import from version 2…"), _NOTE, icon="download-simple", section=2),
    Action(
        "export.notes",
        tr_noop("Export…"),
        _NOTE,
        icon="export",
        section=2,
        tip=tr_noop("All notes or the selected ones, as Markdown files or JSON lines"),
    ),
    Action(
        "backup.make",
        tr_noop("Back up now"),
        _NOTE,
        section=2,
        tip=tr_noop("Makes a backup of everything, and reads it back before it counts"),
    ),
    Action(
        "capture.settings",
        tr_noop("Capturing…"),
        _NOTE,
        section=2,
        tip=tr_noop(
            "The key and the tray icon for quick capture, a folder that becomes notes, the tag of today's note"
        ),
    ),
    Action("app.settings", tr_noop("Settings…"), _NOTE, "Ctrl+,", "gear", section=3),
    Action("app.quit", tr_noop("Quit"), _NOTE, "Ctrl+Q", section=3),
    Action("edit.undo", tr_noop("Undo"), _EDIT, "Ctrl+Z", "arrow-u-up-left"),
    Action("edit.redo", tr_noop("Redo"), _EDIT, "Ctrl+Shift+Z Ctrl+Y", "arrow-u-up-right"),
    Action("edit.cut", tr_noop("Cut"), _EDIT, "Ctrl+X", section=1),
    Action("edit.copy", tr_noop("Copy"), _EDIT, "Ctrl+C", section=1),
    Action("edit.paste", tr_noop("Paste"), _EDIT, "Ctrl+V", section=1),
    Action("edit.paste_plain", tr_noop("Paste as plain text"), _EDIT, "Ctrl+Shift+V", section=1),
    Action("edit.select_all", tr_noop("Select all"), _EDIT, "Ctrl+A", section=1),
    Action("edit.find", tr_noop("Find in the note"), _EDIT, "Ctrl+F", "magnifying-glass", section=3),
    Action("edit.find_next", tr_noop("Find next"), _EDIT, "F3", section=3),
    Action("edit.find_previous", tr_noop("Find previous"), _EDIT, "Shift+F3", section=3),
    Action(
        "edit.next_wrong",
        tr_noop("Next wrong word"),
        _EDIT,
        "F7",
        section=3,
        tip=tr_noop("Goes to the next word that no dictionary knows; the menu key has suggestions"),
    ),
    Action(
        "tag.rename",
        tr_noop("Rename tag…"),
        _EDIT,
        "F2",
        section=3,
        tip=tr_noop("Also merges it into another one"),
    ),
    Action("tag.color", tr_noop("Tag color…"), _EDIT, section=3),
    Action("tag.remove", tr_noop("Remove tag from all notes…"), _EDIT, section=3),
    Action("format.bold", tr_noop("Bold"), _FORMAT, "Ctrl+B", "text-bolder"),
    Action("format.italic", tr_noop("Italic"), _FORMAT, "Ctrl+I", "text-italic"),
    Action(
        "format.code",
        tr_noop("Code"),
        _FORMAT,
        "Ctrl+Shift+C",
        "code",
        tip=tr_noop("Words of a program, a file or a command, in a font of their own"),
    ),
    Action(
        "format.link",
        tr_noop("Link"),
        _FORMAT,
        "Ctrl+K",
        "link",
        tip=tr_noop("To a page of the web; to a note, type two square brackets"),
    ),
    Action("format.heading1", tr_noop("Heading 1"), _FORMAT, "Ctrl+Alt+1", "text-h-one", section=1),
    Action("format.heading2", tr_noop("Heading 2"), _FORMAT, "Ctrl+Alt+2", "text-h-two", section=1),
    Action("format.heading3", tr_noop("Heading 3"), _FORMAT, "Ctrl+Alt+3", "text-h-three", section=1),
    Action("format.list", tr_noop("Bulleted list"), _FORMAT, "Ctrl+Shift+8", "list-bullets", section=2),
    Action("format.numbers", tr_noop("Numbered list"), _FORMAT, "", "list-numbers", section=2),
    Action(
        "format.tasks",
        tr_noop("Checklist"),
        _FORMAT,
        "Ctrl+Shift+L",
        "check-square",
        section=2,
        tip=tr_noop("Each line gets a box; a click on it, or Ctrl+Enter, ticks it"),
    ),
    Action("format.quote", tr_noop("Quote"), _FORMAT, "", "quotes", section=3),
    Action("format.fence", tr_noop("Code block"), _FORMAT, "", "code-simple", section=3),
    Action(
        "format.table",
        tr_noop("Table"),
        _FORMAT,
        "",
        "table",
        section=3,
        tip=tr_noop("Of what is chosen, cells parted by tabs; else an empty one. Tab goes from cell to cell"),
    ),
    Action(
        "go.to",
        tr_noop("Go to…"),
        _GO,
        "Ctrl+P",
        "arrow-right",
        tip=tr_noop("A note by its title, a tag, or a place"),
    ),
    Action("go.actions", tr_noop("All actions…"), _GO, "Ctrl+Shift+P", "terminal-window"),
    Action("go.search", tr_noop("Search"), _GO, "Ctrl+Shift+F", "magnifying-glass"),
    Action("go.tags", tr_noop("Find a tag"), _GO, "Ctrl+Shift+T", "hash"),
    Action("go.all", tr_noop("All notes"), _GO, "Ctrl+1", "note", section=1),
    Action("go.pinned", tr_noop("Pinned"), _GO, "Ctrl+4", "push-pin", section=1),
    Action("go.tasks", tr_noop("Open tasks"), _GO, "Ctrl+5", "check-square", section=1),
    Action("go.untagged", tr_noop("Untagged"), _GO, "Ctrl+2", "tag-simple", section=1),
    Action("go.trash", tr_noop("Trash"), _GO, "Ctrl+3", "trash", section=1),
    Action("go.back", tr_noop("Back"), _GO, "Alt+Left", "arrow-left", section=2),
    Action("go.forward", tr_noop("Forward"), _GO, "Alt+Right", section=2),
    Action("go.next_note", tr_noop("Next note"), _GO, "Alt+Down", section=2),
    Action("go.previous_note", tr_noop("Previous note"), _GO, "Alt+Up", section=2),
    Action("go.next_pane", tr_noop("Next pane"), _GO, "F6", section=3),
    Action("go.previous_pane", tr_noop("Previous pane"), _GO, "Shift+F6", section=3),
    Action(
        "go.past",
        tr_noop("Notebook as of…"),
        _GO,
        "Ctrl+Shift+O",
        "clock-counter-clockwise",
        section=4,
        tip=tr_noop("Shows the whole notebook as it was at any moment, and brings back what was better then"),
    ),
    Action("go.activity", tr_noop("Activity"), _GO, "Ctrl+Shift+A", "calendar-blank", section=4),
    Action("search.words", tr_noop("Find by words"), _SEARCH, "Alt+1", group="mode"),
    Action("search.meaning", tr_noop("Find by meaning"), _SEARCH, "Alt+2", group="mode"),
    Action("search.both", tr_noop("Find by words and meaning"), _SEARCH, "Alt+3", group="mode"),
    Action(
        "search.here",
        tr_noop("Only in this place"),
        _SEARCH,
        "Alt+4",
        section=1,
        checkable=True,
        tip=tr_noop("Searches only in the tag where you are, in the notes without one, or in the trash"),
    ),
    Action(
        "search.newest",
        tr_noop("Newest change first in results"),
        _SEARCH,
        "Ctrl+D",
        section=1,
        checkable=True,
    ),
    Action("search.filter", tr_noop("Filters…"), _SEARCH, "Ctrl+L", "funnel-simple", section=1),
    Action(
        "search.why",
        tr_noop("Why is it here, or not"),
        _SEARCH,
        "Ctrl+Shift+I",
        "question",
        section=1,
        tip=tr_noop("Says what brought the note into the results, or what keeps it away"),
    ),
    Action(
        "search.recent", tr_noop("Recent searches"), _SEARCH, "Ctrl+H", "clock-counter-clockwise", section=2
    ),
    Action("search.forget_recent", tr_noop("Clear recent searches"), _SEARCH, section=2),
    Action("search.save", tr_noop("Save search…"), _SEARCH, "Ctrl+Shift+S", "bookmark-simple", section=3),
    Action("search.forget", tr_noop("Remove saved search"), _SEARCH, section=3),
    Action(
        "search.pause",
        tr_noop("Pause search by meaning"),
        _SEARCH,
        section=4,
        checkable=True,
        tip=tr_noop("New notes are found by their words until it goes on"),
    ),
    Action("sync.show", tr_noop("How sync is going"), _SYNC, "Ctrl+Shift+Y", "cloud"),
    Action("sync.now", tr_noop("Sync now"), _SYNC, "F5", "arrows-clockwise"),
    Action(
        "sync.pause",
        tr_noop("Pause sync"),
        _SYNC,
        checkable=True,
        tip=tr_noop("Nothing is sent or fetched until it goes on; what you write is saved here"),
    ),
    Action("sync.conflicts", tr_noop("Notes in conflict"), _SYNC, section=1),
    Action("sync.account", tr_noop("Account…"), _SYNC, icon="user-circle", section=2),
    Action(
        "sync.spaces",
        tr_noop("Spaces…"),
        _SYNC,
        "Ctrl+Alt+S",
        "users-three",
        section=2,
        tip=tr_noop("Who shares notes with you, and who may write"),
    ),
    Action("sync.sign_out", tr_noop("Sign out…"), _SYNC, "", "sign-out", section=2),
    Action("view.places", tr_noop("Side bar"), _VIEW, "Ctrl+\\", checkable=True),
    Action("view.list", tr_noop("List of notes"), _VIEW, "Ctrl+Shift+\\", checkable=True),
    Action("view.related", tr_noop("Related notes"), _VIEW, "Ctrl+Shift+E", checkable=True),
    Action("view.below", tr_noop("Fold or unfold the lists below"), _VIEW, "Ctrl+Alt+L"),
    Action("view.pictures", tr_noop("Pictures in the text"), _VIEW, "Ctrl+Alt+I", checkable=True),
    Action(
        "view.groups",
        tr_noop("Groups in the list"),
        _VIEW,
        "Ctrl+Shift+G",
        section=1,
        checkable=True,
        tip=tr_noop("Headings by day and month, or by letter where the list is sorted by title"),
    ),
    Action(
        "view.tag_groups",
        tr_noop("Groups by tag"),
        _VIEW,
        "Ctrl+Alt+G",
        section=1,
        checkable=True,
        tip=tr_noop("Headings by the first tag of each note"),
    ),
    Action(
        "view.spelling",
        tr_noop("Check spelling"),
        _VIEW,
        "Shift+F7",
        "text-aa",
        section=1,
        checkable=True,
        tip=tr_noop("Marks words that no dictionary knows; the menu on such a word has suggestions"),
    ),
    Action("sort.updated", tr_noop("Newest change first"), _VIEW, section=1, group="sort"),
    Action("sort.created", tr_noop("Newest note first"), _VIEW, section=1, group="sort"),
    Action("sort.title", tr_noop("By title"), _VIEW, section=1, group="sort"),
    Action("look.system", tr_noop("Light or dark as the system"), _VIEW, section=2, group="look"),
    Action("look.light", tr_noop("Light"), _VIEW, section=2, group="look"),
    Action("look.dark", tr_noop("Dark"), _VIEW, section=2, group="look"),
    Action("view.larger", tr_noop("Larger text"), _VIEW, "Ctrl++ Ctrl+=", "magnifying-glass-plus", section=3),
    Action("view.smaller", tr_noop("Smaller text"), _VIEW, "Ctrl+-", "magnifying-glass-minus", section=3),
    Action("view.usual_size", tr_noop("Usual size of text"), _VIEW, "Ctrl+0", section=3),
    Action("view.shortcuts", tr_noop("Shortcuts…"), _VIEW, "Ctrl+/", "keyboard", section=4),
    Action("help.guide", tr_noop("How to use Second Brain"), _HELP, "F1", "question"),
    Action("help.log", tr_noop("Log"), _HELP, tip=tr_noop("What went wrong lately, the newest first")),
    Action(
        "help.about",
        tr_noop("About Second Brain"),
        _HELP,
        tip=tr_noop("Which version this is, under which license, and where your notes are"),
    ),
)
