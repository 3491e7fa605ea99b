"""One meeting of a team round its circle: everything the page shows and does, without a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.circle.answers import TeamAnswers
from kitlib.circle.bordet import Bordet
from kitlib.circle.circlefile import DEFAULT, known_circles, read_circle
from kitlib.circle.figures import Figures
from kitlib.circle.meeting import Meeting, Receipt, checked_text
from kitlib.circle.model import Circle
from kitlib.circle.naming import NameWatch
from kitlib.circle.notes import Notes
from kitlib.circle.notices import notices_of
from kitlib.circle.trying import Trials
from kitlib.clock import today as clock_today
from kitlib.dansk import join
from kitlib.journal.kind import to_line
from kitlib.journal.kinds import Approved, MeetingBegun, Minutes
from kitlib.journal.logbog import Logbog
from kitlib.ordinary import read_ordinary
from kitlib.persons import Persons
from kitlib.privacy.dates import check as check_date
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.team import Team, open_team
from kitlib.writing import footer

__all__ = ["MINUTES", "Receipt", "Session", "check_minutes"]

#: Lengths a meeting is offered in.
MINUTES = (45, 60, 75)

_MOST = 480  # minutes; the longest a circle's file may say
_MOST_A_DAY = 99
_ODD = Problem(
    "Logbogen siger ikke med et tal, hvor lang tid I har, så cirklens egen tid bruges.",
    "Alt andet i logbogen er læst. Vælg tiden med --minutter, hvis den er en anden.",
    code="logbog_tid",
    level="advarsel",
)


def check_minutes(minutes: int | str | None) -> None:
    """Refuse a length that no meeting is offered in.

    Examples
    --------
    >>> check_minutes(50)
    Traceback (most recent call last):
    kitlib.problems.KitError: Så lang tid er der ikke en plan for. Vælg 45, 60 eller 75.
    """
    known = [str(offered) for offered in MINUTES]
    if minutes is not None and str(minutes) not in known:
        hint = f"Vælg {join(known, 'eller')}."
        raise KitError("Så lang tid er der ikke en plan for.", hint=hint)


class Session:
    """A meeting: opened, gone through in any order, approved, closed. Nothing is ever locked.

    Made by `Session.open`. Whatever is written is in the logbog before the method returns, so the
    page may say "gemt" as soon as it has the receipt. What the page shows comes from `state` and
    from each part's `for_page`; all give plain dicts that go through JSON.

    Attributes
    ----------
    meeting : Meeting
        The day's fields in the logbog, and the circle that is followed.
    notes : Notes
        The team, and what of it may be shown; the pocket.
    names : NameWatch
        What looks like a name in what is written.
    answers : TeamAnswers
        Everyone's answers, and ideas parked.
    figures : Figures
        Views and buds.
    bordet : Bordet
        The table with the notes and the heaps.
    trials : Trials
    notices : tuple of Problem
        What to tell at the start: faults in the circle file, views that are not there.

    Examples
    --------
    >>> import shutil, tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "solsikken"
    >>> _ = shutil.copytree("sample_data/solsikken", folder)
    >>> session = Session.open(folder, minutes=60)
    >>> receipt = session.meeting.put("se.set", "Tretten børn venter på to voksne.")
    >>> receipt.field
    'se.set'
    >>> session.close()
    >>> again = Session.open(folder)
    >>> again.meeting.value("se.set")
    'Tretten børn venter på to voksne.'
    """

    def __init__(self, team: Team, meeting: Meeting, notices: Sequence[Problem] = ()) -> None:
        self.meeting = meeting
        self.notes = Notes(team, meeting)
        self.names = NameWatch(self.notes)
        self.answers = TeamAnswers(meeting, self.names)
        self.figures = Figures(meeting, self.notes)
        self.bordet = Bordet(meeting, self.notes)
        self.trials = Trials(meeting, self.notes)
        self.notices = tuple(notices)

    @property
    def team(self) -> Team:
        """The team whose meeting it is."""
        return self.notes.team

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        minutes: int | None = None,
        circle: str | None = None,
        today: date | None = None,
    ) -> Session:
        """Open today's meeting, or the one of today that is not approved yet.

        Parameters
        ----------
        folder : str or Path
            The team's folder.
        minutes : int, optional
            The time there is; what was said before today, or the circle's own.
        circle : str, optional
            Name of a circle; "laeringscirklen" where not said.
        today : date, optional

        Raises
        ------
        KitError
            Where there is no such folder or no such circle, or the notes should have been
            deleted by now, or it is not said when they will be. A circle file of the team with
            mistakes in it does not stop the meeting: the kit's own is used, and `notices` tells
            every mistake with line and hint.
        """
        folder = Path(folder)
        team = open_team(folder)
        day = today or clock_today()
        deadline = check_date(team.about, day)
        if not deadline.may_open:
            raise KitError(deadline.problem or Problem("Mødet kan ikke åbnes."))
        read, notices = _circle(circle, folder, team.about.persons)
        logbog = Logbog(folder)
        meeting = Meeting(_meeting(logbog, day, read.key), read, day, logbog)
        told = meeting.one(Minutes)
        before = told.minutes if told else None
        # A line may be whole and yet say what no kit wrote.
        odd = told is not None and not (before and 1 <= before <= _MOST)
        planned = minutes or (None if odd else before)
        notices += [_ODD] if odd else []
        notices += [deadline.problem] if deadline.problem is not None else []
        session = cls(team, meeting, [*notices, *notices_of(team)])
        meeting.circle = read.planned(planned, revisit=bool(session.trials.to_revisit))
        if minutes and before != minutes:
            meeting.write(*to_line(Minutes(minutes)))
        return session

    def close(self) -> None:
        """Let go of the logbog's file. Nothing is lost by not calling it."""
        self.meeting.logbog.close()

    def begin_new(self) -> None:
        """Begin a further meeting of the same day, after one that is approved.

        Where another window has begun one already, this goes on in that: two windows that begin
        anew are in the same meeting.

        Raises
        ------
        KitError
            Where this one is not approved: nothing that is written is left behind by a slip.
            Where the one begun since is of another day: the notes are to be read again for it.
        """
        if self.meeting.later == "siden":
            hint = "Luk vinduet, og åbn mødet igen."
            raise KitError("Der er begyndt et nyt møde en anden dag.", hint=hint)
        if self.meeting.later:
            self._turn_to(self.meeting.newest)
            return
        if not self.meeting.one(Approved):
            hint = "Godkend referatet først, eller gå videre i mødet."
            raise KitError("Mødet er ikke godkendt endnu.", hint=hint)
        names = _numbered(f"{self.meeting.today.isoformat()}.{self.meeting.circle.key}")
        begun = self.meeting.logbog.meetings()
        free = next((n for n in names if n not in begun), None)
        if free is None:
            raise KitError("Der er holdt for mange møder i dag.", hint="Begynd igen i morgen.")
        self._turn_to(free)
        self.meeting.write(*to_line(MeetingBegun()))

    def _turn_to(self, meeting: str) -> None:
        now = self.meeting
        now.name = meeting
        whole, _ = _circle(now.circle.key, self.team.folder, self.team.about.persons)
        now.circle = whole.planned(now.circle.minutes, revisit=bool(self.trials.to_revisit))

    def state(self) -> dict[str, Any]:
        """Return the whole session for the page; see `kitlib.circle.state.state` for the shape."""
        from kitlib.circle.state import state

        return state(self)

    # The referat -------------------------------------------------------------------------------

    def referat(self) -> dict[str, Any]:
        """Return what may stand in the referat, for "Hvad må stå i referatet? Hvem må få det?".

        Returns
        -------
        dict
            - parts : list of {key, phase, label, text, points, front (bool)}; identifying words
              are covered
            - chosen : list of str; keys of the parts that were approved
            - receivers : str; who may get it, as it was said last
            - approved, changed : bool; whether it is, and whether the team wrote on since
            - sharing : str; who may get it and how long it is kept, as it stands in it
            - place : str; the folder the files lie in
            - files : list of str; their names there, once it is approved
        """
        from kitlib.circle.referat import mark_of, shared
        from kitlib.circle.referat_parts import parts_of

        approved = self.meeting.one(Approved) or Approved()
        parts = parts_of(self)
        home = self.team.home
        return {
            "parts": [
                {
                    "key": p.key,
                    "phase": p.phase,
                    "label": p.label,
                    "text": p.text,
                    "points": list(p.points),
                    "front": bool(p.front),
                }
                for p in parts
            ],
            "chosen": list(approved.fields),
            "receivers": approved.receivers,
            "approved": approved != Approved(),
            "changed": approved.mark not in ("", mark_of(parts)),
            "sharing": footer(shared(home, approved.receivers)),
            "place": str(Path(home.folder.name) / home.out.name),
            "files": list(approved.files),
        }

    def approved_page(self) -> dict[str, str]:
        """Return the approved referat as a page of its own, as it lies on the disk.

        Raises
        ------
        KitError
            Where it is not approved, or does not lie there any more.
        """
        names = [n for n in self.referat()["files"] if n.endswith(".html")]
        try:
            # A name from the logbog is a name, whatever path somebody may have written there.
            path = self.team.home.out / Path(names[0]).name
            return {"html": read_ordinary(path).decode("utf-8")}
        except (IndexError, OSError, KitError, UnicodeDecodeError):
            hint = "Tryk på Ret referatet, og godkend igen, så bliver det lavet på ny."
            raise KitError("Referatet ligger ikke i mappen mere.", hint=hint) from None

    def approve(
        self, fields: Sequence[str], receivers: str, *, out: Path | None = None
    ) -> list[Path]:
        """Approve the referat and write it; before this there is none.

        Parameters
        ----------
        fields : sequence of str
            Keys of `referat()["parts"]` that may stand there.
        receivers : str
            Who may get it, in the team's words.
        out : Path, optional
            Where to; `ud` in the team's folder where not said.

        Returns
        -------
        list of Path
            Markdown, HTML and PDF.

        Raises
        ------
        KitError
            Where nothing is chosen or nobody may get it. Nothing is written then.
        """
        from kitlib.circle.referat import mark_of, write_referat
        from kitlib.circle.referat_parts import parts_of

        parts = parts_of(self)
        chosen = [p for p in parts if p.key in fields]
        paths = write_referat(self, chosen, checked_text(receivers), out=out)
        files = tuple(p.name for p in paths)
        said = Approved(tuple(fields), receivers.strip(), files, mark_of(parts))
        self.meeting.write(*to_line(said))
        return paths


def _circle(name: str | None, folder: Path, persons: Persons) -> tuple[Circle, list[Problem]]:
    """Read the circle, or the kit's own where the team's copy has mistakes in it."""
    try:
        return read_circle(name, folder=folder, persons=persons), []
    except KitError as error:
        own = known_circles()
        key = (name or DEFAULT).casefold().removesuffix(".toml").replace(" ", "_")
        if key not in known_circles(folder):
            raise
        told = Problem(
            "Jeres cirkel har fejl og bruges ikke i dag. Vores egen bruges så længe.",
            "Ret linjerne herunder, og åbn igen.",
            code="session_cirkel",
        )
        kits = read_circle(key if key in own else None, persons=persons)
        return kits, [told, *ProblemReport.of(error.report)]


def _meeting(logbog: Logbog, day: date, circle: str) -> str:
    """Name of today's meeting, approved or not: the last that was begun."""
    name = f"{day.isoformat()}.{circle}"
    begun = logbog.meetings()
    return next((n for n in reversed(_numbered(name)) if n in begun), name)


def _numbered(name: str) -> list[str]:
    """Return the names the meetings of one day and circle get, in order."""
    return [name, *(f"{name}.{number}" for number in range(2, _MOST_A_DAY + 1))]
