"""Columns of the video notes: a row is one note about a place in a film, never the film."""

from __future__ import annotations

from kitlib.columns import Column

__all__ = ["ACTORS", "COLUMNS", "EFFECTS"]

#: Who acts. Never a person, whose name or code has no place in a film's notes.
ACTORS = ("voksen", "barn", "gruppe")

#: What it did to the environment for the children.
EFFECTS = ("hjalp", "spændte ben")

COLUMNS = (
    Column(
        "start",
        "sekunder",
        "Hvor i klippet det begynder, fx 1:15.",
        label="Start",
        unit="sekunder",
        low=0,
        required=True,
    ),
    Column(
        "slut",
        "sekunder",
        "Hvor i klippet det slutter.",
        label="Slut",
        unit="sekunder",
        low=0,
    ),
    Column(
        "aktor",
        "valg",
        "Hvem der gør noget: voksen, barn eller gruppe. Aldrig et navn.",
        label="Aktør",
        allowed=ACTORS,
        answers=(
            ("voksne", "voksen"),
            ("en voksen", "voksen"),
            ("vi voksne", "voksen"),
            ("børn", "barn"),
            ("et barn", "barn"),
            ("barnet", "barn"),
            ("flere børn", "gruppe"),
            ("børnegruppen", "gruppe"),
            ("gruppen", "gruppe"),
            ("alle", "gruppe"),
        ),
    ),
    Column(
        "hvad",
        "tekst",
        "Det, der ses og høres, uden forklaring.",
        label="Hvad sker der",
        required=True,
        synonyms=("Hvad", "Hvad ser vi", "Observation", "Note"),
    ),
    Column(
        "virkning",
        "valg",
        "Om det, vi voksne gjorde, hjalp eller spændte ben.",
        label="Hjalp eller spændte ben",
        allowed=EFFECTS,
        answers=(
            ("hjælper", "hjalp"),
            ("hjælp", "hjalp"),
            ("det hjalp", "hjalp"),
            ("+", "hjalp"),
            ("spænder ben", "spændte ben"),
            ("det spændte ben", "spændte ben"),
            ("-", "spændte ben"),
        ),
    ),
    Column("tema", "tekst", "Det, det handler om, fx turtagning.", label="Tema"),
    Column("klip", "tekst", "Klippets navn, fx Samling uge 12.", label="Klip"),
    Column("dato", "dato", "Dagen, der blev filmet.", label="Dato", unit="dag"),
    Column("tolkning", "tekst", "Det, vi antager, det betyder.", label="Tolkning"),
    Column("maa_vises", "ja_nej", "Om noten må vises for teamet.", label="Må vises", spoilt="nej"),
)
