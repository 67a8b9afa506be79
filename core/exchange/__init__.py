"""Files that other programs read and write: notes in from Markdown or JSON lines, notes out in both forms.

Owns what a file means as notes and what a note looks like in a file. `import_notes` reads a path and brings what it finds
through the log's one append; `export_notebook` writes all there are. It refuses to know windows, the command line and SQL.
"""

from core.exchange.folders import Folders
from core.exchange.intake import import_notes
from core.exchange.made_tags import ALL_OF_IT, Taking
from core.exchange.outlet import Exported, Format, export, export_notebook
from core.exchange.tally import Imported, SetAside
from core.exchange.vaults import Vaults
from core.store.outgoing import Extent

__all__ = [
    "ALL_OF_IT",
    "Exported",
    "Extent",
    "Folders",
    "Format",
    "Imported",
    "SetAside",
    "Taking",
    "Vaults",
    "export",
    "export_notebook",
    "import_notes",
]
