"""What each sign of a name weighs: find_weights.toml, beside the derivation that gave it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

__all__ = ["WEIGHTS_FILE", "weights"]

WEIGHTS_FILE = Path(__file__).with_name("find_weights.toml")


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the points of each sign, by its name; above zero in all, a word is a name."""
    held = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return {sign: float(points) for group in held.values() for sign, points in group.items()}
