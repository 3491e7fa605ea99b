"""The main job: every view of a team, or of one's own file, on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from kitlib.dansk import plural
from kitlib.figures import View
from kitlib.instruments import all_instruments
from kitlib.mine import Mine, open_mine
from kitlib.opening import open_in_browser
from kitlib.page import Page, Section, document_html, write_page
from kitlib.placing import tidy
from kitlib.privacy.stray import SYNCED
from kitlib.problems import KitError, ProblemReport
from kitlib.resources import resource_folder
from kitlib.shown import shown_text
from kitlib.team import Team, open_team
from kitlib.texts import load
from kitlib.writing import Home, write_text

__all__ = ["demo", "open_in_browser", "show_mine", "show_team", "tour"]

#: The rich teams and own file of the sample data that `demo` lays on the table.
DEMO_TEAMS = ("solsikken", "ungehuset")
DEMO_MINE = "mit/psykolog_who5.csv"

Progress = Callable[[str, int, int], None]


def show_team(
    team: Team, path: str | Path | None = None, *, progress: Progress | None = None
) -> Page:
    """Write every view of a team on one page.

    Parameters
    ----------
    team : Team
        An opened team.
    path : str or Path, optional
        Where to; below the team's folder (`ud/visninger.html`) where not said.
    progress : callable, optional
        Told (question, number, total) of each view as it is drawn.

    Raises
    ------
    KitError
        Where there is nothing to show, or the page may not lie there.
    """
    asked = shown_text(team.about.nysgerrig, team.about, team.folder)
    parts = [f"Vi er nysgerrige på: {asked}"] if asked else []
    if team.worries:
        parts.append(team.worries[0].message)
    if team.waiting:
        answer = f"Svar med: laeringskit navne {team.folder.resolve().name}"
        parts.append(f"{team.told_waiting} Navne er dækket her på siden. {answer}")
    parts += [team.told_pictures] if team.told_pictures else []
    parts += [f"{p.message} {p.hint}" for p in team.problems if p.code == SYNCED]
    lead = " ".join(parts)
    return _show(team, Path(path or team.home.out / "visninger.html"), team.name, lead, progress)


def show_mine(
    mine: Mine, path: str | Path | None = None, *, progress: Progress | None = None
) -> Page:
    """Write every view of one's own invented file on one page, beside the file where not said.

    Raises
    ------
    KitError
        Where the file is about real people: a page of them could be read by whoever comes by
        (ring mit). `laeringskit mit` shows it and leaves nothing.
    """
    if mine.locked or not mine.about.opdigtet:
        raise KitError(
            "Din egen fil bliver ikke lavet til en side: den ville ligge, så andre kan læse den.",
            hint="Se den i stedet med: laeringskit mit FIL",
        )
    lead = "Dine egne borgere, person for person. Siden er kun til dig."
    title = f"Mit eget: {mine.name.replace('_', ' ')}"
    return _show(mine, Path(path or mine.home.out / f"{mine.name}.html"), title, lead, progress)


def demo(folder: str | Path, *, progress: Progress | None = None) -> list[Page]:
    """Run the whole line on the invented sample data and return the pages written."""
    folder = Path(folder)
    tidy(folder.parent)
    samples = resource_folder("sample_data")
    pages = [
        show_team(open_team(samples / name), folder / f"{name}.html", progress=progress)
        for name in DEMO_TEAMS
    ]
    mine = open_mine(samples / DEMO_MINE)
    pages.append(show_mine(mine, folder / f"{mine.name}.html", progress=progress))
    if find_spec("duckdb") is not None:  # it comes with the extra that pools
        pages.append(_demo_release(folder / "samlet_billede"))
    return pages


def tour(pages: Sequence[Page], folder: str | Path) -> Path:
    """Write the page that leads through the pages of `demo`: what is there, and what to try."""
    folder = Path(folder).resolve()
    words = load("rundtur")
    sections = [
        {
            "title": stop["titel"],
            "link": {"to": _beside(pages[stop["side"]].path, folder), "said": words["aabn"]},
            "parts": [{"paragraphs": [stop["se"]], "points": stop["proev"]}],
        }
        for stop in words["steder"]
        if stop["side"] < len(pages)
    ]
    end = words["slut"]
    sections.append({"title": end["titel"], "parts": [{"paragraphs": end["linjer"]}]})
    home = Home(folder, opdigtet=True)
    page = document_html(title=words["titel"], under=words["under"], sections=sections, home=home)
    return write_text(folder / "begynd_her.html", page, home, output="visninger.html")


def _beside(page: Path, folder: Path) -> str:
    """Where a page is, as a page in the folder links to it."""
    return quote(page.resolve().relative_to(folder).as_posix())


def _demo_release(folder: Path) -> Page:
    """Pool the invented contributions and register into a release that everyone could see."""
    from kitlib.pooled.sample import pool_sample

    done = pool_sample(folder, why="øvelse")
    page = (done.folder / "offentlig" / "samlet_billede.html").resolve()
    n = len(done.gate.tables) + len(done.gate.means)
    return Page(page, "Det samlede billede", n, done.collected.problems)


def make_team_page(source: Path, out: Path) -> list[Path]:
    """Make the page of a team's folder, for the register of outputs."""
    return [show_team(open_team(source), out / "visninger.html").path]


def make_own_page(source: Path, out: Path) -> list[Path]:
    """Make the page of one's own file, for the register of outputs."""
    mine = open_mine(source)
    return [show_mine(mine, out / f"{mine.name}.html").path]


def _show(
    opened: Team | Mine, path: Path, title: str, lead: str, progress: Progress | None
) -> Page:
    keys = opened.view_keys
    if not keys:
        raise KitError(
            ProblemReport(opened.problems.errors)
            if opened.problems.errors
            else "Der er ingen data at vise endnu.",
            hint="Skriv 'laeringskit tjek MAPPE' for at se, hvad der mangler.",
        )
    sections = [
        Section(_heading(group), tuple(opened.view(k) for k in keys if _group(k) == group))
        for group in dict.fromkeys(_group(k) for k in keys)
    ]
    done = 0

    def drawn(view: View) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(view.question, done, len(keys))

    where = write_page(
        path,
        title=title,
        lead=lead,
        sections=sections,
        home=opened.home,
        output="mit.html" if opened.ring == "mit" else "visninger.html",
        problems=opened.problems,
        drawn=drawn,
    )
    return Page(where, title, len(keys), opened.problems)


def _group(key: str) -> str:
    return key.partition(".")[0]


def _heading(group: str) -> str:
    found = all_instruments().get(group)
    return found.label if found else "Tal og ord sammen"


def count_line(shown: Page) -> str:
    """Return a line such as "Solsikken: 14 visninger"."""
    return f"{shown.title}: {plural(shown.n_views, 'visning', 'visninger')}"
