"""The window speaks the language that was chosen, the system's where nobody chose, and English where it has no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SAID = """
from PySide6.QtCore import QCoreApplication, QLocale
from app.translation import chosen, speak
from app import words
from core import tr
application = QCoreApplication([])
speak(application, {language!r})
qt = QCoreApplication.translate("QPlatformTheme", "Cancel")
print(chosen({language!r}), words.notes(1), words.notes(2), tr("Settings"), qt, sep="|")
"""


def said(language: str, system: str) -> list[str]:
    """What a program of its own says: Qt knows one system's language while it runs."""
    environment = {**os.environ, "LANGUAGE": "", "LC_ALL": system, "LANG": system, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _SAID.format(language=language)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip().split("|")


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    subprocess.run([sys.executable, ROOT / ".make" / "languages.py", "--compile"], check=True)


@pytest.mark.parametrize(("language", "system"), [("de", "C.UTF-8"), ("", "de_AT.UTF-8")])
def test_german_where_it_was_chosen_or_is_the_systems(language: str, system: str) -> None:
    assert said(language, system) == ["de", "1 Notiz", "2 Notizen", "Einstellungen", "Abbrechen"]


@pytest.mark.parametrize(
    ("language", "system"), [("en", "de_DE.UTF-8"), ("", "fr_FR.UTF-8"), ("xx", "C.UTF-8")]
)
def test_english_where_that_was_chosen_or_the_systems_language_is_not_there(
    language: str, system: str
) -> None:
    assert said(language, system) == ["en", "1 note", "2 notes", "Settings", "Cancel"]
