"""The files of a release: what everyone gets, and what stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.contribution import Collected
from kitlib.figures import View
from kitlib.material.slides import slides
from kitlib.pooled.coverage import Coverage
from kitlib.pooled.figures import mean_view, series_view, slide_views, table_view
from kitlib.pooled.layout import ToldTable, laid_out, mark_of
from kitlib.pooled.package import package_bytes, parquet_bytes
from kitlib.pooled.page import Goal, page_html
from kitlib.pooled.tables import csv_bytes, description, tidy, workbook_bytes
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate
from kitlib.privacy.released import INTERNAL
from kitlib.writing import Home, footer, write_bytes, write_text
from kitlib.writing import csv_bytes as table_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PUBLIC", "Words", "views_of", "write_release"]

PUBLIC = "offentlig"
_HIDDEN = (
    "Hvor der er få, er tallet skjult, og nogle andre er skjult sammen med det, så ingen kan "
    "regnes ud. Alle skjulte tal har samme mærke."
)


@dataclass(frozen=True)
class Words:
    """Sentences that stand on every page of a release."""

    title: str
    coverage: str
    learning: str
    cannot: tuple[str, ...]
    context: str
    day: date
    protected: str
    licence: str

    @classmethod
    def of(cls, policy: ReleasePolicy, line: str, context: str, day: date, *, gate: Gate) -> Words:
        """Take them from the policy's file; the sentence on learning may not be left out."""
        from kitlib.instruments.dialoglineal.wording import learning

        told = policy.words
        periods = max((len(table.periods) for table in gate.tables), default=1)
        said = f"Til at blive nysgerrig af, ikke som mål: {context}" if context else ""
        return cls(
            title=str(told.get("titel", "Det samlede billede")),
            coverage=line,
            learning=str(told.get("laering") or learning()),
            cannot=tuple(told.get("kan_ikke", ())),
            context=said,
            day=day,
            protected=_HIDDEN if gate.method == "skjul" else policy.moving.said(periods),
            licence=str(told.get("licens", "CC-BY-4.0")),
        )

    @property
    def caveat(self) -> str:
        """What stands under every figure."""
        return f"{self.coverage} {self.learning}"


# Every file of a release is one output.
_text = partial(write_text, output="udgivelse")
_content = partial(write_bytes, output="udgivelse")


def views_of(gate: Gate, words: Words) -> list[View]:
    """Return the figures of a release, in order."""
    return [view for view, _ in _figures(gate, words)]


def _figures(gate: Gate, words: Words) -> list[tuple[View, ToldTable | None]]:
    """Return each figure with its numbers as a table."""
    made: list[tuple[View, ToldTable | None]] = []
    for table in gate.tables:
        laid = laid_out(table.public, table.words, mark_of(table))
        made.append((table_view(table, caveat=words.caveat), laid))
        if len(table.periods) > 1:  # one alone says no more than the table above
            made.append((series_view(table, caveat=words.caveat), None))
    return [*made, *((mean_view(mean, caveat=words.caveat), None) for mean in gate.means)]


def write_release(
    gate: Gate,
    folder: Path,
    home: Home,
    *,
    words: Words,
    goals: Sequence[Goal] = (),
    collected: Collected | None = None,
    covered: Coverage | None = None,
    notes: Sequence[str] = (),
) -> list[Path]:
    """Write every file of a release below a folder, and return where they lie."""
    end = footer(home)
    public = folder / PUBLIC
    figures = _figures(gate, words)
    views = [view for view, _ in figures]
    page = page_html(
        title=words.title,
        lead=words.coverage,
        views=views,
        tables=[laid for _, laid in figures],
        goals=goals,
        cannot=words.cannot,
        learning=words.learning,
        footer=end,
        notes=[words.protected, words.learning, *([words.context] if words.context else [])],
    )
    about = {
        "title": words.title,
        "coverage": words.coverage,
        "learning": words.learning,
        "day": words.day,
        "protected": words.protected,
    }
    book = workbook_bytes(gate, cannot=words.cannot, footer=end, **about)  # type: ignore[arg-type]
    described = description(gate, **about)  # type: ignore[arg-type]
    data = {"tal.csv": csv_bytes(gate), "tal.parquet": parquet_bytes(tidy(gate))}
    package = package_bytes(
        gate,
        data,
        title=words.title,
        day=words.day,
        licence=words.licence,
        about=f"{words.coverage} {words.protected} {words.learning} {end}".strip(),
    )
    made = [
        _text(public / "samlet_billede.html", page, home),
        _content(public / "samlet_billede.xlsx", book, home),
        *(_content(public / name, content, home) for name, content in data.items()),
        _content(public / "datapackage.json", package, home),
        _text(public / "databeskrivelse.txt", f"{described}\n{end}\n".rstrip() + "\n", home),
    ]
    if views:
        last = [part for part in (words.coverage, words.protected, end) if part]
        told = [v for t in gate.tables for v in slide_views(t, caveat=words.caveat)]
        whole = {view.key for view in told}
        told += [view for view in views if view.key not in whole]
        shown = slides(told, title=words.title, day=words.day, foot=words.learning, about=last)
        made.append(_content(public / "samlet_billede.pptx", shown, home))
    inside = folder / INTERNAL
    if gate.method == "skjul":
        made.append(_content(inside / "audit.csv", table_bytes(_audit(gate)), home))
    if collected is not None:
        made.append(_content(inside / "filer.csv", table_bytes(collected.table), home))
    if covered is not None:
        said = "".join(f"\n{note}\n" for note in notes)
        reminder = f"{covered.reminder()}{said}".encode()
        made.append(_content(inside / "paamindelse.txt", reminder, home))
    return made


def _audit(gate: Gate) -> pd.DataFrame:
    """What an attacker can still compute of each hidden cell, and by which rule it is hidden."""
    import pandas as pd

    parts = [
        table.audit.assign(tabel=table.words.name)
        for table in gate.tables
        if table.audit is not None
    ]
    if not parts:
        return pd.DataFrame()
    whole = pd.concat(parts, ignore_index=True)
    return whole[["tabel", *(c for c in whole.columns if c != "tabel")]]
