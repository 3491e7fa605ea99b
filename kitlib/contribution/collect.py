"""Many contributions read at once: each is in, replaced, taken back, or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kitlib.contribution.file import checksum, fingerprint, from_bytes
from kitlib.contribution.model import Contribution, framed
from kitlib.instruments.counted import COUNTS
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.problems import KitError, Problem, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

_NEWER = "Enheden har sendt et nyere."
_ASK = "Spørg enheden, hvad der er rigtigt."

__all__ = ["Collected", "Outcome", "collect", "read_parts"]


class _Read(NamedTuple):
    """A file that was read: which in the list, what it is called, its checksum, what it holds."""

    place: int
    name: str
    digest: str
    found: Contribution


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Parameters
    ----------
    file : str
        Its name.
    unit : str
        The unit, empty where it could not be read.
    fate : {"med", "erstattet", "trukket tilbage", "afvist"}
        What became of it.
    reason : str
        Why, where it is not in.
    checksum : str
        Of the file's bytes.
    """

    file: str
    unit: str
    fate: str
    reason: str
    checksum: str


@dataclass(frozen=True, eq=False)
class Collected:
    """The contributions that count, and what became of every file.

    Parameters
    ----------
    contributions : tuple of Contribution
        One a unit, in alphabetical order; more where units were put together.
    outcomes : tuple of Outcome
        One a file.
    problems : ProblemReport
        Everything that is wrong.
    """

    contributions: tuple[Contribution, ...]
    outcomes: tuple[Outcome, ...]
    problems: ProblemReport = field(repr=False)

    @property
    def frame(self) -> pd.DataFrame:
        """Every count with its unit: enhed, type, distrikt, kvartal and the columns of counts."""
        import pandas as pd

        columns = ["enhed", "type", "distrikt", "kvartal", *COUNTS]
        if not self.contributions:
            return pd.DataFrame(columns=columns)
        whole = framed([row for c in self.contributions for row in c.rows])
        sizes = [len(c.rows) for c in self.contributions]
        for name in columns[:4]:
            each = pd.Series([getattr(c, name) for c in self.contributions])
            whole[name] = each.repeat(sizes).reset_index(drop=True)
        return whole[columns]

    @property
    def table(self) -> pd.DataFrame:
        """One row a file: fil, enhed, udfald, grund."""
        import pandas as pd

        from kitlib.privacy.labels import somebody

        # A file may be called after somebody; its number in the list says which it is.
        named = [somebody(Path(o.file).stem.replace("_", " "), unit=True) for o in self.outcomes]
        rows = [
            (f"fil {n}" if what else o.file, o.unit, o.fate, o.reason)
            for n, (o, what) in enumerate(zip(self.outcomes, named, strict=True), start=1)
        ]
        return pd.DataFrame(rows, columns=["fil", "enhed", "udfald", "grund"])


def collect(
    paths: Iterable[str | Path],
    *,
    identity: str | None = None,
    look: Callable[[Contribution, str], None] = lambda found, name: None,
    now: Callable[[Contribution], Contribution] = lambda found: found,
) -> Collected:
    """Read contributions, decrypted in memory; no file is lost from the account.

    Parameters
    ----------
    paths : iterable of path
        The files.
    identity : str, optional
        The analyst's secret identity, for sealed files.
    look : callable
        Given each contribution and the name of its file; raises where it may not be pooled.
    now : callable
        Given each contribution, returns it with the name, kind and district its unit has today.
        What was sent under a unit's own name and under others of it is one series, and the latest
        counts; of units put together that have not sent as one, each counts.

    Returns
    -------
    Collected
        Of each unit the latest contribution, unless it was taken back; units in alphabetical
        order. Two that claim the same place and differ are both refused: nobody can tell which
        is right.

    Raises
    ------
    KitError
        Where invented and real contributions are mixed.
    """
    outcomes: dict[int, Outcome] = {}
    problems: list[Problem] = []
    read: list[_Read] = []
    senders: dict[int, str] = {}
    seen: set[str] = set()
    for place, path in enumerate(sorted(map(Path, paths))):
        name, digest, unit = path.name, "", ""
        try:
            data = require_ordinary(path, most=MOST_BYTES).read_bytes()
            digest = checksum(data)
            sent = from_bytes(data, file=name, identity=identity)
            found = now(sent)
            look(found, name)
            unit = found.enhed
            _once(sent, seen, name)
        except OSError:
            fault = Problem(
                "Filen kan ikke åbnes.", "Tjek navnet og stien.", name, code="bidrag_laes"
            )
            problems.append(fault)
            outcomes[place] = Outcome(name, "", "afvist", fault.message, digest)
        except KitError as error:
            problems += error.report
            reason = " ".join(p.message for p in error.report)
            outcomes[place] = Outcome(name, unit, "afvist", reason, digest)
        else:
            read.append(_Read(place, name, digest, found))
            senders[place] = sent.key
    if len({r.found.opdigtet for r in read}) > 1:
        raise KitError("Opdigtede og rigtige bidrag er blandet.", hint="Tag de opdigtede ud.")
    kept: list[Contribution] = []
    for group in _by_unit(read, senders).values():
        kept += _settle(group, outcomes, problems)
    kept.sort(key=lambda c: c.key)
    ordered = tuple(outcomes[place] for place in sorted(outcomes))
    return Collected(tuple(kept), ordered, ProblemReport.of(problems))


def _once(found: Contribution, seen: set[str], name: str) -> None:
    """Refuse a copy of one already read, and a part that has not been joined."""
    # Sealed files differ at every sealing, so what is inside decides.
    inside = fingerprint(found)
    if inside in seen:
        hint = "Den ene er nok. Slet kopien."
        raise KitError(
            Problem("Bidraget er en kopi af et, der er læst.", hint, name, code="bidrag_kopi")
        )
    seen.add(inside)
    if found.sort == "del":
        hint = "Enheden samler sine dele med: laeringskit bidrag --saml FIL FIL"
        raise KitError(
            Problem(
                "Det er en del af et bidrag og må ikke stå alene.", hint, name, code="bidrag_del"
            )
        )


def _by_unit(read: Sequence[_Read], senders: Mapping[int, str]) -> dict[str, list[_Read]]:
    """Put together what is one unit's; who has sent under the name of today stands for all."""
    sent = set(senders.values())
    units: dict[str, list[_Read]] = {}
    for entry in read:
        key = entry.found.key
        units.setdefault(key if key in sent else senders[entry.place], []).append(entry)
    return units


def _settle(
    group: list[_Read],
    outcomes: dict[int, Outcome],
    problems: list[Problem],
) -> list[Contribution]:
    """Say which of one unit's contributions counts."""

    def fate(entry: _Read, word: str, reason: str = "") -> None:
        said = Outcome(entry.name, entry.found.enhed, word, reason, entry.digest)
        outcomes[entry.place] = said

    def refuse(entries: list[_Read], message: str, code: str) -> list[Contribution]:
        for entry in entries:
            problems.append(Problem(message, _ASK, entry.name, code=code))
            fate(entry, "afvist", message)
        return []

    if len({(e.found.type, e.found.distrikt) for e in group}) > 1:
        message = "To bidrag har samme navn, men ikke samme type og distrikt."
        return refuse(group, message, "bidrag_navn")
    last = max((e.found.dato, e.found.nr) for e in group)
    latest = [e for e in group if (e.found.dato, e.found.nr) == last]
    for entry in group:
        if entry not in latest:
            fate(entry, "erstattet", _NEWER)
    if len(latest) > 1:
        message = "To bidrag har samme dag og nummer, men er forskellige."
        return refuse(latest, message, "bidrag_tvetydig")
    found = latest[0].found
    if found.sort == "tilbage":
        fate(latest[0], "trukket tilbage", "Enheden har trukket sit bidrag tilbage.")
        return []
    fate(latest[0], "med")
    return [found]


def read_parts(paths: Iterable[str | Path]) -> list[Contribution]:
    """Read the parts of one unit, or say everything that is wrong with them.

    Raises
    ------
    KitError
        Where a file cannot be read, or two are the same.
    """
    parts: list[Contribution] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for path in map(Path, paths):
        try:
            data = require_ordinary(path, most=MOST_BYTES).read_bytes()
            found = from_bytes(data, file=path.name)
        except OSError:
            problems.append(Problem("Filen kan ikke åbnes.", "Tjek navnet og stien.", path.name))
        except KitError as error:
            problems += error.report
        else:
            digest = checksum(data)
            if digest in seen:
                message = "Filen er nævnt to gange, eller den er en kopi."
                problems.append(Problem(message, "Den ene er nok.", path.name, code="bidrag_kopi"))
            seen.add(digest)
            parts.append(found)
    if problems:
        raise KitError(ProblemReport.of(problems))
    return parts
