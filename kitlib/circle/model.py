"""What a circle is: its phases, questions, minutes and fields, planned for the time there is."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Circle", "Field", "Phase"]


@dataclass(frozen=True)
class Field:
    """Something a team may write in a phase.

    Parameters
    ----------
    key : str
        Name in the logbog, phase first: "se.set".
    label, help : str
        What stands over and under it.
    kind : str
        "linje", "tekst", "svar" or "bunker".
    judged : bool
        Whether a word that often carries a judgement gets a quiet question while it is written.
    hidden : bool
        Whether answers are typed with the projection hidden and shown together.
    missing : str
        The one line said where it is empty; it never stops anybody.
    source : str
        For "bunker": the key of the answers that are laid in piles.
    front : str
        Where on the first page of the referat it stands: "nysgerrig", "set", "tror"; "" behind it.
        What the team is curious about stands there from om.toml until somebody mends it.
    """

    key: str
    label: str
    kind: str
    help: str = ""
    judged: bool = False
    hidden: bool = False
    missing: str = ""
    source: str = ""
    front: str = ""


@dataclass(frozen=True)
class Phase:
    """One step of the circle."""

    key: str
    title: str
    minutes: int
    questions: tuple[str, ...]
    paper: str = ""
    parts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    when: str = "altid"


@dataclass(frozen=True)
class Circle:
    """A whole circle.

    Parameters
    ----------
    key : str
        The file's name without its ending.
    title, about : str
        What it is called, and whose it is.
    phases : tuple of Phase
    minutes : int
        How long the file says it takes, without "Siden sidst".
    arrive, air : int
        Minutes before the first phase and after the last, where there is more time than that.
    own : bool
        True where it was read from the team's folder.

    Examples
    --------
    >>> from kitlib.circle import read_circle
    >>> circle = read_circle()
    >>> [p.title for p in circle.planned(60).phases]
    ['Ramme og bud', 'Se', 'Undres', 'Forstå', 'Prøve af', 'Runde af']
    """

    key: str
    title: str
    about: str
    phases: tuple[Phase, ...]
    minutes: int
    arrive: int = 0
    air: int = 0
    own: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its key."""
        return {f.key: f for p in self.phases for f in p.fields}

    def planned(self, minutes: int | None = None, *, revisit: bool = False) -> Circle:
        """Return the circle as it runs on a day: its minutes add up to the time there is.

        Parameters
        ----------
        minutes : int, optional
            The time there is; the file's own where not said.
        revisit : bool
            Whether there is a trial to come back to ("Siden sidst").

        Notes
        -----
        More time than the file asks for goes to arriving (a third) and to air at the end, so 60
        becomes 5 + 60 + 10 of 75. Less time shortens every phase by its share (ours).

        Examples
        --------
        >>> from kitlib.circle import read_circle
        >>> circle = read_circle()
        >>> [p.minutes for p in circle.planned(45).phases]
        [4, 8, 7, 11, 9, 6]
        >>> longer = circle.planned(75)
        >>> longer.arrive, longer.air
        (5, 10)
        """
        kept = [p for p in self.phases if p.when == "altid" or revisit]
        own = sum(p.minutes for p in kept)
        total = minutes or self.minutes
        spare = max(0, total - own)
        arrive = spare // 3
        shares = _share([p.minutes for p in kept], min(total, own))
        phases = tuple(replace(p, minutes=m) for p, m in zip(kept, shares, strict=True))
        return replace(self, phases=phases, minutes=total, arrive=arrive, air=spare - arrive)


def _share(minutes: list[int], total: int) -> list[int]:
    """Scale whole minutes to a sum by largest remainders; no phase vanishes."""
    own = sum(minutes)
    exact = [m * total / own for m in minutes]
    down = [max(1, int(e)) for e in exact]
    by_rest = sorted(range(len(minutes)), key=lambda i: int(exact[i]) - exact[i])
    for i in by_rest[: max(0, total - sum(down))]:
        down[i] += 1
    return down
