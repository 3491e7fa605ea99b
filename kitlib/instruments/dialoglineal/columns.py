"""Columns of the dialoglineal: one row is one talk with one citizen."""

from __future__ import annotations

from kitlib.columns import Column
from kitlib.instruments.dialoglineal.wording import HIGH, LOW, step_words

__all__ = ["COLUMNS", "HIGH", "LOW"]

_STEPS = step_words()

COLUMNS = (
    Column(
        "borger",
        "kode",
        "Borgerens kode. Aldrig et navn og aldrig et CPR-nummer.",
        label="Borger",
        required=True,
        synonyms=("Borgerens kode", "Ung", "Den unge", "Deltager"),
    ),
    Column(
        "dato",
        "dato",
        "Dagen, I talte sammen.",
        label="Dato",
        unit="dag",
        required=True,
        synonyms=("Dato for samtalen",),
    ),
    Column(
        "tidspunkt",
        "valg",
        "Om det er den første samtale eller en opfølgning.",
        label="Tidspunkt",
        required=True,
        allowed=("start", "opfølgning"),
        answers=(
            ("ved start", "start"),
            ("første samtale", "start"),
            ("første gang", "start"),
            ("1. opfølgning", "opfølgning"),
            ("2. opfølgning", "opfølgning"),
            ("3. opfølgning", "opfølgning"),
            ("3 måneder", "opfølgning"),
            ("6 måneder", "opfølgning"),
            ("nu", "opfølgning"),
            ("slut", "opfølgning"),
        ),
    ),
    Column(
        "borger_tal",
        "heltal",
        "Borgerens eget tal på linealen.",
        label="Borgerens tal",
        unit="trin",
        low=LOW,
        high=HIGH,
        answers=_STEPS,
        synonyms=("Hvor er jeg nu",),
    ),
    Column(
        "maal_tal",
        "heltal",
        "Det trin, borgeren vil nå inden næste opfølgning.",
        label="Måltal",
        unit="trin",
        low=LOW,
        high=HIGH,
        answers=_STEPS,
        synonyms=("Mål (tal)", "Målets tal", "Hvor vil jeg hen"),
    ),
    Column(
        "maal",
        "tekst",
        "Hvad der er værdifuldt for borgeren selv, med borgerens ord.",
        label="Mål",
        synonyms=("Hvad er værdifuldt for mig",),
    ),
    Column(
        "borger_ord",
        "tekst",
        "Borgerens egne ord om tallet.",
        label="Borgerens egne ord",
        synonyms=("Borgerens ord", "Med egne ord"),
    ),
    Column(
        "medarbejder_tal",
        "heltal",
        "Medarbejderens tal på linealen, hvis der er et.",
        label="Medarbejderens tal",
        unit="trin",
        low=LOW,
        high=HIGH,
        answers=_STEPS,
    ),
    Column(
        "medarbejder_ord",
        "tekst",
        "Medarbejderens ord. De kan fortælle om noget, der lykkes, hvor borgerens tal er lavt.",
        label="Medarbejderens ord",
        required=True,
        synonyms=("Medarbejderens beskrivelse",),
    ),
    Column(
        "naeste_opfoelgning",
        "dato",
        "Dagen, I tales ved igen, om 3 eller 6 måneder.",
        label="Næste opfølgning",
        unit="dag",
        synonyms=("Næste gang",),
        ahead=True,
    ),
    Column(
        "maa_vises",
        "ja_nej",
        "Om borgerens ord må vises for andre end jer to.",
        label="Må vises",
        synonyms=("Må ordene vises",),
        spoilt="nej",
    ),
)
