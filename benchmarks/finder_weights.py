"""Work out what each sign of a name weighs: kitlib/privacy/find_weights.toml.

Run by hand: ``python benchmarks/finder_weights.py``. The weights are the most likely ones, given
invented sentences (finder_oevelse.txt) filled with names from the lists the finder reads, in five
ways of writing, and given where they began: a normal distribution around the points that were set
by hand at first (START, kept here). A sign that the sentences say nothing of keeps its points. The
sentences are ours and the lists' licences allow it; no text of news and no list of ../shared/data
takes part, and neither does any sentence that benchmarks/finder.py measures on.

The finder itself is run to see which signs each word has: the weights are put in as numbers that
remember what they came from, so that the points of a word come out as a sum of signs.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from kitlib.privacy import find_context, find_initials, find_names, find_word
from kitlib.privacy.find_lexicon import Lexicon, lexicon
from kitlib.privacy.find_sources import gathered
from kitlib.privacy.find_tokens import tokens_of
from kitlib.privacy.find_weights import WEIGHTS_FILE

HERE = Path(__file__).parent
START_FILE = HERE / "finder_weights_start.toml"
SPREAD = 0.2  # how far, in points, a weight may well be from where it began
ROUNDS = 2  # a word's neighbours count by their points, so the signs are read again
MISSED = 5  # a name missed costs as much as so many words asked about for nothing
SEED = 7
PER_NOTE, PER_EMPTY = 12, 8  # times a sentence with names, and one without, is used

Places = list[tuple[int, int]]


class Sum(float):
    """A number that remembers which weights it is the sum of."""

    parts: dict[str, float]

    def __new__(cls, value: float, parts: dict[str, float] | None = None) -> Sum:
        made = super().__new__(cls, value)
        made.parts = parts or {}
        return made

    def __add__(self, other: float) -> Sum:
        parts = dict(self.parts)
        for sign, times in getattr(other, "parts", {}).items():
            parts[sign] = parts.get(sign, 0.0) + times
        return Sum(float(self) + float(other), parts)

    __radd__ = __add__

    def __sub__(self, other: float) -> Sum:
        negative = {sign: -times for sign, times in getattr(other, "parts", {}).items()}
        return self + Sum(-float(other), negative)


def names_of(lex: Lexicon, rng: random.Random) -> dict[str, list[str]]:
    """Names of each kind the finder tells apart, drawn from its lists."""
    lists = gathered()
    near, far, family = (sorted(each) for each in (lists.near, lists.far, lists.family))
    both = [n for n in {*near, *lex._also_names} if lex.profile(n).common and len(n) > 1]
    return {
        "near": rng.sample([n for n in near if not lex.known(n)], 300),
        "far": rng.sample([n for n in far if not lex.known(n) and n not in lists.near], 500),
        "both": sorted(both),
        # Few of these are met as names: what the far lists hold is mostly known as a word.
        "both_far": rng.sample([n for n in far if lex.known(n) and 2 < len(n) < 9], 300),
        "family": rng.sample([n for n in family if not lex.known(n)], 200),
        # Names no list has are made of two that are: what is unknown must be found as well.
        "unknown": [
            a[:3] + b[-4:] for a, b in zip(rng.sample(far, 200), rng.sample(far, 200), strict=True)
        ],
    }


def filled(note: str, kinds: dict[str, list[str]], rng: random.Random) -> tuple[str, Places]:
    text, places = "", []
    for part in re.split(r"(\{\w\})", note):
        words = [part]
        if re.fullmatch(r"\{\w\}", part):
            kind = rng.choices(("near", "far", "both", "both_far", "unknown"), (6, 6, 6, 1, 2))[0]
            words = [rng.choice(kinds[kind])]
            if part == "{g}":
                words = [words[0] + ("'" if words[0][-1] in "sxz" else "s")]
            if part == "{f}":
                words.append(rng.choice(kinds["family"]))
            words = [word.capitalize() for word in words]
            for word in words:
                text += " " if text and text[-1].isalpha() else ""
                places.append((len(text), len(text) + len(word)))
                text += word
        else:
            text += part
    return text, places


def ways(text: str, places: Places, rng: random.Random) -> Iterator[tuple[str, Places]]:
    """A note as cased, small, small but for one capital, and in block capitals."""
    yield text, places
    small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    yield small, places
    if places and places[0][0] == 0:
        yield small + " Så gik vi ind.", places
    else:
        yield small[:1].upper() + small[1:], places
    large = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    yield large, places


def texts(lex: Lexicon) -> Iterator[tuple[str, Places]]:
    rng = random.Random(SEED)
    kinds = names_of(lex, rng)
    lines = (HERE / "finder_oevelse.txt").read_text("utf-8").splitlines()
    for note in (line for line in lines if line and not line.startswith("#")):
        for _ in range(PER_NOTE if "{" in note else PER_EMPTY):
            yield from ways(*filled(note, kinds, rng), rng)


def with_weights(held: dict[str, float]) -> None:
    """Let the finder use these weights."""
    for module in (find_word, find_context, find_initials, find_names):
        module.weights = lambda: held  # type: ignore[attr-defined]
    find_word.word_points.cache_clear()
    find_word.whole_profile.cache_clear()


def signs(
    held: dict[str, float], lex: Lexicon
) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """For each word: how often each sign counts, the points beside them, and if it is a name."""
    with_weights({sign: Sum(value, {sign: 1.0}) for sign, value in held.items()})
    rows, rest, named = [], [], []
    for text, places in texts(lex):
        tokens = tokens_of(text, lex)
        find_names._weigh(tokens)
        for token in tokens:
            parts = getattr(token.points, "parts", {})
            rows.append(parts)
            rest.append(float(token.points) - sum(held[s] * times for s, times in parts.items()))
            named.append(any(token.start < b and a < token.stop for a, b in places))
    return rows, np.array(rest), np.array(named, dtype=float)


def fitted(
    start: dict[str, float], held: dict[str, float], lex: Lexicon
) -> tuple[dict[str, float], dict[str, int]]:
    rows, rest, named = signs(held, lex)
    order = {sign: n for n, sign in enumerate(start)}
    # Words with the same signs are one row with a count: a hundred thousand words are few kinds.
    kinds: dict[tuple, list[float]] = {}
    for parts, beside, name in zip(rows, rest, named, strict=True):
        kinds.setdefault((tuple(sorted(parts.items())), round(beside, 3)), [0.0, 0.0])[
            int(name)
        ] += 1
    matrix = np.zeros((len(kinds), len(order)))
    beside = np.zeros(len(kinds))
    for n, (parts, other) in enumerate(kinds):
        beside[n] = other
        for sign, times in parts:
            matrix[n, order[sign]] = times
    others, names = np.array(list(kinds.values())).T
    names = names * MISSED
    begin = np.array(list(start.values()))

    def cost(values: np.ndarray) -> tuple[float, np.ndarray]:
        points = matrix @ values + beside
        likely = expit(points)
        loss = names @ np.logaddexp(0, -points) + others @ np.logaddexp(0, points)
        slope = matrix.T @ (likely * (names + others) - names)
        away = values - begin
        return loss + (away @ away) / (2 * SPREAD**2), slope + away / SPREAD**2

    found = minimize(cost, begin, jac=True, method="L-BFGS-B")
    seen = {sign: int((matrix[:, n] != 0) @ (names + others)) for sign, n in order.items()}
    return {sign: round(float(v), 2) for sign, v in zip(start, found.x, strict=True)}, seen


def main() -> None:
    groups = tomllib.loads(START_FILE.read_text("utf-8"))
    start = {sign: float(v) for group in groups.values() for sign, v in group.items()}
    lex, held = lexicon(), dict(start)
    for _ in range(ROUNDS):
        held, seen = fitted(start, held, lex)
    lines = [
        "# What each sign of a name weighs. Made by benchmarks/finder_weights.py from",
        "# finder_oevelse.txt; beside each, the points it began with and how many words showed it.",
    ]
    for group, members in groups.items():
        lines += ["", f"[{group}]"]
        for sign, begun in members.items():
            lines.append(f"{sign} = {held[sign]}  # from {begun}, in {seen[sign]} words")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS_FILE
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
