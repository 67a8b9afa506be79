"""Keeps the translations: `resources/languages/de.po` has them as people write them, `de.qm` as Qt reads them.

    python .make/languages.py            look for words in the code, put new ones into every .po, then compile
    python .make/languages.py --compile  compile what is newer than its .qm; says nothing where nothing was done

The words are those in calls of `tr`, `tr_n` and `tr_noop` (`core/language.py`). What the code no longer says leaves the
file.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
LRELEASE = Path(sys.executable).with_name("pyside6-lrelease")
ROOMS = ("app", "core", "sync")
ENGLISH_ONLY = ("app/cli/", "sync/server/")  # scripts read the one, those who run a server the other
KEYWORDS = {"tr": None, "tr_noop": None, "tr_n": (1, 2)}
NOT_KEPT = ('"Project-Id', '"Report-', '"POT-', '"PO-', '"Last-', '"Language-Team', '"Generated-')
HEADER = "# The words of Second Brain's window. Made by `make languages`, translated by hand.\n#"


def spoken() -> list[tuple[str, ...]]:
    """Every text that the code says, once, in its order by name; two forms where something is counted."""
    from babel.messages.extract import extract_from_dir

    found: dict[tuple[str, ...], None] = {}
    for room in ROOMS:
        for path, _, message, *_ in extract_from_dir(ROOT / room, [("**.py", "python")], {}, KEYWORDS):
            if not f"{room}/{path}".startswith(ENGLISH_ONLY):
                found[(message,) if isinstance(message, str) else tuple(message)] = None
    return sorted(found)


def refresh(path: Path) -> None:
    """Puts every text of the code into a file of translations, and takes out what is no longer said."""
    from babel.messages import pofile
    from babel.messages.catalog import Catalog

    with path.open("rb") as written:
        known = pofile.read_po(written)
    fresh = Catalog(locale=known.locale, header_comment=HEADER, fuzzy=False)
    for forms in spoken():
        old = known.get(forms[0])
        said = old.string if old and isinstance(old.id, tuple) == (len(forms) > 1) else None
        fresh.add(forms[0] if len(forms) == 1 else forms, said)
    whole = io.BytesIO()
    pofile.write_po(whole, fresh, width=110, sort_output=True, omit_header=False)
    lines = whole.getvalue().decode().splitlines(keepends=True)
    kept = "".join(each for each in lines if not each.startswith(NOT_KEPT))
    path.write_text(kept, encoding="utf-8", newline="\n")


def compile_(path: Path) -> None:
    """Makes Qt's file out of one of translations."""
    made = path.with_suffix(".qm")
    if made.exists() and made.stat().st_mtime >= path.stat().st_mtime:
        return
    # Qt takes the rules of counting from this line of the head, which is its own.
    text = path.read_text(encoding="utf-8")
    told = text.replace('"Language: ', f'"X-Language: {path.stem}\\n"\n"Language: ', 1)
    source, fresh = made.with_suffix(".new.po"), made.with_suffix(".new.qm")
    source.write_text(told, encoding="utf-8")
    try:
        subprocess.run([LRELEASE, "-silent", source, "-qm", fresh], check=True)
        fresh.replace(made)  # a window that runs reads from the old file until it ends
    finally:
        source.unlink()


def main(arguments: list[str]) -> int:
    for path in sorted(LANGUAGES.glob("*.po")):
        if "--compile" not in arguments:
            refresh(path)
        compile_(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
