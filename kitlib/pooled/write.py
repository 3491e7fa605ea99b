"""The files of a release: what everyone gets, what each unit gets, and what stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.columns import file_stem
from kitlib.contribution import Collected
from kitlib.material.slides import slides
from kitlib.pooled.coverage import Coverage
from kitlib.pooled.figures import mean_view, slide_views, table_view, unit_view
from kitlib.pooled.layout import laid_out
from kitlib.pooled.page import Goal, page_html
from kitlib.pooled.tables import csv_bytes, description, workbook_bytes
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate
from kitlib.privacy.released import INTERNAL
from kitlib.view import View
from kitlib.writing import Home, footer, write_bytes, write_text
from kitlib.writing import csv_bytes as table_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PUBLIC", "UNITS", "Words", "views_of", "write_release"]

PUBLIC, UNITS = "offentlig", "enheder"


@dataclass(frozen=True)
class Words:
    """Sentences that stand on every page of a release."""

    title: str
    coverage: str
    learning: str
    cannot: tuple[str, ...]
    context: str
    day: date

    @classmethod
    def of(cls, policy: ReleasePolicy, line: str, context: str, day: date) -> Words:
        """Take them from the policy's file; the sentence on learning may not be left out."""
        from kitlib.instruments.dialoglineal.wording import learning

        told = policy.words
        said = f"Til at blive nysgerrig af, ikke som mål: {context}" if context else ""
        return cls(
            str(told.get("titel", "Det samlede billede")), line,
            str(told.get("laering") or learning()), tuple(told.get("kan_ikke", ())), said, day,
        )  # fmt: skip

    @property
    def caveat(self) -> str:
        """What stands under every figure."""
        return f"{self.coverage} {self.learning}"


# Every file of a release is one output.
_text = partial(write_text, output="udgivelse")
_content = partial(write_bytes, output="udgivelse")


def views_of(gate: Gate, words: Words) -> list[View]:
    """Return the figures of a release, in order."""
    tables = [table_view(table, caveat=words.caveat) for table in gate.tables]
    return [*tables, *(mean_view(mean, caveat=words.caveat) for mean in gate.means)]


def write_release(
    gate: Gate,
    folder: Path,
    home: Home,
    *,
    words: Words,
    goals: Sequence[Goal] = (),
    collected: Collected | None = None,
    covered: Coverage | None = None,
) -> list[Path]:
    """Write every file of a release below a folder, and return where they lie."""
    end = footer(home)
    public = folder / PUBLIC
    laid = [laid_out(table.public, table.words) for table in gate.tables]
    views = views_of(gate, words)
    page = page_html(
        title=words.title, lead=words.coverage, views=views,
        tables=[*laid, *(None for _ in gate.means)], goals=goals, cannot=words.cannot,
        learning=words.learning, footer=end,
        notes=[words.learning, *([words.context] if words.context else [])],
    )  # fmt: skip
    about = {"title": words.title, "coverage": words.coverage, "learning": words.learning,
             "day": words.day}  # fmt: skip
    book = workbook_bytes(gate, cannot=words.cannot, **about)  # type: ignore[arg-type]
    described = description(gate, **about)  # type: ignore[arg-type]
    made = [
        _text(public / "samlet_billede.html", page, home),
        _content(public / "samlet_billede.xlsx", book, home),
        _content(public / "tal.csv", csv_bytes(gate), home),
        _text(public / "databeskrivelse.txt", f"{described}\n{end}\n".rstrip() + "\n", home),
    ]
    if views:
        foot = " ".join(part for part in (words.coverage, words.learning, end) if part)
        told = [v for t in gate.tables for v in slide_views(t, caveat=words.caveat)]
        told += views[len(gate.tables) :]
        shown = slides(told, title=words.title, day=words.day, foot=foot)
        made.append(_content(public / "samlet_billede.pptx", shown, home))
    made += _unit_pages(gate, folder / UNITS, home, words)
    inside = folder / INTERNAL
    made.append(_content(inside / "audit.csv", table_bytes(_audit(gate)), home))
    if collected is not None:
        made.append(_content(inside / "filer.csv", table_bytes(collected.table), home))
    if covered is not None:
        reminder = covered.reminder().encode("utf-8")
        made.append(_content(inside / "paamindelse.txt", reminder, home))
    return made


def _unit_pages(gate: Gate, folder: Path, home: Home, words: Words) -> list[Path]:
    """Write each unit's own page into a folder of its own, to be sent to that unit alone."""
    made = []
    end = footer(home)
    for unit in sorted({name for table in gate.tables for name in table.by_unit}):
        own = [table for table in gate.tables if unit in table.by_unit]
        own = [table for table in own if len(table.by_unit[unit])]
        page = page_html(
            title=f"{unit}: jeres egne tal og alles", lead=words.coverage,
            views=[unit_view(table, unit, caveat=words.caveat) for table in own],
            tables=[laid_out(table.by_unit[unit], table.words) for table in own],
            notes=["Siden er kun til jer. Den er ikke til at sammenligne med andre.",
                   words.learning],
            footer=end,
        )  # fmt: skip
        made.append(_text(folder / file_stem(unit) / "egen_side.html", page, home))
    return made


def _audit(gate: Gate) -> pd.DataFrame:
    """What an attacker can still compute of each hidden cell, and by which rule it is hidden."""
    import pandas as pd

    parts = [table.audit.assign(tabel=table.words.name) for table in gate.tables]
    if not parts:
        return pd.DataFrame()
    whole = pd.concat(parts, ignore_index=True)
    return whole[["tabel", *(c for c in whole.columns if c != "tabel")]]
