"""Cards photographed by simulation: a table, a cloth, a slant, a lens, a shadow, a poor camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .paper_hands import FINE

ASPECT = 3 / 4


@dataclass(frozen=True)
class Laid:
    """A card on the table: its picture, where its middle lies, how it is turned, and its fold."""

    image: np.ndarray
    x: float
    y: float
    turn: float
    fold: float = 0.0  # degrees one half of it stands up
    along: float = 0.5


def scatter(images: list[np.ndarray], chance: np.random.Generator) -> list[Laid]:
    """Lay cards in two rows, each a little aslant; some of them folded."""
    columns = (len(images) + 1) // 2
    wide = max(i.shape[1] for i in images) / FINE + 14
    tall = max(i.shape[0] for i in images) / FINE + 14
    laid = []
    for k, image in enumerate(images):
        x = (k % columns - (columns - 1) / 2) * wide + chance.normal(0, 1.5)
        y = (k // columns - 0.5) * tall + chance.normal(0, 1.5)
        turn = chance.normal(0, 3) + (180 if chance.random() < 0.15 else 0)
        fold = chance.uniform(3, 9) if chance.random() < 0.2 else 0.0
        laid.append(Laid(image, x, y, turn, fold, chance.uniform(0.35, 0.65)))
    return laid


def cloth(height: int, width: int, chance: np.random.Generator) -> np.ndarray:
    """A table: plain wood, checks, stripes or a busy pattern."""
    y, x = _grid(height, width)
    base = chance.uniform(60, 200, 3).astype(np.float32)
    kind = chance.integers(4)
    step = np.float32(chance.uniform(width / 60, width / 12))
    if kind == 0:
        pattern = np.sin(y / step + 3 * np.sin(x / (9 * step))) * 0.15
    elif kind == 1:
        odd = np.floor(x / step) + np.floor(y / step)
        pattern = _on_off(odd, chance.uniform(0.3, 1.0))
    elif kind == 2:
        pattern = _on_off(np.floor((x + np.float32(0.4) * y) / step), chance.uniform(0.3, 0.9))
    else:
        noise = chance.random((height // 24 + 2, width // 24 + 2)).astype(np.float32)
        pattern = (cv2.resize(noise, (width, height), interpolation=cv2.INTER_NEAREST) > 0.5) - 0.5
    light = 1 + np.float32(0.8) * pattern.astype(np.float32)
    light = np.broadcast_to(light, (height, width))
    return cv2.merge([np.clip(b * light, 5, 250).astype(np.uint8) for b in base])


def _grid(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each point is: a column of rows and a row of columns."""
    return np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None]


def _on_off(number: np.ndarray, strong: float) -> np.ndarray:
    return (number.astype(np.int32) & 1).astype(np.float32) * np.float32(strong) - strong / 2


def photograph(
    laid: list[Laid], megapixels: float, chance: np.random.Generator, *, hard: bool = False
) -> np.ndarray:
    """Take a picture of cards on a table.

    `hard` is the far end of every kind at once: 35 degrees, deep shadow, blur, JPEG 60.
    """
    width = round((megapixels * 1e6 / ASPECT) ** 0.5)
    height = round(width * ASPECT)
    seen = _camera(laid, width, height, chance, 35 if hard else chance.uniform(0, 35))
    picture = cloth(height, width, chance).astype(np.uint8)
    for one in laid:
        for part, corners in _flat_parts(one):
            _draw(picture, part, seen(corners))
    picture = _lens(picture, chance.uniform(-0.06, 0.06))
    picture = _light(picture, chance, hard)
    blur = chance.uniform(0.4, 0.8) if not hard else 0.9
    picture = cv2.GaussianBlur(picture, (0, 0), blur * max(1, width / 2500))
    tile = chance.normal(0, 3 if not hard else 5, (509, 512, 3)).astype(np.int16)
    noise = np.tile(tile, (height // 509 + 1, width // 512 + 1, 1))[:height, :width]
    picture = np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)
    quality = 60 if hard else int(chance.integers(60, 92))
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]


def _flat_parts(one: Laid):
    """The parts of a card that are flat, each with its corners in space (mm)."""
    height, width = (n / FINE for n in one.image.shape[:2])
    cut = round(one.along * one.image.shape[0]) if one.fold else one.image.shape[0]
    turn = np.deg2rad(one.turn)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])

    def place(points):
        flat = (np.array([(p[0], p[1]) for p in points]) - (width / 2, height / 2)) @ turned.T
        return np.column_stack([flat + np.array([one.x, one.y]), [p[2] for p in points]])

    crease = cut / FINE
    yield one.image[:cut], place([(0, 0, 0), (width, 0, 0), (width, crease, 0), (0, crease, 0)])
    if one.fold:
        rest, angle = height - crease, np.deg2rad(one.fold)
        low, up = crease + rest * np.cos(angle), -rest * np.sin(angle)
        yield (
            one.image[cut:],
            place([(0, crease, 0), (width, crease, 0), (width, low, up), (0, low, up)]),
        )


def _camera(laid, width, height, chance, tilt):
    """Return what turns places in space into points of the picture, all cards being in it."""
    axis = chance.uniform(0, 2 * np.pi)
    lean = cv2.Rodrigues(np.deg2rad(tilt) * np.array([np.cos(axis), np.sin(axis), 0.0]))[0]
    roll = cv2.Rodrigues(np.deg2rad(chance.normal(0, 4)) * np.array([0, 0, 1.0]))[0]
    focal = 1.15 * width
    everything = np.concatenate([c for one in laid for _, c in _flat_parts(one)])

    def seen(points, far, shift=(0.0, 0.0)):
        there = points @ (lean @ roll).T + (0, 0, far)
        return there[:, :2] / there[:, 2:] * focal + (width / 2, height / 2) + np.array(shift)

    for far in np.arange(150, 3000, 15.0):
        points = seen(everything, far)
        low, high = points.min(axis=0), points.max(axis=0)
        shift = np.array([width, height]) / 2 - (low + high) / 2
        if (high - low <= np.array([width, height]) * 0.95).all():
            break
    return lambda points: seen(points, far, shift)


def _draw(picture: np.ndarray, part: np.ndarray, corners: np.ndarray) -> None:
    height, width = part.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - 0.5
    place = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    # Points of the card that fall into one of the picture are mixed, as a lens does.
    fine = width / max(1.0, np.linalg.norm(corners[1] - corners[0]))
    if fine > 1.3:
        part = cv2.GaussianBlur(part, (0, 0), 0.45 * fine)
    # Only where it lies is drawn; the picture is much larger.
    x, y = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 2, 0)
    x2, y2 = np.ceil(corners.max(axis=0)).astype(int) + 3
    there = picture[y:y2, x:x2]
    moved = np.array([(1, 0, -x), (0, 1, -y), (0, 0, 1)], float) @ place
    size = there.shape[1::-1]
    drawn = cv2.warpPerspective(part, moved, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(part.shape[:2], 255, np.uint8), moved, size)
    there[mask > 127] = drawn[mask > 127]


def _lens(picture: np.ndarray, bend: float) -> np.ndarray:
    height, width = picture.shape[:2]
    y, x = _grid(height, width)
    half = np.float32(width / 2)
    u, v = (x - half) / half, (y - np.float32(height / 2)) / half
    factor = (1 + np.float32(bend) * (u * u + v * v)) / np.float32(1 + max(bend, 0))
    return cv2.remap(
        picture,
        u * factor * half + half,
        v * factor * half + np.float32(height / 2),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _light(picture: np.ndarray, chance: np.random.Generator, hard: bool) -> np.ndarray:
    """Uneven light, and the shadow of a head or an arm."""
    height, width = picture.shape[:2]
    small = np.ones((60, 80), np.float32)
    y, x = np.mgrid[0:60, 0:80].astype(np.float32)
    turn = chance.uniform(0, 2 * np.pi)
    small -= chance.uniform(0, 0.35) * ((x - 40) * np.cos(turn) / 80 + (y - 30) * np.sin(turn) / 60)
    if hard or chance.random() < 0.6:
        edge = (x - chance.uniform(15, 65)) * np.cos(turn + 1) + (y - 30) * np.sin(turn + 1)
        shadow = 1 / (1 + np.exp(-edge / chance.uniform(0.5, 4)))
        small *= 1 - shadow * (0.55 if hard else chance.uniform(0.15, 0.55))
    small *= chance.uniform(0.7, 1.0)
    light = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    warm = (np.float32(chance.uniform(0.82, 1.0)), np.float32(0.97), np.float32(1.0))
    seen = (part * (light * colour) for part, colour in zip(cv2.split(picture), warm, strict=True))
    return cv2.merge([np.clip(part, 0, 255).astype(np.uint8) for part in seen])
