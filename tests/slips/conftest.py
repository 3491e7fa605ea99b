"""Cards of an invented team, printed, filled in with a pen and photographed by a few lines."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from kitlib.about import read_about
from kitlib.slips.cards import full_card
from kitlib.slips.drawing import DrawnSlip
from kitlib.slips.layout import BOX, Card
from kitlib.slips.store import keep_card
from kitlib.texts import load
from kitlib.typeset import images

OM = """format = 1
navn = "Vi"
type = "dagtilbud"
formaal = "At lære."
slettes = 2027-03-03
temaer = ["venskab", "sprog"]
koder = ["B01", "B02", "B07"]
"""
FINE = 8  # points a millimetre


@dataclass
class Pen:
    """Writes on one card."""

    card: Card
    paper: np.ndarray
    chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def box(self, name, value):
        return next(b for b in self.card.boxes if (b.field, b.value) == (name, value))

    def tick(self, name, value, *, dark=60):
        b, low = self.box(name, value), 0.3
        for x, x2 in ((low, BOX - low), (BOX - low, low)):
            self._line((b.x + x, b.y + low), (b.x + x2, b.y + BOX - low), dark)
        return self

    def fill(self, name, value):
        b = self.box(name, value)
        ends = [tuple(round(v * FINE) for v in p) for p in ((b.x, b.y), (b.x + BOX, b.y + BOX))]
        cv2.rectangle(self.paper, *ends, (50, 50, 50), -1)
        return self

    def write(self, seed, lines=3):
        chance = np.random.default_rng(seed)
        left, top, right, _ = self.card.writing
        for k in range(lines):
            x = np.arange(left + 2, right - 5, 1.6)
            y = top + 9 * (k + 1) - 1.5 - chance.uniform(0, 3.5, len(x))
            for a, b in zip(zip(x, y, strict=True), list(zip(x, y, strict=True))[1:], strict=False):
                if chance.random() > 0.25:
                    self._line(a, b, 40)
        return self

    def _line(self, start, end, dark):
        points = [tuple(round(v * FINE) for v in p) for p in (start, end)]
        cv2.line(self.paper, *points, (dark, dark, dark), 4, cv2.LINE_AA)


def photograph(papers, *, turn=0.0, lean=0.12, hide=()):
    """Lay cards in a row on a dark checked table, seen a little from the side; return a JPEG."""
    height, width = papers[0].shape[:2]
    table = np.zeros((height + 300, len(papers) * (width + 150) + 150, 3), np.uint8)
    y, x = np.mgrid[0 : table.shape[0], 0 : table.shape[1]]
    table[:] = (60 + 50 * ((x // 90 + y // 70) % 2))[..., None]
    for k, paper in enumerate(papers):
        left = 150 + k * (width + 150)
        table[150 : 150 + height, left : left + width] = paper
    for left, top, right, bottom in hide:
        table[150 + top : 150 + bottom, 150 + left : 150 + right] = 90
    h, w = table.shape[:2]
    flat = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    seen = flat + np.array([(lean * w, 0), (-lean * w, 0), (0, 0), (0, 0)], np.float32)
    middle = cv2.getRotationMatrix2D((w / 2, h / 2), turn, 0.7)
    place = np.vstack([middle, [0, 0, 1]]) @ cv2.getPerspectiveTransform(flat, seen)
    shot = cv2.warpPerspective(table, place, (w, h), flags=cv2.INTER_AREA)
    light = np.linspace(0.55, 1.0, w)[None, :, None]  # a shadow from one side
    shot = np.clip(cv2.GaussianBlur(shot, (0, 0), 0.8) * light, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", shot, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()


def print_card(folder) -> tuple[DrawnSlip, np.ndarray]:
    """Print the card of a team as it is in om.toml; return how it is drawn, and its paper."""
    about, _ = read_about(folder / "om.toml")
    said = {k: about.persons.fill(v) for k, v in load("materiale/ark")["postits"].items()}
    drawn = full_card(about, said)
    data = {"titel": "Sedler", "fod": "Bliver hos teamet.", **drawn.data}
    page = cv2.imdecode(np.frombuffer(images("ark_sedler", data, ppi=FINE * 25.4)[0], np.uint8), 1)
    form = drawn.card.format
    return drawn, page[: round(form.height * FINE), : round(form.width * FINE)]


@pytest.fixture(scope="session")
def printed(tmp_path_factory) -> tuple[DrawnSlip, np.ndarray]:
    folder = tmp_path_factory.mktemp("om")
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    return print_card(folder)


@pytest.fixture
def pen(printed):
    drawn, paper = printed
    return lambda: Pen(drawn.card, paper.copy())


@pytest.fixture
def folder(tmp_path, printed):
    where = tmp_path / "team"
    where.mkdir()
    (where / "om.toml").write_text(OM, encoding="utf-8")
    keep_card(where, printed[0].card)
    return where
