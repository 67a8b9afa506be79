"""Every setting, declared once: where it stands, its words, and what it is about.

Owns the table, which the page is made of and which is searched. It refuses to know how anything is set.
"""

from __future__ import annotations

from dataclasses import dataclass

from core import tr, tr_noop

PLACES = (
    tr_noop("Appearance"),
    tr_noop("Editor"),
    tr_noop("Capturing"),
    tr_noop("Finding"),
    tr_noop("Database"),
    tr_noop("Account"),
    tr_noop("Files"),
    tr_noop("Backups"),
    tr_noop("Shortcuts"),
    tr_noop("Privacy"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set or seen. `also` are other words by which somebody may look for it. All of it stands here in
    English, and is said in the language of the window where it is shown."""

    id: str
    place: str
    words: str
    about: str
    also: str = ""

    def answers(self, looked_for: str) -> bool:
        """Whether each of these words is in it, in the language of the window or in English, whatever their case."""
        english = (self.place, self.words, self.about, self.also)
        told = " ".join([*english, *(tr(each) for each in english if each)]).casefold()
        return all(word in told for word in looked_for.casefold().split())


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "look",
        "Appearance",
        tr_noop("Light or dark"),
        tr_noop("Follows your system, or stays as you choose."),
        tr_noop("theme color look mode"),
    ),
    Setting(
        "language",
        "Appearance",
        tr_noop("Language"),
        tr_noop("Of menus, pages and messages, from the next start on. Your notes stay as they are."),
        tr_noop("translation english deutsch german sprache"),
    ),
    Setting(
        "text_size",
        "Appearance",
        tr_noop("Size of text in notes"),
        tr_noop("Also by Ctrl and +, Ctrl and -, and Ctrl and 0."),
        tr_noop("font zoom larger smaller bigger scale"),
    ),
    Setting(
        "window_size",
        "Appearance",
        tr_noop("Size of everything"),
        tr_noop("The whole window, from the next start on."),
        tr_noop("font zoom scale larger bigger interface dpi"),
    ),
    Setting(
        "spelling",
        "Editor",
        tr_noop("Check spelling"),
        tr_noop("Marks words that no dictionary of this machine knows, while you write."),
        tr_noop("spell misspelt mistakes wavy"),
    ),
    Setting(
        "dictionaries",
        "Editor",
        tr_noop("Dictionaries"),
        tr_noop("A note is checked by that of its own language, and by those that you choose here."),
        tr_noop("spelling language hunspell enchant"),
    ),
    Setting(
        "own_words",
        "Editor",
        tr_noop("My dictionary"),
        tr_noop("Words that you added. They are kept on this machine."),
        tr_noop("spelling own personal"),
    ),
    Setting(
        "pictures",
        "Editor",
        tr_noop("Pictures in the text"),
        tr_noop("Shown below the lines that name them. Also by Ctrl+Alt+I."),
        tr_noop("images photos inline preview show"),
    ),
    Setting(
        "capture",
        "Capturing",
        tr_noop("Quick capture"),
        tr_noop(
            "The key for everywhere, the icon in the tray, a folder whose files become notes, the tag of today's note."
        ),
        tr_noop("hotkey shortcut global tray close background watch folder journal daily today"),
    ),
    Setting(
        "meaning",
        "Finding",
        tr_noop("Search by meaning"),
        tr_noop("A model on this machine reads your notes in the background. Nothing leaves for it."),
        tr_noop("embedding vectors local model coverage pause"),
    ),
    Setting(
        "openai",
        "Finding",
        tr_noop("A model of OpenAI"),
        tr_noop("Reads many languages well, but your notes go to OpenAI for it. Off until you agree."),
        tr_noop("embedding cloud key cost tokens api"),
    ),
    Setting(
        "kept_here",
        "Finding",
        tr_noop("Tags that never leave"),
        tr_noop(
            "Notes with one of these tags, or a tag below it, are never sent to OpenAI. Sync carries them as all others."
        ),
        tr_noop("private secret embedding"),
    ),
    Setting(
        "database",
        "Database",
        tr_noop("Where your notes are"),
        tr_noop("The folder of this notebook, and its condition."),
        tr_noop("postgres health size disk doctor home"),
    ),
    Setting(
        "account",
        "Account",
        tr_noop("More than one device"),
        tr_noop("Your notes on other devices, through a server of your own."),
        tr_noop("sync sign in server team"),
    ),
    Setting(
        "largest",
        "Files",
        tr_noop("Largest file"),
        tr_noop("What is larger is not attached to a note, and stays where it was."),
        tr_noop("attachment limit size megabytes upload"),
    ),
    Setting(
        "unused",
        "Files",
        tr_noop("Unused files"),
        tr_noop(
            "Contents that were dropped and given up: no note, no version in the history, nothing in the trash has them."
        ),
        tr_noop("attachment space disk clean remove orphan"),
    ),
    Setting(
        "far",
        "Files",
        tr_noop("Where files are kept"),
        tr_noop(
            "In the data folder, and in an S3 store as well if you name one. Its key goes into the keyring."
        ),
        tr_noop("s3 bucket minio cloud object store copy"),
    ),
    Setting(
        "file_texts",
        "Files",
        tr_noop("Text of files"),
        tr_noop(
            "PDF files, plain text, tables, web pages, mail and source code are read on this machine, so that search finds"
            " what they say. What was read stays found when no more is read."
        ),
        tr_noop("pdf attachment search index read ocr"),
    ),
    Setting(
        "folder",
        "Backups",
        tr_noop("Folder"),
        tr_noop("Best on another disk than your notes."),
        tr_noop("backup where path safe"),
    ),
    Setting(
        "every",
        "Backups",
        tr_noop("How often"),
        tr_noop("An open window makes one when you rest."),
        tr_noop("backup automatic daily weekly"),
    ),
    Setting(
        "made",
        "Backups",
        tr_noop("Backups"),
        tr_noop("Each is read back and compared before it counts."),
        tr_noop("restore proven make now bring back version"),
    ),
    Setting(
        "keys",
        "Shortcuts",
        tr_noop("Keys"),
        tr_noop("Each action, and the keys that do it."),
        tr_noop("keyboard shortcut hotkey"),
    ),
    Setting(
        "leaves",
        "Privacy",
        tr_noop("What leaves this machine"),
        tr_noop("As it is set now. Nothing else is ever sent."),
        tr_noop("network sent telemetry internet cloud server"),
    ),
)
