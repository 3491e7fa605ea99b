"""The register of outputs: every kind of file the kit makes, and where it may exist.

What is written asks here first (`declared`), so that an output nobody declared is refused; tests
make each of them and search its bytes for what should not be there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

__all__ = ["Output", "Ring", "declared", "maker", "outputs"]

#: Where a thing may exist: one's own, the team's, or everybody's.
Ring = Literal["mit", "hos_teamet", "udgivelse"]


@dataclass(frozen=True)
class Output:
    """One kind of file the kit makes.

    Parameters
    ----------
    name : str
        What it is called.
    ring : {"mit", "hos_teamet", "udgivelse"}
        Where it may exist.
    quotes : bool
        Whether it carries people's words.
    maker : str
        "module:function", so that naming an output imports nothing. The function is
        `make(source, out) -> list of Path`: it makes the output as a user who chooses nothing
        gets it, from a team's folder (one's own file in ring mit), below the folder `out`, and
        returns what it wrote.
    """

    name: str
    ring: Ring
    quotes: bool
    maker: str

    @property
    def handwriting(self) -> bool:
        """Whether it may hold pictures of handwriting: people's words, that nobody can cover."""
        return self.quotes and self.ring != "udgivelse"


#: Every kind of file the kit makes. A new one is added here; a test finds one that is not.
_OUTPUTS = (
    Output("visninger.html", "hos_teamet", True, "kitlib.show:make_team_page"),
    Output("mit.html", "mit", True, "kitlib.show:make_own_page"),
    Output("ny mappe", "hos_teamet", False, "kitlib.start:make_new_folder"),
    Output("indsigt.html", "hos_teamet", True, "kitlib.rights:make_access_page"),
    Output("notebooks", "hos_teamet", False, "kitlib.start:make_notebooks"),
    Output("cirkel.toml", "hos_teamet", False, "kitlib.circle.circlefile:make_copy"),
    Output("tekster", "hos_teamet", False, "kitlib.wordfiles:make_wordings"),
    Output("papirer", "hos_teamet", False, "kitlib.privacy.papers:make_papers"),
    Output("referat", "hos_teamet", True, "kitlib.circle.quoting:make_referat"),
    Output("prøvehandling.ics", "hos_teamet", False, "kitlib.circle.calendar:make_calendar"),
    Output("prøvehandlinger.html", "hos_teamet", False, "kitlib.circle.overview:make_overview"),
    Output("torsdagspakken", "hos_teamet", True, "kitlib.material.making:make_pack"),
    Output("ark", "hos_teamet", False, "kitlib.material.making:make_paper"),
    Output("kort", "hos_teamet", True, "kitlib.material.making:make_cards"),
    Output("handout", "hos_teamet", True, "kitlib.material.making:make_handout"),
    Output("plakat", "hos_teamet", True, "kitlib.material.making:make_posters"),
    Output("cirklen på papir", "hos_teamet", True, "kitlib.material.making:make_session"),
    Output("bidrag", "hos_teamet", False, "kitlib.contribution.make:make_contribution"),
    Output("sammen.html", "hos_teamet", False, "kitlib.pooled.beside:make_beside"),
    Output("udgivelse", "udgivelse", False, "kitlib.pooled.run:make_release"),
)


def outputs() -> tuple[Output, ...]:
    """Return every declared kind of output: the register leak and deletion tests walk."""
    return _OUTPUTS


def declared(name: str) -> Output:
    """Return a declared kind of output by name.

    Raises
    ------
    ValueError
        Where it is not declared: a fault in the kit, not in what the user did.

    Examples
    --------
    >>> declared("handout").quotes
    True
    """
    for output in _OUTPUTS:
        if output.name == name:
            return output
    raise ValueError(f"{name!r} is not in the register of outputs")


@cache
def maker(output: Output) -> Callable[[Path, Path], list[Path]]:
    """Return the function that makes an output, for the tests that walk the register."""
    module, _, name = output.maker.partition(":")
    found: Callable[[Path, Path], list[Path]] = getattr(import_module(module), name)
    return found
