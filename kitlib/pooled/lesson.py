"""The pooled picture as a notebook shows it: contributions, a register, a release, an attack."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.contribution import Contribution
from kitlib.contribution.words import as_text
from kitlib.dansk import number, plural
from kitlib.evidence import LABELS
from kitlib.figures import View
from kitlib.instruments.counted import Keys
from kitlib.pooled.figures import table_view
from kitlib.pooled.run import Pooled
from kitlib.pooled.sample import SAMPLE_DAY, pool_sample, sample_contributions
from kitlib.pooled.write import Words, views_of
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release import SafeTable, pass_through, publisher_secret
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN
from kitlib.problems import KitError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Attack", "Lesson", "Text", "samlet_billede"]

#: An invented district table to attack: per unit how many went each way, in the order of LABELS.
_EXAMPLE = {
    "Nord": ((6, 7, 5, 6, 2), (9, 8, 7, 5, 6), (7, 8, 9, 6, 7)),
    "Syd": ((7, 9, 6, 8, 5), (6, 5, 8, 7, 6), (8, 7, 6, 9, 9)),
    "Øst": ((1, 4, 8, 9, 6), (2, 6, 7, 8, 9), (0, 9, 6, 6, 8)),
}
_TABLE = "who5.retning"


@dataclass(frozen=True)
class Text:
    """Text shown as it is, the same way every time."""

    text: str
    lined_up: bool = False  # numbers below one another, by spaces

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        font = "font-family:monospace;" if self.lined_up else ""
        return f"<pre style='{font}font-size:15px;line-height:1.35'>{escape(self.text)}</pre>"


@dataclass(frozen=True)
class Grid:
    """A small table of text, hidden ones hatched."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: str = ""

    def __repr__(self) -> str:
        lines = [self.heads, *self.rows]
        wide = [max(len(row[i]) for row in lines) for i in range(len(self.heads))]
        said = ["  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)) for row in lines]
        return "\n".join([*(line.rstrip() for line in said), *([self.below] * bool(self.below))])

    def _repr_html_(self) -> str:
        pad = "padding:4px 14px 4px 0;text-align:left"
        away = "background:repeating-linear-gradient(135deg,#fff 0 4px,#ccc 4px 5px)"
        head = "".join(f"<th style='{pad}'>{escape(h)}</th>" for h in self.heads)
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{pad};{away if c == HIDDEN else ''}'>{escape(c)}</td>" for c in row
            )
            + "</tr>"
            for row in self.rows
        )
        below = f"<p style='font-size:19px'><b>{escape(self.below)}</b></p>" if self.below else ""
        return f"<table style='font-size:17px'><thead><tr>{head}</tr></thead>{body}</table>{below}"


@dataclass(frozen=True)
class Attack:
    """A table to attack, and what subtraction finds in it.

    Parameters
    ----------
    shown : Grid
        The table as it was printed.
    found : Grid
        Each hidden number that can be worked out, and how.
    """

    shown: Grid
    found: Grid


@dataclass(frozen=True, eq=False)
class Lesson:
    """Twelve invented contributions and an invented register, and what they become.

    Examples
    --------
    >>> billede = samlet_billede()
    >>> billede
    Det, der er samlet                     Hvor mange
    Bidrag fra enheder                     12
    Andre enheder, fra et centralt system  55
    Tabeller, der kom ud                   5
    Tal i dem                              1.218
    Tal i dem, der er få                   445
    """

    bidragene: dict[str, Contribution] = field(repr=False)
    _done: Pooled = field(repr=False)
    _words: Words = field(repr=False)

    def __repr__(self) -> str:
        return repr(self._summary)

    def _repr_html_(self) -> str:
        return self._summary._repr_html_()

    @property
    def _summary(self) -> Grid:
        tables = self._done.gate.tables
        shown = [table.series["status"] for table in tables]
        rows = {
            "Bidrag fra enheder": len(self.bidragene),
            "Andre enheder, fra et centralt system": len(self._done.units) - len(self.bidragene),
            "Tabeller, der kom ud": len(tables),
            "Tal i dem": sum(map(len, shown)),
            "Tal i dem, der er få": sum(int((s != "vist").sum()) for s in shown),
        }
        said = tuple((what, number(n)) for what, n in rows.items())
        return Grid(("Det, der er samlet", "Hvor mange"), said)

    def bidrag(self, enhed: str) -> Text:
        """Return all that leaves one unit."""
        for made in self.bidragene.values():
            if made.enhed == enhed:
                return Text(as_text(made), lined_up=True)
        names = [made.enhed for made in self.bidragene.values()]
        raise KitError("Enheden er ikke med.", hint=did_you_mean(enhed, names))

    @property
    def hvem(self) -> Grid:
        """Who has contributed, in alphabetical order."""
        rows = sorted((c.enhed, c.type, c.distrikt) for c in self.bidragene.values())
        return Grid(("Enhed", "Type", "Distrikt"), tuple(rows), self._done.coverage.line)

    @property
    def visninger(self) -> tuple[str, ...]:
        """Names of the figures that came out."""
        return tuple(view.key.removeprefix("udgivelse.") for view in self._views)

    @cached_property
    def _views(self) -> list[View]:
        return views_of(self._done.gate, self._words)

    def vis(self, navn: str) -> View:
        """Return one figure of the release."""
        for view in self._views:
            if view.key.removeprefix("udgivelse.") == navn:
                return view
        raise KitError("Figuren er ikke ude.", hint=did_you_mean(navn, self.visninger))

    @property
    def tilbageholdt(self) -> Grid:
        """What did not come out, and why."""
        policy = release_policy()
        rows = tuple(
            (policy.tables[name].kort if name in policy.tables else name, reason)
            for name, reason in self._done.gate.held_back.items()
        )
        return Grid(("Ikke ude", "Hvorfor"), rows)

    @property
    def kan_ikke(self) -> Text:
        """What the numbers cannot say."""
        return Text("\n".join([*self._words.cannot, "", self._words.learning]))

    @cached_property
    def naivt(self) -> Attack:
        """A table where only 1-4 is hidden, and what that is worth."""
        table = _naive()
        return Attack(_as_grid(table), _subtracted(table))

    @cached_property
    def _ours(self) -> SafeTable:
        secret = publisher_secret(None)
        return pass_through(_example_counts(), release_policy(), secret=secret).tables[0]

    @property
    def vores(self) -> View:
        """The same numbers, through the gate."""
        return table_view(self._ours, caveat="Tallene er fundet på.")

    @property
    def vores_angrebet(self) -> Grid:
        """The same subtraction in ours, and how it went: what is true is known here alone."""
        public = self._ours.public
        shown = public.pivot_table(index="gruppe", columns="a", values="n", observed=True)
        counts = _example_counts()
        true = counts.groupby(["distrikt", "a"])["antal"].sum()
        rows = []
        for name in _EXAMPLE:
            others = sum(_whole(shown.loc[name, label]) for label in LABELS[1:])
            found = _whole(shown.loc[name, TOTAL]) - others
            rows.append((f"{name}, {LABELS[0]}", number(found), number(int(true[name, LABELS[0]]))))
        right = sum(int(found == real) for _, found, real in rows)
        below = (
            f"{plural(right, 'regnestykke', 'regnestykker')} af {len(rows)} ramte, og ingen kan se "
            "hvilket."
            if right
            else "Ingen af regnestykkerne ramte."
        )
        return Grid(("Felt", "Regnet ud", "Det sande tal"), tuple(rows), below)


def _whole(number: Any) -> int:
    """Take what is few as 2, as a reader would."""
    return 2 if number != number else int(number)


def samlet_billede() -> Lesson:
    """Pool the invented sample, in a folder that is gone again."""
    made = sample_contributions()
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as place:
        done = pool_sample(Path(place))
    words = Words.of(release_policy(), done.coverage.line, "", SAMPLE_DAY, gate=done.gate)
    return Lesson(made, done, words)


def _example_counts() -> pd.DataFrame:
    import pandas as pd

    keys = Keys(b"opdigtet")
    rows = [
        (
            name := f"Skole {i} i {where}",
            "skole",
            where,
            _TABLE,
            label,
            "",
            "",
            n,
            None,
            keys.of_count(name, label, n),
        )
        for where, units in _EXAMPLE.items()
        for i, numbers in enumerate(units, start=1)
        for label, n in zip(LABELS, numbers, strict=True)
    ]
    columns = ["enhed", "type", "distrikt", "tabel", "a", "b", "periode", "antal", "sum", "noegle"]
    return pd.DataFrame(rows, columns=columns)


def _naive() -> pd.DataFrame:
    """A crosstab with all margins where 1-4 is blank: what most tools give."""
    counts = _example_counts()
    table = counts.pivot_table(
        index="distrikt",
        columns="a",
        values="antal",
        aggfunc="sum",
        margins=True,
        margins_name=TOTAL,
    )[[*LABELS, TOTAL]]
    return table.where((table == 0) | (table >= 5))


def _as_grid(table: pd.DataFrame) -> Grid:
    heads = ("", *(str(c).partition(", ")[0] for c in table.columns))
    rows = tuple(
        (str(name), *(HIDDEN if n != n else number(int(n)) for n in table.loc[name]))
        for name in table.index
    )
    return Grid(heads, rows)


def _subtracted(table: pd.DataFrame) -> Grid:
    """Subtract in every line that has one hole; no more is needed."""
    rows = []
    for name in table.index:
        *parts, total = table.loc[name]
        holes = [i for i, n in enumerate(parts) if n != n]
        if len(holes) == 1 and total == total:
            rest = int(total) - sum(int(n) for n in parts if n == n)
            label = str(table.columns[holes[0]]).partition(", ")[0]
            sums = " - ".join(number(int(n)) for n in (total, *(n for n in parts if n == n)))
            rows.append((f"{name}, {label}", sums, number(rest)))
    below = f"{plural(len(rows), 'skjult tal', 'skjulte tal')} regnet ud på et øjeblik."
    return Grid(("Felt", "Regnestykke", "Det skjulte tal"), tuple(rows), below)
