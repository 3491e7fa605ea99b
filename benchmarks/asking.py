"""How many clicks it takes to go through 400 notes: invented notes with names among them.

Run: python benchmarks/asking.py
"""

from __future__ import annotations

import csv
import random
import tempfile
import time
from pathlib import Path

from kitlib.asking import answer, questions

SECONDS_A_CLICK = 3  # read a line, press a key (ours)
NOTES = 400
# A team's year: 15 children, 6 colleagues and some parents, each met many times.
NAMES = """
Alma Fatima Mohammed Zofia Thanh Karthik Bodil Yusuf Aleksandra Priya Wiktoria Khadija Jørgen
Kasper Amina Lærke Magnus Dagny Emil Nadia Oskar Bo Liv Storm Sol
""".split()  # noqa: SIM905
SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "solsikken" / "postits.csv"


def notes(count: int, rng: random.Random) -> list[str]:
    """Notes of the sample data, each third with a name put in where names stand."""
    with SAMPLE.open(encoding="utf-8-sig") as stream:
        said = [r["observation"] for r in csv.DictReader(stream, delimiter=";") if r["observation"]]
    made = []
    for number in range(count):
        text = rng.choice(said)
        if number % 3 == 0:
            text = f"{text} Så kom {rng.choice(NAMES)} hen til bordet."
        elif number % 7 == 0:
            text = f"{text} Vi talte med {rng.choice(NAMES)}s mor."
        made.append(text)
    return made


def main() -> None:
    """Print the clicks, and what they come to in minutes."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "om.toml").write_text(
            'navn = "Prøve"\nformaal = "At måle"\nslettes = 2099-12-31\n', encoding="utf-8"
        )
        with (folder / "postits.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(["dato", "observation"])
            writer.writerows(["03-03-2026", text] for text in notes(NOTES, rng))
        start = time.perf_counter()
        asked = questions(folder)
        found = time.perf_counter() - start
        places = sum(len(q.places) for q in asked)
        start = time.perf_counter()
        for question in asked:
            answer(folder, question, "navn" if question.kind == "navn" else "ikke")
        kept = (time.perf_counter() - start) / max(len(asked), 1)
        left = len(questions(folder))
        gate = len(questions(folder, at_gate=True))
    minutes = len(asked) * SECONDS_A_CLICK / 60
    single = sum(q.places[0].found.certainty == "tvetydig" for q in asked)
    print(f"notes {NOTES}, places found {places}, clicks {len(asked)} (by place {single})")
    print(f"at {SECONDS_A_CLICK} s a click: {minutes:.1f} minutes; left {left}, at the gate {gate}")
    print(
        f"finding the questions {found:.1f} s (loading included), keeping one {1000 * kept:.0f} ms"
    )


if __name__ == "__main__":
    main()
