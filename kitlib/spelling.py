"""One spelling a person over all tables of a folder: what met is told, what is doubtful is asked.

The normal form of a code (`kitlib.codes`) says who is who. Here every frame gets it, before
anything is counted, in the spelling people know: the one in om.toml, else the most usual one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kitlib import codes
from kitlib.columns import Column
from kitlib.dansk import join
from kitlib.problems import Problem, did_you_mean
from kitlib.reading.arrays import cells

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.about import About

__all__ = ["DOUBTS", "Held", "one_spelling"]

#: Codes of problems that leave it open how many persons there are: nothing is contributed.
DOUBTS = frozenset({"kode_tvivl", "kode_ord"})

_TOLD = 8  # of a kind, on one line
_LISTS = ("koder",)
_ONE = ("kode",)
_NUMBERS = ("heltal", "tal")
_LOOKS = (
    {"O": "0"},
    {"I": "1"},
    {"L": "1"},
    {"O": "0", "I": "1"},
    {"Ø": "OE"},
    {"Ø": "O"},
    {"Å": "AA"},
    {"Å": "A"},
    {"Æ": "AE"},
    {"Ø": "0"},
)


@dataclass(frozen=True, eq=False)
class Held:
    """A table as it was read: its name, what is declared of it, and its rows."""

    table: str
    columns: Sequence[Column]
    frame: pd.DataFrame

    def of(self, kinds: Sequence[str]) -> list[str]:
        """Return the names of the columns of some kinds that the frame has."""
        return [c.name for c in self.columns if c.kind in kinds and c.name in self.frame]

    @cached_property
    def coded(self) -> list[tuple[str, bool, Counter[str]]]:
        """Each column of codes, whether its cells hold many, and how often each cell stands."""
        many = self.of(_LISTS)
        return [
            (name, name in many, Counter(c for c in cells(self.frame[name]) if isinstance(c, str)))
            for name in self.of((*_ONE, *_LISTS))
        ]


def one_spelling(
    tables: Sequence[Held], about: About, *, answered: Callable[[str], bool] | None = None
) -> tuple[list[pd.DataFrame], list[Problem]]:
    """Give every person one spelling in every table.

    Parameters
    ----------
    tables : sequence of Held
        All tables of a folder, or of one's own file.
    about : About
        `koder` is the spelling people know, and who there is.
    answered : callable, optional
        Tells of a word that is no code whether somebody has said that it is no name.

    Returns
    -------
    (list of DataFrame, list of Problem)
        The frames, in the order of the tables; those without another spelling are the same
        objects. The problems name a table where others name a file.
    """
    met = _met(tables)
    listed = {codes.normal(code): code for code in about.koder}
    spelling = codes.spellings(dict(c for said in met.values() for c in said.items()), about.koder)
    frames = [_respelled(held, spelling) for held in tables]
    problems = [
        *_told(met, spelling, about),
        *_doubtful({**listed, **spelling}, listed, about),
        *(p for held in tables for p in _words(held, listed, answered)),
        *_unlisted(tables, listed, spelling),
    ]
    for held, frame in zip(tables, frames, strict=True):
        problems += _same_day(held, frame)
    return frames, problems


def _met(tables: Sequence[Held]) -> dict[str, Counter[str]]:
    """Return each person's spellings, and how often each stands."""
    found: dict[str, Counter[str]] = {}
    for _, many, said in (column for held in tables for column in held.coded):
        for cell, n in said.items():
            for code in _parts(cell, many):
                found.setdefault(codes.normal(code), Counter())[code] += n
    return found


def _parts(cell: str, many: bool) -> list[str]:
    return [part for part in cell.split(", ") if part] if many else [cell]


def _respelled(held: Held, spelling: Mapping[str, str]) -> pd.DataFrame:
    frame = held.frame
    for name, many, written in held.coded:
        new = {
            cell: ", ".join(dict.fromkeys(spelling[codes.normal(p)] for p in _parts(cell, many)))
            for cell in written
        }
        if any(cell != said for cell, said in new.items()):
            frame = frame.assign(**{name: frame[name].map(new).astype(frame[name].dtype)})
    return frame


def _told(
    met: Mapping[str, Mapping[str, int]], spelling: Mapping[str, str], about: About
) -> Iterator[Problem]:
    """Say which spellings met; a word may be a name, and is not said."""
    hint, who = "Er det to, så giv den ene en ny kode.", _same(about.persons.one)
    said = {f: sorted(set(s) | {spelling[f]}) for f, s in met.items()}
    several = [f for f in sorted(said, key=codes.order) if len(said[f]) > 1]
    several = [f for f in several if not codes.is_nobody(spelling[f])]
    listed = set(map(codes.normal, about.koder))
    # Letters alone may be somebody's initials, unless the team has said that they are a code.
    sayable = {f for f in several if _sayable(said[f]) and (not f.isalpha() or f in listed)}
    for form in (f for f in several if f in sayable):
        shown = spelling[form]
        others = join([code for code in said[form] if code != shown])
        message = f"{shown} står også som {others}; de er regnet for samme {who}."
        yield Problem(message, hint, level="advarsel", code="kode_samme")
    if hidden := [f for f in several if f not in sayable]:
        message = f"{len(hidden)} ord står på flere måder i kolonner med koder, og hver er én."
        yield Problem(message, hint, level="advarsel", code="kode_samme")


def _sayable(said: Iterable[str]) -> bool:
    return all(codes.is_code(code) for code in said)


def _same(word: str) -> str:
    return "unge" if word == "ung" else word


def _doubtful(
    spelling: Mapping[str, str], listed: Mapping[str, str], about: About
) -> Iterator[Problem]:
    """Ask about codes that may be the same person, where om.toml does not say both."""
    pairs = [
        (spelling[a], spelling[b]) for a, b in _alike(spelling) if not (a in listed and b in listed)
    ]
    pairs = [pair for pair in pairs if _sayable(pair)]
    if not pairs:
        return
    said = [f"{a} og {b}" for a, b in pairs[:_TOLD]]
    rest = f" og {len(pairs) - _TOLD} par mere" if len(pairs) > _TOLD else ""
    which = f"{'; '.join(said)}{rest}"
    example = ", ".join(f'"{code}"' for code in pairs[0])
    yield Problem(
        f"Det kan ikke ses, om det er samme {_same(about.persons.one)}: {which}. "
        "De er regnet for to, og intet bidrag sendes, før det er sagt.",
        "Er det samme, så skriv koden ens. Er det to, så skriv begge i om.toml: "
        f"koder = [{example}, …].",
        level="advarsel",
        code="kode_tvivl",
    )


def _alike(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of normal forms that are two persons only if nobody slipped."""
    known = set(forms)
    found = set()
    for form in known:
        found |= {(form, other) for other in _looks(form) & known if other != form}
        word = form.rstrip("0123456789")
        number = form[len(word) :]
        if number and word.isalpha():
            # "4" and "Barn 4" beside "U04".
            others = {number, *(f"{w}{number}" for w in codes.PERSON_WORDS)} - {form}
            found |= {(form, other) for other in others & known}
    for form in known:
        for end in range(2, len(form) - 1):
            if form[:end] in known and form[end:].isalpha() and form[end - 1].isdigit():
                found.add((form[:end], form))
    unique = {tuple(sorted(pair, key=codes.order)) for pair in found}
    return sorted(((a, b) for a, b in unique), key=lambda pair: [codes.order(c) for c in pair])


def _looks(form: str) -> set[str]:
    """What a code may be where a letter was taken for a number, or had no key."""
    found = set()
    for change in _LOOKS:
        text = form
        for letter, instead in change.items():
            text = text.replace(letter, instead)
        found.add(codes.normal(text))
    return found


def _words(
    held: Held, listed: Mapping[str, str], answered: Callable[[str], bool] | None
) -> Iterator[Problem]:
    """Ask about what is no code, by its rows; it may be a name."""
    for name, many, written in held.coded:
        bad = {
            cell
            for cell in written
            if any(
                not may_stand(part, listed, many=many) and not (answered and answered(part))
                for part in _parts(cell, many)
            )
        }
        if not bad:
            continue
        rows = _rows(held.frame.index[held.frame[name].isin(bad)])
        yield Problem(
            "Her står et ord og ikke en kode. Det kan være et navn, så intet bidrag sendes.",
            "Skriv en kode som B07. Er ordet en kode, så skriv det i om.toml under koder.",
            held.table,
            row=rows[0],
            rows=rows,
            column=name,
            level="advarsel",
            code="kode_ord",
        )


def may_stand(code: str, listed: Iterable[str], *, many: bool = False) -> bool:
    """Tell whether what stands in a column of codes is one, or in a list means nobody."""
    return codes.is_code(code) or codes.normal(code) in listed or (many and codes.is_nobody(code))


def _unlisted(
    tables: Sequence[Held], listed: Mapping[str, str], spelling: Mapping[str, str]
) -> Iterator[Problem]:
    """Say which codes stand in a table and not in om.toml's list."""
    if not listed:
        return
    for held in tables:
        forms = {
            codes.normal(part)
            for _, many, written in held.coded
            for cell in written
            for part in _parts(cell, many)
        }
        new = sorted((f for f in forms - set(listed) if codes.is_code(f)), key=codes.order)
        if not new:
            continue
        more = f" og {len(new) - _TOLD} til" if len(new) > _TOLD else ""
        which = ", ".join(spelling[f] for f in new[:_TOLD]) + more
        hint = did_you_mean(spelling[new[0]], list(listed.values()))
        yield Problem(
            f"{which} står ikke på listen i om.toml.",
            f"{hint} Ret koden, eller skriv den i om.toml under koder.".strip(),
            held.table,
            level="advarsel",
            code="kode_ny",
        )


def _same_day(held: Held, frame: pd.DataFrame) -> Iterator[Problem]:
    """Ask about one person with two sets of numbers from one day: they may be two."""
    who, days, numbers = held.of(_ONE), held.of(("dato",)), held.of(_NUMBERS)
    if len(who) != 1 or not days or not numbers or "dato" not in days:
        return
    keys = [who[0], "dato", *held.of(("valg",))]
    # In most tables nobody has two rows from one day, and that is seen without a frame.
    seen = Counter(zip(*(cells(frame[key]) for key in keys), strict=True))
    if all(n == 1 for n in seen.values()):
        return
    rows = frame.dropna(subset=[who[0], "dato"])
    twice = rows[rows.duplicated(keys, keep=False)]
    twice = twice[~twice.duplicated([*keys, *numbers], keep=False)]
    if twice.empty:
        return
    said = [c for c in dict.fromkeys(twice[who[0]]) if codes.is_code(c)]
    which = join(said[:_TOLD]) or "En"
    at = _rows(twice.index)
    yield Problem(
        f"{which} har flere rækker fra samme dag med forskellige tal.",
        "Er det to, så giv den ene en ny kode. Er det samme, så slet den række, der er forkert.",
        held.table,
        row=at[0],
        rows=at,
        column=who[0],
        level="advarsel",
        code="kode_samme_dag",
    )


def _rows(index: pd.Index) -> tuple[int, ...]:
    return tuple(int(row) for row in index)
