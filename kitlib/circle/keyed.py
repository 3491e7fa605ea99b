"""Who a team's codes are, from its own locked key: told to the screen that asks, and not kept."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error

from kitlib.codes import normal
from kitlib.instruments import all_instruments
from kitlib.ordinary import MOST_BYTES
from kitlib.privacy.key import read_key
from kitlib.problems import KitError
from kitlib.team import Team

__all__ = ["people_of"]


def people_of(team: Team, locked: str, passphrase: str, name: str) -> list[dict[str, str]]:
    """Return the people of a locked key whom the team's tables tell of, in the key's order.

    Parameters
    ----------
    locked : str
        What the file holds, in base64 as a browser sends it; it is unlocked in memory.
    name : str
        What the file is called, for what is said of it.

    Returns
    -------
    list of {code, name}
        Everybody of the key where the team's tables hold no code.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or the file is no key.
    """
    try:
        raw = b64decode(locked, validate=True)
    except (Error, ValueError):
        raw = b""
    if not raw or len(raw) > MOST_BYTES:
        raise KitError("Filen er ikke en nøgle.", hint="Vælg den, som 'laeringskit koder' lavede.")
    key = read_key(raw, passphrase, file=name)
    used = _codes(team)
    there = {code: names for code, names in key.people.items() if normal(code) in used}
    return [{"code": code, "name": names[0]} for code, names in (there or key.people).items()]


def _codes(team: Team) -> set[str]:
    """Every code that stands in a column of codes of the team's tables."""
    found: set[str] = set()
    for name, instrument in all_instruments().items():
        frame = team.frames.get(name)
        if frame is None:
            continue
        for column in instrument.columns:
            if column.kind in ("kode", "koder") and column.name in frame:
                said = ",".join(map(str, frame[column.name].dropna().unique()))
                found |= {normal(code.strip()) for code in said.split(",") if code.strip()}
    return found
