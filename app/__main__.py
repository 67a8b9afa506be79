"""`python -m app`, and the bundle: the same as `second-brain`, and the processes that the program starts of itself."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--watch-database"]:
        from core import watch_database

        sys.exit(watch_database(sys.argv[2:]))
    if sys.argv[1:2] in (["--cut-words"], ["--cut-file"]):
        from core import cut_words

        sys.exit(cut_words(of_file=sys.argv[1] == "--cut-file"))
    if sys.argv[1:2] == ["--read-pdf"]:
        from core import read_pdf

        sys.exit(read_pdf(sys.argv[2]))
    if sys.argv[1:2] == ["--work"]:
        from core import do_work

        sys.exit(do_work())
    from app.cli import main

    sys.exit(main())
