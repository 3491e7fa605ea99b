"""What the session page asks and what it is answered, whatever carries the two.

A widget carries them to a kernel, and one HTML file to the Python inside it; the words on the wire
are the same.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict
from datetime import date
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.circle.meeting import Receipt
from kitlib.circle.naming import people_of
from kitlib.circle.referat_parts import written
from kitlib.machine import told
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    from kitlib.circle.session import Session

__all__ = ["SLOW", "Desk", "open_session", "opened_here", "warmed"]

#: What takes longer than a moment; the page is told before, so that silence is not death.
SLOW = frozenset(
    {"hello", "reveal", "more", "approve", "agree", "since", "state", "referat"}
    | {"look", "no_name", "ask_names", "table", "key", "go"}
)

_GO_ON = "Det, I har skrevet, er der stadig. Prøv igen, eller gå videre."


class Desk:
    """Answers the page from a session; holds no state of its own but what is loaded.

    Parameters
    ----------
    opening : Future of Session
        The meeting that is shown, or on its way; where it ends in a KitError, the page says why.
    send : callable
        Takes one message down to the page.

    Notes
    -----
    Up come ``{id, op, args}``; down goes ``{re: id, data}`` once the work is done, which for
    what is written means that the disk has it, or ``{re: id, problem}``. ``{busy: true}`` goes
    before anything slow.
    """

    def __init__(self, opening: Future[Session], send: Callable[[dict[str, Any]], None]) -> None:
        self._opening = opening
        self._send = send
        self._looked = False

    def __repr__(self) -> str:
        # The same on every run, so that a notebook says what it said before.
        if not self._opening.done():
            return "<Møde: er ved at åbne>"
        if self._opening.exception() is not None:
            return "<Møde: kan ikke åbnes>"
        session = self._opening.result()
        return f"<Møde: {session.team.name}, {session.meeting.circle.title}>"

    def receive(self, message: Mapping[str, Any]) -> None:
        """Answer one message of the page."""
        number, op, args = message.get("id"), str(message.get("op")), message.get("args") or {}
        # The first look at what is written loads the finder; the others take a moment only.
        slow = op in SLOW and not (op == "look" and self._looked)
        if slow:
            self._send({"busy": True})
        answer = self._answer(op, args)
        if slow:
            self._send({"busy": False})
        self._send({"re": number, **answer})

    def _answer(self, op: str, args: Mapping[str, Any]) -> dict[str, Any]:
        try:
            data = self._do(op, args)
        except KitError as error:
            first = next(iter(error.report))
            return {"problem": {"message": first.message, "hint": first.hint}}
        except Exception as error:
            # Silence would be taken for a dead kernel and start everything again, in a ring.
            said = told(error, doing=f"mødet, {op if op in _OPS else 'ukendt'}")
            return {"problem": {"message": said.message, "hint": f"{_GO_ON} {said.hint}"}}
        self._looked |= op == "look"
        return {"data": data}

    def _do(self, op: str, args: Mapping[str, Any]) -> Any:
        if op == "ping" and not (self._opening.done() and not self._opening.exception()):
            return {}
        try:
            session = self._opening.result()
        except KitError as error:
            return {"problems": _told(error.report)}
        data = _OPS[op](session, **args)
        return asdict(data) if isinstance(data, Receipt) else data


def open_session(
    folder: str | Path, minutes: int | None, circle: str | None, today: date | None
) -> Session:
    """Open a meeting as the page wants it: closed when the process ends, its views made."""
    from kitlib.circle.session import Session

    session = Session.open(folder, minutes=minutes, circle=circle, today=today)
    atexit.register(session.close)
    session.state()  # makes the views it tells of, so that the page need not wait for them
    return session


def warmed(session: Session) -> None:
    """Do once beforehand what is slow the first time: figures, the finder, the referat's type."""
    import icalendar  # noqa: F401  what a day agreed on is written with

    from kitlib.circle.referat import rehearse

    session.figures.warm()
    session.names.look("Vi så to børn.")
    rehearse(session)


def opened_here(
    folder: str | Path, minutes: int | None, circle: str | None, today: date | None
) -> Future[Session]:
    """Open a meeting at once; what stops it is for the page to say."""
    opening: Future[Session] = Future()
    try:
        opening.set_result(open_session(folder, minutes, circle, today))
    except KitError as error:
        opening.set_exception(error)
    return opening


def _told(report: ProblemReport) -> list[dict[str, str]]:
    return [{"message": p.message, "hint": p.hint, "place": p.place} for p in report]


def _hello(session: Session) -> dict[str, Any]:
    # Which text on the page belongs to which session; says nothing of whose it is.
    said = f"{session.team.folder.resolve()}|{session.meeting.name}"
    return {
        "key": blake2s(said.encode(), digest_size=8).hexdigest(),
        "today": session.meeting.today.isoformat(),
        # By field, so that the page can say what is still empty while it is being written.
        "missing": {key: found.missing for key, found in session.meeting.circle.fields.items()},
        "state": session.state(),
    }


def _answer(
    session: Session,
    field: str,
    id: str | None,
    text: str,
    hands: int | None,
    hidden: bool,
    token: str | None = None,
) -> Any:
    if id is None:
        return session.answers.add(field, text, hands=hands, hidden=hidden, token=token)
    return session.answers.change(id, text=text, hands=hands)


def _go(session: Session, phase: str) -> dict[str, Any]:
    """Turn to a phase, and tell how things are there."""
    session.meeting.go(phase)
    return session.state()


def _approve(session: Session, fields: list[str], receivers: str) -> dict[str, Any]:
    """Approve the referat, and tell how it stands."""
    session.approve(fields, receivers)
    return session.referat()


_OPS: dict[str, Callable[..., Any]] = {
    "hello": _hello,
    "ping": lambda session: {"later": session.meeting.later},
    "state": lambda session: session.state(),
    "go": _go,
    "put": lambda session, field, **said: session.meeting.put(field, **said),
    "take_in": lambda session, field: session.meeting.take_in(field),
    "answer": _answer,
    "take_back": lambda session, id: session.answers.take_back(id),
    "show_answers": lambda session, field: session.answers.show(field),
    "group": lambda session, id, pile: session.answers.group(id, pile),
    "park": lambda session, **args: session.answers.park(**args),
    "pocket": lambda session, note: session.notes.pocket(note),
    "table": lambda session: session.bordet.for_page(),
    "lies": lambda session, seen=None: session.bordet.lies(seen),
    "lay": lambda session, note, heap: session.bordet.lay(note, heap),
    "name_heap": lambda session, heap, name: session.bordet.name_heap(heap, name),
    "dissolve": lambda session, heap: session.bordet.dissolve(heap),
    "take_out": lambda session, note: session.notes.take_out(note),
    "point": lambda session, note: session.bordet.point(note),
    "bud": lambda session, view, value: session.figures.bud(view, value),
    "reveal": lambda session, view: session.figures.reveal(view),
    "more": lambda session: session.figures.more_views(),
    "put_trial": lambda session, **args: session.trials.put(**args),
    "agree": lambda session, trial: session.trials.agree(trial),
    "decide": lambda session, **args: session.trials.decide(**args),
    "look": lambda session, text: session.names.look(text),
    "no_name": lambda session, text, start: session.names.no_name(text, start),
    "ask_names": lambda session, what: session.names.ask(
        written(session) if what == "referat" else None
    ),
    "answer_name": lambda session, number, choice: session.names.answer(number, choice),
    "undo_name": lambda session: session.names.undo(),
    "referat": lambda session: session.referat(),
    "approve": _approve,
    "quiet_first": lambda session, chosen: session.meeting.quiet_first(chosen),
    "key": lambda session, locked, passphrase, name: people_of(
        session.team, locked, passphrase, name
    ),
    "approved_page": lambda session: session.approved_page(),
    "begin_new": lambda session: session.begin_new(),
    "since": lambda session, trial: session.trials.since_for_page(trial),
}
