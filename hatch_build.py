"""Makes what is packed when the package is built: in a wheel, and for ``pip install -e .``.

The words are made of other packages, which are needed to build the kit and not to use it; the
font is cut down once, and not again for each page.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackedHook(BuildHookInterface):
    """Put the packed words and the packed font in place before the wheel's files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from kitlib import lettering
        from kitlib.privacy.find_packed import PLACE
        from kitlib.privacy.find_sources import packed_sources, put

        put(packed_sources(), PLACE)
        put(lettering.pack().encode(), lettering.PLACE)
        # Left out of git, and so out of a wheel, unless it is named here.
        root = Path(self.root).resolve()
        for place in (PLACE, lettering.PLACE):
            build_data["artifacts"].append(place.relative_to(root).as_posix())
