"""One's own file and its locked twin: which is which, and what to say where both lie there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kitlib.problems import KitError, Problem

__all__ = ["Twins", "lying", "twins"]

_ENDING = ".age"


@dataclass(frozen=True)
class Twins:
    """The two files that one's own may lie in: readable while its owner writes in it, and locked.

    Parameters
    ----------
    plain, locked : Path
        Their places, whether or not anything lies there.

    Examples
    --------
    >>> found = twins(Path("mine_borgere.xlsx.age"))
    >>> found.plain.name, found.locked.name, found == twins(found.plain)
    ('mine_borgere.xlsx', 'mine_borgere.xlsx.age', True)
    """

    plain: Path
    locked: Path

    @property
    def both(self) -> bool:
        """Whether both lie there: something was broken off, or a copy was laid beside it."""
        return self.plain.is_file() and self.locked.is_file()

    @property
    def plain_is_newer(self) -> bool:
        return self.plain.stat().st_mtime_ns >= self.locked.stat().st_mtime_ns

    @property
    def told(self) -> str:
        """What to say of the two, in a sentence."""
        newer = "læsbare" if self.plain_is_newer else "låste"
        return (
            f"{self.plain.name} ligger her både låst og læsbar. Det, der står i den {newer}, er "
            "nyest."
        )

    def refuse_both(self) -> None:
        """Refuse to read one of two, of which somebody would have to guess the right one.

        Raises
        ------
        KitError
            Where both lie there.
        """
        if self.both:
            hint = f"Lås den igen med: laeringskit mit {self.locked.name} --kun-laas. Intet tabes."
            raise KitError(Problem(self.told, hint, code="eget_dobbelt"))


def lying(path: Path) -> Path:
    """Return one's own file where it lies: as it is named, or locked where only that is there."""
    locked = twins(path).locked
    return locked if not path.is_file() and locked.is_file() else path


def twins(path: Path) -> Twins:
    """Return one's own file and its locked twin, from the path of either."""
    if path.suffix == _ENDING:
        return Twins(path.with_suffix(""), path)
    return Twins(path, path.with_name(f"{path.name}{_ENDING}"))
