"""The pooled picture as a notebook shows it: contributions, a register, a release, an attack."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from kitlib.clock import today
from kitlib.contribution import Contribution
from kitlib.contribution.keyfile import SECRET, keys_in
from kitlib.contribution.words import as_text
from kitlib.dansk import join, number, plural
from kitlib.evidence import LABELS
from kitlib.figures import View
from kitlib.pooled.figures import table_view
from kitlib.pooled.naive import EXAMPLE, Attack, LessonGrid, example_counts, naive_attack
from kitlib.pooled.run import Pooled, pool
from kitlib.pooled.sample import SAMPLE_DAY, pool_sample, sample_contributions
from kitlib.pooled.write import Words, views_of
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release import SafeTable, pass_through, publisher_secret
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.problems import KitError, did_you_mean

__all__ = ["Attack", "Lesson", "Text", "samlet_billede"]


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


@dataclass(frozen=True, eq=False)
class Lesson:
    """Contributions, and what they become; of the sample an invented register is among them.

    Examples
    --------
    >>> billede = samlet_billede()
    >>> billede
    Det, der er samlet                     Hvor mange
    Bidrag fra enheder                     12
    Andre enheder, fra et centralt system  55
    Tabeller, der kom ud                   5
    Tal i dem                              1.164
    Tal i dem, der er få                   395
    """

    bidragene: dict[str, Contribution] = field(repr=False)
    _done: Pooled = field(repr=False)
    _words: Words = field(repr=False)

    def __repr__(self) -> str:
        return repr(self._summary)

    def _repr_html_(self) -> str:
        return self._summary._repr_html_()

    @property
    def _summary(self) -> LessonGrid:
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
        return LessonGrid(("Det, der er samlet", "Hvor mange"), said)

    def bidrag(self, enhed: str) -> Text:
        """Return all that leaves one unit."""
        for made in self.bidragene.values():
            if made.enhed == enhed:
                return Text(as_text(made), lined_up=True)
        names = [made.enhed for made in self.bidragene.values()]
        hint = did_you_mean(enhed, names) or f"Der er: {join(sorted(names))}."
        raise KitError("Enheden er ikke med.", hint=hint)

    @property
    def hvem(self) -> LessonGrid:
        """Who has contributed, in alphabetical order."""
        rows = sorted((c.enhed, c.type, c.distrikt) for c in self.bidragene.values())
        return LessonGrid(("Enhed", "Type", "Distrikt"), tuple(rows), self._done.coverage.line)

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
    def tilbageholdt(self) -> LessonGrid:
        """What did not come out, and why."""
        policy = release_policy()
        rows = tuple(
            (policy.tables[name].kort if name in policy.tables else name, reason)
            for name, reason in self._done.gate.held_back.items()
        )
        return LessonGrid(("Ikke ude", "Hvorfor"), rows)

    @property
    def kan_ikke(self) -> Text:
        """What the numbers cannot say."""
        return Text("\n".join([*self._words.cannot, "", self._words.learning]))

    @cached_property
    def naivt(self) -> Attack:
        """A table where only 1-4 is hidden, and what that is worth."""
        return naive_attack()

    @cached_property
    def _ours(self) -> SafeTable:
        secret = publisher_secret(None)
        return pass_through(example_counts(), release_policy(), secret=secret).tables[0]

    @property
    def vores(self) -> View:
        """The same numbers, through the gate."""
        return table_view(self._ours, caveat="Tallene er fundet på.")

    @property
    def vores_angrebet(self) -> LessonGrid:
        """The same subtraction in ours, and how it went: what is true is known here alone."""
        public = self._ours.public
        shown = public.pivot_table(index="gruppe", columns="a", values="n", observed=True)
        counts = example_counts()
        true = counts.groupby(["distrikt", "a"])["antal"].sum()
        rows = []
        for name in EXAMPLE:
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
        return LessonGrid(("Felt", "Regnet ud", "Det sande tal"), tuple(rows), below)


def _whole(number: Any) -> int:
    """Take what is few as 2, as a reader would."""
    return 2 if number != number else int(number)


def samlet_billede(mappe: str | Path | None = None, *, noegle: str | Path | None = None) -> Lesson:
    """Pool contributions to look at, in a folder that is gone again; nothing is released.

    Parameters
    ----------
    mappe : path, optional
        A folder of contributions; the invented sample where none is given.
    noegle : path, optional
        The file with the analyst's secret key, for real contributions.

    Raises
    ------
    KitError
        There are no contributions in the folder, or they cannot be pooled.
    """
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as place:
        if mappe is None:
            made, day = sample_contributions(), SAMPLE_DAY
            done = pool_sample(Path(place))
        else:
            files, day = sorted(Path(mappe).glob("*.bidrag")), today()
            if not files:
                hint = "Filerne ender på .bidrag. Enhederne laver dem med: laeringskit bidrag MAPPE"
                raise KitError("Der er ingen bidrag i mappen.", hint=hint)
            identity = keys_in(noegle, SECRET)[0] if noegle is not None else None
            done = pool(files, Path(place), identity=identity)
            made = {c.key: c for c in done.collected.contributions}
    words = Words.of(release_policy(), done.coverage.line, "", day, gate=done.gate)
    return Lesson(made, done, words)
