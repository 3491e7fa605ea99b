"""Pictures -> slips: each card straightened, its boxes read, its writing kept as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.dansk import plural
from kitlib.privacy.forget.person import GONE
from kitlib.problems import KitError, Problem
from kitlib.slips.finding import Found, find_cards
from kitlib.slips.layout import Card
from kitlib.slips.markers import has_half
from kitlib.slips.notepicture import as_jpeg, lit, note_picture
from kitlib.slips.photos import Photo, open_photos, require_papir
from kitlib.slips.same import ALIKE, alike, trace, written
from kitlib.slips.straight import POINTS, ink, straight
from kitlib.slips.ticks import Tick, read_boxes

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Slip", "Slips", "read_photos"]

#: Squares like a marker from which a card is thought to lie there: one may be a pattern.
_MARKERS = 2


@dataclass(frozen=True)
class Slip:
    """One card as it was read.

    Parameters
    ----------
    card : Card
        What it is.
    ticks : tuple of Tick
        What each box of the card says, in the card's order.
    picture : bytes
        What is written on it, as a JPEG with nothing of where and when it was taken.
    place : str
        The file it was read from and which card of it, in words.
    corners : int
        How many of its markers were seen.
    whole : bytes
        The whole card, to look at while something is asked about it; never kept.
    """

    card: Card
    ticks: tuple[Tick, ...]
    picture: bytes = field(repr=False)
    place: str
    corners: int
    whole: bytes = field(repr=False)
    trace: np.ndarray = field(repr=False)
    sharp: float = 0.0

    @property
    def id(self) -> str:
        """Its name: of what is to be seen, so that it is the same whoever reads it again."""
        return blake2s(self.picture, digest_size=5).hexdigest()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written and nothing ticked on it."""
        return not written(self.trace) and "ja" not in self.ticks and "usikker" not in self.ticks

    def ticked(self, answer: str, tick: Tick = "ja") -> tuple[str, ...]:
        """Return the answers under one heading that are ticked, or read as `tick` says.

        Where somebody has been deleted since the card was printed, their box is no answer.
        """
        boxes = zip(self.card.boxes, self.ticks, strict=True)
        found = tuple(b.value for b, t in boxes if b.field == answer and t == tick)
        return tuple(value for value in found if value != GONE)


@dataclass(frozen=True)
class Slips:
    """What was read of some pictures, and every word there is to say about it.

    `again` is how many pictures of cards that were there already were left out, `blank` how many
    empty cards; `troubled` names files in which something was seen and not read.
    """

    slips: tuple[Slip, ...]
    problems: tuple[Problem, ...]
    again: int = 0
    blank: int = 0
    troubled: frozenset[Path] = frozenset()


def read_photos(
    paths: Iterable[Path],
    cards: Sequence[Card],
    *,
    known: Sequence[np.ndarray] = (),
    progress: Callable[[str], None] | None = None,
) -> Slips:
    """Read every card in some pictures.

    Parameters
    ----------
    paths : iterable of Path
        Pictures: JPEG, PNG, HEIC, or PDF from a scanner.
    cards : sequence of Card
        The cards the team has printed.
    known : sequence of array
        Traces of notes that were read before; a picture of one of them is left out.
    progress : callable, optional
        Told the name of each picture.

    Raises
    ------
    KitError
        Where pictures cannot be read on this machine.
    """
    require_papir()
    slips: list[Slip] = []
    problems: list[Problem] = []
    troubled: set[Path] = set()
    again = blank = 0
    for path in paths:
        try:
            for photo in open_photos(path):
                if progress is not None:
                    progress(photo.name)
                found, told = _cards_of(photo, cards)
                problems += told
                troubled |= {path} if told else set()
                for slip in found:
                    if slip.is_blank:
                        blank += 1
                    elif max(alike(slip.trace, known), default=0.0) > ALIKE:
                        again += 1
                    else:
                        again += _added(slips, slip)
        except KitError as error:
            problems += error.report.placed(file=path.name)
            troubled.add(path)
    return Slips(tuple(slips), tuple(problems), again, blank, frozenset(troubled))


def _added(slips: list[Slip], slip: Slip) -> bool:
    """Add a slip, or keep the better of two pictures of one card; whether it was there."""
    same = [k for k, s in enumerate(slips) if s.card == slip.card]
    fits = alike(slip.trace, [slips[k].trace for k in same])
    for k, fit in zip(same, fits, strict=True):
        if fit > ALIKE:
            if _worth(slip) > _worth(slips[k]):
                slips[k] = slip
            return True
    slips.append(slip)
    return False


def _worth(slip: Slip) -> tuple[int, int, float]:
    return -slip.ticks.count("usikker"), slip.corners, slip.sharp


def _cards_of(photo: Photo, cards: Sequence[Card]) -> tuple[list[Slip], list[Problem]]:
    import cv2

    grey = cv2.cvtColor(photo.points, cv2.COLOR_BGR2GRAY)
    found, alone, unread = find_cards(grey, {card.code: card.size for card in cards})
    slips: list[Slip] = []
    strange = 0
    for number, one in enumerate(found, start=1):
        card = _which(one, cards)
        if card is None:
            strange += 1
            continue
        where = photo.name if len(found) == 1 else f"{photo.name}, kort {number}"
        slips.append(_slip(photo, one, card, where))
    alone = [s for s in alone if any(has_half(c.code, s.number) for c in cards)]
    return slips, _told(photo, slips, strange, len(alone), unread)


def _which(found: Found, cards: Sequence[Card]) -> Card | None:
    """Which of the team's cards it is; None where it is none, or may be two."""
    fitting = [c for c in cards if c.size == found.size and found.fits(c.code)]
    return fitting[0] if len(fitting) == 1 else None


def _slip(photo: Photo, found: Found, card: Card, where: str) -> Slip:
    import cv2

    flat = straight(photo.points, found)
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    dark = ink(grey)
    corners = [seen.corner for seen in found.seen]
    return Slip(
        card=card,
        ticks=tuple(read_boxes(dark, card, corners)),
        picture=note_picture(flat, dark, card),
        place=where,
        corners=len(corners),
        whole=as_jpeg(cv2.resize(lit(flat), None, fx=0.6, fy=0.6), 70),
        trace=trace(dark, card),
        sharp=float(cv2.Laplacian(grey, cv2.CV_32F).var()) / POINTS,
    )


def _told(
    photo: Photo, slips: Sequence[Slip], strange: int, alone: int, unread: int
) -> list[Problem]:
    """Say of each card that was seen and not read that it was."""
    told = []
    if strange:
        what = plural(strange, "seddel er", "sedler er")
        said = f"{what} fra et ark, værktøjet ikke kender, og er ikke læst."
        hint = "Læs dem i den mappe, arket er lavet i, eller skriv dem ind."
        told.append((said, hint, "seddel_ukendt"))
    if alone:
        said = "Der ses et hjørne af en seddel, men ikke nok til at læse den."
        hint = "Tag et billede, hvor mindst tre hjørner af hver seddel er med."
        told.append((said, hint, "seddel_hjoerne"))
    if unread >= _MARKERS and not alone:
        said = (
            f"Der ligger måske en seddel mere på billedet, end de {len(slips) + strange}, der ses."
        )
        hint = "Tæl sedlerne efter. Mangler der en, så tag et billede af den tættere på."
        told.append((said, hint, "seddel_maaske"))
    if not slips and not told:
        said = "Der er ingen sedler på billedet, som værktøjet kan se."
        hint = (
            "Tag det igen tættere på og i bedre lys. Kun sedler med de sorte mærker i hjørnerne "
            "kan læses."
        )
        told.append((said, hint, "ingen_sedler"))
    return [Problem(m, h, photo.name, level="advarsel", code=c) for m, h, c in told]
