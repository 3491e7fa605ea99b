"""A unit's lasting secret: the keys of its persons and counts are made with it.

It stays in the unit's folder. Whoever samples the counts sees sums of keys and cannot make one.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kitlib.about import About
from kitlib.columns import fold
from kitlib.instruments.counted import Keys
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.placing import replacing
from kitlib.problems import KitError, Problem
from kitlib.whose import TEAM_ONLY
from kitlib.writing import Home

__all__ = ["UnitSecret"]

_FILE = ".bidragsnoegle.json"
_KEY = re.compile(r"\d{4}([0-9a-f]{160})")
_WORDS = (
    "Gem filen. Med den flyttes jeres tal lige meget hver gang, så ingen kan regne nogen ud ved at "
    "trække et samlet billede fra et andet."
)


@dataclass(frozen=True)
class UnitSecret:
    """The secret of a unit, and where it is kept.

    Parameters
    ----------
    path : Path or None
        Its file; None where the data is invented and nothing has to be kept.
    word : str
        The secret itself.
    """

    path: Path | None
    word: str = field(repr=False)

    @classmethod
    def of(cls, home: Home, unit: About, *, invented: bool) -> UnitSecret:
        """Return a folder's secret, or a new one that `keep` lays there.

        Invented data has the one its unit's name gives, so that what is made of it is always the
        same.

        Raises
        ------
        KitError
            The file with the secret is damaged.
        """
        if invented:
            return cls(None, hashlib.sha256(fold(unit.navn).encode("utf-8")).hexdigest())
        path = _place(home)
        return cls(path, _read(path) if path.exists() else secrets.token_hex(80))

    @property
    def keys(self) -> Keys:
        """The keys made with it."""
        return Keys(self.word.encode("ascii"))

    def keep(self) -> None:
        """Lay the secret where it is kept, where it is not there yet.

        Raises
        ------
        KitError
            Another has been laid there meanwhile: what was counted has the wrong keys then.
        """
        if self.path is None:
            return
        if not self.path.exists():
            # One long word that begins with a number: whoever deletes a person leaves such words
            # alone, and would else take "B07" out of a secret that begins with b07.
            kept = {"noegle": f"0001{self.word}", "om": _WORDS}
            with replacing(self.path, mode=TEAM_ONLY) as temporary:
                text = json.dumps(kept, ensure_ascii=False, indent=1)
                temporary.write_text(f"{text}\n", "utf-8")
        elif _read(self.path) != self.word:
            raise KitError("Et andet bidrag er ved at blive lavet.", hint="Prøv igen.")


def _place(home: Home) -> Path:
    """Where the secret lies: never in `ud`, where all goes when any person is deleted."""
    folder = home.folder.resolve()
    while folder.name == home.out.name:
        folder = folder.parent
    return folder / _FILE


def _read(path: Path) -> str:
    try:
        found = _KEY.fullmatch(
            json.loads(require_ordinary(path, most=MOST_BYTES).read_bytes())["noegle"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        found = None
    if found is None:
        raise KitError(
            Problem(
                "Filen, som jeres tal flyttes med, kan ikke læses.",
                "Hent den fra en sikkerhedskopi. Er den væk, så slet den, og sig det til den, der "
                "samler.",
                path.name,
                code="bidrag_hemmelighed",
            )
        )
    return found[1]
