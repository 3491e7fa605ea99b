"""Late and older files: whose numbers of a half-year are not those that came out."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kitlib.dansk import join, plural
from kitlib.privacy.halfyears import said as half_year

if TYPE_CHECKING:
    from kitlib.contribution import Contribution
    from kitlib.privacy.release_moved import Out
    from kitlib.privacy.release_result import Gate

__all__ = ["late_and_old", "marks"]

_NAMED = 5  # units named in a note; the rest are counted


def marks(
    contributions: Iterable[Contribution], periods: Iterable[str], secret: bytes
) -> dict[str, list[str]]:
    """Return for each half-year a mark of what every contribution says of it, for the log.

    Days would not do: a unit sends its earlier half-years along each time, and what it made on the
    day of a release may or may not be in it. The same numbers have the same mark, whoever sent
    them and however often; made with the publisher's secret, it tells nobody which they are.

    Parameters
    ----------
    periods : iterable of str
        Half-years, "" for what has none.
    secret : bytes
        The publisher's own.
    """
    made = list(contributions)
    return {
        period: sorted(mark for each in made if (mark := _mark(each, period, secret)))
        for period in sorted(set(periods))
    }


def _mark(made: Contribution, period: str, secret: bytes) -> str:
    """Return the mark of a contribution's half-year; empty where it says nothing of it."""
    cells = [(name, a, b, n, key) for name, a, b, of, n, *_, key in made.rows if of == period]
    if not cells:
        return ""
    text = repr((period, sorted(cells)))
    return hmac.digest(secret, b"sendt\0" + text.encode("utf-8"), "sha256").hex()[:32]


def late_and_old(
    contributions: Sequence[Contribution], out: Out, gate: Gate, secret: bytes
) -> tuple[str, ...]:
    """Say whose numbers of a half-year are not those that came out, and who has not sent since.

    Parameters
    ----------
    contributions : sequence of Contribution
        Those that count.
    out : Out
        What is out.
    gate : Gate
        What comes out now.
    secret : bytes
        The publisher's own, as the marks were made with.
    """
    told = []
    for period, known in sorted(out.sent.items()):
        found = ((made.enhed, _mark(made, period, secret)) for made in contributions)
        late = [unit for unit, mark in found if mark and mark not in known]
        if late:
            called = half_year(period) if period else "tal uden halvår"
            told.append(
                f"Nye eller ændrede tal, efter at {called} kom ud: {_few(late)}. Tallene derfra "
                "står, som de er."
            )
    latest = max((p for table in gate.tables for p in table.periods), default="")
    if latest:
        quarter = f"{latest[:4]} K{2 if latest.endswith('1') else 4}"
        old = [made.enhed for made in contributions if made.kvartal < quarter]
        if old:
            told.append(f"Har ikke sendt siden {half_year(latest)} sluttede: {_few(old)}.")
    return tuple(told)


def _few(units: Sequence[str]) -> str:
    more = len(units) - _NAMED
    return join([*units[:_NAMED], *([plural(more, "til", "til")] if more > 0 else [])])
