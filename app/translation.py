"""The languages that the window can speak, and how one of them is put on.

Owns the choice and Qt's translators: ours, made out of `resources/languages`, and the one of Qt's own words. It refuses to
know the words. A window speaks one language until it ends: widgets are made once.
"""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core import translate_with

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""By their code; each is named in its own words."""


def chosen(language: str) -> str:
    """The code of what is spoken: the language asked for, else the first of the system's that there is, else English."""
    if language in LANGUAGES:
        return language
    known = (QLocale(name).name().partition("_")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in known if code in LANGUAGES), "en")


def speak(application: QCoreApplication, language: str = "") -> None:
    """The whole program speaks this language from now on; "" is the system's. Words that cannot be read stay English."""
    code = chosen(language)
    if code == "en":
        return
    qt = QTranslator(application)
    if qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)
    own = QTranslator(application)
    if own.load(str(files("resources") / "languages" / f"{code}.qm")):
        application.installTranslator(own)
        translate_with(lambda text, number: own.translate("", text, "", number) or "")
