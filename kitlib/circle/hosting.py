"""What a team agrees on before it begins: who hosts, keeps time and writes; a rule of choice."""

from __future__ import annotations

from typing import Any

from kitlib.circle.meeting import Meeting, Receipt
from kitlib.texts import load

__all__ = ["Hosting"]

_QUIET = "regel.stille"


class Hosting(Meeting):
    """Roles are told and never kept: who has one is said aloud. The rule chosen is kept."""

    def quiet_first(self, chosen: bool) -> Receipt:
        """Choose, or take back, that those who have said least speak first."""
        return self._write(_QUIET, bool(chosen))

    def hosting(self) -> dict[str, Any]:
        """Return `roles`, list of {name, short, does}, and `quiet`, {text, chosen}."""
        said = load("moede")
        return {
            "roles": [
                {"name": role["navn"], "short": role["kort"], "does": list(role["goer"])}
                for role in said["roller"]
            ],
            "quiet": {"text": said["stille"], "chosen": self.value(_QUIET, False) is True},
        }
