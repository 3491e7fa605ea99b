"""One meeting of a team round its circle: everything the page shows and does, without a page."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.circle.circlefile import DEFAULT, Circle, Field, known_circles, read_circle
from kitlib.circle.guess import Guess, checked, guess_for
from kitlib.circle.logbog import Logbog
from kitlib.circle.merge import Head
from kitlib.circle.notes import notes_in, showable
from kitlib.clock import today as clock_today
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean
from kitlib.team import Team, open_team
from kitlib.view import View

__all__ = ["Receipt", "Session"]

_ALWAYS = "altid"  # the part of the logbog that is of no one meeting: trials, notes in the pocket
_MOST_VIEWS = 3
_LONGEST = 20_000  # letters in one field: more than anybody writes, and a slip of the paste key
MINUTES = (45, 60, 75)


@dataclass(frozen=True)
class Receipt:
    """What was written, given only when the disk has it.

    Parameters
    ----------
    field : str
        Name in the logbog.
    counter : int
        Grows with each thing written; for the line "gemt".
    version : str
        Name of what the field says now; hand it back as `base` with the next change.
    """

    field: str
    counter: int
    version: str


@dataclass
class Session:
    """A meeting: opened, gone through in any order, approved, closed. Nothing is ever locked.

    Made by `Session.open`. Whatever is written is in the logbog before the method returns, so the
    page may say "gemt" as soon as it has the receipt. What the page shows comes from `state`,
    `view` and `reveal`; all three give plain dicts that go through JSON.

    Parameters
    ----------
    team : Team
        As it was opened; views are made of `shown`, which leaves out what may not be shown.
    circle : Circle
        As planned for this day's minutes.
    today : date
        The day of the meeting.
    meeting : str
        Its name in the logbog: day and circle, so that two who open it at once are in the same.
    logbog : Logbog
    notices : tuple of Problem
        What to tell at the start: faults in the circle file, views that are not there.

    Examples
    --------
    >>> import shutil, tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "solsikken"
    >>> _ = shutil.copytree("sample_data/solsikken", folder)
    >>> session = Session.open(folder, minutes=60)
    >>> receipt = session.put("se.set", "Tretten børn venter på to voksne.")
    >>> receipt.counter
    1
    >>> session.close()
    >>> again = Session.open(folder)
    >>> again.value("se.set")
    'Tretten børn venter på to voksne.'
    """

    team: Team
    circle: Circle
    today: date
    meeting: str
    logbog: Logbog
    notices: tuple[Problem, ...] = ()
    _views: dict[tuple[str, frozenset[str]], View] = field(default_factory=dict, repr=False)

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
            Where there is no such folder or no such circle. A circle file of the team's own with
            mistakes in it does not stop the meeting: the kit's own is used, and `notices` tells
            every mistake with line and hint.
        """
        folder = Path(folder)
        team = open_team(folder)
        day = today or clock_today()
        read, notices = _circle(circle, folder)
        logbog = Logbog(folder)
        meeting = _meeting(logbog, day, read.key)
        told = logbog.heads(meeting).get("minutter")
        planned = minutes or (int(told.value) if told and told.value else None)
        session = cls(team, read, day, meeting, logbog, tuple(notices))
        session.circle = read.planned(planned, revisit=bool(session.trials))
        session.notices += tuple(session._view_notices())
        if minutes and (told is None or told.value != minutes):
            logbog.write(meeting, "minutter", minutes)
        return session

    def close(self) -> None:
        """Let go of the logbog's file. Nothing is lost by not calling it."""
        self.logbog.close()

    # What is written -----------------------------------------------------------------------

    def heads(self) -> Mapping[str, Head]:
        """Return what each field of this meeting says now, others' writing included."""
        return self.logbog.heads(self.meeting)

    def value(self, name: str, default: Any = "") -> Any:
        """Return what one field says."""
        head = self.heads().get(name)
        return default if head is None or head.value is None else head.value

    def put(self, name: str, value: str, *, base: str | None = None) -> Receipt:
        """Write a field of the circle, whole; the receipt comes when the disk has it.

        Parameters
        ----------
        name : str
            Key of a field of kind "linje" or "tekst", such as "se.set".
        value : str
            All it says from now on; "" empties it.
        base : str, optional
            The version the writer had before them (`fields[].version`). Where somebody has
            written since, both stand: the later as the value, the other in `others`. Without it
            the value goes over whatever stands there.
        """
        found = self._field(name)
        if found.kind not in ("linje", "tekst"):
            raise KitError("Her skrives svar hver for sig.", hint="Brug knappen under feltet.")
        return self._write(name, _text(value), base=base)

    def take_in(self, name: str) -> Receipt:
        """Lay what others wrote at the same time under what stands in a field, as one text."""
        self._field(name)
        head = self.heads().get(name)
        if head is None:
            return self._write(name, "")
        texts = [str(e.value) for e in (head.entry, *head.others)]
        versions = tuple(e.version for e in (head.entry, *head.others))
        joined = "\n".join(dict.fromkeys(t for t in texts if t))
        entry = self.logbog.write(self.meeting, name, joined, after=versions)
        return Receipt(name, entry.counter, entry.version)

    def go(self, phase: str) -> Receipt:
        """Turn to a phase, forth or back; any, at any time."""
        keys = [p.key for p in self.circle.phases]
        if phase not in keys:
            raise KitError("Fasen findes ikke i cirklen.", hint=did_you_mean(phase, keys))
        return self._write("fase", phase)

    # Answers: by show of hands, or typed with the screen hidden ---------------------------------

    def answer(
        self, name: str, text: str, *, hands: int | None = None, hidden: bool = False
    ) -> Receipt:
        """Add one answer to a field of kind "svar".

        Parameters
        ----------
        name : str
            The field's key.
        text : str
            The answer.
        hands : int, optional
            How many raised their hand for it.
        hidden : bool
            Typed with the screen hidden: kept out of `state` until `show_answers`, and kept so
            that nothing, neither counter nor file date, tells in which order they came.
        """
        self._answers_field(name)
        words = _text(text).strip()
        if not words:
            raise KitError("Svaret er tomt.", hint="Skriv et svar, eller gå videre.")
        value = {"tekst": words, "haender": _hands(hands), "skjult": hidden}
        if hidden:
            if self.value(f"vist.{name}", False):
                self._write(f"vist.{name}", False)
            entry = self.logbog.write_unordered(self.meeting, f"svar.{name}", value, day=self.today)
            return Receipt(entry.field, self.logbog.highest, entry.version)
        number = len([h for h in self.heads() if h.startswith(f"svar.{name}.")])
        return self._write(f"svar.{name}.{number:05d}{secrets.token_hex(3)}", value)

    def change_answer(
        self, answer: str, *, text: str | None = None, hands: int | None = None
    ) -> Receipt:
        """Change an answer's words, or how many raised their hand for it."""
        value = dict(self._answer(answer))
        if text is not None:
            value["tekst"] = _text(text).strip()
        if hands is not None:
            value["haender"] = _hands(hands)
        return self._write(answer, value)

    def take_back(self, answer: str) -> Receipt:
        """Take an answer, or a parked idea, off the table again."""
        if answer not in self.heads():
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return self._write(answer, None)

    def show_answers(self, name: str) -> Receipt:
        """Show the hidden answers of a field, all together and shuffled."""
        self._answers_field(name)
        return self._write(f"vist.{name}", True)

    def group(self, answer: str, pile: str) -> Receipt:
        """Lay an answer in a pile with a heading ("" takes it out again)."""
        self._answer(answer)
        return self._write(f"bunke.{answer}", _text(pile).strip())

    def park(self, text: str) -> Receipt:
        """Park an idea for a solution that came early; it comes back in the trial's phase."""
        words = _text(text).strip()
        if not words:
            raise KitError("Der står ikke noget endnu.", hint="Skriv ideen, og park den så.")
        return self._write(f"parkeret.{secrets.token_hex(4)}", words)

    # Figures -----------------------------------------------------------------------------------

    @property
    def pocket_ids(self) -> frozenset[str]:
        """Names of the notes that are back in the pocket."""
        always = self.logbog.heads(_ALWAYS)
        return frozenset(
            name.partition(".")[2]
            for name, head in always.items()
            if name.startswith("lomme.") and head.value
        )

    @property
    def shown(self) -> Team:
        """The team with those notes only that may be shown; every figure is made of this."""
        return showable(self.team, self.pocket_ids)

    def pocket(self, note: str) -> Receipt:
        """Put a note back in the pocket, from now on and at every meeting: no view shows it."""
        entry = self.logbog.write(_ALWAYS, f"lomme.{note}", True)
        self._views.clear()
        return Receipt(entry.field, entry.counter, entry.version)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the at most three views this meeting looks at."""
        known = self.team.view_keys
        asked = [_whole_key(k, known) for k in self.team.about.visninger]
        return tuple(k for k in asked if k)[:_MOST_VIEWS] or known[:_MOST_VIEWS]

    @property
    def more(self) -> tuple[str, ...]:
        """Keys of the other views, behind "Flere visninger"."""
        return tuple(k for k in self.team.view_keys if k not in self.chosen)

    def figure(self, key: str) -> View:
        """Return a view as it may be shown now.

        Raises
        ------
        KitError
            Where there is none of that name, or it holds one person's own data (ring mit), which
            belongs on no screen in a room.
        """
        pocket = self.pocket_ids
        if (key, pocket) not in self._views:
            view = self.shown.view(key)
            if view.ring == "mit":
                raise KitError("Visningen er kun til en selv.", hint="Den vises ikke på et møde.")
            self._views[key, pocket] = view
        return self._views[key, pocket]

    def known_question(self, key: str) -> str:
        """Return a view's question where it was made already; making all of them takes time."""
        return next((v.question for (k, _), v in self._views.items() if k == key), "")

    def view(self, key: str) -> dict[str, Any]:
        """Return a view for the page.

        Returns
        -------
        dict
            - key, question, sentence, caveat, alt : str
            - empty : bool; then there is no picture and `sentence` says what to do
            - svg : str; text in the page's own font (Source Sans Pro), ids prefixed with the key
            - notes : list of {id, text, where}; those that can be put back in the pocket
            - bud : what can be guessed (`Guess.spec`), or None
            - guess : the team's bud so far, or None
            - revealed : bool; whether the bud was laid beside the data, or skipped
        """
        from kitlib.page import inline_svg

        found = self.figure(key)
        guess = guess_for(found)
        return {
            "key": found.key,
            "question": found.question,
            "sentence": found.sentence,
            "caveat": found.caveat,
            "alt": found.alt,
            "empty": found.is_empty,
            "svg": "" if found.is_empty else inline_svg(found, found.key.replace(".", "-")),
            "notes": [vars(n) for n in notes_in(found, self.shown.frames)],
            "bud": guess.spec() if guess else None,
            "guess": self.value(f"bud.{found.key}", None),
            "revealed": bool(self.value(f"vist_bud.{found.key}", False)),
        }

    def guess(self, key: str) -> Guess:
        """Return what can be guessed of a view.

        Raises
        ------
        KitError
            Where nothing can.
        """
        found = guess_for(self.figure(key))
        if found is None:
            raise KitError("Her er ikke noget at gætte på.", hint="Skriv jeres bud som tekst.")
        return found

    def bud(self, key: str, value: Any) -> Receipt:
        """Keep the team's bud on a view; None skips it. Shapes: `kitlib.circle.guess.checked`."""
        guess = self.guess(key)
        if value is None:
            self._write(f"bud.{guess.view}", None)
            return self._write(f"vist_bud.{guess.view}", True)
        return self._write(f"bud.{guess.view}", checked(guess, value))

    @property
    def trials(self) -> tuple[Any, ...]:
        """The trials to come back to."""
        return ()

    # Everything the page shows -------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return the whole session for the page; see `kitlib.circle.state.state` for the shape."""
        from kitlib.circle.state import state

        return state(self)

    # ---------------------------------------------------------------------------------------------

    def _write(self, name: str, value: Any, *, base: str | None = None) -> Receipt:
        after = (base,) if base else None
        entry = self.logbog.write(self.meeting, name, value, after=after)
        return Receipt(name, entry.counter, entry.version)

    def _field(self, name: str) -> Field:
        fields = self.circle.fields
        if name not in fields:
            raise KitError("Feltet findes ikke i cirklen.", hint=did_you_mean(name, list(fields)))
        return fields[name]

    def _answers_field(self, name: str) -> Field:
        found = self._field(name)
        if found.kind != "svar":
            raise KitError("Feltet tager ikke imod svar.", hint="Skriv i feltet i stedet for.")
        return found

    def _answer(self, name: str) -> dict[str, Any]:
        value = self.value(name, None)
        if not name.startswith("svar.") or not isinstance(value, dict):
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return value

    def _view_notices(self) -> list[Problem]:
        known = self.team.view_keys
        notices = []
        for key in self.team.about.visninger:
            if _whole_key(key, known) is None:
                hint = did_you_mean(key, known) or "Cirklen kan bruges uden den."
                message = f"Visningen '{key}' er valgt, men kan ikke laves af jeres data."
                notices.append(Problem(message, hint, "om.toml", column="visninger",
                                       level="advarsel", code="session_visning"))  # fmt: skip
        return notices


def _whole_key(key: str, known: tuple[str, ...]) -> str | None:
    found = [k for k in known if key in (k, k.partition(".")[2])]
    return found[0] if len(found) == 1 else None


def _circle(name: str | None, folder: Path) -> tuple[Circle, list[Problem]]:
    """Read the circle, or the kit's own where the team's copy has mistakes in it."""
    try:
        return read_circle(name, folder=folder), []
    except KitError as error:
        own = known_circles()
        key = (name or DEFAULT).casefold().removesuffix(".toml").replace(" ", "_")
        if key not in known_circles(folder):
            raise
        told = Problem("Jeres cirkel har fejl og bruges ikke i dag. Kittets egen bruges så længe.",
                       "Ret linjerne herunder, og åbn igen.", code="session_cirkel")  # fmt: skip
        return read_circle(key if key in own else None), [told, *ProblemReport.of(error.report)]


def _meeting(logbog: Logbog, day: date, circle: str) -> str:
    """Name of today's meeting; a further one of the same day where the last was approved."""
    name = f"{day.isoformat()}.{circle}"
    for number in range(2, 100):
        approved = logbog.heads(name).get("godkendt")
        if approved is None or not approved.value:
            break
        name = f"{day.isoformat()}.{circle}.{number}"
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise KitError("Her skal stå en tekst.", hint="Skriv igen.")
    if len(value) > _LONGEST:
        raise KitError(
            "Teksten er for lang til at stå på en side.",
            hint="Er det sat ind ved en fejl? Skriv det vigtigste.",
        )
    return value


def _hands(value: int | None) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 999:
        raise KitError("Hænderne skal være et helt tal.", hint="Tæl igen.")
    return value
