"""Make material for one team or many: set, checked against its ring, written, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from kitlib.dansk import join, plural
from kitlib.fillable import fillable
from kitlib.holding import sharing
from kitlib.material.cards import held_dilemmas
from kitlib.material.kinds import MaterialKind, known_kinds
from kitlib.material.shop import Choices, Shop
from kitlib.material.slides import NOT_OF_A_TEAM
from kitlib.outputs import declared
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.sheet import Sheet
from kitlib.slips.store import keep_card
from kitlib.team import open_team
from kitlib.typeset import Printed, typeset
from kitlib.writing import write_bytes

__all__ = [
    "Made",
    "make",
    "make_cards",
    "make_handout",
    "make_pack",
    "make_paper",
    "make_posters",
    "make_session",
    "printed",
    "waiting",
]

#: Told (what is being made, how many are done, how many there are).
Progress = Callable[[str, int, int], None]

_FOLDER = "materiale"
_SLIDES = "pptx"  # made of pooled views only, by `kitlib.pooled`


@dataclass(frozen=True)
class Made:
    """What was written, and what was not or not whole, with the reasons."""

    paths: tuple[Path, ...]
    problems: ProblemReport

    def _repr_html_(self) -> str:
        rows = "".join(f"<li>{escape(path.name)}</li>" for path in self.paths)
        places = ", ".join(dict.fromkeys(str(path.parent) for path in self.paths))
        where = f"<p>De ligger i {escape(places)}</p>" if self.paths else ""
        told = self.problems._repr_html_() if self.problems else ""
        return (
            f"<p><b>{plural(len(self.paths), 'fil', 'filer')}</b></p><ul>{rows}</ul>{where}{told}"
        )


def make(
    folders: Sequence[str | Path],
    kinds: Iterable[str] = (),
    *,
    out: str | Path | None = None,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make material for one or more teams.

    Parameters
    ----------
    folders : sequence of path
        Teams' folders.
    kinds : iterable of str
        Names in `KINDS`, or "alt"; the set for the next meeting where none is named. "pptx" is
        told where slides are made.
    out : path, optional
        Where to; below each team's `ud/materiale` where not said. What stays with the team is
        never written outside its `ud`.
    choices : Choices, optional
        Views, large print, backs, own dilemmas, font and logo.
    progress : callable, optional
        Told (label, done, total) of each sheet.

    Returns
    -------
    Made
        A sheet that could not be made does not stop the rest; its reason is in `problems`.

    Raises
    ------
    KitError
        Where a kind is not known.
    """
    asked = [name.strip().casefold() for name in kinds if name.strip()]
    others = [name for name in asked if name != _SLIDES]
    wanted = known_kinds(others) if others or not asked else []
    paths: list[Path] = []
    problems: list[Problem] = [NOT_OF_A_TEAM] if _SLIDES in asked else []
    for number, folder in enumerate(folders):
        # One team at a time, so that many take no more memory than one.
        place = (number, len(folders))
        with sharing(Path(folder), "materiale"):
            found, faults = _one_team(Path(folder), wanted, out, choices, progress, place)
        paths += found
        problems += faults
    return Made(tuple(paths), ProblemReport.of(problems))


def _one_team(
    folder: Path,
    kinds: list[MaterialKind],
    out: str | Path | None,
    choices: Choices | None,
    progress: Progress | None,
    place: tuple[int, int],
) -> tuple[list[Path], list[Problem]]:
    paths: list[Path] = []
    problems: list[Problem] = []
    try:
        shop = Shop(open_team(folder), choices)
        shop.check()
        jobs = [(kind, job) for kind in kinds for job in kind.jobs(shop)]
    except KitError as error:
        return [], list(error.report)
    problems += _left_out(shop)
    # Where many teams share a folder, each has one of its own in it.
    target = Path(out) if out is not None else shop.team.home.out / _FOLDER
    if out is not None and place[1] > 1:
        target = target / folder.resolve().name
    missing: list[str] = []
    for done, (kind, job) in enumerate(jobs):
        name = None
        try:
            sheet = shop.finished(job())
            name = f"{sheet.name}.pdf"
            if progress is not None:
                label = f"{shop.team.name}: {sheet.label}"
                progress(label, place[0] * len(jobs) + done + 1, place[1] * len(jobs))
            path = target / name
            made = printed(sheet, shop)
            paths.append(_write(path, made, sheet, shop, output=kind.output or kind.name))
            if sheet.card is not None and not shop.about.opdigtet:
                keep_card(shop.team.folder, sheet.card)
            problems += made.problems.placed(file=path.name)
        except KitError as error:
            problems += error.report.placed(file=name)
            missing.append(kind.label)
    # The same fault may stop sheet after sheet.
    return paths, [
        *dict.fromkeys(problems),
        *_not_made(missing, made=len(paths)),
        *waiting(shop, kinds),
    ]


def _left_out(shop: Shop) -> list[Problem]:
    """Say that something could not be read, so that nobody believes the sheets hold it."""
    errors = shop.team.problems.errors
    wrong = sum(problem.file not in (None, "om.toml") for problem in errors)
    if not wrong:
        return []
    told = (
        f"{plural(wrong, 'fejl', 'fejl')} i jeres filer, og det, de gælder, er ikke med på arkene."
    )
    hint = f"Se dem med: laeringskit tjek {shop.team.folder.name}"
    return [Problem(told, hint, level="advarsel", code="ikke_laest")]


def waiting(shop: Shop, kinds: Iterable[MaterialKind]) -> list[Problem]:
    """Say how many notes are left out of what quotes, and how to answer."""
    kinds = list(kinds)
    quoted = any(declared(k.output or k.name).quotes for k in kinds)
    hint = f"Svar med: laeringskit navne {shop.team.folder.name}. Lav så arkene igen."
    told = []
    if quoted and (waits := shop.paper.told_waiting):
        told.append(
            (f"{waits} Det, der venter, er ikke med, hvor noterne citeres.", "noter_venter")
        )
    if any(k.name == "kort" for k in kinds) and (n := held_dilemmas(shop)):
        which = plural(n, "dilemma", "dilemmaer")
        said = f"{which} er ikke med på kortene: der står noget, der kan være navne eller en "
        told.append((f"{said}bekymring.", "dilemma_venter"))
    return [Problem(said, hint, level="advarsel", code=code) for said, code in told]


def _not_made(kinds: list[str], *, made: int) -> list[Problem]:
    """Say how many sheets are missing and of which kinds, beside the reason they may share."""
    if not kinds:
        return []
    told = f"{len(kinds)} ark er ikke lavet: {join(list(dict.fromkeys(kinds)))}."
    hint = "Lav det igen, når fejlen er rettet."
    if made:
        hint = f"Resten ligger klar. {hint}"
    return [Problem(told, hint, level="advarsel", code="ikke_lavet")]


def printed(sheet: Sheet, shop: Shop) -> Printed:
    """Set a finished sheet; one to fill in on a screen gets its fields."""
    made = typeset(sheet.template, sheet.data, files=sheet.files, font=shop.choices.font)
    return replace(made, content=fillable(made.content, sheet.fields)) if sheet.fields else made


def _write(path: Path, made: Printed, sheet: Sheet, shop: Shop, *, output: str) -> Path:
    home = shop.home(sheet)
    stays = sheet.ring != "udgivelse" and not home.opdigtet
    if stays and not path.resolve().is_relative_to(home.out.resolve()):
        raise KitError(
            Problem(
                "Arket bliver hos teamet og skrives kun i mappen 'ud'.",
                "Lad være med at skrive --ud, så lægges det rigtigt.",
                path.name,
                code="uden_for_ud",
            )
        )
    return write_bytes(path, made.content, home, output=output)


def _making(kind: str) -> Callable[[Path, Path], list[Path]]:
    def make_kind(source: Path, out: Path) -> list[Path]:
        made = make([source], [kind], out=out)
        if made.problems.errors:
            raise KitError(ProblemReport(made.problems.errors))
        return list(made.paths)

    return make_kind


# Each kind as one gets it who chooses nothing: what the register of outputs names.
make_pack = _making("pakke")
make_paper = _making("ark")
make_cards = _making("kort")
make_handout = _making("handout")
make_posters = _making("plakat")
make_session = _making("session")
