"""The dictionaries of this machine: which there are, whether they know a word, and what else it could be.

Owns Enchant, which asks Hunspell, Nuspell or the system's own spelling, and is not needed to run. Its words are loaded when
they are first asked for, about a tenth of a second and 8 MB for each language, so ask on another thread than the window's;
meanwhile others run. It refuses to know which words of a note are looked up.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from threading import Lock
from typing import Any

from core.language import tr
from core.text.language import surely_of

MOST = 6  # suggestions

CODES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl",
    "swedish": "sv", "danish": "da", "norwegian": "nb", "finnish": "fi", "hungarian": "hu", "romanian": "ro",
    "turkish": "tr", "polish": "pl", "czech": "cs", "catalan": "ca", "indonesian": "id", "vietnamese": "vi",
    "lithuanian": "lt", "estonian": "et", "russian": "ru", "ukrainian": "uk", "bulgarian": "bg", "serbian": "sr",
    "arabic": "ar", "persian": "fa", "hindi": "hi", "nepali": "ne", "greek": "el", "armenian": "hy", "hebrew": "he",
    "tamil": "ta", "thai": "th", "japanese": "ja", "korean": "ko", "chinese": "zh",
}  # fmt: skip
"""The codes of the languages that can be guessed."""


@dataclass(frozen=True, slots=True)
class SpelledBy:
    """The dictionaries for a text; or, where there is none, the code of the language that is missing."""

    tags: tuple[str, ...]
    missing: str = ""


class Dictionaries:
    """All of them. May be used on any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._broker: Any = None
        self._loaded: dict[str, Any] = {}
        self._looked = False

    def installed(self) -> tuple[str, ...]:
        """Their names, such as en_US; none where there is no dictionary, or no Enchant."""
        with self._lock:
            return tuple(sorted(self._enchant().list_languages())) if self._enchant() else ()

    def wrong(self, words: Iterable[str], tags: Collection[str]) -> frozenset[str]:
        """Those of the words that none of these dictionaries knows."""
        with self._lock:
            asked = [each for tag in tags if (each := self._dictionary(tag)) is not None]
            return frozenset(word for word in words if asked and not _known(word, asked))

    def suggest(self, word: str, tags: Collection[str]) -> tuple[str, ...]:
        """What it could be, the likeliest first, in turn from each dictionary; at most `MOST`."""
        with self._lock:
            asked = [each for tag in tags if (each := self._dictionary(tag)) is not None]
            lists = [each.suggest(_spelled(word)) for each in asked]
        found = [each for turn in zip_longest(*lists) for each in turn if each and each != word]
        return tuple(dict.fromkeys(found))[:MOST]

    def _enchant(self) -> Any:
        if not self._looked:
            self._looked = True
            try:
                import enchant
            except ImportError:  # the package, or the system's library that it needs
                return None
            self._broker = enchant.Broker()
        return self._broker

    def _dictionary(self, tag: str) -> Any:
        if tag not in self._loaded:
            broker = self._enchant()
            there = broker is not None and broker.dict_exists(tag)
            self._loaded[tag] = broker.request_dict(tag) if there else None
        return self._loaded[tag]


def spelled_by(installed: Collection[str], wanted: Collection[str], said: str, text: str) -> SpelledBy:
    """The dictionaries for a note: of the language that it says itself; else of the one that its text is surely in,
    together with those that a person wants, because people write in more than one."""
    those = tuple(each for each in wanted if each in installed)
    guessed = None if said else surely_of(text)
    language = code_of(said) or CODES.get(guessed or "", guessed or "")
    if not language:
        return SpelledBy(those)
    country = of_language(installed, said.strip()) if {"-", "_"} & set(said) else ()
    found = country or _best(of_language(installed, language), language, those)
    if not found:
        return SpelledBy((), language)
    return SpelledBy(found if said else tuple(dict.fromkeys((*found, *those))))


def _best(found: tuple[str, ...], language: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Of the dictionaries of one language those that are wanted, else that of its own country, else the first."""
    home = ("en_US", f"{language}_{language.upper()}")
    return (
        tuple(each for each in found if each in wanted)
        or tuple(each for each in found if each in home)
        or found[:1]
    )


def of_language(installed: Collection[str], language: str) -> tuple[str, ...]:
    """Those of a language, or of a language in a country: "de" is all of German, "de_AT" is that of Austria alone."""
    wanted = language.replace("-", "_").casefold()
    return tuple(each for each in installed if f"{each.casefold()}_".startswith(f"{wanted}_"))


def code_of(language: str) -> str:
    """The code of a language, however somebody wrote it down: "German", "de", "de-AT"."""
    said = language.strip().casefold()
    return CODES.get(said, said.replace("-", "_").partition("_")[0])


def usual_dictionaries(installed: Collection[str], locale: str) -> tuple[str, ...]:
    """The dictionaries of somebody who chose none: of the system's language, else English, else the first."""
    country = of_language(installed, locale)
    for language in (locale.partition("_")[0], "en"):
        if found := country or _best(of_language(installed, language), language, ()):
            return found
    return tuple(installed)[:1]


def how_to_get_dictionaries() -> str:
    """What a person does to get a dictionary, on this system."""
    system: str = sys.platform
    if system == "linux":
        return tr(
            "Install one with your system's packages, for English hunspell-en-us and libenchant-2-2 on Debian and Ubuntu,"
            " hunspell-en and enchant2 on Fedora. Then start Second Brain again."
        )
    if system == "darwin":
        return tr("Install Enchant, which brings them: brew install enchant. Then start Second Brain again.")
    return tr(
        "Put the two files of a Hunspell dictionary, such as de_DE.aff and de_DE.dic, into the folder enchant\\hunspell"
        " below %LOCALAPPDATA%. Then start Second Brain again."
    )


def _known(word: str, asked: Iterable[Any]) -> bool:
    spelled = _spelled(word)
    plain = spelled.replace("’", "'")
    return any(each.check(spelled) or (plain != spelled and each.check(plain)) for each in asked)


def _spelled(word: str) -> str:
    """As dictionaries have it: letters in one part, without soft hyphens."""
    return unicodedata.normalize("NFC", word).replace("\u00ad", "")
