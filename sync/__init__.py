"""One brain on many devices: pushing and pulling events, and the team server at the other end.

It may use the core's public face, and nothing below it may know it.
"""

import sys
from types import ModuleType
from typing import cast

# httpx brings a command line along, and that a toolkit for terminals: most of the time that importing it takes. It does
# without where the command line is missing, which None stands for.
sys.modules.setdefault("httpx._main", cast("ModuleType", None))
