"""What may go otherwise than a person expects of an import, in words, each with what helps.

Owns those words, by the codes of rows that are set aside and of remarks. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.language import tr, tr_noop
from core.v2.choices import Choices, Duplicates
from core.v2.plan import Problem
from core.v2.report import Report


def problems_of(
    report: Report, choices: Choices, room: int, free: int, left: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Everything worth knowing before an import whose dry run gave this report. `room` are the bytes that it needs, `free`
    those that there are (-1 unknown), `left` the variables of v2's Qdrant that this machine still has."""
    return (
        *_of_sources(report, left),
        *_of_room(room, free),
        *_of_rows(report, choices),
        *_of_values(report),
    )


def _of_sources(report: Report, left: Sequence[str]) -> list[Problem]:
    problems = []
    if not report.whole:
        problems.append(
            Problem(
                tr("A file ends too early, so notes may be missing that nobody can count."),
                tr(
                    "Make it again, see that this ends without an error, and import the new one. What is in "
                    "this one can come already: nothing comes twice."
                ),
            )
        )
    if report.finished and not any(table.source for table in report.tables):
        problems.append(
            Problem(
                tr("There is nothing in it that could come."),
                tr("Check that it is the right file or database."),
            )
        )
    if left:
        problems.append(
            Problem(
                tr(
                    "This machine still names a Qdrant ({left}), where v2 may have kept its vectors.",
                    left=", ".join(left),
                ),
                tr(
                    "Nothing needs them: notes are read for their meaning anew. To bring them along, choose "
                    "an export, too."
                ),
            )
        )
    return problems


def _of_room(room: int, free: int) -> list[Problem]:
    if not 0 <= free < room:
        return []
    return [
        Problem(
            tr(
                "The disk may be too small: some {room} are needed, and {free} are free.",
                room=_megabytes(room),
                free=_megabytes(free),
            ),
            tr(
                "Free some space first. Should it run out all the same, what came in stays and the "
                "import goes on later."
            ),
        )
    ]


def _megabytes(size: int) -> str:
    return f"{max(size, 0) / 1e9:.1f} GB" if size >= 1_000_000_000 else f"{max(size, 0) / 1e6:.0f} MB"


def _of_rows(report: Report, choices: Choices) -> list[Problem]:
    """What is set aside, by reason, and what would change here."""
    problems = []
    updated = report.count("updated")
    if updated:
        words = tr("Notes that are here would become what v2 says.")
        problems.append(Problem(words, tr("What they are now stays in their history."), updated))
    reasons = Counter(report.reasons)
    for codes, words, remedy in _SET_ASIDE:
        if count := sum(reasons.pop(code, 0) for code in codes):
            problems.append(Problem(tr(words), tr(remedy), count))
    for code in ("other-owner", "not-wanted", "junk"):  # as was chosen, or nothing that anybody wrote
        reasons.pop(code, None)
    if newer := reasons.pop("changed-since", 0):
        words = tr(
            "Notes were changed in version 2 since they were imported. What is here stays; the changes are set aside."
        )
        problems.append(Problem(words, tr("Choose to update them if you want the changes."), newer))
    if differing := reasons.pop("differs", 0):
        kept = choices.duplicates is Duplicates.SKIP
        problems.append(
            Problem(
                tr(
                    "Notes with the same id are here already, and differ. What is here stays; those of v2 "
                    "are set aside."
                ),
                tr("Choose to update them, or to bring both, if you want v2's.") if kept else "",
                differing,
            )
        )
    if others := reasons.total():
        words = tr("Other rows cannot come and are set aside.")
        problems.append(Problem(words, tr("The report lists them with what helps."), others))
    return problems


def _of_values(report: Report) -> list[Problem]:
    """What changes on the way, though its note comes."""
    problems = []
    for codes, words, remedy in _REMARKS:
        if count := sum(report.remarks.get(code, 0) for code in codes):
            problems.append(Problem(tr(words), tr(remedy), count))
    return problems


_Rule = tuple[tuple[str, ...], str, str]
_LISTED = tr_noop(
    "The report lists them. Correct them in v2 and import again, if they matter: nothing comes twice."
)
_ANEW = tr_noop("Nothing needs to be done: those notes are read for their meaning anew.")

_SET_ASIDE: tuple[_Rule, ...] = (
    (("no-content",), tr_noop("Notes have no text at all, so there is nothing that could come."), _LISTED),
    (
        ("repeated-id",),
        tr_noop("Rows repeat an id that came before; the first one comes."),
        tr_noop("The report lists the others. If they differ, add them by hand."),
    ),
    (
        ("cut",),
        tr_noop("Rows are cut off where the file ends."),
        tr_noop("Make the file again, see that this ends without an error, and import the new one."),
    ),
    (
        (
            "cell-count",
            "no-uuid",
            "no-id",
            "broken-json",
            "encoding",
            "nul",
            "too-long",
            "long-kind",
            "invalid",
        ),
        tr_noop("Rows cannot be read and are set aside."),
        _LISTED,
    ),
    (
        ("no-such-note",),
        tr_noop("Links lead to notes that are neither in v2 nor here."),
        tr_noop("Nothing needs to be done: v2 could not follow them either."),
    ),
    (
        ("second-link",),
        tr_noop("Links join two notes a second time with other properties; the first one comes."),
        tr_noop("The report lists the others."),
    ),
    (
        ("orphan",),
        tr_noop("Vectors belong to notes that are neither in v2 nor here."),
        tr_noop(
            "Nothing needs to be done. If notes are missing, import the dump that they are in together with this file."
        ),
    ),
    (
        ("second-vector",),
        tr_noop("Notes have two vectors, one in the database and one in Qdrant; the first one comes."),
        tr_noop("Nothing needs to be done."),
    ),
    (
        ("dummy-vector", "zero-vector"),
        tr_noop("Vectors were made up by v2 when OpenAI could not be reached; they are left out."),
        _ANEW,
    ),
    (
        ("wrong-dimension",),
        tr_noop("Vectors do not have 1536 dimensions, as v2's have; they are left out."),
        _ANEW,
    ),
    (
        ("broken-vector", "no-vector"),
        tr_noop("Points hold no vector that can be used; they are left out."),
        _ANEW,
    ),
    (
        ("not-a-file", "sparse-file", "too-large", "bomb", "damaged", "encrypted", "unreadable", "vanished"),
        tr_noop(
            "Members of an archive or folder cannot be taken: links, damaged or locked ones, or far too large."
        ),
        tr_noop("The report lists each with what helps. Your v2 keeps them."),
    ),
    (
        ("removed",),
        tr_noop("Notes were imported before and removed here for good since; they stay away."),
        tr_noop("If you want one back, copy its text from v2."),
    ),
)

_REMARKS: tuple[_Rule, ...] = (
    (
        ("dummy-vector", "zero-vector"),
        tr_noop("Notes carry a vector that v2 made up when OpenAI could not be reached; it is left out."),
        _ANEW,
    ),
    (("wrong-dimension",), tr_noop("Notes carry a vector without 1536 dimensions; it is left out."), _ANEW),
    (("broken-vector",), tr_noop("Notes carry a vector that cannot be read; it is left out."), _ANEW),
    (
        ("time-kept-as-text",),
        tr_noop("Times are beyond what a calendar holds (infinity, before Christ, after 9999)."),
        tr_noop(
            "Those notes come with the nearest time that can be shown; v2's words for it are kept in their properties."
        ),
    ),
    (
        ("no-time",),
        tr_noop(
            "Notes do not say when they were written; they are dated by their last change, or else by the import."
        ),
        tr_noop("Nothing needs to be done."),
    ),
    (
        ("long-tag",),
        tr_noop("Tags have more than 255 characters; they are kept in their notes' properties only."),
        tr_noop("Nothing needs to be done."),
    ),
    (
        ("json-kept-as-text", "number-kept-as-text"),
        tr_noop("Properties cannot be stored as what they were and are kept as text."),
        tr_noop("Nothing is lost."),
    ),
)
