"""A card laid straight: the picture of it alone, as if it lay under the lens, and its ink."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kitlib.slips.finding import Found
from kitlib.slips.layout import BOX, MARKER, Card, marker_places

if TYPE_CHECKING:
    import numpy as np

__all__ = ["POINTS", "ink", "moved", "straight"]

#: Points a millimetre of a card that lies straight.
POINTS = 8

_STEP = 1.6  # mm a box may stand away from where the boxes before it say
_NEAR = 0.9  # mm from where its neighbours say
_NEIGHBOURS = 7  # boxes whose moves are held against each other
_BESIDE = 22.0  # mm away that are still neighbours: paper that is folded goes its own way there
_STRAY = 0.7  # mm a box may differ from its neighbours before it is taken to be read wrongly
_SURE = 0.4  # how well a printed frame fits that can be made out


def straight(picture: np.ndarray, found: Found) -> np.ndarray:
    """Return a card cut out of a picture, its corners square and its own way up."""
    import cv2
    import numpy as np

    form = card_size(found.size)
    place = found.place()
    # Points of the picture a millimetre: a sharper picture is softened first, or lines break up.
    fine = float(np.mean([s.side for s in found.seen])) / 7.7 / POINTS
    if fine > 1.6:
        scale = 1.0 / fine
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        shrunk = np.array([[scale, 0, (scale - 1) / 2], [0, scale, (scale - 1) / 2], [0, 0, 1]])
        place = shrunk @ place
    points = np.array([[1 / POINTS, 0, 0.5 / POINTS], [0, 1 / POINTS, 0.5 / POINTS], [0, 0, 1]])
    return cv2.warpPerspective(
        picture,
        place @ points,
        form,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def card_size(size: str) -> tuple[int, int]:
    """Width and height of a straight card in points."""
    from kitlib.slips.layout import FORMATS

    form = FORMATS[size]
    return round(form.width * POINTS), round(form.height * POINTS)


def ink(grey: np.ndarray) -> np.ndarray:
    """Return how dark each point is against the paper around it: 0 white, 1 black."""
    import cv2
    import numpy as np

    height, width = grey.shape
    small = cv2.resize(grey, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 13), (0, 0), 4)
    white = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    dark = 1.0 - grey.astype(np.float32) / np.maximum(white.astype(np.float32), 1)
    return np.clip(dark, 0, 1)


def moved(dark: np.ndarray, card: Card, corners: Sequence[int]) -> tuple[np.ndarray, float]:
    """Return how far each box stands from its place, in points, and how well frames are seen.

    Lenses bend, paper curls and is folded. From the corners that are seen one goes from box to
    box: the printed frame of each is looked for near where those before it say it is, and then
    once more and finely. A frame that cannot be made out goes with those around it.
    """
    import cv2
    import numpy as np

    half = cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    places = np.array([(b.x + BOX / 2, b.y + BOX / 2) for b in card.boxes])
    ends = np.array([marker_places(card.size)[c] for c in corners]) + MARKER / 2
    guess = _walked(half, places, ends)
    mask, slack = _outline(POINTS), round(_NEAR * POINTS)
    starts = places * POINTS + guess
    near = np.array([_frame(dark, start, mask, slack) for start in starts])
    moves = np.column_stack([guess + near[:, :2], near[:, 2]])
    agreed = _agreed(places, moves)
    alone = np.abs(moves[:, :2] - agreed).max(axis=1) > _STRAY * POINTS
    done = np.where((alone | (near[:, 2] < _SURE))[:, None], agreed, moves[:, :2])
    return done, float(np.median(near[:, 2]))


def _walked(half: np.ndarray, places: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return coarsely how far each frame stands away, going outwards from the corners."""
    import numpy as np

    points = POINTS / 2
    mask, slack = _outline(points), round(_STEP * points)
    spots, moves = list(ends), [np.zeros(2)] * len(ends)
    guess = np.zeros((len(places), 2))
    order = np.argsort(np.linalg.norm(places[:, None] - ends[None], axis=2).min(axis=1))
    for k in order:
        apart = np.linalg.norm(np.array(spots) - places[k], axis=1)
        near = np.argsort(apart, kind="stable")[:3]
        at = np.median(np.array(moves)[near], axis=0) if len(near) > 2 else moves[near[0]]
        dx, dy, fit = _frame(half, places[k] * points + at, mask, slack)
        guess[k] = at
        if fit > _SURE:
            guess[k] = at + np.array([dx, dy])
            spots.append(places[k])
            moves.append(guess[k])
    return guess * POINTS / points


def _agreed(places: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return where each frame is by those around it that can be made out."""
    import numpy as np

    sure = found[:, 2] > _SURE
    if not sure.any():
        return found[:, :2]
    spots, moves = places[sure], found[sure, :2]
    agreed = np.empty((len(places), 2))
    for k, place in enumerate(places):
        apart = np.linalg.norm(spots - place, axis=1)
        near = np.argsort(apart, kind="stable")[:_NEIGHBOURS]
        beside = near[apart[near] <= _BESIDE]
        agreed[k] = np.median(moves[beside if len(beside) else near[:1]], axis=0)
    return agreed


def _frame(
    dark: np.ndarray, middle: np.ndarray, mask: np.ndarray, slack: int
) -> tuple[float, float, float]:
    """How far from a place a frame is, and how well it fits."""
    import cv2

    size = mask.shape[0]
    x, y = round(float(middle[0]) - size / 2), round(float(middle[1]) - size / 2)
    top, left = max(0, y - slack), max(0, x - slack)
    part = dark[top : y + size + slack, left : x + size + slack]
    if part.shape[0] < size or part.shape[1] < size:
        return 0.0, 0.0, 0.0
    fits = cv2.matchTemplate(part, mask, cv2.TM_CCOEFF_NORMED)
    _, best, _, (dx, dy) = cv2.minMaxLoc(fits)
    return float(left + dx - x), float(top + dy - y), float(best)


@cache
def _outline(points: float) -> np.ndarray:
    """A box as it is printed, softened as pictures are, with white around it."""
    import cv2
    import numpy as np

    size = round((BOX + 1.0) * points)
    mask = np.zeros((size, size), np.float32)
    edge = round(0.5 * points)
    cv2.rectangle(mask, (edge, edge), (size - 1 - edge, size - 1 - edge), 1.0, round(points / 4))
    return cv2.GaussianBlur(mask, (0, 0), 0.16 * points)
