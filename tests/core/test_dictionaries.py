"""Which dictionaries a note is checked by, and what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.dictionaries import Dictionaries, code_of, spelled_by, usual_dictionaries

INSTALLED = ("de_AT", "de_BE", "de_DE", "en_GB", "en_US", "fr_FR")
ENGLISH = "This is the note of the garden, and it was not in the house"
GERMAN = "Das ist nicht die Notiz von dem Garten und auch nicht der Plan"
POLISH = "To jest w ogrodzie i nie ma tego na stole, ale co to jest"


@pytest.mark.parametrize(
    ("wanted", "said", "text", "tags"),
    [
        (("en_US",), "", "", ("en_US",)),
        (("en_US",), "", GERMAN, ("de_DE", "en_US")),
        (("de_AT", "en_GB"), "", ENGLISH, ("en_GB", "de_AT")),
        (("en_US",), "de", ENGLISH, ("de_DE",)),
        (("en_US",), "German", "", ("de_DE",)),
        (("en_US",), "de-at", "", ("de_AT",)),
        (("en_US",), "de-CH", "", ("de_DE",)),
        (("en_US",), "", POLISH, ()),
        (("gone",), "", "", ()),
        (("en_US",), "", "w1 w2 w3", ("en_US",)),
        (("en_US",), "", "w w w, a, i", ("en_US",)),
        (("en_US",), "", "Die hard", ("en_US",)),
        (("en_US",), "", "Das Brot und die Butter", ("de_DE", "en_US")),
        (("en_US",), "", "Αγορά", ()),
    ],
)
def test_a_note_is_checked_in_its_own_language_and_in_those_of_its_writer(
    wanted: tuple[str, ...], said: str, text: str, tags: tuple[str, ...]
) -> None:
    assert spelled_by(INSTALLED, wanted, said, text).tags == tags


def test_a_language_without_a_dictionary_is_named() -> None:
    assert spelled_by(INSTALLED, ("en_US",), "", POLISH).missing == "pl"
    assert code_of("fr_CA") == "fr"


@pytest.mark.parametrize(
    ("locale", "tags"),
    [("de_AT", ("de_AT",)), ("de_CH", ("de_DE",)), ("C", ("en_US",)), ("fr_CA", ("fr_FR",))],
)
def test_who_chose_nothing_gets_the_language_of_the_system(locale: str, tags: tuple[str, ...]) -> None:
    assert usual_dictionaries(INSTALLED, locale) == tags
    assert usual_dictionaries((), locale) == ()


def test_words_are_looked_up_in_all_of_the_dictionaries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("enchant", reason="Enchant is not installed", exc_type=ImportError)
    folder = tmp_path / "hunspell"
    folder.mkdir()
    for tag, words in (("en_ZW", ["garden", "don't"]), ("de_ZW", ["Übung"])):
        (folder / f"{tag}.aff").write_text("SET UTF-8\nTRY aeiou\n", encoding="utf-8")
        (folder / f"{tag}.dic").write_text("\n".join([str(len(words)), *words]), encoding="utf-8")
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(tmp_path))
    found = Dictionaries()
    assert {"en_ZW", "de_ZW"} <= set(found.installed())
    both = ("en_ZW", "de_ZW")
    asked = ("garden", "gar\u00adden", "don’t", "U\u0308bung", "gardn")
    assert found.wrong(asked, both) == {"gardn"}
    assert found.wrong(asked, ("de_ZW",)) == {*asked} - {"U\u0308bung"}
    assert found.wrong(asked, ()) == frozenset(), "nobody was asked"
    assert found.wrong(asked, ("xx_XX",)) == frozenset()
    assert found.suggest("gardn", both)[0] == "garden"
