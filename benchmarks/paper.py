"""Print cards, fill them in, photograph them and read them: how many markers and ticks are right.

    nice python benchmarks/paper.py --cards 2000 --fonts FOLDER --out result.json

Everything is invented: hands, pens, tables and cameras are simulated. What a team's own printer,
pencil and telephone do is measured by the page "Prøv selv" alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.paper_hands import FINE, Hand, copied
from benchmarks.paper_photos import photograph, scatter
from kitlib.about import About
from kitlib.instruments.postits.sheets import dated_sheet, note_sheet
from kitlib.slips.finding import find_cards
from kitlib.slips.layout import Card
from kitlib.slips.markers import number
from kitlib.slips.straight import POINTS, ink, straight
from kitlib.slips.ticks import read_boxes, weighed
from kitlib.texts import load
from kitlib.typeset import images

A_PHOTO = 8
ABOUT = About(
    navn="Solsikken",
    type="dagtilbud",
    koder=tuple(f"B{n:02}" for n in range(1, 19)),
    temaer=("venskab", "konflikter", "sprog", "at vente på tur", "selvhjulpen"),
)


def blanks() -> list[tuple[Card, np.ndarray]]:
    """The cards as they are printed, one of each kind, FINE points a millimetre."""
    made = []
    for make in (note_sheet, dated_sheet):
        sheet = make(ABOUT, lambda name: _filled(load(name)))
        page = images(sheet.template, sheet.data | {"fod": "Bliver hos teamet."}, ppi=FINE * 25.4)
        picture = cv2.imdecode(np.frombuffer(page[0], np.uint8), cv2.IMREAD_COLOR)
        form = sheet.card.format
        height, width = round(form.height * FINE), round(form.width * FINE)
        made.append((sheet.card, picture[:height, :width].copy()))
    return made


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v) for k, v in value.items()}
    return ABOUT.persons.fill(value) if isinstance(value, str) else value


def fill(card: Card, blank: np.ndarray, fonts: list[Path], chance: Any) -> tuple[Any, set[int]]:
    """Fill a card in; return it and which of its boxes are ticked."""
    paper = copied(blank, chance) if chance.random() < 0.3 else blank
    hand = Hand(paper, card, chance)
    ticked = set()
    for field in dict.fromkeys(box.field for box in card.boxes):
        there = [k for k, box in enumerate(card.boxes) if box.field == field]
        if chance.random() < (0.5 if field in ("tema", "maa_vises") else 0.08):
            continue
        chosen = [int(k) for k in chance.permutation(there)[:3]]
        if chance.random() < 0.06:
            hand.fill(card.boxes[chosen[2 % len(chosen)]].x, card.boxes[chosen[2 % len(chosen)]].y)
            if len(chosen) < 3:
                continue
        several = field in ("situation", "tema") and chance.random() < 0.25
        for k in chosen[: 2 if several else 1]:
            hand.tick(card.boxes[k].x, card.boxes[k].y)
            ticked.add(k)
    hand.write(fonts)
    return hand.done(), ticked


def run(cards: int, fonts: list[Path], sizes: tuple[float, ...], seed: int, keep: Path | None):
    """Yield, for each picture, what was there and what was read."""
    made = blanks()
    for photo in range(cards // A_PHOTO):
        chance = np.random.default_rng((seed, photo))
        card, blank = made[0] if photo % 4 else made[1]
        filled = [fill(card, blank, fonts, chance) for _ in range(A_PHOTO)]
        laid = scatter([image for image, _ in filled], chance)
        hard = photo % 10 == 9
        for size in sizes:
            shot = photograph(laid, size, np.random.default_rng((seed, photo, 1)), hard=hard)
            if keep is not None:
                (keep / f"{photo:04}_{size:g}.jpg").write_bytes(shot.tobytes())
            yield size, photo, hard, card, made, laid, [t for _, t in filled], shot


def judge(card, made, laid, truth, shot) -> dict[str, Any]:
    """Read one picture and hold it against what was written."""
    began = time.process_time()
    picture = cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found, alone, unread = find_cards(grey, {c.code: c.size for c, _ in made})
    read = []
    for one in found:
        dark = ink(cv2.cvtColor(straight(picture, one), cv2.COLOR_BGR2GRAY))
        read.append((one, read_boxes(dark, card, [s.corner for s in one.seen]), dark))
    took = time.process_time() - began
    result: Counter[str] = Counter(seconds=0)
    seen = Counter(s.number for one in found for s in one.seen) + Counter(s.number for s in alone)
    result["markers"] = 4 * len(laid)
    result["markers_found"] = sum(min(seen[number(c, card.code)], len(laid)) for c in range(4))
    result["cards"], result["cards_found"] = len(laid), len(found)
    result["alone"] = len(alone)
    missing = max(0, len(laid) - len(found) - len(alone))
    result["told_of"] = missing if unread >= 2 else 0
    result["lost_without_a_word"] = missing - result["told_of"]
    result["told_of_needlessly"] = int(unread >= 2 and not missing and not alone)
    rows, wrong = [], []
    for (one, said, dark), ticked in zip(_in_order(read, laid), truth, strict=False):
        weights, _ = weighed(dark, card, [s.corner for s in one.seen])
        for k, (tick, weight) in enumerate(zip(said, weights, strict=True)):
            right = k in ticked
            result["boxes"] += 1
            result["unsure"] += tick == "usikker"
            result["wrong"] += tick != "usikker" and (tick == "ja") != right
            rows.append((right, tick, *weight))
            if tick != "usikker" and (tick == "ja") != right:
                wrong.append((right, tick, around(dark, card, k)))
    return {**result, "seconds": took, "rows": rows, "misread": wrong}


def around(dark: np.ndarray, card: Card, k: int) -> np.ndarray:
    """A box and what is around it, to see why it was misread."""
    x, y = (round(v * POINTS) for v in (card.boxes[k].x - 3, card.boxes[k].y - 3))
    part = 255 - 255 * dark[max(0, y) : y + 10 * POINTS, max(0, x) : x + 10 * POINTS]
    return part.astype(np.uint8)


def _in_order(read, laid):
    """What was read, in the order the cards were laid; a card that was not found is left out."""
    columns = (len(laid) + 1) // 2
    middles = [np.mean([s.corners.mean(axis=0) for s in one.seen], axis=0) for one, *_ in read]
    if len(read) != len(laid):
        return []
    down = np.argsort([m[1] for m in middles])
    rows = [sorted(part, key=lambda k: middles[k][0]) for part in (down[:columns], down[columns:])]
    return [read[k] for part in rows for k in part]


def summary(sums: dict[float, Counter[str]], slowest: dict[float, float]) -> dict[str, Any]:
    """What came of it so far, by the size of the picture."""
    result = {}
    for size, total in sums.items():
        photos, boxes = max(1, total["cards"] // A_PHOTO), max(1, total["boxes"])
        result[f"{size:g} MP"] = {
            **{
                name: total[name]
                for name in (
                    "cards",
                    "cards_found",
                    "told_of",
                    "told_of_needlessly",
                    "lost_without_a_word",
                    "boxes",
                    "wrong",
                    "unsure",
                )
            },
            "markers_found_percent": 100 * total["markers_found"] / max(1, total["markers"]),
            "wrong_percent": 100 * total["wrong"] / boxes,
            "unsure_percent": 100 * total["unsure"] / boxes,
            "seconds_a_photo": total["seconds"] / photos,
            "slowest": slowest[size],
        }
    return result


def main() -> None:
    """Run it and write what came of it."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--cards", type=int, default=2000)
    told.add_argument("--fonts", type=Path)
    told.add_argument("--sizes", default="8,2")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--keep", type=Path)
    told.add_argument("--out", type=Path)
    told.add_argument("--wrong", type=Path, help="a folder for pictures of boxes read wrongly")
    told.add_argument("--rows", type=Path, help="every box: truth, reading, ink, evenness, grey")
    args = told.parse_args()
    cv2.setNumThreads(1)
    fonts = (
        sorted(p for e in ("ttf", "otf") for p in args.fonts.rglob(f"*.{e}")) if args.fonts else []
    )
    sizes = tuple(map(float, args.sizes.split(",")))
    sums: dict[float, Counter[str]] = {size: Counter() for size in sizes}
    slowest: dict[float, float] = dict.fromkeys(sizes, 0.0)
    rows = []
    for size, photo, hard, card, made, laid, truth, shot in run(
        args.cards, fonts, sizes, args.seed, args.keep
    ):
        got = judge(card, made, laid, truth, shot)
        for k, (right, tick, part) in enumerate(got.pop("misread")):
            if args.wrong:
                name = f"{size:g}_{photo:04}_{k}_{tick}_{'ja' if right else 'nej'}.png"
                cv2.imwrite(str(args.wrong / name), part)
        rows += [(size, photo, hard, card.size, *r) for r in got.pop("rows")]
        slowest[size] = max(slowest[size], got["seconds"])
        if got["cards_found"] != got["cards"] or got["wrong"]:
            print(size, photo, hard, got, flush=True)
        sums[size].update(got)
        if args.out:
            said = json.dumps(summary(sums, slowest), indent=1)
            args.out.write_text(said, encoding="utf-8")
    print(json.dumps(summary(sums, slowest), indent=1))
    if args.rows:
        args.rows.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
