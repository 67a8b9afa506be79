"""A moment as one writes it in German, in the English words that `moments` reads: `3. März 2025, 14:05`, `vor einer Stunde`.

Owns the German words. What has none of them comes out as it went in. It refuses to know what a moment stands for, and which
language the window speaks: who writes German is understood either way.
"""

from __future__ import annotations

import re

_WORDS = {
    "jetzt": "now",
    "heute": "today",
    "gestern": "yesterday",
    "vorgestern": "day-2",
    "mittag": "noon",
    "mittags": "noon",
    "mitternacht": "midnight",
    "montag": "monday",
    "dienstag": "tuesday",
    "mittwoch": "wednesday",
    "donnerstag": "thursday",
    "freitag": "friday",
    "samstag": "saturday",
    "sonnabend": "saturday",
    "sonntag": "sunday",
    "mo": "monday",
    "di": "tuesday",
    "mi": "wednesday",
    "do": "thursday",
    "fr": "friday",
    "sa": "saturday",
    "so": "sunday",
    "mär": "march",
    "märz": "march",
    "mai": "may",
    "juni": "june",
    "juli": "july",
    "okt": "october",
    "oktober": "october",
    "dez": "december",
    "dezember": "december",
}
"""Those of months that begin as in English are understood already."""
_NUMBERS = {
    "einem": "a", "einer": "a", "zwei": "two", "drei": "three", "vier": "four", "fünf": "five", "sechs": "six",
    "sieben": "seven", "acht": "eight", "neun": "nine", "zehn": "ten", "elf": "eleven", "zwölf": "twelve",
}  # fmt: skip
_UNITS = {
    "minute": "minute",
    "min": "minute",
    "stunde": "hour",
    "std": "hour",
    "tag": "day",
    "woche": "week",
    "monat": "month",
    "jahr": "year",
}

_AGO = re.compile(rf"\bvor (\w+) ({'|'.join(_UNITS)})(?:en|n)?\b\.?")
_LAST = re.compile(r"\b(?:letzte[nrs]?|vorige[nrs]?) (woche|monat|jahr)\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))? ?uhr(?: (\d{2}))?\b")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4})|(\d{2}))?(?![\d.:])")
_MONTHS = "january february march april may june july august september october november december".split()
_FILLING = re.compile(r"^am |\b(?:den|der|vom) |\bum (?=\d)")
_WORD = re.compile(r"[^\W\d_]+")


def in_english(plain: str) -> str:
    """The same moment in English, as far as it is written in German. `plain` is in small letters, with single spaces."""
    plain = plain.replace("vor einer halben stunde", "half an hour ago")
    plain = _AGO.sub(lambda found: f"{_NUMBERS.get(found[1], found[1])} {_UNITS[found[2]]} ago", plain)
    plain = _LAST.sub(lambda found: f"last {_UNITS[found[1]]}", plain)
    plain = _CLOCK.sub(lambda found: f"{found[1]}:{found[2] or found[3] or '00'}", plain)
    plain = _DAY.sub(_day, plain)
    return _WORD.sub(lambda found: _WORDS.get(found[0], found[0]), _FILLING.sub("", plain)).strip()


def _day(found: re.Match[str]) -> str:
    """`28.11.`, `28.11.26` or `28.11.2026`: with a dot behind it, the month is never the first figure."""
    if not 1 <= int(found[2]) <= len(_MONTHS):
        return found[0]
    year = found[3] or (f"20{found[4]}" if found[4] else "")
    return f"{found[1]} {_MONTHS[int(found[2]) - 1]} {year}".strip()
