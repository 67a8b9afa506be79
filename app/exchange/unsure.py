"""What of an import a person may want to look at, or to have otherwise: folders and tags in texts, and what came not quite
as meant.

Owns the words for that on the pages of an import. It refuses to know how an import is made.
"""

from __future__ import annotations

from app.migration.sheet import Sheet, label_of
from app.migration.ticks import Tick
from app.one_line import OneLine
from core import Imported, tr, tr_n

LISTED = 20


def ask_for_folders(sheet: Sheet, plan: Imported) -> Tick | None:
    """Whether folders, or notebooks of Joplin, shall become tags of the notes in them; nothing where there are none."""
    if not plan.folders:
        return None
    joplin = plan.format == "joplin"
    tick = Tick(sheet.theme, tr("Make tags of the notebooks") if joplin else tr("Make tags of the folders"))
    tick.setChecked(True)
    number = plan.folders
    if joplin:
        about = tr_n(
            "{n} notebook stands among the tags in the side bar then.",
            "{n} notebooks stand among the tags in the side bar then, each below the one that it is in.",
            number,
        )
    else:
        about = tr_n(
            "{n} folder stands among the tags in the side bar then. An export puts the notes back into it.",
            "{n} folders stand among the tags in the side bar then, each below the one that it is in. An export"
            " puts the notes back into them.",
            number,
        )
    sheet.choice(tick, about)
    return tick


def ask_for_tags(sheet: Sheet, plan: Imported) -> Tick | None:
    """Whether tags in the texts shall become tags of the notes; nothing where there are none."""
    if not plan.text_tags:
        return None
    tick = Tick(sheet.theme, tr("Make tags of the #tags in the texts"))
    tick.setChecked(True)
    about = tr_n(
        "{n} tag stands in texts only, as #tag. The texts stay as they are.",
        "{n} tags stand in texts only, as #tag. The texts stay as they are.",
        plan.text_tags,
    )
    sheet.choice(tick, about)
    return tick


def say_unread(sheet: Sheet, told: Imported) -> None:
    """The notes whose front matter stayed text, with the file and the line of the mistake."""
    if not told.unread:
        return
    sheet.head(
        tr_n(
            "{n} note keeps its front matter as text",
            "{n} notes keep their front matter as text",
            told.unread,
        )
    )
    sheet.say(
        tr("It could not be read, so it stands at the top of the note, word for word."),
        muted=True,
    )
    for row in told.unread_listed[:LISTED]:
        sheet.add(OneLine(sheet.theme, tr("{file}, line {line}", file=row.file, line=row.line)))
        sheet.add(label_of(sheet.theme, row.reason, muted=True), tight=True)
    if told.unread > LISTED:
        sheet.say(tr_n("… and {n} more.", "… and {n} more.", told.unread - LISTED), muted=True)


def say_lost_links(sheet: Sheet, told: Imported) -> None:
    """The links that lead to no note, by the names that they give."""
    if not told.links_lost:
        return
    sheet.head(tr_n("{n} link leads to no note", "{n} links lead to no note", told.links_lost))
    told_in = tr_n("Found in {n} note.", "Found in {n} notes.", told.links_lost_files)
    left = tr("Links stay as they are, and lead there when the notes come.")
    sheet.say(f"{told_in} {left}", muted=True)
    for row in told.lost_listed:
        # Joplin's links name no title, only an id.
        named = row.name if row.name.startswith(":/") else f"[[{row.name}]]"
        words = f"{named} · {', '.join(row.files)}"
        sheet.add(OneLine(sheet.theme, words), tight=row is not told.lost_listed[0])
