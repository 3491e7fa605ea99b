"""How hard a new passphrase is to guess, and four words to take instead of a weak one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kitlib.problems import KitError, Problem
from kitlib.texts import load

__all__ = ["LEAST", "check_passphrase", "guesses", "offered", "words_of"]

#: Fewest guesses, as a power of ten: "safely unguessable" where each takes long (zxcvbn, score 3;
#: Wheeler 2016). age takes about a second each.
LEAST = 8.0

_PARTS = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
_WORD, _OWN, _NAME = 4.3, 0.7, 4.0  # a word of 20,000; one of ours; a name of 10,000
_LETTER, _DIGIT, _SIGN = 1.4, 1.0, 1.0
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 72  # letters measured; what is longer is long enough
_OFFERED = 4


def check_passphrase(passphrase: str, *, own: Iterable[str] = ()) -> None:
    """Refuse a new passphrase that is soon guessed, and offer four words.

    Parameters
    ----------
    own : iterable of str
        What anybody would try first: the team's name, the file's.

    Raises
    ------
    KitError
        Where it is too weak.
    """
    if guesses(passphrase, own=own) > LEAST:
        return
    raise KitError(
        Problem(
            "Adgangssætningen er for let at gætte.",
            f"Vælg fire ord, der ikke hører sammen, fx: {offered()}. Intet er låst endnu.",
            code="laas_svag",
        )
    )


def guesses(passphrase: str, *, own: Iterable[str] = ()) -> float:
    """Return how many guesses it takes, as a power of ten; what is soonest of two ways to guess.

    Examples
    --------
    >>> guesses("Solsikken2026") < LEAST < guesses("kugle torden marmelade")
    True
    """
    from zxcvbn import zxcvbn

    text = passphrase.strip()[:_LONGEST]
    if not text:
        return 0.0
    ours = sorted({word.casefold() for name in own for word in (name, *_words(name))} - {""})
    by_pattern = float(zxcvbn(text, user_inputs=ours)["guesses_log10"])
    return min(by_pattern, _by_words(text, frozenset(ours)))


def offered() -> str:
    """Return four common Danish words, drawn by chance."""
    words = _plain_words()
    return " ".join(secrets.choice(words) for _ in range(_OFFERED))


def words_of(path: Path) -> list[str]:
    """Return what a file and the folders it lies in are called."""
    return [path.name.split(".")[0], *path.resolve().parent.parts[-3:]]


def _words(name: str) -> list[str]:
    return [part for part in _PARTS.findall(name) if part.isalpha()]


def _by_words(text: str, own: frozenset[str]) -> float:
    """Guess word by word, as one who knows Danish would; a word said again costs nothing."""
    from kitlib.privacy.find_lexicon import lexicon

    known = lexicon()
    total, seen = 0.0, set()
    for part in _PARTS.findall(text):
        low = part.casefold()
        if part.isspace() or low in seen:
            continue
        seen.add(low)
        if low in own:
            total += _OWN
        elif part.isdigit():
            total += 2.0 if _YEAR.fullmatch(part) else len(part) * _DIGIT
        elif not part.isalpha():
            total += _SIGN
        elif known.is_name(low):
            total += min(_NAME, len(part) * _LETTER)
        else:
            is_word = known.known(low)
            total += min(_WORD if is_word else 99.0, len(part) * _LETTER)
    return total


@lru_cache(maxsize=1)
def _plain_words() -> tuple[str, ...]:
    """Words everybody can spell and nobody is called."""
    return tuple(load("privatliv/adgangsord")["ord"].split())
