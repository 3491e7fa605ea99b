"""What the notebooks need to be five lines a cell: find the team, and check an exercise."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.mine import Mine, open_mine
from kitlib.problems import KitError, did_you_mean
from kitlib.resources import resource_folder
from kitlib.team import Team, open_team

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.asking.widget import AskingWidget
    from kitlib.circle.page.widget import SessionWidget

__all__ = ["Verdict", "find_mine", "find_team", "moede", "proev", "spoerg"]

#: Names one's own file to the notebooks that `laeringskit mit` opens.
MINE_NAMED = "LAERINGSKIT_MIT"

_OWN_FILES = (".age", ".csv", ".xlsx", ".ods")
_ASK_FILE = "Skriv din fils navn, og tryk Enter. Enter alene giver de opdigtede tal:"
_LEVELS = 3  # a notebook lies in FOLDER/notebooks; nobody expects the kit to look further up


def find_team(sample: str = "solsikken") -> Team:
    """Open the team whose folder the notebook lies in, or invented sample data.

    Parameters
    ----------
    sample : str
        Which sample team to open where no om.toml is found here or above.

    Examples
    --------
    >>> find_team("ungehuset").about.opdigtet
    True
    """
    here = Path.cwd().resolve()
    for folder in [here, *here.parents][:_LEVELS]:
        if (folder / "om.toml").exists():
            return open_team(folder)
    return open_team(resource_folder("sample_data") / sample)


def find_mine(path: str | Path | None = None) -> Mine:
    """Open one's own file, or the invented one where none is named.

    Where there is somebody to ask, the file's name is asked for in a field; Enter alone is the
    invented one. It is looked for beside the notebook, in the folders above, and below their `mit`.
    A locked file asks for its passphrase where the notebook runs, and is unlocked in memory.
    `laeringskit mit FIL` names the file to the notebooks it opens.

    Raises
    ------
    KitError
        Where no file has that name, or it cannot be opened.

    Examples
    --------
    >>> find_mine().ring
    'mit'
    """
    named = path or os.environ.get(MINE_NAMED) or _found(asked_in_a_field(_ASK_FILE))
    if named is None:
        return _invented()
    if Path(named).suffix == ".age":
        return open_mine(named, getpass("Adgangssætning: "))
    return open_mine(named)


def _invented() -> Mine:
    return open_mine(resource_folder("sample_data") / "mit" / "psykolog_who5.csv")


def _found(name: str) -> Path | None:
    """The file somebody means by a name, with its ending or without."""
    if not name:
        return None
    here = Path.cwd().resolve()
    above = [here, *here.parents][:_LEVELS]
    places = [place for folder in above for place in (folder, folder / "mit")]
    said = Path(name.strip("\"' ")).expanduser()
    there = [p for place in places if place.is_dir() for p in sorted(place.iterdir())]
    mine = [p for p in there if p.suffix.casefold() in _OWN_FILES]
    for path in (said, *mine):
        if path.is_file() and (path == said or said.name in (path.name, path.stem)):
            return path
    raise KitError(
        "Filen er ikke fundet.",
        hint=f"{did_you_mean(said.name, [p.name for p in mine])} Kør feltet igen, og skriv hele "
        "filens navn, eller læg filen ved siden af notebooken.".strip(),
    )


def moede(team: Team, *, minutter: int | None = None, cirkel: str | None = None) -> SessionWidget:
    """Open a team's meeting in a notebook: the same page as `laeringskit session` opens.

    Parameters
    ----------
    team : Team
        Whose meeting. What is written goes to its folder; with invented data that came with the
        kit, to a copy that is gone when the notebook is closed.
    minutter, cirkel
        As `minutes` and `circle` of `kitlib.circle.Session.open`.

    Examples
    --------
    >>> moede(find_team())
    <Møde: Solsikken, Læringscirklen>
    """
    _need_widgets()
    from kitlib.circle.page import show

    folder = team.folder.resolve()
    if folder.is_relative_to(resource_folder("sample_data").resolve()):
        folder = _copy(folder)
    return show(folder, minutes=minutter, circle=cirkel)


def _copy(folder: Path) -> Path:
    """Copy invented data to a place of its own, taken away when Python ends."""
    return Path(shutil.copytree(folder, _own_place() / folder.name))


def _own_place() -> Path:
    place = Path(tempfile.mkdtemp(prefix="laeringskit-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def spoerg(
    team: Team | None = None, *, videre: bool = False, noegle: str | Path | None = None
) -> AskingWidget:
    """Ask about what looks like a name in the team's notes, one click each.

    Parameters
    ----------
    team : Team, optional
        An opened team; the one whose folder the notebook lies in where not said. Invented data
        names nobody, so a few practice notes are asked about instead.
    videre : bool
        Whether something is to be handed on: then words that are a name and a word both, which
        were let stand, are asked about a second time.
    noegle : str or Path, optional
        The locked list of codes; names in it are no question. Its passphrase is asked for where
        the notebook runs, and it is unlocked in memory.

    Examples
    --------
    >>> spoerg(find_team())
    <Navne i noterne: 4 spørgsmål>
    """
    _need_widgets()
    from kitlib.asking.widget import AskingWidget

    team = team or find_team()
    if team.about.opdigtet:
        team = _practice()
    key = None
    if noegle is not None:
        from kitlib.privacy.key import open_key

        key = open_key(Path(noegle), getpass("Adgangssætning til listen: "))
    return AskingWidget(team, key=key, at_gate=videre)


def _need_widgets() -> None:
    if find_spec("anywidget") is None:
        raise KitError(
            "Det, der viser mødet og spørgsmålene, er ikke installeret.",
            hint='Skriv: python -m pip install "laeringskit[session]"',
        )


def _practice() -> Team:
    """Open a folder of practice notes that is gone when Python ends."""
    from kitlib.texts import load

    folder = _own_place() / "oevesedler"
    folder.mkdir()
    (folder / "om.toml").write_text("format = 1\nopdigtet = true\n", encoding="utf-8")
    rows = [f"{day}-03-2026;{note}" for day, note in enumerate(load("oevesedler")["noter"], 1)]
    lines = "\n".join(["dato;observation", *rows])
    (folder / "postits.csv").write_text(lines, encoding="utf-8")
    return open_team(folder)


@dataclass(frozen=True)
class Verdict:
    """What an exercise answers: right, not yet, or waiting for an answer."""

    text: str
    right: bool | None

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p style='font-size:18px'><b>{escape(self.text)}</b></p>"


@dataclass(frozen=True)
class _Exercise:
    where: str
    truth: Callable[[], set[int]]


def _day() -> pd.DataFrame:
    """The rows of the figure the first notebooks ask about."""
    team = open_team(resource_folder("sample_data") / "solsikken")
    return team.view("postits.dagen_igennem").data


def _notes() -> set[int]:
    return {int(_day()["antal"].sum())}


def _notes_from_garderoben() -> set[int]:
    """Dots alone, and together with the slips that were counted: the figure shows both."""
    day = _day()
    rows = day[day["situation"] == "garderobe"]
    return {int(rows["noter"].sum()), int(rows["antal"].sum())}


def _helped() -> set[int]:
    team = open_team(resource_folder("sample_data") / "solsikken")
    return {int((team.frames["video"]["virkning"] == "hjalp").sum())}


def _youths() -> set[int]:
    team = open_team(resource_folder("sample_data") / "ungehuset")
    return {int(team.frames["dialoglineal"]["borger"].nunique())}


def _all_three() -> set[int]:
    frame = _invented().frames["who5"].dropna(subset=["indeks"])
    return {int((frame.groupby("borger")["tidspunkt"].nunique() == 3).sum())}


# Exercises are asked on the sample data alone, so that they have an answer.
_EXERCISES = {
    "noter": _Exercise("Det står i sætningen over figuren.", _notes),
    "garderobe": _Exercise("Kig på rækken 'garderobe' i Dagen igennem.", _notes_from_garderoben),
    "hjalp": _Exercise("Tæl mærkerne over linjen, ikke dem under.", _helped),
    "unge": _Exercise("En linje er én ung.", _youths),
    "alle_tre": _Exercise("Tæl de linjer, der har et punkt alle tre gange.", _all_three),
}


_ASK = "Skriv dit tal, og tryk Enter."


def proev(exercise: str, svar: float | None = None) -> Verdict:
    """Check the answer to a "prøv selv" on the sample data.

    Parameters
    ----------
    exercise : str
        Name of the exercise.
    svar : number, optional
        The reader's answer; without one it is asked for in a field, where there is somebody to ask.

    Raises
    ------
    KitError
        Where there is no such exercise.

    Examples
    --------
    >>> proev("garderobe"), proev("garderobe", 59), proev("noter", 174)
    (Skriv dit tal, og tryk Enter., Ja, det passer., Ja, det passer.)
    """
    if exercise not in _EXERCISES:
        raise KitError("Øvelsen findes ikke.", hint=did_you_mean(exercise, list(_EXERCISES)))
    found = _EXERCISES[exercise]
    said = asked_in_a_field(_ASK) if svar is None else str(svar)
    if not said:
        return Verdict(_ASK, None)
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        return Verdict("Det er ikke et tal. Kør feltet igen, og skriv fx 12.", None)
    if number in found.truth():
        return Verdict("Ja, det passer.", True)
    return Verdict(f"Ikke helt. {found.where} Kør feltet igen, og prøv en gang til.", False)


def asked_in_a_field(question: str) -> str:
    """Ask in a field below the cell; nobody is asked where notebooks are run by a program."""
    if "IPython" not in sys.modules:  # what a notebook runs in; elsewhere it need not be there
        return ""
    from IPython.core.error import StdinNotImplementedError
    from IPython.core.getipython import get_ipython

    if getattr(get_ipython(), "kernel", None) is None:  # type: ignore[no-untyped-call]
        return ""
    try:
        return input(f"{question} ").strip()
    except (StdinNotImplementedError, EOFError):
        return ""
