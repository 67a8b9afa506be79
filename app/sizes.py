"""How large things are: windows, sheets, columns and panes, and what stands in a line, in device-independent pixels.

Steps of the grid but for icons and round corners. A space between two things is said where they are laid out, as so many
steps of `GRID`; whatever is wider has its name here. It refuses to know which widget has a size, and what a painter places
within it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize

from app.theme import GRID

# Windows
WINDOW, WINDOW_LEAST = QSize(280 * GRID, 180 * GRID), QSize(135 * GRID, 105 * GRID)
CAPTURE, CAPTURE_LEAST = QSize(150 * GRID, 75 * GRID), QSize(80 * GRID, 55 * GRID)
CAPTURE_MORE: Final = 40 * GRID  # for each 100 % that the text is larger, so that it shows as many lines
DETAILS, READER = QSize(140 * GRID, 90 * GRID), QSize(240 * GRID, 160 * GRID)
# The list of headings beside a text, of parts beside a page
CONTENTS_WIDTH, PARTS_WIDTH = 60 * GRID, 45 * GRID
OWN_ICON = (16, 22, 32, 64, 128)  # what panels, title bars and lists of windows ask for

# Pages and sheets: how wide they are at most
COLUMN: Final = 180 * GRID  # of text
PAGE: Final = 160 * GRID
WELCOME, PLAIN = 130 * GRID, 130 * GRID
START, START_LEAST = 110 * GRID, 70 * GRID
PALETTE: Final = 140 * GRID
MAKING: Final = 105 * GRID
WHY: Final = 95 * GRID
GLANCE: Final = 95 * GRID
SHEET: Final = 85 * GRID
OFFERS: Final = 80 * GRID
SAVING: Final = 75 * GRID
STATUS: Final = 9 * GRID  # the line at the bottom, in which the toast has room

# The three panes: at least and at most, and at first
SIDE_BAR, LIST = (40 * GRID, 80 * GRID), (60 * GRID, 120 * GRID)
NOTE_LEAST: Final = 49 * GRID  # beside both of them at least, in a window as narrow as `NARROWER`
# Versions and text stand beside each other, and side bar and list fold where they leave no room for that.
HISTORY_LEAST: Final = 135 * GRID
PANES = [55 * GRID, 80 * GRID, 145 * GRID]
NOTE_THEN_LEAST: Final = 74 * GRID  # beside the least list in the least window
VERSIONS = (57 * GRID, 65 * GRID)  # the list of them

HALVES = [1_000, 1_000]  # only how they stand to each other is looked at
ENDLESS: Final = 1 << 20  # a place for what says itself how long it is

# How narrow or low a pane may be before it is laid out otherwise
NARROW, NARROWER = 225 * GRID, 150 * GRID  # the window: below these the side bar folds, then the list
CHART_LOW: Final = 105 * GRID  # a page lower than this has no room for the chart of activity
SELECTION_NARROW: Final = 95 * GRID
SIDE_BY_SIDE: Final = 140 * GRID  # from here two texts fit beside each other
BESIDE: Final = 110 * GRID  # from here words and their button do, a field and those of it, and tags and dates
LOW: Final = 175 * GRID  # in a lower editor the text has the room, and a panel is a line until it is unfolded
# Where all is very large, a folded panel gives its line, too, and is unfolded by key.
LOWEST: Final = 80 * GRID
HIGH: Final = 500 * GRID  # of a panel that stands alone
ABOVE, EACH = 75 * GRID, 110  # what is over the rows of a panel, and the editor's height for each of them

# Text
MARGIN: Final = 6 * GRID  # beside the column
SCROLLED: Final = 2 * GRID  # the same, at the side of the scroll bar
PAGE_TOP, PAGE_BOTTOM = 8 * GRID, 24 * GRID
READ_TOP, READ_BOTTOM = 8 * GRID, 16 * GRID
INDENT: Final = 6 * GRID
BOX: Final = 6 * GRID  # at the left of a task's words
QUOTE_BAR, CODE_INSET = 14, 3 * GRID
PICTURE, PICTURE_HIGH = 160 * GRID, 80 * GRID
TEXT_LEAST: Final = 24 * GRID  # so high is each of several texts: where all do not fit, one scrolls
WRITING = QSize(40 * GRID, 20 * GRID)  # the least of a text that is written

# What stands in a line
ROW_PICTURE: Final = 11 * GRID  # at the end of a row of the list
CHIP, CHIP_LEAST, CHIP_MOST = 6 * GRID, 16 * GRID, 60 * GRID
CROSS: Final = 18  # the room at a chip's right end that removes it
FILE_LEAST, FILE_MOST = 24 * GRID, 70 * GRID
FOOT: Final = 6 * GRID
SWITCH = QSize(7 * GRID, FOOT)
TAGS_LEAST: Final = 40 * GRID  # what the tags have of the foot in any case
FIELD, FIELD_SMALL, FIELD_WIDE = 30 * GRID, 24 * GRID, 60 * GRID
KEY_FIELD, TAG_FIELD = 40 * GRID, 50 * GRID
FIGURE: Final = 25 * GRID
CHART, CHART_LINE, CHART_BAR = 80 * GRID, 6 * GRID, 10
WAY, WAY_BAR = QSize(120 * GRID, 8 * GRID), 3  # of an import, step by step
SHARE = QSize(10 * GRID, 4 * GRID)
PANEL_ROW: Final = 50 * GRID

# Icons
ICON, SMALL_ICON, TINY_ICON = 16, 14, 12
STEP_ICON, CHOICE_ICON, EMPTY_ICON = 20, 24, 32

# Corners
ROUND, SOFT, SLIGHT = 6, 4, 3
