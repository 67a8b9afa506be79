"""What a report holds beside its counts, in words: what was noticed, what was set aside and why, what stays behind.

Owns these parts of a page, wherever they are shown.
"""

from __future__ import annotations

from collections import Counter

from app import words
from app.migration.sheet import Sheet
from app.one_line import OneLine
from core import Report, tr

LISTED = 20
"""Rows set aside that are on the page; the saved report has more of them."""


def say_noticed(sheet: Sheet, report: Report) -> None:
    """What was noticed on the way."""
    if report.noticed:
        sheet.head(tr("Noticed"))
        for number, line in enumerate(report.noticed):
            sheet.say(line, tight=number > 0)


def say_not_carried(sheet: Sheet, report: Report) -> None:
    """What has no place here."""
    if report.not_carried:
        sheet.head(tr("Not imported"))
        sheet.say(tr("Version 3 has no place for these tables. They stay in your dump."), muted=True)
        rows = [f"{table} ({words.rows(count)})" for table, count in sorted(report.not_carried.items())]
        sheet.say(", ".join(rows), tight=True)


def say_unattached(sheet: Sheet, report: Report) -> None:
    """The files that came and belong to no note."""
    if not report.unattached:
        return
    sheet.head(tr("Files that belong to no note: {number}", number=words.figure(len(report.unattached))))
    sheet.say(tr("They are kept with your notes all the same."), muted=True)
    sheet.lines(report.unattached[:LISTED])
    if len(report.unattached) > LISTED:
        sheet.say(
            tr("… and {number} more.", number=words.figure(len(report.unattached) - LISTED)),
            muted=True,
            tight=True,
        )


def set_aside_count(report: Report) -> int:
    """How many rows were set aside, listed or not."""
    return len(report.set_aside) + report.set_aside_not_listed


def say_set_aside(sheet: Sheet, report: Report) -> None:
    """The rows that were not taken, with reasons and what helps."""
    every = set_aside_count(report)
    if not every:
        return
    sheet.head(tr("Set aside: {rows}", rows=words.rows(every)))
    remedies = Counter(row.remedy for row in report.set_aside)
    shown = report.set_aside[:LISTED]
    for row in shown:
        reason, remedy = row.said
        sheet.say(tr("Line {line}: {reason}", line=words.figure(row.line), reason=reason))
        if row.remedy and remedies[row.remedy]:
            sheet.say(remedy, muted=True, tight=True)
            remedies[row.remedy] = 0  # said once, at the first row that it is for
        excerpt = " ".join(row.excerpt.split())
        if excerpt:
            sheet.add(OneLine(sheet.theme, excerpt, "code", muted=True), tight=True)
    if every > len(shown):
        sheet.say(
            tr("… and {rows} more. Save the report to read about them.", rows=words.rows(every - len(shown))),
            muted=True,
        )
