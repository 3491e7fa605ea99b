"""A unit's own numbers, exact, beside everybody's: drawn at the unit, and nothing leaves."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.columns import fold
from kitlib.contribution.make import counts_of
from kitlib.dansk import plural
from kitlib.evidence.policy import policy_for
from kitlib.figures import ALL, Numbers, Scale, View, one_scale
from kitlib.mine import Mine, open_mine
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.page import Page
from kitlib.pooled.narrow import narrow
from kitlib.pooled.rules import rules
from kitlib.pooled.tables import COLUMNS
from kitlib.privacy.halfyears import said as half_year
from kitlib.privacy.lock import is_locked
from kitlib.privacy.policy import FEW, TableWords
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.problems import KitError, Problem
from kitlib.team import Team
from kitlib.twin import lying

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["beside_views", "make_beside", "open_own", "read_public", "show_beside"]

_OWN = "Jeres egne"
_FILE = "tal.csv"
_QUESTION = "Find filen tal.csv i det samlede billede, og nævn den eller dens mappe."


def read_public(path: str | Path) -> pd.DataFrame:
    """Read what a release published: a file, its folder, or the latest in a folder of releases.

    Raises
    ------
    KitError
        There is none, or it is something else.
    """
    import pandas as pd

    path = Path(path)
    found = max(path.rglob(_FILE), key=str, default=path / _FILE) if path.is_dir() else path
    require_ordinary(found, most=MOST_BYTES)
    try:
        table = pd.read_csv(found, sep=";", encoding="utf-8-sig", dtype="string")
    except (OSError, ValueError):
        raise KitError(
            Problem(
                "Det samlede billede findes ikke dér.", _QUESTION, found.name, code="sammen_findes"
            )
        ) from None
    if not set(COLUMNS) <= set(table.columns):
        raise KitError(
            Problem(
                "Filen er ikke et samlet billede, eller det er fra en ældre udgave.",
                _QUESTION,
                found.name,
                code="sammen_andet",
            )
        )
    return table.fillna("").assign(n=pd.to_numeric(table["n"]).astype("Int64"))


def beside_views(opened: Team | Mine, public: pd.DataFrame) -> list[View]:
    """Return a figure for each table that both a unit and a release have.

    Parameters
    ----------
    opened : Team or Mine
        Whose own numbers.
    public : DataFrame
        From `read_public`.
    """
    own, policy = counts_of(opened), rules()
    told = [name for name in dict.fromkeys(own["tabel"]) if name in set(public["tabel"])]
    return [
        _view(own[own["tabel"] == name], public[public["tabel"] == name], words, opened)
        for name in told
        if (words := policy.tables.get(name)) is not None and not words.b
    ]


def _view(own: pd.DataFrame, public: pd.DataFrame, words: TableWords, opened: Team | Mine) -> View:
    whole = public[public["periode"] == TOTAL]
    columns: dict[str, pd.DataFrame] = {}
    about = opened.about
    for name, district, kind in (
        (f"{about.distrikt}, {about.type}", about.distrikt, about.type),
        (ALL, TOTAL, TOTAL),
    ):
        rows = whole[(whole["distrikt"] == district) & (whole["type"] == kind)]
        if len(rows):
            columns[name] = rows
    labels = [a for a in dict.fromkeys(columns.get(ALL, whole)["a"]) if a != TOTAL]
    ours = _own_counts(own, labels)
    n = int(own["n"].max())
    values: dict[tuple[str, str], int | None] = {
        (str(a), name): None if missing else int(n)
        for name, rows in columns.items()
        for a, n, missing in zip(rows["a"], rows["n"], rows["n"].isna(), strict=True)
    }
    shown = policy_for(n).counts
    if shown:
        values |= {(label, _OWN): ours.get(label, 0) for label in labels}
    heads = ((_OWN,) if shown else ()) + tuple(columns)
    scales: dict[tuple[str, str], Scale] = {}
    for head in heads:  # so few beside so many could not be seen on one scale
        scales |= one_scale(values, labels, [head])
    grid = Numbers(tuple(labels), heads, values, scales, mark=FEW)
    periods = [half_year(p) for p in sorted(set(public["periode"]) - {TOTAL, ""})]
    alt = " ".join(
        f"{label}: "
        + ", ".join(
            f"{head} {FEW if (k := values.get((label, head))) is None else k}" for head in heads
        )
        + "."
        for label in labels
    )
    return View(
        key=f"sammen.{words.name.replace('.', '_')}",
        question=words.spoergsmaal,
        sentence=_sentence(n, shown, words, periods),
        caveat=f"{policy_for(n).caveat} {words.forbehold}",
        alt=alt,
        data=own,
        ring=opened.ring,
        blocks=(grid,),
    )


def _own_counts(own: pd.DataFrame, labels: list[str]) -> dict[str, int]:
    """Return the unit's own counts under the headings of the release; the rest together."""
    known = {fold(label): label for label in labels}
    rest = labels[-1] if labels and labels[-1].startswith("andre ") else ""
    found: dict[str, int] = {}
    for a, n in zip(own["a"], own["antal"], strict=True):
        label = known.get(fold(str(a)), rest)
        found[label] = found.get(label, 0) + int(n)
    return found


def _sentence(n: int, shown: bool, words: TableWords, periods: list[str]) -> str:
    who = plural(n, words.ental, words.flertal)
    said = f"I har {who} med, præcist talt."
    if not shown:
        said = f"I har {who} med. Det er for få til at vise som en gruppe."
    span = " til ".join(dict.fromkeys([*periods[:1], *periods[-1:]]))
    since = f" Alles er kun fra {span}, jeres er alt, hvad I har." if span else ""
    return f"{said}{since} Alles tal er flyttet lidt."


def _no_page() -> KitError:
    return KitError(
        "Din egen fil bliver ikke lavet til en side: den ville ligge, så andre kan læse den.",
        hint="Se dine egne tal med: laeringskit mit FIL",
    )


def open_own(path: Path) -> Mine | None:
    """Open one's own file, where a path is of one; it is never asked what a locked one says.

    Raises
    ------
    KitError
        It is locked, however it is named: no page is made of it, so no passphrase is needed.
    """
    found = lying(path)
    if not found.is_file():
        return None
    if is_locked(found):
        raise _no_page()
    return open_mine(found)


def show_beside(opened: Team | Mine, public: pd.DataFrame, path: str | Path | None = None) -> Page:
    """Write the figures on one page in the unit's own folder.

    Raises
    ------
    KitError
        Nothing is in both, or it is one's own file about real people: a page of it could be read
        by others.
    """
    from kitlib.page import Section, write_page

    if isinstance(opened, Mine) and (opened.locked or not opened.about.opdigtet):
        raise _no_page()
    views = beside_views(opened, public)
    if not views:
        raise KitError(
            "Der er ingen tabel, som både I og det samlede billede har.",
            hint="Se, hvad I selv har, med: laeringskit vis MAPPE",
        )
    title = f"{opened.name}: jeres egne tal ved siden af alles"
    lead = "Siden er kun til jer. Den er ikke til at sammenligne med andre enheder."
    where = write_page(
        Path(path or opened.home.out / "sammen.html"),
        title=title,
        lead=lead,
        sections=[Section("", tuple(views))],
        home=opened.home,
        output="mit.html" if opened.ring == "mit" else "sammen.html",
        problems=opened.problems,
        narrow=lambda view: narrow(next(b for b in view.blocks if isinstance(b, Numbers))),
        keyed=False,
    )
    return Page(where, title, len(views), opened.problems)


def make_beside(source: Path, out: Path) -> list[Path]:
    """Make the page of a team's folder beside a release of its own numbers, for the register."""
    from kitlib.pooled.run import make_release
    from kitlib.team import open_team

    with tempfile.TemporaryDirectory() as place:
        make_release(source, Path(place) / "ud")
        public = read_public(Path(place) / "ud")
    return [show_beside(open_team(source), public, out / "sammen.html").path]
