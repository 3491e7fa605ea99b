"""The same cards read by marksense (PyPI), which reads one form a picture from a template.

    nice python benchmarks/paper_peer.py --make FOLDER --fonts FONTS   # where the kit is installed
    python benchmarks/paper_peer.py --read FOLDER                      # where marksense is

It has to be told: a picture of the empty card, the place of every box, and one card a picture, so
each card is cut out of its photograph for it, by the place the kit found. The kit needs the
photograph alone: the markers say which card it is. marksense gives one answer to a question, so
only questions with one tick or none are compared, and a double mark it tells of counts as asked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

FINE = 8  # points a millimetre of the template
SIZE = 8.0


def make(folder: Path, cards: int, fonts: list[Path]) -> None:
    """Photograph cards as paper.py does, cut them out, and keep what the kit read of each."""
    import cv2
    import numpy as np

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from benchmarks.paper import blanks, fill
    from benchmarks.paper_photos import photograph, scatter
    from kitlib.slips.finding import find_cards
    from kitlib.slips.straight import ink, straight
    from kitlib.slips.ticks import read_boxes

    made = blanks()
    card, blank = made[0]
    cv2.imwrite(str(folder / "blank.png"), cv2.resize(blank, _size(card)))
    (folder / "template.json").write_text(json.dumps(_template(card)), encoding="utf-8")
    kept: list[dict[str, Any]] = []
    for photo in range(cards // 8):
        chance = np.random.default_rng((1, photo))
        filled = [fill(card, blank, fonts, chance) for _ in range(8)]
        laid = scatter([image for image, _ in filled], chance)
        how = np.random.default_rng((1, photo, 1))
        picture = cv2.imdecode(photograph(laid, SIZE, how, hard=photo % 10 == 9), cv2.IMREAD_COLOR)
        began = time.process_time()
        found, *_ = find_cards(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), {card.code: card.size})
        took = (time.process_time() - began) / 8
        if len(found) != 8:
            continue
        for place, one in enumerate(_in_rows(found)):
            began = time.process_time()
            dark = ink(cv2.cvtColor(straight(picture, one), cv2.COLOR_BGR2GRAY))
            said = read_boxes(dark, card, [s.corner for s in one.seen])
            seconds = took + time.process_time() - began
            low, high = one.outline().min(axis=0) - 40, one.outline().max(axis=0) + 40
            x, y = np.maximum(low, 0).astype(int)
            name = f"{photo:03}_{place}.png"
            cv2.imwrite(str(folder / name), picture[y : int(high[1]), x : int(high[0])])
            truth = [k in filled[place][1] for k in range(len(card.boxes))]
            kept.append({"name": name, "truth": truth, "kit": said, "seconds": seconds})
    told = {"fields": [b.field for b in card.boxes], "cards": kept}
    (folder / "truth.json").write_text(json.dumps(told), encoding="utf-8")


def _in_rows(found: list[Any]) -> list[Any]:
    down = sorted(found, key=lambda one: one.outline()[:, 1].mean())
    rows = (down[:4], down[4:])
    return [one for row in rows for one in sorted(row, key=lambda o: o.outline()[:, 0].mean())]


def _size(card: Any) -> tuple[int, int]:
    return round(card.format.width * FINE), round(card.format.height * FINE)


def _template(card: Any) -> dict[str, Any]:
    fields = list(dict.fromkeys(box.field for box in card.boxes))
    questions = [
        {
            "question_num": number,
            "options": [
                {
                    "option_index": k,
                    "value": str(k),
                    "expected_mark": "check",
                    "roi": [round(v * FINE) for v in (box.x, box.y, 3.8, 3.8)],
                }
                for k, box in enumerate(card.boxes)
                if box.field == field
            ],
        }
        for number, field in enumerate(fields, start=1)
    ]
    page = {
        "canonical_size": list(_size(card)),
        "template_image": "blank.png",
        "questions": questions,
    }
    return {"form_type": "seddel", "canonical_dpi": 203, "pages": {"1": page}}


def read(folder: Path) -> dict[str, Any]:
    """Read the cards with marksense, and count both readings question by question."""
    from marksense import read_form

    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    fields = list(dict.fromkeys(told["fields"]))
    counts: dict[str, Counter[str]] = {"kit": Counter(), "marksense": Counter()}
    for card in told["cards"]:
        began = time.process_time()
        try:
            got = read_form(folder / card["name"], folder / "template.json")
        except Exception as error:  # whatever stops it is counted, not hidden
            counts["marksense"][f"stopped: {type(error).__name__}"] += 1
            got = None
        counts["marksense"]["seconds"] += time.process_time() - began
        counts["kit"]["seconds"] += card["seconds"]
        for number, field in enumerate(fields, start=1):
            boxes = [k for k, name in enumerate(told["fields"]) if name == field]
            true = [k for k in boxes if card["truth"][k]]
            if len(true) > 1:
                continue
            kit = [k for k in boxes if card["kit"][k] == "ja"]
            asked = len(kit) > 1 or any(card["kit"][k] == "usikker" for k in boxes)
            counts["kit"]["asked" if asked else "right" if kit == true else "wrong"] += 1
            if got is None:
                continue
            answer = got.answers.get(f"Q{number}") or None
            asked = f"Q{number}" in got.multi_marked
            right = ([int(answer)] if answer is not None else []) == true
            counts["marksense"]["asked" if asked else "right" if right else "wrong"] += 1
    return {name: dict(found) for name, found in counts.items()}


def main() -> None:
    """Make the pictures, or read them."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--make", type=Path)
    told.add_argument("--read", type=Path)
    told.add_argument("--cards", type=int, default=160)
    told.add_argument("--fonts", type=Path)
    args = told.parse_args()
    if args.make:
        args.make.mkdir(parents=True, exist_ok=True)
        every = (p for ending in ("ttf", "otf") for p in args.fonts.rglob(f"*.{ending}"))
        make(args.make, args.cards, sorted(every) if args.fonts else [])
    if args.read:
        print(json.dumps(read(args.read), indent=1))


if __name__ == "__main__":
    main()
