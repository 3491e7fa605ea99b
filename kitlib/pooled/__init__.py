"""The pooled picture: many contributions become a release everyone may see.

Contributions and rows of central systems are counted, protected at the one gate
(`kitlib.privacy.release`), and written as a page, a workbook, slides and data.
"""

from __future__ import annotations

from kitlib.pooled.rows import Rows
from kitlib.pooled.run import Pooled, pool

__all__ = ["Pooled", "Rows", "pool"]
