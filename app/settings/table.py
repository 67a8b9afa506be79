"""Every setting, declared once: where it stands, its words, and what it is about.

Owns the table, which the page is made of and which is searched. It refuses to know how anything is set.
"""

from __future__ import annotations

from dataclasses import dataclass

PLACES = (
    "Appearance",
    "Editor",
    "Capturing",
    "Finding",
    "Database",
    "Account",
    "Files",
    "Backups",
    "Shortcuts",
    "Privacy",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set or seen. `also` are other words by which somebody may look for it."""

    id: str
    place: str
    words: str
    about: str
    also: str = ""

    def answers(self, looked_for: str) -> bool:
        """Whether each of these words is in it, whatever their case."""
        told = f"{self.place} {self.words} {self.about} {self.also}".casefold()
        return all(word in told for word in looked_for.casefold().split())


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "look", "Appearance", "Light or dark", "Follows your system, or stays as you choose.", "theme color look mode"
    ),
    Setting(
        "language", "Appearance", "Language",
        "Of menus, pages and messages, from the next start on. Your notes stay as they are.",
        "translation english deutsch german sprache",
    ),
    Setting(
        "text_size", "Appearance", "Size of text in notes", "Also by Ctrl and +, Ctrl and -, and Ctrl and 0.",
        "font zoom larger smaller bigger scale",
    ),
    Setting(
        "window_size", "Appearance", "Size of everything", "The whole window, from the next start on.",
        "font zoom scale larger bigger interface dpi",
    ),
    Setting(
        "spelling", "Editor", "Check spelling", "Marks words that no dictionary of this machine knows, while you write.",
        "spell misspelt mistakes wavy",
    ),
    Setting(
        "dictionaries", "Editor", "Dictionaries",
        "A note is checked by that of its own language, and by those that you choose here.",
        "spelling language hunspell enchant",
    ),
    Setting(
        "own_words", "Editor", "My dictionary", "Words that you added. They are kept on this machine.",
        "spelling own personal",
    ),
    Setting(
        "capture", "Capturing", "Quick capture",
        "The key for everywhere, the icon in the tray, a folder whose files become notes, the tag of today's note.",
        "hotkey shortcut global tray close background watch folder journal daily today",
    ),
    Setting(
        "meaning",
        "Finding",
        "Search by meaning",
        "A model on this machine reads your notes in the background. Nothing leaves for it.",
        "embedding vectors local model coverage pause",
    ),
    Setting(
        "openai",
        "Finding",
        "A model of OpenAI",
        "Reads many languages well, but your notes go to OpenAI for it. Off until you agree.",
        "embedding cloud key cost tokens api",
    ),
    Setting(
        "kept_here",
        "Finding",
        "Tags that never leave",
        "Notes with one of these tags, or a tag below it, are never sent to OpenAI.",
        "private secret embedding",
    ),
    Setting(
        "database", "Database", "Where your notes are", "The folder of this notebook, and its condition.",
        "postgres health size disk doctor home",
    ),
    Setting(
        "account", "Account", "More than one device", "Your notes on other devices, through a server of your own.",
        "sync sign in server team",
    ),
    Setting(
        "largest", "Files", "Largest file", "What is larger is not attached to a note, and stays where it was.",
        "attachment limit size megabytes upload",
    ),
    Setting(
        "unused", "Files", "Unused files",
        "Contents that were dropped and given up: no note, no version in the history, nothing in the trash has them.",
        "attachment space disk clean remove orphan",
    ),
    Setting("folder", "Backups", "Folder", "Best on another disk than your notes.", "backup where path safe"),
    Setting(
        "every", "Backups", "How often", "An open window makes one when you rest.", "backup automatic daily weekly"
    ),
    Setting(
        "made", "Backups", "Backups", "Each is read back and compared before it counts.",
        "restore proven make now bring back version",
    ),
    Setting("keys", "Shortcuts", "Keys", "Each action, and the keys that do it.", "keyboard shortcut hotkey"),
    Setting(
        "leaves", "Privacy", "What leaves this machine", "As it is set now. Nothing else is ever sent.",
        "network sent telemetry internet cloud server",
    ),
)  # fmt: skip
