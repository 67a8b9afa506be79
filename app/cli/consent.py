"""What may leave this machine: the consent to a model of OpenAI, and the key for it.

Owns the words of that question. Nothing is sent before a person has said yes to what and how much; a script has to say so.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.asked import Asked
from app.words import figure, price

if TYPE_CHECKING:
    from core import Brain


def agree(asked: Asked, brain: Brain, model: str, keep_here: list[str] | None, yes: bool) -> None:
    """Have this device's consent to a model of OpenAI, asking for it where it was not given for as much.

    `keep_here` names the tags of notes that are never sent, in place of those named before. Raises typer.Exit when the
    answer is no, and BadParameter where nobody can be asked.
    """
    from core import Consent, read_consent, write_consent

    before = read_consent(brain.home)
    kept = before.kept_here if keep_here is None else _tags(keep_here)
    if not (yes or (before.given and kept >= before.kept_here)):
        if asked.screen.as_json or not sys.stdin.isatty():
            raise typer.BadParameter(
                "this sends your notes to OpenAI, and nobody can be asked here: say --yes"
            )
        asked.screen.aside(_question(brain, model, kept))
        if not typer.confirm("Send them?", err=True):
            asked.screen.aside("Nothing was sent.")
            raise typer.Exit(1)
    write_consent(brain.home, Consent(True, kept))


def openai_key(
    asked: Asked,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove the key, and take back that notes may be sent.")
    ] = False,
) -> None:
    """Keep your key for OpenAI in the system's keyring. It is asked for without being shown, or read as a line of stdin."""
    from core import BrainError, forget_key, write_key

    if forget:
        _withdraw(asked)
        forget_key()
        asked.screen.answer({"kept": False}, "The key is removed. Nothing is sent to OpenAI any more.")
        return
    if sys.stdin.isatty():
        key = typer.prompt("Key for OpenAI (it is not shown)", hide_input=True, err=True)
    else:
        key = sys.stdin.readline()
    if not key.strip():
        raise BrainError("There is no key in that.", "Nothing was changed.")
    write_key(key)
    asked.screen.answer({"kept": True}, "The key is kept in the system's keyring.")


def _withdraw(asked: Asked) -> None:
    """First of all and without a key, because a model in use heeds it from its next request on."""
    from core import Consent, read_consent, write_consent

    before = read_consent(asked.place())
    if before.given:
        write_consent(asked.place(), Consent(False, before.kept_here))


def _tags(named: list[str]) -> frozenset[str]:
    return frozenset(tag for each in named if (tag := each.strip().removeprefix("#")))


def _question(brain: Brain, model: str, kept: frozenset[str]) -> str:
    from core import dollars

    left = brain.meaning.backlog(model)
    things = "passage" if left.passages == 1 else "passages"
    now = (
        f"{'at most' if kept else 'about'} {figure(left.passages)} {things} with {figure(left.tokens)} tokens"
    )
    but = (
        f", except notes with one of these tags or a tag below it: {', '.join(sorted(kept))}" if kept else ""
    )
    return (
        f"{model} is a service of OpenAI. These would leave this machine, and OpenAI charges you for them:\n"
        f"- the titles and texts of your notes, those in the trash too{but}. Now that is {now},"
        f" {price(dollars(model, left.tokens))}\n"
        "- every note that you write or change later, here or in the window\n"
        "- what you search for, once this model answers your searches\n"
        "You can take it back at any time: second-brain openai-key --forget"
    )
