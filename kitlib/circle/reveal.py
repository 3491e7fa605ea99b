"""The reveal: a team's bud and what the data hold, in one kind sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kitlib.dansk import join, number
from kitlib.instruments.guesses import Guess, definite, share_words
from kitlib.texts import load

__all__ = ["reveal_words"]


def reveal_words(guess: Guess, value: Mapping[str, Any]) -> tuple[str, str]:
    """Return what to say when a bud is laid beside the data, and the question after it.

    Parameters
    ----------
    guess : Guess
        What could be guessed, with what the figure holds.
    value : dict
        The team's bud, as `guess.checked` gives it.

    Examples
    --------
    >>> counts = {"leg": 12, "garderobe": 4}
    >>> places = (("leg", "leg"), ("garderobe", "garderobe"))
    >>> guess = Guess("v", places, counts, "note", "noter", "situation", beside=6)
    >>> said, ask = reveal_words(guess, {"kind": "andel", "option": "garderobe", "share": 0.55})
    >>> said
    'I regnede med, at godt halvdelen kom fra garderoben. Det gør 4 af de 22 noter.'
    >>> ask
    'Hvad tænker I om det?'
    """
    said = {"andel": _share, "raekkefoelge": _order, "haender": _hands}.get(value["kind"], _parts)(
        guess, value
    )
    return said, str(load("bud")["spoerg"])


def _share(guess: Guess, value: Mapping[str, Any]) -> str:
    where = _from(guess, value["option"])
    verb = "handlede" if guess.what == "tema" else "kom"
    guessed = f"I regnede med, at {share_words(value['share'])} {verb} {where}."
    does = "handler om det" if guess.what == "tema" else "gør"
    n = guess.counts[value["option"]]
    if guess.what == "tema":
        return f"{guessed} {_of(guess, n, capital=True)} {does}."
    return f"{guessed} Det {does} {_of(guess, n)}."


def _of(guess: Guess, n: int, *, capital: bool = False) -> str:
    """Say a number out of all: "4 af de 22 noter", "ingen af de 22 noter"."""
    if guess.total == 1:
        said = f"{'den ene' if n else 'ikke den ene'} {guess.one}"
    elif n == guess.total:
        said = f"alle {number(n)} {guess.many}"
    else:
        said = f"{number(n) if n else 'ingen'} af de {number(guess.total)} {guess.many}"
    return said[0].upper() + said[1:] if capital else said


def _from(guess: Guess, option: str) -> str:
    """Say where from: "fra garderoben", "om fællesskab", "om det, der hjalp"."""
    if guess.what == "tema":
        return f"om {option}"
    if guess.what == "virkning":
        return {"hjalp": "om det, der hjalp", "spændte ben": "om det, der spændte ben"}[option]
    return f"fra {definite(option)}"


def _most(guess: Guess) -> tuple[list[str], int]:
    most = max(guess.counts.values())
    return [key for key, _ in guess.options if guess.counts[key] == most], most


def _order(guess: Guess, value: Mapping[str, Any]) -> str:
    said = _then([_from(guess, key) for key in value["order"][:3]])
    ranked = sorted(guess.counts, key=lambda k: -guess.counts[k])[:3]
    found = _then(
        [f"{_from(guess, k)} ({number(guess.counts[k])})" for k in ranked if guess.counts[k]]
    )
    return f"I regnede med flest {said}. Der er flest {found}."


def _then(parts: Sequence[str]) -> str:
    """Join as a row: "fra a, så fra b og så fra c"."""
    if len(parts) < 3:
        return ", så ".join(parts)
    return f"{', så '.join(parts[:-1])} og så {parts[-1]}"


def _hands(guess: Guess, value: Mapping[str, Any]) -> str:
    raised = {k: n for k, n in value["hands"].items() if n}
    ordered = sorted(raised, key=lambda k: -raised[k])[:3]
    votes = [f"{number(raised[k])} på {_named(guess, k)}" for k in ordered]
    if guess.what in ("situation", "tema", "virkning"):
        most, n = _most(guess)
        alike = len(most) > 1 and len(most) == len(guess.options)
        found = "Der er lige mange" if alike else "Der er flest"
        found += f" {_joined([_from(guess, k) for k in most])}: {_of(guess, n)}"
        found += " hver." if len(most) > 1 else "."
    else:
        found = f"Det blev {_listed(guess, guess.counts)}."
    guessed = _joined(votes).replace(" på ", " af jer gættede på ", 1) or "Ingen rakte hånden op"
    return f"{guessed}. {found}"


def _joined(parts: Sequence[str]) -> str:
    """Join with "og"; a part that ends in a clause of its own has a comma after it."""
    return join([f"{p}," if ", der " in p else p for p in parts[:-1]] + list(parts[-1:]))


def _named(guess: Guess, option: str) -> str:
    if guess.what == "situation":
        return definite(option)
    if guess.what in ("tema", "virkning"):
        return _from(guess, option).removeprefix("om ")
    # In quotes, since "på på vej" is no Danish.
    return f"»{dict(guess.options)[option].casefold()}«"


def _parts(guess: Guess, value: Mapping[str, Any]) -> str:
    if guess.what == "virkning":
        guessed, found = _effects(value["parts"]), _effects(guess.counts)
        return f"I regnede med {guessed}. Noterne har {found}."
    said = _listed(guess, value["parts"])
    return f"I regnede med {said}. Det blev {_listed(guess, guess.counts)}."


def _effects(counts: Mapping[str, int]) -> str:
    return (
        f"{number(counts['hjalp'])} om det, der hjalp, og {number(counts['spændte ben'])} om "
        "det, der spændte ben"
    )


def _listed(guess: Guess, counts: Mapping[str, int]) -> str:
    return join([f"{number(counts.get(k, 0))} {label.casefold()}" for k, label in guess.options])
