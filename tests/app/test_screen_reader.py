"""The window as a screen reader reads it, over AT-SPI: every place has names, roles and an order of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from app.remembered import Remembered
from core.brain import Brain
from tests.fixtures.screen_reader import INSIDE, Area, Heard, ScreenReader

_SILENT = {"filler", "unknown", "layered pane"}  # roles that a reader passes over
_PRESSED = {"push button", "check box", "radio button"}
_MANY = 60  # more steps of Tab than any place has
_TRIES = 5  # looks at a place, which may still be filling itself
_FIND_THEN_REPLACE = ("Replace with", "Capital letters count")
"""Tab goes from what is looked for to what replaces it, as everywhere, though the switches stand above that."""
_KEYS = "Key for the capture window"
"""Qt's own field for keys is a frame around a text of the same name."""


@dataclass(frozen=True)
class Place:
    """Where some actions lead, and what is there to be found."""

    actions: str
    sign: str
    over: bool = False
    """It lies over the notes and closes when Tab leaves it."""


PLACES = (
    Place("note.open edit.find note.beside", "Preview of the note"),
    Place("note.capture", "Quick capture"),
    Place("go.to", "What can be chosen", over=True),
    Place("go.actions", "What can be chosen", over=True),
    Place("note.from_template", "New note from a template", over=True),
    Place("app.settings", "Find a setting"),
    Place("view.shortcuts", "Actions and their keys"),
    Place("note.history", "History of the note"),
    Place("go.past", "The notebook as it was"),
    Place("go.activity", "Activity"),
    Place("sync.account", "Address of the server"),
    Place("import.v2", "Choose the files"),
    Place("help.guide", "How to use Second Brain"),
    Place("capture.settings", "Tag of today's note"),
    Place("import.notes", "Choose a folder…"),
    Place("export.notes", "Choose a folder and export…"),
    Place("help.log", "Copy all of Log"),
    Place("page spaces", "Name of a new space"),
    Place("page space", "Rename this space"),
    Place("page share", "Garden"),
    Place("page sync", "Waits for your decision"),
    Place("page imports", "Go on with the import of Vault 0"),
    Place("page plan", "3 notes to import"),
    Place("page came", "Stopped after 3 notes"),
    Place("page wrote", "4 notes exported"),
    Place("page files", "Which files are there?"),
    Place("page found", "204 notes to import"),
    Place("page choices", "How shall they come?"),
    Place("page safety", "Ready to import"),
    Place("page importing", "Importing 204 notes"),
    Place("page report", "203 notes imported"),
    Place("page undo", "Undo the import?"),
)


@pytest.fixture
def notes(brain: Brain) -> None:
    """A few notes that are linked and tagged."""
    for number in range(4):
        text = f"# Walk {number}\n\nAlong the river, see [[Walk {number - 1}]]."
        brain.create_memory(text, tags=["garden", f"walks/{number}"])


def test_every_place_can_be_read_and_walked_through(notes: None, screen_reader: ScreenReader) -> None:
    reader = screen_reader
    reader.wait_for(lambda: reader.find("Notes"))
    reader.tell("notes")
    reader.tell("key Down")
    reader.wait_for(lambda: reader.find("Text of the note"))
    wrong: list[str] = []
    for place in PLACES:
        for order in orders(place.actions):
            reader.tell(order)
        for _ in range(_TRIES):
            if not (here := wrong_at(reader, place)):
                break
        wrong += [f"{place.actions}: {each}" for each in here]
        reader.tell("key Esc")
        reader.tell("notes")
    assert wrong == []


def orders(told: str) -> list[str]:
    """Actions, or an order to the window of the test."""
    return [told] if told.startswith("page ") else [f"action {each}" for each in told.split()]


def wrong_at(reader: ScreenReader, place: Place) -> list[str]:
    """What is wrong with a place as it is now."""
    windows = reader.wait_for(partial(arrived, reader, place))
    here = [*unnamed(windows), *alike(windows)]
    return here if place.over else [*here, *walked(reader, windows)]


def arrived(reader: ScreenReader, place: Place) -> list[Heard]:
    """The windows, the one first that shows the place and has the focus; none as long as there is no such."""
    windows = reader.windows()
    for window in windows:
        if any(each.name == place.sign for each in window.all) and any(each.focused for each in window.all):
            return [window, *(each for each in windows if each is not window)]
    return []


def test_what_lies_over_the_notes_has_names_and_is_heard(notes: None, screen_reader: ScreenReader) -> None:
    """What asks something, and what is said while the keyboard is elsewhere."""
    reader = screen_reader
    reader.wait_for(lambda: reader.find("Notes"))
    reader.tell("notes")
    reader.tell("key Down")
    reader.wait_for(lambda: reader.find("Text of the note"))
    for ask in (
        deletes,
        searches,
        asks_of_many,
        asks_of_a_tag,
        chooses,
        settles,
        exports,
        copies,
        writes,
        breaks,
    ):
        ask(reader)
        check_names(reader)
        reader.tell("key Esc")
        reader.tell("notes")
        reader.forget()


@pytest.fixture
def dictionary(accessible_bus: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small dictionary that is there on every machine with Enchant, and the only one that counts."""
    pytest.importorskip("enchant", reason="Enchant is not installed", exc_type=ImportError)
    folder = tmp_path / "enchant" / "hunspell"
    folder.mkdir(parents=True)
    (folder / "en_ZW.aff").write_text("SET UTF-8\nTRY aeiou\n", encoding="utf-8")
    (folder / "en_ZW.dic").write_text("3\nMy\ngarden\ngrows", encoding="utf-8")
    monkeypatch.setitem(accessible_bus, "ENCHANT_CONFIG_DIR", str(folder.parent))
    remembered = Remembered(tmp_path / "home")
    remembered.dictionaries = ("en_ZW",)
    remembered.save()


@pytest.fixture
def misspelt(brain: Brain) -> None:
    """A note with a wrong word."""
    brain.create_memory("My gardn grows")


def test_menus_are_heard_row_by_row(
    brain: Brain, misspelt: None, dictionary: None, screen_reader: ScreenReader
) -> None:
    """That of a list, and that of a word that no dictionary knows."""
    reader = screen_reader
    reader.wait_for(lambda: reader.find("Notes"))
    reader.tell("notes")
    reader.tell("key Down")
    reader.wait_for(lambda: reader.find("Text of the note"))
    reader.tell("menu")
    reader.await_focus("menu item “New note”")
    reader.tell("key Esc")
    reader.wait_for(partial(focused, reader, "Notes"))
    reader.tell("action note.open")
    reader.wait_for(partial(focused, reader, "Text of the note"))
    reader.wait_for(partial(offers, reader, "garden"))
    for row in ("Add “gardn” to my dictionary", "Ignore in this note"):
        reader.tell("key Down")
        reader.await_focus(f"menu item “{row}”")
    for _ in range(2):
        reader.tell("key Up")
    reader.tell("key Return")
    reader.await_focus("text “Text of the note”")
    reader.tell("action go.all")  # which saves it
    reader.wait_for(lambda: brain.memories().items[0].title == "My garden grows")


def offers(reader: ScreenReader, word: str) -> bool:
    """Whether the menu of the next wrong word has this one, once dictionaries were found and words looked up."""
    reader.tell("action edit.next_wrong")
    reader.tell("menu")
    for _ in range(20):
        if reader.at_focus() == f"menu item “{word}”":
            return True
        time.sleep(0.1)
    reader.tell("key Esc")
    return False


def deletes(reader: ScreenReader) -> None:
    """What was done is said, and so is the way back; what cannot be taken back asks in an alert of its own."""
    reader.tell("action note.delete")
    reader.await_words("Moved 1 note to the trash")
    reader.tell("action edit.undo")
    reader.await_words("Undid: delete “Walk")
    reader.tell("action edit.redo")
    reader.await_words("Did again: delete “Walk")
    reader.tell("action go.trash")
    reader.wait_for(lambda: reader.find("Trash · 1 note"))
    reader.tell("action trash.empty")
    reader.wait_for(lambda: reader.find("Delete 1 note for good?"))
    alerts = reader.wait_for(lambda: [each for each in reader.windows() if each.role == "alert message"])
    assert alerts, "a reader reads all of an alert"
    check_names(reader)
    reader.press("Delete 1 note")
    reader.await_words("Deleted 1 note")
    reader.tell("action go.all")
    reader.wait_for(lambda: reader.find("3 notes", "label"))


def searches(reader: ScreenReader) -> None:
    reader.tell("action go.search")
    for letter in "RIVER":
        reader.tell(f"key {letter}")
    reader.await_words("3 notes found")
    for _ in range(2):
        reader.tell("key Esc")


def asks_of_many(reader: ScreenReader) -> None:
    reader.tell("action edit.select_all")
    reader.await_words("3 selected")
    reader.tell("action note.join")
    asked = reader.wait_for(lambda: reader.find("Join", "push button"))
    assert asked is not None and asked.about.startswith("Join 3 notes into the first of them?")


def asks_of_a_tag(reader: ScreenReader) -> None:
    reader.tell("action go.tags")
    for _ in range(6):
        reader.tell("key Down")
    reader.tell("action tag.rename")
    reader.await_words("Changes ")
    reader.wait_for(lambda: [each for each in panels(reader) if each.startswith("Rename “")])
    check_names(reader)
    reader.tell("key Esc")
    reader.tell("action tag.remove")
    asked = partial(focused, reader, "Remove")
    reader.wait_for(asked, "the keyboard is not where one agrees")


def chooses(reader: ScreenReader) -> None:
    """The keyboard stays in the field: the line that Enter would take is said."""
    reader.tell("action go.actions")
    for letter in "TRASH":
        reader.tell(f"key {letter}")
    reader.await_words("Trash, Go, Ctrl+3")
    reader.tell("key Down")
    for letter in "XQ":
        reader.tell(f"key {letter}")
    reader.await_words("No action is called so")


def settles(reader: ScreenReader) -> None:
    reader.tell("action app.settings")
    reader.wait_for(partial(focused, reader, "Find a setting"))
    for letter in "SPELLX":
        reader.tell(f"key {letter}")
    reader.await_words("No setting is about that. Try another word, or a shorter one.")


def exports(reader: ScreenReader) -> None:
    """How much would be written."""
    reader.tell("action edit.select_all")
    reader.tell("action export.notes")
    reader.await_words("3 notes, ")


def copies(reader: ScreenReader) -> None:
    """What a button did, and what is wrong with an address."""
    reader.tell("action import.v2")
    reader.press("Copy the command: Qdrant, if you used it:")
    reader.await_words("Copied")
    check_names(reader)
    reader.press("Choose the files")
    reader.press("Add the database")
    reader.await_words("There is no address yet.")


def writes(reader: ScreenReader) -> None:
    reader.tell("action note.new")
    reader.tell("key A")
    reader.await_words("saved here")


def breaks(reader: ScreenReader) -> None:
    """A bug, and a notebook that does not open."""
    reader.tell("crash")
    reader.await_words("What is saved is safe")
    check_names(reader)
    reader.press("Go on")
    reader.tell("fail")
    reader.await_words("The notebook did not open. The disk is full. Your notes are safe.")
    reader.wait_for(partial(focused, reader, "Try again"))


def panels(reader: ScreenReader) -> list[str]:
    return [each.name for window in reader.windows() for each in window.all if each.role == "panel"]


def check_names(reader: ScreenReader) -> None:
    """Nothing on the screen is without a name, or like another thing beside it."""
    for _ in range(_TRIES):
        windows = reader.wait_for(reader.windows)
        if not (wrong := [*unnamed(windows), *alike(windows)]):
            return
    raise AssertionError(wrong)


def focused(reader: ScreenReader, name: str) -> bool:
    thing = reader.find(name)
    return thing is not None and thing.focused


def test_the_first_start_can_be_read_and_walked_through(screen_reader: ScreenReader) -> None:
    reader = screen_reader
    assert wrong_at(reader, Place("", "Start empty")) == []
    reader.press("Start empty")
    reader.wait_for(partial(focused, reader, "Text of the note"))


def unnamed(windows: list[Heard]) -> Iterator[str]:
    """What can be used and has no name, and what can have the focus and is passed over for its role."""
    for each in (each for window in windows for each in window.all):
        if not each.name.strip() and ("focusable" in each.states or each.role in _PRESSED):
            yield f"{each.role} ({each.about or each.path}) has no name"
        if "focusable" in each.states and each.role in _SILENT and each.name != _KEYS:
            yield f"{each} can have the focus"


def alike(windows: list[Heard]) -> Iterator[str]:
    """Things beside each other that can be used and have one name."""
    for parent in (each for window in windows for each in window.all):
        usable = [each for each in parent.parts if "focusable" in each.states and each.role != "label"]
        names = [each.name for each in usable if each.role not in INSIDE]
        yield from (f"{name} is there twice" for name in {*names} if names.count(name) > 1)


def walked(reader: ScreenReader, windows: list[Heard]) -> Iterator[str]:
    """Where Tab leads elsewhere than a person reads, does not lead, or Shift+Tab does not lead back."""
    things = {each.path: each.name for each in windows[0].all}
    begin = next(each.path for each in windows[0].all if each.focused)
    forth = walk(reader, "Tab", begin)
    back = walk(reader, "Shift+Tab", begin)
    if {*steps([*forth])} != {*steps([*reversed([*back])])}:
        yield f"Shift+Tab goes another way than Tab: {', '.join(reader.describe(each) for each in back)}"
    waits = (each for each in windows[0].all if awaited(each) and each.path not in forth)
    yield from (f"Tab never comes to {each}" for each in waits)
    names = [(things[forth[path]], things[path]) for path in forth if forth[path]]
    told = [pair for pair in names if pair != _FIND_THEN_REPLACE]
    if len(told) > 1:  # one of them leads from the last thing to the first
        yield from (f"after {one}, Tab goes back to {other}" for one, other in told)


def steps(ring: list[str]) -> Iterator[tuple[str, str]]:
    """From each thing to the next one, and from the last to the first."""
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def walk(reader: ScreenReader, key: str, begin: str) -> dict[str, str]:
    """Everything that gets the focus, one after the other, until it comes round; with what was before it, if that is
    behind it for who reads."""
    gone: dict[str, str] = {}
    here = begin
    while len(gone) < _MANY:
        last, here = here, reader.step(f"Ctrl+{key}" if reader.keeps_tabs(here) else key, here)
        if here in gone:
            return gone
        back = before(reader.area(here), reader.area(last))  # both now: a page may have moved
        gone[here] = last if back else ""
    raise AssertionError(f"{key} never comes round")


def awaited(thing: Heard) -> bool:
    """Whether Tab has to come there: rows are walked with arrows, choices of one too, and a label is only read."""
    passed = {*INSIDE, "label", "radio button", "filler"}
    return {"focusable", "enabled"} <= thing.states and thing.role not in passed and thing.name != _KEYS


def before(one: Area, other: Area) -> bool:
    """Whether it is read before the other: it ends above it and does not stand to its right, or left of it in one line."""
    above = one.top + one.height <= other.top and one.left < other.left + other.width
    same_line = one.top < other.top + other.height and other.top < one.top + one.height
    return above or (same_line and one.left + one.width <= other.left)
