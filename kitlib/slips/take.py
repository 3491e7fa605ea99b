"""Pictures of slips into a team's folder: read, asked about, laid there as rows and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.clock import today as clock_today
from kitlib.dansk import plural
from kitlib.holding import alone
from kitlib.instruments import all_instruments
from kitlib.placing import tidy
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.slips.answers import told
from kitlib.slips.cards import dated_card, full_card
from kitlib.slips.layout import Card
from kitlib.slips.photos import in_folder, require_papir
from kitlib.slips.read import Slip, Slips, read_photos
from kitlib.slips.same import ALIKE, alike
from kitlib.slips.store import TABLE, keep_slips, kept_cards, known_traces, place_of_picture
from kitlib.slips.trial import Measured, measured
from kitlib.slips.turns import SlipTurns
from kitlib.sources import find_sources
from kitlib.texts import load
from kitlib.whichfolder import check_folder

__all__ = [
    "INBOX",
    "UNREAD",
    "Taken",
    "cards_of",
    "first_turns",
    "measure",
    "photos_for",
    "put",
    "read",
]

#: The folder of a team where pictures are laid to be read.
INBOX = "ind"

#: Said wherever pictures of handwriting come in.
UNREAD = (
    "Værktøjet kan ikke læse håndskrift: Det ser hverken navne eller bekymringer på billederne. Se "
    "dem igennem, før I viser dem."
)


_SAFE = 3  # corners of a card from which its place is measured and checked


@dataclass(frozen=True)
class Taken:
    """What was written: how many rows, and what to say about them; `done` may be deleted."""

    rows: int
    problems: ProblemReport
    done: tuple[Path, ...]

    @property
    def said(self) -> str:
        """What was written, in words."""
        if not self.rows:
            return f"Ingen sedler er skrevet i {TABLE}."
        return f"{plural(self.rows, 'seddel er', 'sedler er')} skrevet i {TABLE}."


def photos_for(folder: Path, photos: Sequence[Path]) -> list[Path]:
    """Return the pictures to read: those named, those in folders named, else those in `ind`.

    Raises
    ------
    KitError
        Where the folder is not there, or there is no picture.
    """
    check_folder(folder)
    named = [p for path in photos for p in (in_folder(path) if path.is_dir() else [path])]
    found = named if photos else in_folder(folder / INBOX)
    if not found:
        raise KitError(
            "Der er ingen billeder at læse.",
            hint=f"Læg dem i mappen '{INBOX}' i teamets mappe, eller skriv, hvor de ligger.",
        )
    return list(dict.fromkeys(found))


def cards_of(folder: Path) -> list[Card]:
    """Return the cards a team may have written on: those it printed, and those it would print."""
    about, _ = read_about(folder / "om.toml")
    said = _filled(about, load("materiale/ark", own=folder)["postits"])
    now = []
    for make in (lambda: full_card(about, said), lambda: dated_card(said)):
        try:
            now.append(make().card)
        except KitError:
            continue  # it cannot be printed either
    return list({card.code: card for card in (*now, *kept_cards(folder))}.values())


def _filled(about: About, said: Mapping[str, str]) -> dict[str, str]:
    return {key: about.persons.fill(text) for key, text in said.items()}


def read(
    folder: Path, photos: Sequence[Path], *, progress: Callable[[str], None] | None = None
) -> Slips:
    """Read pictures of a team's slips; what is in its folder already is left out.

    Raises
    ------
    KitError
        Where pictures cannot be read on this machine.
    """
    require_papir()
    tidy(folder)
    cards = cards_of(folder)
    known = known_traces(folder, cards)
    return read_photos(photos, cards, known=known, progress=progress)


def measure(folder: Path, photos: Sequence[Path]) -> Measured:
    """Read pictures of the cards of Prøv selv, and hold them against its page; nothing is written.

    Raises
    ------
    KitError
        Where pictures cannot be read on this machine, or none of the cards is on them.
    """
    require_papir()
    about, _ = read_about(folder / "om.toml")
    card = full_card(about, _filled(about, load("materiale/ark", own=folder)["postits"])).card
    read_now = read_photos(photos, [card])
    if not read_now.slips:
        hint = "Brug fire sedler fra ark_postits.pdf, som den er nu, og tag billedet tættere på."
        raise KitError("Ingen af sedlerne fra »Prøv selv« kan ses på billedet.", hint=hint)
    return measured(read_now.slips, card)


def put(folder: Path, slips: Slips, turns: SlipTurns, photos: Sequence[Path]) -> Taken:
    """Write what was read: a picture and a row for each slip. Nothing else is changed.

    Raises
    ------
    KitError
        Where the table of slips is somewhere else, or cannot be added to.
    """
    rows: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    problems = list(slips.problems)
    with alone(folder, "papir"):
        _check_place(folder)
        again = _read_meanwhile(folder, slips.slips)
        for k, (slip, row) in enumerate(zip(slips.slips, turns.rows(), strict=True)):
            if k in again:
                continue
            place = place_of_picture(slip.id)
            pictures[place] = slip.picture
            rows.append({**row, "billede": place})
            if left := turns.open(k):
                problems.append(_not_told(told(left), slip.place, place))
            if slip.corners < _SAFE:
                problems.append(_few_corners(slip.place, place))
        if rows:
            keep_slips(folder, rows, pictures, all_instruments()["postits"].tables["papir"])
    slips = replace(slips, again=slips.again + len(again))
    problems += _counted(slips, len(rows))
    done = tuple(p for p in photos if p not in slips.troubled)
    return Taken(len(rows), ProblemReport.of(problems), done)


def first_turns(slips: Slips, *, today: date | None = None) -> SlipTurns:
    """Return the questions about what was read."""
    return SlipTurns(slips.slips, today or clock_today())


def _read_meanwhile(folder: Path, slips: Sequence[Slip]) -> set[int]:
    """Tell which slips somebody else has laid there since they were looked for."""
    known = known_traces(folder, list({slip.card.code: slip.card for slip in slips}.values()))
    best = (max(alike(slip.trace, known), default=0.0) for slip in slips)
    return {k for k, fit in enumerate(best) if fit > ALIKE}


def _check_place(folder: Path) -> None:
    """Refuse where rows of slips stand in a workbook: two places for one table are read by none."""
    sources, _ = find_sources(folder, all_instruments())
    other = [s.path.name for s in sources if s.table == "papir" and s.path.name != TABLE]
    if other:
        raise KitError(
            f"Sedlerne står i {other[0]}, så der kan ikke skrives i {TABLE}. Intet er skrevet.",
            hint=f"Gem arket som {TABLE} i teamets mappe, fjern det i {other[0]}, og prøv igen.",
        )


def _not_told(what: str, photo: str, place: str) -> Problem:
    return Problem(
        f"Her kunne det ikke ses: {what}. Det står tomt.",
        f"Se {place}, og skriv det i rækken i {TABLE}.",
        photo,
        level="advarsel",
        code="seddel_tom",
    )


def _few_corners(photo: str, place: str) -> Problem:
    return Problem(
        "Kun to af sedlens hjørner kunne ses, så krydserne er mindre sikre.",
        f"Se {place} og rækken i {TABLE} efter.",
        photo,
        level="advarsel",
        code="seddel_to_hjoerner",
    )


def _counted(slips: Slips, rows: int) -> list[Problem]:
    said = []
    if slips.again:
        what = plural(slips.again, "billede", "billeder")
        said.append(f"{what} af sedler, der var læst i forvejen, er ikke taget med igen.")
    if slips.blank:
        said.append(f"{plural(slips.blank, 'tom seddel', 'tomme sedler')} er ikke taget med.")
    told = [Problem(s, "", level="advarsel", code="seddel_udeladt") for s in said]
    return told + ([Problem(UNREAD, "", level="advarsel", code="haandskrift")] if rows else [])
