"""Cards filled in as hands do it: pens, ticks of many kinds, handwriting, and slips of the pen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from kitlib.slips.layout import BOX, Card

FINE = 12  # points a millimetre of a card before it is photographed

WORDS = """
bygger et tårn af klodser og vælter det igen siger nej jeg vil selv og tager skoene på
spørger om den anden må være med henter en bog griner højt venter ved døren kigger på de
andre trøster en der græder hælder vand op uden at spilde finder sin plads i samlingen
"""


@dataclass(frozen=True)
class Pen:
    width: float  # mm
    dark: float  # how black
    grain: float  # how uneven
    colour: tuple[float, float, float]  # how much of it each of blue, green, red is


PENS = (
    Pen(0.45, 0.85, 0.05, (0.6, 0.95, 1.0)),  # blue ballpoint
    Pen(0.40, 0.90, 0.05, (1.0, 1.0, 1.0)),  # black ballpoint
    Pen(0.50, 0.55, 0.35, (1.0, 1.0, 1.0)),  # pencil
    Pen(0.55, 0.38, 0.40, (1.0, 1.0, 1.0)),  # a hard pencil, held lightly
    Pen(0.95, 0.92, 0.03, (1.0, 1.0, 1.0)),  # felt pen
)


class Hand:
    """Writes on one card, FINE points a millimetre."""

    def __init__(self, blank: np.ndarray, card: Card, chance: np.random.Generator) -> None:
        self.card, self.chance = card, chance
        self.pen = PENS[chance.choice(len(PENS), p=(0.3, 0.15, 0.3, 0.1, 0.15))]
        self.ink = np.zeros(blank.shape[:2], np.float32)
        self.blank = blank
        self.kind = chance.choice(("kryds", "hak", "streg", "kryds", "hak", "krydsskraat", "zig"))
        self.size = chance.uniform(0.75, 1.35)

    def stroke(self, points: np.ndarray) -> None:
        """Draw a line through points given in mm, a little shaky."""
        points = np.asarray(points, float)
        steps = np.linspace(0, len(points) - 1, 12 * len(points))
        x, y = (np.interp(steps, range(len(points)), points[:, k]) for k in (0, 1))
        shake = cv2.GaussianBlur(self.chance.normal(0, 0.12, (2, len(steps))), (0, 0), 3)
        drawn = np.stack([x + shake[0], y + shake[1]], axis=1) * FINE * 16
        width = max(1, round(self.pen.width * FINE * self.chance.uniform(0.85, 1.15)))
        cv2.polylines(self.ink, [drawn.round().astype(np.int32)], False, 1.0, width, cv2.LINE_AA, 4)

    def tick(self, x: float, y: float) -> None:
        """Tick the box whose upper left corner is given."""
        r = BOX / 2 * self.size * self.chance.uniform(0.85, 1.15)
        cx, cy = np.array([x, y]) + BOX / 2 + self.chance.normal(0, 0.28, 2)

        def at(right: float, down: float) -> np.ndarray:
            return np.array([cx + r * right, cy + r * down]) + self.chance.normal(0, 0.15, 2)

        if self.kind in ("kryds", "krydsskraat"):
            flat = 0.55 if self.kind == "krydsskraat" else 1.0
            self.stroke([at(-1, -flat), at(1, flat)])
            self.stroke([at(1, -flat), at(-1, flat)])
        elif self.kind == "hak":
            self.stroke([at(-1, 0), at(-0.2, 0.8), at(1.2, -1.1)])
        elif self.kind == "streg":
            self.stroke([at(-1, 1), at(1, -1)])
        else:
            self.stroke([at(-1, -0.6), at(1, -0.2), at(-1, 0.3), at(1, 0.6)])

    def fill(self, x: float, y: float) -> None:
        """Fill a whole box in, as one does who ticked the wrong one."""
        self.tick(x, y)
        step, up = self.pen.width * self.chance.uniform(0.6, 1.0), True
        edge = self.chance.uniform(-0.2, 0.35)
        for k in np.arange(x + edge, x + BOX - edge, step):
            ends = (y + edge, y + BOX - edge)
            self.stroke([(k, ends[up]), (k + step / 2, ends[not up])])
            up = not up

    def write(self, fonts: list[Path]) -> None:
        """Write some lines by hand: a hand-drawn font, or letters that are nobody's."""
        left, top, right, bottom = self.card.writing
        rows = [top + 9 * (k + 1) for k in range(int((bottom - top) / 9))]
        rows = rows[: max(1, int(self.chance.integers(1, len(rows) + 1)))]
        font = (
            fonts[self.chance.integers(len(fonts))]
            if fonts and self.chance.random() < 0.7
            else None
        )
        for row in rows:
            self._line(left + 1, row - 1.2, right - 1, font)

    def _line(self, left: float, base: float, right: float, font: Path | None) -> None:
        if font is None:
            x = left
            while x < right - 6:
                steps = int(self.chance.integers(4, 12))
                xs = x + np.cumsum(self.chance.uniform(0.3, 1.3, steps))
                ys = base - self.chance.uniform(0, 3.2, steps)
                self.stroke(np.stack([np.minimum(xs, right), ys], axis=1))
                x = xs[-1] + self.chance.uniform(1.5, 3)
            return
        words = " ".join(self.chance.choice(WORDS.split(), 14))
        layer = Image.new("L", self.ink.shape[::-1], 0)
        face = ImageFont.truetype(str(font), int(self.chance.uniform(4.5, 6.5) * FINE))
        while words and face.getlength(words) > (right - left) * FINE:
            words = words.rpartition(" ")[0]
        ImageDraw.Draw(layer).text((left * FINE, base * FINE), words, 255, face, anchor="ls")
        self.ink = np.maximum(self.ink, np.asarray(layer, np.float32) / 255)

    def done(self) -> np.ndarray:
        """Return the card with what was written on it, in colour."""
        tile = self.chance.normal(1, self.pen.grain, (251, 256)).astype(np.float32)
        height, width = self.ink.shape
        grain = np.tile(tile, (height // 251 + 1, width // 256 + 1))[:height, :width]
        ink = np.clip(self.ink * np.clip(grain, 0, 1.2) * self.pen.dark, 0, 1)
        paper = self.blank.astype(np.float32)
        light = 1 - ink[..., None] * np.array(self.pen.colour, np.float32)
        return (paper * light).astype(np.uint8)


def copied(blank: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return a card as a bad copier gives it: soft, grey and specked."""
    soft = cv2.GaussianBlur(blank, (0, 0), chance.uniform(1.0, 2.2)).astype(np.float32)
    toner = chance.uniform(0.55, 0.95)
    soft = 255 - (255 - soft) * toner - chance.uniform(0, 14)
    specks = chance.random(blank.shape[:2]) < 0.00015
    specks = cv2.dilate(specks.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    soft[specks] *= 0.5
    return np.clip(soft, 0, 255).astype(np.uint8)
