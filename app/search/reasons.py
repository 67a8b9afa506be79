"""Why a note was found, in words: a word or two for its row, a sentence for each channel for whoever asks.

Pure; refuses to know how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from app import words
from core import Channel, Evidence, Why, tr, tr_n, tr_noop

NAMES = {
    Channel.TITLE: tr_noop("Title"),
    Channel.WORDS: tr_noop("Words"),
    Channel.PARTS: tr_noop("Part of a word"),
    Channel.MISSPELT: tr_noop("Another spelling"),
    Channel.MEANING: tr_noop("Meaning"),
}
_BRIEF = {
    Channel.TITLE: tr_noop("title"),
    Channel.WORDS: tr_noop("words"),
    Channel.PARTS: tr_noop("part of a word"),
    Channel.MISSPELT: tr_noop("misspelt"),
    Channel.MEANING: tr_noop("meaning"),
}
_SHARES = (
    (0.995, tr_noop("counts alone")),
    (0.6, tr_noop("counts most ({part})")),
    (0.4, tr_noop("counts about half ({part})")),
    (0.15, tr_noop("counts in part ({part})")),
    (0.0, tr_noop("counts a little ({part})")),
)
_MOST = 6  # words that are named
_LONGEST = 60  # characters of a title


def brief(why: Sequence[Evidence]) -> str:
    """What brought a note here, most of all: “title”, “words + meaning”, “misspelt: bread”."""
    strongest = sorted(why, key=lambda each: -each.share)[:2]
    if not strongest:
        return ""
    first = strongest[0]
    if in_file := next((each for each in strongest if each.file), None):
        return _place(in_file)
    if len(strongest) == 1:
        if first.channel is Channel.MEANING:
            return tr("by meaning")
        if first.channel is Channel.MISSPELT and first.matched:
            return tr("misspelt: {word}", word=first.matched[0])
    return " + ".join(tr(_BRIEF[each.channel]) for each in strongest)


def matched(evidence: Evidence) -> str:
    """What in the note answered, quoted."""
    if evidence.channel is Channel.TITLE:
        return tr("It is called exactly what you typed.")
    if not evidence.matched:
        return ""
    if evidence.channel is Channel.MEANING:
        return _quoted(evidence.matched[0])
    if evidence.file:
        found = f"{_named(evidence.in_file)}, {_place(evidence)}"
        own = [each for each in evidence.matched if each not in evidence.in_file]
        return tr("{words} in the note; {found}", words=_named(own), found=found) if own else found
    return _named(evidence.matched)


def _place(evidence: Evidence) -> str:
    return words.place_in_file(words.shortened(evidence.file, _LONGEST), evidence.page)


def _named(found: Sequence[str]) -> str:
    named, more = ", ".join(map(_quoted, found[:_MOST])), len(found) - _MOST
    return tr("{words} and {count} more", words=named, count=more) if more > 0 else named


def _quoted(said: str) -> str:
    return tr("“{words}”", words=said)


def standing(evidence: Evidence) -> str:
    """How well the note does there, beside the others; nothing for a title, which says it all."""
    better = evidence.rank - 1
    if evidence.channel is Channel.TITLE:
        return ""
    if evidence.channel is Channel.MEANING:
        if better < 1:
            return tr("No other note is closer to what you mean.")
        said = tr_n("{n} note is closer to what you mean.", "{n} notes are closer to what you mean.", better)
    else:
        if better < 1:
            return tr("No other note answers better by its words.")
        said = tr_n(
            "{n} note answers better by its words.", "{n} notes answer better by their words.", better
        )
    return said


def share(evidence: Evidence) -> str:
    """How much it counts for the note's place."""
    part = f"{round(evidence.share * 100)}{words.THIN}%"
    for least, said in _SHARES:
        if evidence.share >= least:
            return tr(said, part=part)
    return part


def figures(evidence: Evidence) -> str:
    """The same as exact figures: the place among all that the channel found, and the channel's own score."""
    score = f"{evidence.score:.2f}"
    return tr("No. {rank} of its kind · score {score}", rank=words.figure(evidence.rank), score=score)


def heading(why: Why) -> str:
    """What the answer is about."""
    title = words.shortened(why.title or tr("Empty note"), _LONGEST)
    return (
        tr("Why “{title}” is here", title=title)
        if why.rank is not None
        else tr("Why “{title}” is not here", title=title)
    )


def spoken(why: Why) -> str:
    """All of it for a screen reader."""
    told = [heading(why)]
    if why.rank is not None:
        told.append(tr("Place {rank}.", rank=words.figure(why.rank)))
    told += [
        tr(
            "{channel}: {share}. {told}",
            channel=tr(NAMES[each.channel]),
            share=share(each),
            told=" ".join(filter(None, (standing(each), matched(each)))),
        )
        for each in why.evidence
    ]
    told += [f"{each.words} {each.hint}".strip() for each in why.reasons]
    return "\n".join(told)
