"""One notebook, many languages: a word finds its other forms in each, also beside the forms of another language."""

from __future__ import annotations

import pytest

from core import Brain

# language: a form that a note holds, and another one that is typed
FORMS = {
    "english": ("running", "runs"),
    "german": ("Häuser", "Haus"),
    "french": ("continuellement", "continuelle"),
    "spanish": ("canciones", "cancion"),
    "italian": ("abbandonata", "abbandonate"),
    "portuguese": ("cantadores", "cantador"),
    "dutch": ("boeken", "boek"),
    "swedish": ("flickorna", "flickor"),
    "danish": ("husene", "huset"),
    "finnish": ("taloissa", "talossa"),
    "russian": ("книгами", "книги"),
    "hungarian": ("házakban", "házak"),
}


@pytest.fixture
def many(brain: Brain) -> Brain:
    """A note in each language that says in its properties which it is, twice over."""
    for number in range(2):
        for language, (held, _) in FORMS.items():
            brain.create_memory(f"{language} {number}\n\n{held} 42", metadata={"language": language})
    return brain


@pytest.mark.parametrize("language", FORMS)
def test_another_form_of_a_word_is_found_in_its_language(many: Brain, language: str) -> None:
    held, typed = FORMS[language]
    for asked in (f"{typed} ", f"{typed} 42", f"42 {typed} ", held):
        found = {hit.title for hit in many.search(asked).hits}
        assert found == {f"{language} 0", f"{language} 1"}, asked


def test_the_property_of_a_note_decides_and_not_its_words(brain: Brain) -> None:
    text = "{}\n\nwhat the people of this place said about it: Wohnungen"
    german = brain.create_memory(text.format("Chosen"), metadata={"language": "german"}).memory
    brain.create_memory(text.format("Guessed"))
    assert [hit.title for hit in brain.search("wohnung ").hits if hit.title == "Chosen"] == ["Chosen"]
    brain.update_memory(german, unset_metadata=["language"])
    assert brain.search("title:chosen body:wohnung ").hits == ()
