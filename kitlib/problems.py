"""What went wrong, said to people: Problem, ProblemReport and the one exception users meet.

Everything here is text a busy colleague reads, so it is Danish, names the place as the
spreadsheet shows it, and ends with what to do. It never carries a person's words or score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from html import escape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KitError", "Level", "Problem", "ProblemReport", "did_you_mean", "spans"]

Level = Literal["fejl", "advarsel"]

_LONGEST = 60  # letters of a heading in a message
_MAX_SPANS = 12  # more row numbers than a person looks up from one line


@dataclass(frozen=True)
class Problem:
    """One fault, where it stands, and what to do about it.

    Parameters
    ----------
    message : str
        What is wrong, in plain Danish, without the person's text or score.
    hint : str
        What to do, as a sentence of its own.
    file, sheet, column : str, optional
        Where; `file` is a file name, never a full path.
    row : int, optional
        Row number as the spreadsheet (or a text editor) shows it, from 1.
    rows : tuple of int
        All of them, where one line tells of several; see `ProblemReport.together`.
    level : {"fejl", "advarsel"}
        A "fejl" keeps the row or file out; an "advarsel" is told and nothing is left out.
    code : str
        Stable English key of the kind of fault, for tests and for counting.
    """

    message: str
    hint: str = ""
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    level: Level = "fejl"
    code: str = "fejl"
    rows: tuple[int, ...] = ()

    @property
    def place(self) -> str:
        """Where the fault stands, such as "postits.csv, række 12, kolonne 'dato'"."""
        parts = []
        if self.file:
            parts.append(self.file)
        if self.sheet:
            parts.append(f"ark '{self.sheet}'")
        # A settings file has lines and words, no rows and columns.
        settings = (self.file or "").endswith(".toml")
        if self.row is not None:
            rows = spans(self.rows or (self.row,))
            parts.append(f"{'linje' if settings else 'række'} {rows}")
        if self.column:
            parts.append(f"{'ordet' if settings else 'kolonne'} '{_short(self.column)}'")
        return ", ".join(parts)

    def on(self, rows: Iterable[int]) -> Problem:
        """Return the same fault with the rows it stands on; where it is one, that is its `row`.

        Examples
        --------
        >>> print(Problem("Året mangler.").on([9, 4, 6, 5]))
        række 4-6, 9: Året mangler.
        """
        found = tuple(sorted({int(row) for row in rows}))
        if not found:
            return self
        return replace(self, row=found[0], rows=found if len(found) > 1 else ())

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place else ""
        tail = f" {self.hint}" if self.hint else ""
        return f"{head}{self.message}{tail}"


def _short(heading: str) -> str:
    """A heading as it is said: a whole note may stand where one should be."""
    return heading if len(heading) <= _LONGEST else f"{heading[:_LONGEST].rstrip()}…"


@dataclass(frozen=True)
class ProblemReport:
    """All faults found, in the order of files and rows; shows itself as a table.

    Examples
    --------
    >>> report = ProblemReport((Problem("Datoen findes ikke.", "Skriv fx 3-3-2026.", row=4),))
    >>> len(report.errors), bool(report)
    (1, True)
    """

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> ProblemReport:
        return cls(tuple(problems))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __add__(self, other: Iterable[Problem]) -> ProblemReport:
        return ProblemReport((*self.problems, *other))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The faults that keep something out."""
        return tuple(p for p in self.problems if p.level == "fejl")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was told but kept nothing out."""
        return tuple(p for p in self.problems if p.level == "advarsel")

    def in_order(self) -> ProblemReport:
        """Return the same report file by file, and row by row in each: as one mends them.

        What concerns a whole file or column comes before its rows; files and sheets keep the
        order they were first told in.
        """
        places = list(dict.fromkeys((p.file, p.sheet) for p in self.problems))
        return ProblemReport(
            tuple(
                sorted(self.problems, key=lambda p: (places.index((p.file, p.sheet)), p.row or 0))
            )
        )

    def placed(self, *, file: str | None = None, sheet: str | None = None) -> ProblemReport:
        """Return the same report with file and sheet filled in where they were not known."""
        return ProblemReport(
            tuple(replace(p, file=p.file or file, sheet=p.sheet or sheet) for p in self.problems)
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a problem: niveau, fil, ark, række, kolonne, hvad, gør."""
        import pandas as pd

        rows = [
            (p.level, p.file, p.sheet, p.row, p.column, p.message, p.hint) for p in self.problems
        ]
        names = ["niveau", "fil", "ark", "række", "kolonne", "hvad", "gør"]
        return pd.DataFrame(rows, columns=names).astype({"række": "Int64"})

    def together(self) -> ProblemReport:
        """Return the same report with like faults as one, which names all their rows.

        Examples
        --------
        >>> bad = [Problem("Året mangler.", file="a.csv", row=n) for n in (4, 5, 6, 9)]
        >>> [str(p) for p in ProblemReport.of(bad).together()]
        ['a.csv, række 4-6, 9: Året mangler.']
        """
        rows: dict[Problem, list[int]] = {}
        for p in self.problems:
            rows.setdefault(replace(p, row=None, rows=()), []).extend(
                p.rows or ([] if p.row is None else [p.row])
            )
        return ProblemReport(tuple(p.on(found) for p, found in rows.items()))

    @property
    def headline(self) -> str:
        """One line that counts, such as "2 fejl og 1 advarsel"."""
        errors, warnings = len(self.errors), len(self.warnings)
        if not errors and not warnings:
            return "Ingen fejl. Alt kan læses."
        parts = []
        if errors:
            parts.append(f"{errors} fejl")
        if warnings:
            parts.append(f"{warnings} {'advarsel' if warnings == 1 else 'advarsler'}")
        return " og ".join(parts)

    def __str__(self) -> str:
        return "\n".join([self.headline, *(f"- {p}" for p in self.together())])

    def _repr_html_(self) -> str:
        if not self.problems:
            return f"<p>{escape(self.headline)}</p>"
        # JupyterLab sets every cell to the right; words stand to the left.
        left = "style='text-align:left;vertical-align:top'"
        head = "".join(f"<th {left}>{h}</th>" for h in ("", "Hvor", "Hvad", "Gør"))
        rows = "".join(
            "<tr>" + "".join(f"<td {left}>{escape(t)}</td>" for t in cells) + "</tr>"
            for cells in ((p.level, p.place, p.message, p.hint) for p in self.together())
        )
        style = "font-size:16px"
        return (
            f"<p><b>{escape(self.headline)}</b></p><table style='{style}'>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def spans(rows: Iterable[int]) -> str:
    """Write row numbers as people do, those in a row as one; many are cut short.

    Examples
    --------
    >>> spans([4, 5, 6, 9]), spans([7, 8])
    ('4-6, 9', '7, 8')
    """
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][-1] + 1:
            parts[-1].append(row)
        else:
            parts.append([row])
    written = [
        f"{p[0]}-{p[-1]}" if len(p) > 2 else ", ".join(map(str, p)) for p in parts[:_MAX_SPANS]
    ]
    left = sum(map(len, parts[_MAX_SPANS:]))
    return ", ".join(written) + (f" og {left} mere" if left else "")


class KitError(Exception):
    """The one exception users meet: a Danish message, a hint, and all problems found.

    Parameters
    ----------
    message : str or Problem or ProblemReport
        What is wrong. A report raises all its problems at once.
    hint : str
        What to do; ends the message.

    Examples
    --------
    >>> KitError("Mappen findes ikke.", hint="Tjek stien.").hint
    'Tjek stien.'
    """

    def __init__(self, message: str | Problem | ProblemReport, *, hint: str = "") -> None:
        if isinstance(message, ProblemReport):
            report = message
        elif isinstance(message, Problem):
            report = ProblemReport((message,))
        else:
            report = ProblemReport((Problem(message, hint),))
        self.report = report
        self._shown = False
        text = str(report.problems[0]) if len(report) == 1 else str(report)
        super().__init__(text)

    @property
    def message(self) -> str:
        """The first problem's message, without place and hint."""
        return self.report.problems[0].message if self.report.problems else ""

    @property
    def hint(self) -> str:
        """The first problem's hint."""
        return self.report.problems[0].hint if self.report.problems else ""

    def _render_traceback_(self) -> list[str]:
        """Show a notebook the report as a table, and no traceback (read by IPython)."""
        from IPython.display import display

        # A kernel asks twice: once to show it, once for its answer to the notebook.
        if not self._shown:
            self._shown = True
            display(self.report)
        return ["Ret det, der står i tabellen, og kør feltet igen."]


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return "Mente du 'dato'?" for the nearest known word, or an empty text.

    Examples
    --------
    >>> did_you_mean("datto", ["dato", "observation"])
    "Mente du 'dato'?"
    """
    near = get_close_matches(word.casefold(), [k.casefold() for k in known], n=1, cutoff=0.6)
    if not near:
        return ""
    match = next(k for k in known if k.casefold() == near[0])
    return f"Mente du '{match}'?"
