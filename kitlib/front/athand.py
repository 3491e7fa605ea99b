"""What a hint asks to be written in a terminal is a button where the front page tells it."""

from __future__ import annotations

import re

from kitlib.problems import Problem

__all__ = ["at_hand", "in_words"]

#: What a command is called on the page.
_BUTTONS = {
    "navne": "Svar på navne",
    "tjek": "Tjek noterne",
    "vis": "Se noterne",
    "session": "Hold et møde",
    "materiale": "Lav materiale",
    "bidrag": "Bidrag",
    "slet": "Slet noterne",
}
_LATER = re.compile(r"med '?laeringskit slet MAPPE --ny-dato DATO --grund \"\.\.\.\"'?")
_LATER_HERE = "under Om jeres team"


def at_hand(text: str, folder: str) -> str:
    """Return a text for the page: each command that has a button there is named as the button.

    Parameters
    ----------
    folder : str
        The folder's name, as the command would have it.

    Examples
    --------
    >>> at_hand("Svar med: laeringskit navne Blå stue. Prøv så igen.", "Blå stue")
    'Svar med knappen Svar på navne. Prøv så igen.'
    >>> at_hand("Skriv 'laeringskit tjek MAPPE' for at se, hvad der mangler.", "Blå stue")
    'Brug knappen Tjek noterne for at se, hvad der mangler.'
    >>> at_hand("Se den i stedet med: laeringskit mit FIL", "Blå stue")
    'Se den i stedet med: laeringskit mit FIL'
    """
    where = rf"(?: (?:MAPPE|{re.escape(folder)}))?"
    command = rf"(?P<quote>'?)laeringskit (?P<name>{'|'.join(_BUTTONS)}){where}(?P=quote)"
    asked = re.compile(rf"\b(?P<verb>med|[Ss]kriv|[Kk]ør):? {command}(?=[.,;)]| for |$)")
    return asked.sub(_named, _LATER.sub(_LATER_HERE, text))


def _named(found: re.Match[str]) -> str:
    said = found["verb"]
    verb = said if said == "med" else "Brug" if said[0].isupper() else "brug"
    return f"{verb} knappen {_BUTTONS[found['name']]}"


def in_words(problem: Problem, folder: str) -> str:
    """Return a problem as the page tells it: what, and what to do."""
    return at_hand(f"{problem.message} {problem.hint}".strip(), folder)
