"""Three papers made of om.toml: for parents, for MED, and a draft for the fortegnelse and DPIA."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.dansk import long_date
from kitlib.problems import KitError
from kitlib.texts import load
from kitlib.writing import Home, footer, write_files

__all__ = ["make_papers", "paper_texts", "write_papers"]

_FOOT = "Lavet af om.toml. Må gives videre."

# Who the notes are about, by the word the kit uses for one of them.
_PEOPLE = {"barn": "Børn", "elev": "Elever", "ung": "Unge", "borger": "Borgere"}


def paper_texts(about: About) -> dict[str, dict[str, Any]]:
    """Return the papers by file name, filled in; what om.toml does not say is left to write.

    Examples
    --------
    >>> list(paper_texts(About(navn="Solsikken")))
    ['oplysning_til_foraeldre', 'til_med', 'fortegnelse_udkast']
    """
    texts = load("papirer")
    blank = str(texts["mangler"])
    said = {
        name: getattr(about, name) or blank
        for name in ("navn", "formaal", "hjemmel", "dataansvarlig", "adgang")
    }
    said |= {
        "slettes": long_date(about.slettes) if about.slettes else blank,
        "personord": about.person_word,
        "personer": f"{_PEOPLE[about.person_word]}, som teamet er sammen med",
        "spilleregler": str(texts["spilleregler"]),
    }
    return {str(p["fil"]): _filled(p, said) for p in texts["papir"]}


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
    foot = footer(home) if about.opdigtet else _FOOT
    made = {
        f"{name}.pdf": pdf("dokument", {**text, "fod": foot})
        for name, text in paper_texts(about).items()
    }
    return write_files(made, place, home, output="papirer")


def make_papers(source: Path, out: Path) -> list[Path]:
    """Make the papers, as the register of outputs asks for them."""
    return write_papers(source, out)


def _filled(value: Any, said: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in said.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, Mapping):
        return {key: _filled(v, said) for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, said) for v in value]
    return value
