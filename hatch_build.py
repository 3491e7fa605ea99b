"""Makes the packed word file when the package is built: in a wheel, and for ``pip install -e .``.

It is made of other packages, which are needed to build the kit and not to use it.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordsHook(BuildHookInterface):
    """Put kitlib/privacy/words.bin in place before the files of the wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from kitlib.privacy.find_packed import PLACE
        from kitlib.privacy.find_sources import packed_sources, put

        put(packed_sources(), PLACE)
        # Left out of git, and so out of a wheel, unless it is named here.
        build_data["artifacts"].append(PLACE.relative_to(Path(self.root).resolve()).as_posix())
