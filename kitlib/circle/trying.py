"""The trials of a session: written as a draft, agreed on, come back to, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kitlib.circle.measures import measures
from kitlib.circle.meeting import Meeting, Receipt, checked_text
from kitlib.circle.notes import Notes, notes_in
from kitlib.circle.trials import (
    DECISIONS,
    FIELDS,
    Trial,
    new_id,
    read_trials,
)
from kitlib.dansk import join, long_date
from kitlib.figures import View
from kitlib.journal.kind import field_of, to_line
from kitlib.journal.kinds import Agreed, Decided, TrialBegun, TrialSaid
from kitlib.problems import KitError

__all__ = ["Trials"]

_KINDS = {name: kind for name, _, kind in FIELDS}
_ALL = "alle"


@dataclass
class Trials:
    """Trials: they are the team's and of no one meeting."""

    meeting: Meeting
    notes: Notes

    @property
    def all(self) -> tuple[Trial, ...]:
        """Every trial of the team, drafts too, oldest first."""
        return read_trials(self.meeting.always())

    @property
    def to_revisit(self) -> tuple[Trial, ...]:
        """Trials agreed on before today that have begun, open or decided at this meeting."""
        return tuple(t for t in self.all if self._comes_back(t))

    def _comes_back(self, trial: Trial) -> bool:
        if not trial.agreed or trial.agreed == self.meeting.name:
            return False
        if not trial.open:
            return trial.decisions[-1].meeting == self.meeting.name
        # Nobody has seen anything of what was agreed on today, or begins tomorrow.
        began = trial.start or self.meeting.today
        return trial.agreed[:10] < self.meeting.today.isoformat() and began <= self.meeting.today

    @property
    def of_today(self) -> tuple[Trial, ...]:
        """Drafts and trials begun or agreed on at this meeting."""
        return tuple(t for t in self.all if self.meeting.name in (t.begun, t.agreed))

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that may be named as those who do it."""
        return (*(self.notes.team.said.roller or ("pædagog", "medhjælper", "vikar")), _ALL)

    def put(
        self, name: str, value: str, *, trial: str | None = None, base: str | None = None
    ) -> Receipt:
        """Write one field of a trial; without an id, a new trial begins.

        Parameters
        ----------
        name : str
            Key of one of `trials.FIELDS`.
        value : str
            Text; a day as "2026-09-03"; roles parted by commas, each of `roles`; or a key of
            `measures`. "" empties it.
        trial : str, optional
            The trial's id; the receipt's `field` is "proeve.ID.NAME".
        base : str, optional
            As `Meeting.put`.

        Raises
        ------
        KitError
            Where a day is no day, a role is none that is known (it may be a name), or the data
            has no such measure.
        """
        if name not in _KINDS:
            raise KitError("Feltet hører ikke til en prøvehandling.")
        said = checked_text(value).strip()
        if said:
            self._check(_KINDS[name], said)
        key = trial or new_id()
        if trial is None or field_of(TrialBegun, trial=key) not in self.meeting.always():
            self.meeting.keep(*to_line(TrialBegun(key, self.meeting.name)))
        return self.meeting.keep(*to_line(TrialSaid(key, name, said)), base=base)

    def _check(self, kind: str, said: str) -> None:
        if kind == "dag":
            try:
                date.fromisoformat(said)
            except ValueError:
                raise KitError("Datoen findes ikke.", hint="Skriv fx 3-9-2026.") from None
        elif kind == "rolle":
            known = {r.casefold() for r in self.roles}
            if any(part.strip().casefold() not in known for part in said.split(",")):
                hint = f"Vælg mellem: {', '.join(self.roles)}. Andre kan stå i om.toml: roller."
                raise KitError("Skriv en rolle, ikke et navn.", hint=hint)
        elif kind == "maal" and said not in measures(self.notes.shown):
            raise KitError("Det findes ikke i jeres materiale.", hint="Vælg noget andet.")

    def agree(self, trial: str) -> dict[str, Any]:
        """Agree on a trial: write its calendar file, and come back to it next time.

        Returns
        -------
        dict
            - trial : as in `state`
            - ics : str; file name below `ud`, "" where no day was said
            - missing : list of str; what was not said, one line each. It stops nobody.
        """
        from kitlib.circle.calendar import write_calendar

        found = self._trial(trial)
        self.meeting.keep(*to_line(Agreed(trial, found.agreed or self.meeting.name)))
        path = write_calendar(found, self.notes.team.home, today=self.meeting.today)
        return {
            "trial": self.for_page(self._trial(trial)),
            "ics": path.name if path else "",
            "missing": self.missing(found),
        }

    def missing(self, trial: Trial) -> list[str]:
        """Say kindly what a trial still lacks."""
        lines = {
            "tegn": "I har endnu ikke skrevet et tegn hos {børnene}.",
            "vaerst": "I har endnu ikke skrevet, hvad det værste er, der kan ske.",
            "igen": "I har endnu ikke aftalt, hvornår I tager det op igen.",
        }
        fill = self.notes.team.about.persons.fill
        empty = [said for name, said in lines.items() if not trial.values.get(name)]
        return [f"{fill(said)} Gå videre?" for said in empty]

    def decide(self, trial: str, choice: str, children: str = "") -> Receipt:
        """Keep what was decided of a trial, and what the children got out of it.

        Parameters
        ----------
        choice : str
            "beholder", "justerer" or "slipper"; "" where nothing is decided yet, or taken back.
        children : str
            What the children got out of it; kept before anything is decided as well.
        """
        self._trial(trial)
        if choice and choice not in DECISIONS:
            raise KitError("Valget kendes ikke.", hint=f"Vælg {join(list(DECISIONS), 'eller')}.")
        said = checked_text(children).strip()
        field, value = to_line(Decided(trial, self.meeting.name, choice, said))
        return self.meeting.keep(field, value if choice or said else None)

    def since(self, trial: str) -> View:
        """Return the data since a trial began, its start marked; made of what may be shown."""
        from kitlib.circle.since import since_view

        return since_view(self.notes.shown, self._trial(trial), today=self.meeting.today)

    def since_for_page(self, trial: str) -> dict[str, Any]:
        """Return the data since a trial began for the page: as `view`, without a bud."""
        from kitlib.figures.screen import html

        found = self.since(trial)
        shown = html(found, found.key.replace(".", "-"))
        notes = [vars(note) for note in notes_in(found)]
        return {**found.words(), "html": shown, "notes": notes}

    def for_page(self, trial: Trial) -> dict[str, Any]:
        """Return a trial for the page; its shape is told in `kitlib.circle.state.state`."""
        decided = next((d for d in trial.decisions if d.meeting == self.meeting.name), None)
        chosen = decided and {"choice": decided.choice, "children": decided.children}
        return {
            "id": trial.id,
            "values": {name: trial.values.get(name, "") for name, _, _ in FIELDS},
            "agreed": bool(trial.agreed),
            "standing": trial.standing,
            "start": long_date(trial.start) if trial.start else "",
            "revisit": long_date(trial.revisit) if trial.revisit else "",
            "measure": measures(self.notes.shown).get(trial.values.get("viser", ""), ""),
            "decisions": [
                {
                    "day": long_date(d.day) if d.day else "",
                    "choice": d.choice,
                    "children": d.children,
                }
                for d in trial.decisions
            ],
            "missing": self.missing(trial),
            "decided": chosen,
        }

    def form(self) -> list[dict[str, Any]]:
        """Return what is asked of a trial, with what can be chosen."""
        options = {
            "rolle": [{"key": r, "label": r} for r in self.roles],
            "maal": [{"key": k, "label": v} for k, v in measures(self.notes.shown).items()],
        }
        fill = self.notes.team.about.persons.fill
        return [
            {"key": name, "label": fill(label), "kind": kind, "options": options.get(kind, [])}
            for name, label, kind in FIELDS
        ]

    def _trial(self, key: str) -> Trial:
        found = next((t for t in self.all if t.id == key), None)
        if found is None:
            raise KitError("Prøvehandlingen findes ikke.", hint="Skriv den ind igen.")
        return found
