"""Which cards lie in a picture, and how: markers are found, and those of one card put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kitlib.slips.layout import FORMATS, MARKER, marker_places
from kitlib.slips.looking import SeenMarker, detected, like_marker, looked_through, read_known
from kitlib.slips.markers import (
    CORNERS,
    code_of,
    half_of,
    has_half,
    number,
)

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Found", "SeenMarker", "find_cards"]

_FIT = 1.6  # mm two markers of one card may miss each other by; a folded card is not flat
_AROUND = 0.9  # of a marker's side that is looked at on each side of where it should be
_CLOSE, _LEAST = 60, 8  # points a marker's side is made when looked at closely; a part at least
_ASLANT = 0.2  # of the way to a far corner that it may be off, seen at a slant
_OF_A_SIDE = (0.5, 2.0)  # how much smaller or larger than those read a marker may be
_RATIO = 1.9  # how much farther off or nearer a far corner may be, seen at a slant


@dataclass(frozen=True)
class Found:
    """A card in a picture: its size, and the markers seen of it."""

    size: str
    seen: tuple[SeenMarker, ...]

    def fits(self, code: int) -> bool:
        """Whether it may be the card of a code."""
        return all(has_half(code, s.number) for s in self.seen)

    def outline(self) -> np.ndarray:
        """Return the card's own corners, in points of the picture."""
        import cv2
        import numpy as np

        form = FORMATS[self.size]
        edge = np.array([(0, 0), (form.width, 0), (form.width, form.height), (0, form.height)])
        there = cv2.perspectiveTransform(edge[None].astype(np.float64), self.place())[0]
        return np.asarray(there, np.float32)

    def place(self) -> np.ndarray:
        """Return what turns millimetres on the card into points of the picture."""
        import cv2
        import numpy as np

        flat = np.concatenate([_on_card(self.size, s.corner) for s in self.seen])
        there = np.concatenate([s.corners for s in self.seen])
        return np.asarray(cv2.findHomography(flat, there)[0])


def find_cards(
    grey: np.ndarray, known: Mapping[int, str] | None = None
) -> tuple[list[Found], list[SeenMarker], int]:
    """Find the cards in a picture.

    Parameters
    ----------
    grey : array
        The picture in tones of grey.
    known : mapping of int to str, optional
        Which size of card a code is; a card of another code may be of any.

    Returns
    -------
    (list of Found, list of SeenMarker, int)
        Cards of which two corners or more are seen, markers that stand alone, and how many squares
        there are beside the cards that look like a marker and cannot be read.
    """
    sizes = known or {}
    seen, squares = looked_through(grey)
    found, alone = _put_together(grey, seen, sizes)
    unread = _unread(grey, squares, found, alone)
    numbers = {number(corner, code) for code in sizes for corner in range(len(CORNERS))}
    read = (read_known(grey, square, numbers) for square in unread)
    closely = [SeenMarker(*one) for one in read if one is not None]
    found, alone = _with(grey, closely, found, alone, sizes)
    beside = [s for one in alone for s in _beside(grey, one, sizes)]
    found, alone = _with(grey, beside, found, alone, sizes)
    unread = _unread(grey, unread, found, alone)
    return sorted(found, key=_reading_order), alone, len(unread)


def _with(
    grey: np.ndarray,
    more: Sequence[SeenMarker],
    found: list[Found],
    alone: list[SeenMarker],
    known: Mapping[int, str],
) -> tuple[list[Found], list[SeenMarker]]:
    """Put cards together anew where more markers have been seen."""
    if not more:
        return found, alone
    return _put_together(grey, [*(s for one in found for s in one.seen), *alone, *more], known)


def _put_together(
    grey: np.ndarray, seen: Sequence[SeenMarker], known: Mapping[int, str]
) -> tuple[list[Found], list[SeenMarker]]:
    found, alone = _grouped(seen, known)
    return [_looked_again(grey, one) for one in found], alone


def _unread(
    grey: np.ndarray,
    squares: Sequence[np.ndarray],
    found: Sequence[Found],
    alone: Sequence[SeenMarker],
) -> list[np.ndarray]:
    """Which squares look like a marker of about the size of those read, and lie on no card."""
    import cv2
    import numpy as np

    sides = [s.side for s in (*(s for one in found for s in one.seen), *alone)]
    if not sides:
        return []
    least, most = min(sides) * _OF_A_SIDE[0], max(sides) * _OF_A_SIDE[1]
    cards = [one.outline() for one in found] + [s.corners.astype(np.float32) for s in alone]
    left = []
    for square in squares:
        middle = tuple(map(float, square.mean(axis=0)))
        side = SeenMarker(0, square).side
        on_card = any(cv2.pointPolygonTest(card, middle, True) > -side for card in cards)
        if least < side < most and not on_card and like_marker(grey, square):
            left.append(square)
    return left


def _grouped(
    seen: Sequence[SeenMarker], known: Mapping[int, str]
) -> tuple[list[Found], list[SeenMarker]]:
    """Put markers of one card together, those that fit each other best first."""
    groups = {k: frozenset({k}) for k in range(len(seen))}
    sizes: dict[frozenset[int], str] = {}
    for _, size, i, j in sorted(_pairs(seen, known), key=lambda pair: pair[0]):
        one, other = groups[i], groups[j]
        if one == other or not _are_one([seen[k] for k in one | other]):
            continue
        if {sizes.get(one, size), sizes.get(other, size)} != {size}:
            continue
        both = one | other
        sizes[both] = size
        groups |= dict.fromkeys(both, both)
    found = [Found(sizes[g], tuple(seen[k] for k in sorted(g))) for g in _several(groups.values())]
    alone = [seen[next(iter(g))] for g in dict.fromkeys(groups.values()) if len(g) == 1]
    return found, alone


def _beside(grey: np.ndarray, one: SeenMarker, known: Mapping[int, str]) -> list[SeenMarker]:
    """Look closely where the other corners of a card may be of which one is seen."""
    import cv2
    import numpy as np

    found: list[SeenMarker] = []
    for size in {size for code, size in known.items() if has_half(code, one.number)}:
        flat = _on_card(size, one.corner)
        place = cv2.estimateAffine2D(flat, one.corners)[0]
        for corner in set(range(len(CORNERS))) - {one.corner}:
            there = _on_card(size, corner)
            far = float(np.linalg.norm(there.mean(axis=0) - flat.mean(axis=0)))
            square = cv2.transform(there[None], place)[0]
            found += _close(grey, square, _AROUND + far * _ASLANT / MARKER, corner, [one])
    return found


def _looked_again(grey: np.ndarray, found: Found) -> Found:
    """Look closely for the corners of a card that were not seen: it is known where they are."""
    import cv2

    seen = list(found.seen)
    for corner in set(range(len(CORNERS))) - {s.corner for s in found.seen}:
        square = cv2.perspectiveTransform(_on_card(found.size, corner)[None], found.place())[0]
        seen += _close(grey, square, _AROUND, corner, seen)
    return Found(found.size, tuple(seen))


def _close(
    grey: np.ndarray, square: np.ndarray, around: float, corner: int, seen: Sequence[SeenMarker]
) -> list[SeenMarker]:
    """Look closely at one place for one corner of a card: enlarged, and made sharper."""
    import cv2
    import numpy as np

    low, high = square.min(axis=0), square.max(axis=0)
    side = float((high - low).max())
    x, y = np.clip(low - side * around, 0, None).astype(int)
    x2, y2 = np.clip(high + side * around, 0, None).astype(int)
    part = grey[y:y2, x:x2]
    if min(part.shape) < _LEAST:
        return []
    scale = max(1.0, _CLOSE / side)
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    sharp = cv2.addWeighted(large, 2.5, cv2.GaussianBlur(large, (0, 0), _CLOSE / 12), -1.5, 0)
    new = [
        SeenMarker(s.number, (s.corners + 0.5) / scale - 0.5 + (x, y))
        for picture in (sharp, large)
        for s in detected(picture)[0]
    ]
    return [s for s in new if s.corner == corner and _are_one([*seen, s])][:1]


def _pairs(
    seen: Sequence[SeenMarker], known: Mapping[int, str]
) -> Iterator[tuple[float, str, int, int]]:
    """Yield which two markers may be of one card, of which size, and how well they fit."""
    import cv2
    import numpy as np

    middles = [s.corners.mean(axis=0) for s in seen]
    sides = [s.side for s in seen]
    for i, j in combinations(range(len(seen)), 2):
        if not _are_one([seen[i], seen[j]]):
            continue
        sizes = _sizes(seen[i], seen[j], known)
        apart = float(np.linalg.norm(middles[i] - middles[j]))
        per_mm = (sides[i] + sides[j]) / 2 / MARKER
        for size in sizes:
            one, other = (_on_card(size, seen[k].corner) for k in (i, j))
            wanted = float(np.linalg.norm(one.mean(axis=0) - other.mean(axis=0))) * per_mm
            if not wanted / _RATIO < apart < wanted * _RATIO:
                continue
            flat, there = (
                np.concatenate([one, other]),
                np.concatenate([seen[i].corners, seen[j].corners]),
            )
            turned = cv2.findHomography(flat, there)[0]
            if turned is None:
                continue
            again = cv2.perspectiveTransform(flat[None], turned)[0]
            miss = float(np.abs(again - there).max()) / per_mm
            if miss < _FIT:
                yield miss, size, i, j


def _sizes(one: SeenMarker, other: SeenMarker, known: Mapping[int, str]) -> set[str]:
    """Which sizes of card two markers may be of, by what their code says."""
    if one.corner % 2 != other.corner % 2:
        found = {size for code, size in known.items() if code == code_of(one.number, other.number)}
    else:
        found = {size for code, size in known.items() if has_half(code, one.number)}
    return found or set(FORMATS)


def _are_one(seen: Sequence[SeenMarker]) -> bool:
    """Whether markers may be of one card: each another corner, and each half of the code one."""
    corners = {s.corner for s in seen}
    halves = {(s.corner % 2, half_of(s.number)) for s in seen}
    return len(corners) == len(seen) and len(halves) == len({half for half, _ in halves})


def _several(groups: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    return [group for group in dict.fromkeys(groups) if len(group) > 1]


def _on_card(size: str, corner: int) -> np.ndarray:
    """The corners of a marker in mm, clockwise from its upper left."""
    import numpy as np

    x, y = marker_places(size)[corner % len(CORNERS)]
    square = [(x, y), (x + MARKER, y), (x + MARKER, y + MARKER), (x, y + MARKER)]
    return np.array(square, np.float64)


def _reading_order(found: Found) -> tuple[int, int]:
    """From the top of the picture, in bands as tall as a card's marker is far away."""
    import numpy as np

    x, y = np.mean([s.corners.mean(axis=0) for s in found.seen], axis=0)
    return int(y // (12 * found.seen[0].side)), int(x)
