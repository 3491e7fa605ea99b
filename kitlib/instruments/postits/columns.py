"""Columns of the post-its: a row a note, a row a counted pile, a row a day somebody looked."""

from __future__ import annotations

from dataclasses import replace

from kitlib.columns import Column

__all__ = ["COLUMNS", "COUNTED", "LOOKED", "PAPER"]

_SITUATION = Column(
    "situation",
    "tekst",
    "Hvor på dagen det var, fx aflevering, samling, leg eller garderobe.",
    label="Situation",
)
_TEMA = Column("tema", "tekst", "Den overskrift, noten hører under.", label="Tema")

#: The team's notes; all but the day and what was seen is optional, because people type late.
COLUMNS = (
    Column(
        "dato", "dato", "Dagen, det blev set.", label="Dato", unit="dag", required=True, kept=True
    ),
    Column(
        "observation",
        "tekst",
        "Det, der blev set og hørt, uden forklaring.",
        label="Observation",
        required=True,
    ),
    Column("barn", "kode", "Barnets kode. Aldrig et navn.", label="Barn"),
    Column(
        "hvem_saa",
        "tekst",
        "Rollen på den, der så det, fx pædagog, medhjælper eller vikar. Aldrig et navn.",
        label="Hvem så",
    ),
    _SITUATION,
    Column(
        "sammen_med",
        "koder",
        "Koder på dem, barnet var sammen med, fx B03, B12.",
        label="Sammen med",
    ),
    _TEMA,
    Column("tolkning", "tekst", "Det, vi antager, det betyder.", label="Tolkning"),
    Column("barnets_ord", "tekst", "Det, barnet selv sagde.", label="Barnets egne ord"),
    Column("maa_vises", "ja_nej", "Om noten må vises for teamet.", label="Må vises", spoilt="nej"),
)

#: Notes written by hand, read from pictures of them: what is ticked, and the picture of the rest.
#: Somebody may type what stands on it later; nobody has to.
PAPER = (
    *(replace(c, required=False) if c.name in ("dato", "observation") else c for c in COLUMNS),
    Column(
        "billede",
        "valg",
        "Billedet af det, der er skrevet i hånden. Lad det stå.",
        label="Billede",
    ),
    Column(
        "billede_vises",
        "ja_nej",
        "Skriv ja, når billedet er set efter og må vises, selv om et navn er dækket i notens ord.",
        label="Billede vises",
    ),
)

#: "Sedlerne på bordet": paper notes sorted under headings, only the counts typed.
COUNTED = (
    Column(
        "dato",
        "dato",
        "En dag i den periode, sedlerne er fra.",
        label="Dato",
        unit="dag",
        required=True,
        synonyms=("Periode",),
    ),
    _SITUATION,
    _TEMA,
    Column(
        "antal",
        "heltal",
        "Hvor mange sedler der ligger under overskriften.",
        label="Antal sedler",
        unit="sedler",
        low=1,
        required=True,
    ),
)

#: When somebody looked, whether or not a note came of it: the base of every "how often".
LOOKED = (
    Column(
        "dato",
        "dato",
        "Dagen, I kiggede.",
        label="Dato",
        unit="dag",
        required=True,
    ),
    Column(
        "gange",
        "heltal",
        "Hvor mange gange I kiggede den dag. Tomt er 1; 0 er en dag, hvor ingen kiggede.",
        label="Gange kigget",
        unit="gange",
        low=0,
        synonyms=("Gange", "Dage kigget", "Antal gange kigget", "Hvor mange gange"),
        spoilt="raekke",
    ),
    _SITUATION,
)
