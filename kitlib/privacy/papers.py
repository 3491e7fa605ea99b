"""Three papers made of om.toml: for parents, for MED, and a draft for the fortegnelse and DPIA."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.dansk import join, long_date
from kitlib.problems import KitError
from kitlib.texts import load
from kitlib.writing import Home, footer, write_files

__all__ = ["make_papers", "missing_words", "paper_texts", "write_papers"]

_FOOT = "Lavet af om.toml. Må gives videre."
_DRAFT = "Kladde. Må ikke gives videre, før det, der mangler, er skrevet i om.toml."
_SAID = ("navn", "formaal", "hjemmel", "dataansvarlig", "adgang", "slettes")

# Who the notes are about, by the word the kit uses for one of them.
_PEOPLE = {"barn": "Børn", "elev": "Elever", "ung": "Unge", "borger": "Borgere"}


def paper_texts(about: About, folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return the papers by file name, filled in.

    A paper that needs what om.toml does not say is a draft: it says so at its top, with what is
    missing (`mangler`), and has a line to write on in its place.

    Parameters
    ----------
    about : About
    folder : Path, optional
        The team's, whose own words in `tekster` go over the kit's.

    Examples
    --------
    >>> list(paper_texts(About(navn="Solsikken")))
    ['oplysning_til_foraeldre', 'til_med', 'fortegnelse_udkast']
    """
    texts = load("papirer", own=folder)
    blank = str(texts["mangler"])
    said = {name: getattr(about, name) or blank for name in _SAID if name != "slettes"}
    said |= {
        "slettes": long_date(about.slettes) if about.slettes else blank,
        "personord": about.person_word,
        "personer": f"{_PEOPLE[about.person_word]}, som teamet er sammen med",
        "spilleregler": str(texts["spilleregler"]),
    }
    lacking = [name for name in _SAID if not getattr(about, name)]
    papers = {}
    for paper in texts["papir"]:
        missing = [name for name in lacking if f"{{{name}}}" in str(paper)]
        filled = _filled(paper, said)
        papers[str(paper["fil"])] = _draft(filled, missing, str(texts["kladde"]))
    return papers


def missing_words(about: About) -> list[str]:
    """Return the words of om.toml that make a paper a draft for lack of them.

    Examples
    --------
    >>> missing_words(About(navn="Solsikken", formaal="At lære", hjemmel="Dagtilbudsloven"))
    ['dataansvarlig', 'adgang', 'slettes']
    """
    papers = paper_texts(about).values()
    return [name for name in _SAID if any(name in paper["mangler"] for paper in papers)]


def _draft(paper: dict[str, Any], missing: list[str], words: str) -> dict[str, Any]:
    if not missing:
        return {**paper, "mangler": []}
    told = words.replace("{mangler}", join(missing))
    return {**paper, "mangler": missing, "titel": f"Kladde: {paper['titel']}", "under": told}


def write_papers(folder: str | Path, out: Path | None = None) -> list[Path]:
    """Write the three papers as PDF, one page each: all of them or none.

    Raises
    ------
    KitError
        Where the folder has no om.toml.
    """
    from kitlib.typeset import pdf

    folder = Path(folder)
    if not (folder / "om.toml").is_file():
        raise KitError("Mappen har ingen om.toml.", hint="Lav en med: laeringskit ny MAPPE")
    about, _ = read_about(folder / "om.toml")
    home = Home(folder, "hos_teamet", about.slettes, about.opdigtet)
    place = out or home.out
    # They say nothing of anybody, and are made to be handed on; only the folder's own file is not.
    made = {
        f"{name}.pdf": pdf("dokument", {**text, "fod": _foot(home, text["mangler"])})
        for name, text in paper_texts(about, folder).items()
    }
    return write_files(made, place, home, output="papirer")


def _foot(home: Home, missing: list[str]) -> str:
    if home.opdigtet:
        return footer(home)
    return _DRAFT if missing else _FOOT


def make_papers(source: Path, out: Path) -> list[Path]:
    """Make the papers, as the register of outputs asks for them."""
    return write_papers(source, out)


def _filled(value: Any, said: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in said.items():
            # Whoever ended the answer with a full stop gets no second one.
            value = value.replace(f"{{{name}}}.", f"{text.rstrip('. ')}.")
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, Mapping):
        return {key: _filled(v, said) for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, said) for v in value]
    return value
