"""Proof that a later contribution comes from whoever sent the first: a chain run backwards.

The unit keeps a secret in its folder. Link number `led` of the chain is the secret hashed
`_LONGEST - led` times, so each later link hashes to the earlier ones, and nobody who has seen a
link can make the next. Each contribution carries one. (Lamport, "Password authentication with
insecure communication", Communications of the ACM 24, 1981.)
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kitlib.contribution.file import checksum, to_bytes
from kitlib.contribution.model import Contribution
from kitlib.placing import TEAM_ONLY, replacing
from kitlib.problems import KitError, Problem
from kitlib.writing import Home

__all__ = ["LONGEST", "Sender", "follows", "link", "proven"]

#: As many contributions as one unit can send in all.
LONGEST = 1000

_FILE = ".bidragsnoegle.json"
_KEY = re.compile(r"(\d{4})([0-9a-f]{160})")
_WORDS = (
    "Gem filen. Kun med den kan I sende et nyt bidrag i stedet for det gamle, eller trække det."
)


def link(secret: str, led: int) -> str:
    """Return one link of a chain.

    Examples
    --------
    >>> follows(link("x", 3), 3, link("x", 1), 1), follows(link("y", 3), 3, link("x", 1), 1)
    (True, False)
    """
    return _hashed(secret, LONGEST - led)


def follows(later: str, later_led: int, earlier: str, earlier_led: int) -> bool:
    """Whether one link proves that its sender also sent an earlier one."""
    if not (later and earlier and 0 < earlier_led < later_led <= LONGEST):
        return False
    return secrets.compare_digest(_hashed(later, later_led - earlier_led), earlier)


class Sender(NamedTuple):
    """The last contribution of a unit that counted, kept when its file is gone.

    Parameters
    ----------
    led, bevis : int, str
        Its link of the chain.
    inside : str
        Checksum of what it holds: its link has been seen, so another may carry it.
    """

    led: int
    bevis: str
    inside: str

    @classmethod
    def of(cls, contribution: Contribution) -> Sender:
        """Return what to remember of a contribution."""
        return cls(contribution.led, contribution.bevis, checksum(to_bytes(contribution)))

    def sent(self, contribution: Contribution) -> bool:
        """Whether a contribution is that last one, or a later one from the same sender."""
        return Sender.of(contribution) == self or follows(
            contribution.bevis, contribution.led, self.bevis, self.led
        )

    def left_behind(self, contribution: Contribution) -> bool:
        """Whether it is an earlier one; others could have made it from links they have seen."""
        return follows(self.bevis, self.led, contribution.bevis, contribution.led)


def _hashed(text: str, times: int) -> str:
    for _ in range(times):
        text = hashlib.sha256(text.encode("ascii", "replace")).hexdigest()
    return text


def proven(contribution: Contribution, home: Home) -> Contribution:
    """Return the contribution with the next link of its folder's chain, and remember that.

    An invented one needs no secret, and a part is not sent.

    Raises
    ------
    KitError
        The file with the secret is damaged, or the chain is at its end.
    """
    if contribution.sort == "del":
        return contribution
    if contribution.opdigtet:
        return replace(contribution, led=contribution.nr,
                       bevis=link(contribution.key, contribution.nr))  # fmt: skip
    path = _place(home)
    secret, last = _read(path)
    led = last + 1
    if led > LONGEST:
        raise KitError("Der er ikke flere numre til bidrag.", hint="Spørg den, der samler.")
    # One long word: whoever deletes a person leaves such words alone, and would else take "B07"
    # out of a secret that begins with b07.
    kept = {"noegle": f"{led:04}{secret}", "om": _WORDS}
    with replacing(path, mode=TEAM_ONLY) as temporary:
        temporary.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return replace(contribution, led=led, bevis=link(secret, led))


def _place(home: Home) -> Path:
    """Where the secret lies: never in `ud`, where all goes when any person is deleted."""
    folder = home.folder.resolve()
    while folder.name == home.out.name:
        folder = folder.parent
    return folder / _FILE


def _read(path: Path) -> tuple[str, int]:
    if not path.exists():
        return secrets.token_hex(80), 0
    try:
        found = _KEY.fullmatch(json.loads(path.read_text(encoding="utf-8"))["noegle"])
    except (OSError, ValueError, KeyError, TypeError):
        found = None
    if found is None:
        raise KitError(Problem(
            "Filen, der viser, at bidraget er jeres, kan ikke læses.",
            "Hent den fra en sikkerhedskopi, eller spørg den, der samler.", path.name,
            code="bidrag_bevis",
        ))  # fmt: skip
    return found[2], int(found[1])
