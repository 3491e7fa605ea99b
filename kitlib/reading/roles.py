"""Tiers of a film's notes: a role passes on, a name never does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kitlib.columns import fold
from kitlib.dansk import join
from kitlib.problems import Problem

__all__ = ["ROLES", "actors"]

#: Who may act in a film's notes.
ROLES = ("voksen", "barn", "gruppe")

# Tier names that say a role by themselves: Danish words, and the codes ELAN users learn
# (CHI the child, FA and MA female and male adult, UC unknown child; ACLEW's scheme).
_WORDS = {
    "voksen": "voksen",
    "voksne": "voksen",
    "paedagog": "voksen",
    "paedagoger": "voksen",
    "medhjaelper": "voksen",
    "laerer": "voksen",
    "adult": "voksen",
    "barn": "barn",
    "barnet": "barn",
    "elev": "barn",
    "ung": "barn",
    "child": "barn",
    "boern": "gruppe",
    "gruppe": "gruppe",
    "gruppen": "gruppe",
    "elever": "gruppe",
    "boernegruppe": "gruppe",
    "boernegruppen": "gruppe",
    "group": "gruppe",
}
_CODES = ((re.compile(r"(fa|ma)\d*"), "voksen"), (re.compile(r"(chi|uc|fc|mc)\d*"), "barn"))
# Tiers that hold notes about the film and nobody in it.
_NOBODY = ("noter", "note", "notes", "hjalp", "spaendte_ben", "kommentar", "tema", "context")


def actors(
    lag: Sequence[str], mapping: Mapping[str, str], *, file: str | None = None
) -> tuple[dict[str, str], list[Problem]]:
    """Map tiers to roles, and ask about those that may be people.

    Parameters
    ----------
    lag : sequence of str
        The tiers, each once, in the order of the file.
    mapping : mapping of str to str
        What the team's roller.toml says: tier to one of `ROLES`.
    file : str, optional
        Name of the file, for the problems.

    Returns
    -------
    (dict of str to str, list of Problem)
        Tiers with a known role, and one question for each other. A question names a tier by its
        order and never by its text, which may be a name.

    Examples
    --------
    >>> actors(["CHI", "voksen", "Mette"], {})[0]
    {'CHI': 'barn', 'voksen': 'voksen'}
    """
    said = {fold(tier): role for tier, role in mapping.items()}
    known: dict[str, str] = {}
    problems = []
    for number, tier in enumerate(lag, start=1):
        role = said.get(fold(tier)) or _role(fold(tier.split("@")[-1]))
        if role in ROLES:
            known[tier] = role
        elif fold(tier) not in _NOBODY or fold(tier) in said:
            problems.append(_ask(number, file, wrong=fold(tier) in said))
    return known, problems


def _role(name: str) -> str | None:
    # "Voksen 2" is a voksen as "voksen" is.
    word = name.rstrip("0123456789").rstrip("_")
    if word in _WORDS:
        return _WORDS[word]
    return next((role for form, role in _CODES if form.fullmatch(name)), None)


def _ask(number: int, file: str | None, *, wrong: bool) -> Problem:
    roles = join(ROLES, "eller")
    if wrong:
        message = f"Lag nr. {number} har en rolle i roller.toml, som ikke kendes."
        return Problem(message, f"Skriv {roles}.", file, level="advarsel", code="lag_rolle")
    return Problem(
        f"Lag nr. {number} ligner ikke en rolle, og er måske en persons navn. Det vises ikke.",
        f'Skriv i roller.toml under [aktor], hvem det er: "lagets navn" = "{ROLES[0]}" ({roles}).',
        file,
        level="advarsel",
        code="lag_person",
    )
