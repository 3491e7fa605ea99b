"""The whole session as the page gets it: plain dicts and lists, in the order they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kitlib.circle.facts import FieldText, Replies, Reply, parked, written_in
from kitlib.circle.judgement import judging_words, question
from kitlib.circle.meeting import Meeting
from kitlib.dansk import long_date, plural
from kitlib.journal.kinds import Approved, QuietFirst, Turned
from kitlib.journal.merge import Head
from kitlib.privacy.worry import message
from kitlib.texts import load

if TYPE_CHECKING:
    from kitlib.circle.facts import Cover
    from kitlib.circle.model import Field, Phase
    from kitlib.circle.session import Session

__all__ = ["PROMISE", "RULES", "state"]

#: Spilleregler (ours), shown at the start and one click away always.
RULES = (
    "Vi ser på det, vi gør, ikke på, hvem der gjorde det.",
    "Den, der er på filmen, ser den først og vælger klippet.",
    "Noter kan trækkes tilbage når som helst.",
    "Ledelsen får referatet, når teamet har godkendt det.",
)

#: What the page will never be.
PROMISE = (
    "Siden husker, hvad teamet skriver, men aldrig hvem der skrev det eller hvornår. "
    "Den bliver aldrig en oversigt over, hvem der gjorde hvad."
)

_HIDDEN = "Skærmen er skjult"


# Stands behind the hidden screen for everyone, so that it tells of no one.
_WORRY_WORDS = (
    "Lyder et svar som en bekymring for et barn, skal det ikke vente på et møde: Tal med din leder "
    "i dag. Pligten til at underrette er din egen. Svaret vises ikke. Værktøjet opdager ikke alle "
    "bekymringer."
)
_NAMES = (
    "Der står noget, der ligner navne. Det er dækket, til I har svaret under 'Navne i det, I har "
    "skrevet'."
)


def state(session: Session) -> dict[str, Any]:
    """Return everything the page shows but the pictures of views.

    Returns
    -------
    dict
        - title, about, team, day (long Danish date), curious, promise : str
        - those : str; what the people are called, "børnene", "de unge"
        - invented : bool; True for the sample data
        - rules : list of str, the Spilleregler
        - quiet : {text, chosen}; a rule that may be chosen beside them
        - roles : list of {name, short, does (list of str)}
        - minutes, arrive, air : int; whole time, and the minutes before and after the phases
        - phase : str; key of the phase the team is in
        - phases : list of

          - key, title : str; minutes : int; questions : list of str
          - paper : str; what to say before everybody writes on paper, "" for none
          - parts : list of str; what the phase holds beside fields, of "bud", "siden_sidst",
            "visninger", "parkering", "proevehandling", "referat"
          - written : bool; whether anything is written in it
          - missing : list of str; one line each for what is still empty ("... Gå videre?")
          - fields : list of

            - key, label, help, kind : str; kind is "linje", "tekst", "svar" or "bunker"
            - value : str ("linje" and "tekst"); what the team is curious about from om.toml,
              until it is mended
            - version : str; hand it back as `base`
            - others : list of str; what somebody wrote at the same time (`take_in` joins them)
            - judged : bool; look for judging words while it is being written
            - hidden : bool; answers are typed with the screen hidden unless the team says else
            - answers : list of {id, text, hands (int or None), pile (str)} ("svar"); hidden ones
              are not among them until they are shown
            - waiting : int; hidden answers typed and not shown yet
            - piles : list of {title, answers: [{id, text, hands}]}, and `loose` the same list of
              answers in no pile ("bunker")
            - spread : str; one sentence on how the piles spread ("bunker")
            - worry : str; what to say where a hidden answer is a worry for a child and so is not
              among the answers, else ""
            - names : str; what to say where a hidden answer holds what looks like a name and is
              shown with it covered, else ""

        - views : list of {key, question, chosen (bool), empty (bool), board (bool), bud, guess,
          revealed}: the at most three chosen ones; `bud`, `guess` and `revealed` as in
          `Figures.for_page`. A `board` is shown as the table
        - lays : bool; whether there is anything to lay on the table (`Bordet.for_page`)
        - more : list of {key, question}; views behind "Flere visninger"; question is made when
          first shown, so it is "" until then
        - parked : list of {id, text}
        - trial_form : list of {key, label, kind, options: [{key, label}]}; kind is "linje",
          "tekst", "dag" (a date as "2026-09-03"), "rolle" (options, parted by commas) or "maal"
          (one option)
        - trials : list of trials of this meeting, drafts too; each {id, values: {key: text},
          agreed (bool), standing, start, revisit, measure (in words, "" for none), missing (list
          of str), decisions: [{day, choice, children}]}
        - since : list of trials to come back to ("Siden sidst"), in the same shape and with
          decided: {choice, children} or None, what was decided at this meeting. Their data:
          `Trials.since_for_page(id)`
        - judging : {ask, words}; the quiet question, and the words while writing (never stored)
        - hidden_words, worry_words : str; what stands on the hidden screen, and under the field
        - waiting : str; how many notes wait for an answer about a name, "" for none
        - notices : list of {message, hint, place}; what to tell at the start
        - counter : int; grows with everything written by anybody
        - approved : bool; whether the referat is approved
        - later : str; whether a meeting after this one was begun in another window: "i dag",
          "siden" (another day) or ""
    """
    meeting = session.meeting
    heads = meeting.heads()
    about, curious = session.team.about, session.notes.curious
    phases = [_phase(p, heads, session.names.covered, curious) for p in meeting.circle.phases]
    keys = [p["key"] for p in phases]
    turned = meeting.one(Turned)
    here = turned.phase if turned else ""
    return {
        "title": meeting.circle.title,
        "about": meeting.circle.about,
        "team": session.team.name,
        "day": long_date(meeting.today),
        "curious": curious,
        "those": about.persons.those,
        "invented": about.opdigtet,
        "promise": PROMISE,
        "rules": list(RULES),
        **_hosting(meeting),
        "minutes": meeting.circle.minutes,
        "arrive": meeting.circle.arrive,
        "air": meeting.circle.air,
        "phase": here if here in keys else (keys[0] if keys else ""),
        "phases": phases,
        "views": [_view(session, key) for key in session.figures.chosen],
        "lays": session.bordet.lays,
        "more": [
            {"key": key, "question": session.figures.known_question(key)}
            for key in session.figures.more
        ],
        "parked": [{"id": key, "text": text} for key, text in parked(heads)],
        "trial_form": session.trials.form(),
        "trials": [session.trials.for_page(t) for t in session.trials.of_today],
        "since": [session.trials.for_page(t) for t in session.trials.to_revisit],
        "judging": {"ask": question(), "words": list(judging_words())},
        "hidden_words": _HIDDEN,
        "worry_words": _WORRY_WORDS,
        "waiting": session.notes.shown.told_waiting,
        "notices": [
            {"message": p.message, "hint": p.hint, "place": p.place}
            for p in (*session.notices, *session.team.problems.errors, *meeting.logbog.problems)
        ],
        "counter": meeting.logbog.highest,
        "approved": meeting.one(Approved) is not None,
        "later": meeting.later,
    }


def _hosting(meeting: Meeting) -> dict[str, Any]:
    """Roles are told and never kept: who has one is said aloud. The rule chosen is kept."""
    said = load("moede")
    quiet = meeting.one(QuietFirst)
    return {
        "roles": [
            {"name": role["navn"], "short": role["kort"], "does": list(role["goer"])}
            for role in said["roller"]
        ],
        "quiet": {"text": said["stille"], "chosen": bool(quiet and quiet.chosen)},
    }


def _phase(phase: Phase, heads: Mapping[str, Head], cover: Cover, curious: str) -> dict[str, Any]:
    written = {f: written_in(f, heads, cover, curious) for f in phase.fields}
    return {
        "key": phase.key,
        "title": phase.title,
        "minutes": phase.minutes,
        "questions": list(phase.questions),
        "paper": phase.paper,
        "parts": list(phase.parts),
        "written": any(said.typed for said in written.values()),
        "missing": [
            f"{f.missing} Gå videre?"
            for f, said in written.items()
            if f.missing and not (said.typed or said.value.strip())
        ],
        "fields": [_field(f, said) for f, said in written.items()],
    }


def _field(field: Field, said: FieldText) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": field.label,
        "help": field.help,
        "kind": field.kind,
        "value": said.value,
        "version": said.version,
        "others": list(said.others),
        "judged": field.judged,
        "hidden": field.hidden,
        "answers": _told(said.replies.shown),
        "waiting": said.replies.waiting,
        "piles": [{"title": t, "answers": _told(those)} for t, those in said.laid.piles.items()],
        "loose": _told(said.laid.loose),
        "spread": _spread(said.laid),
        "worry": message() if said.replies.worry else "",
        "names": _NAMES if said.replies.covered else "",
    }


def _told(replies: Iterable[Reply]) -> list[dict[str, Any]]:
    return [vars(reply) for reply in replies]


def _spread(laid: Replies) -> str:
    piles = [len(those) for those in laid.piles.values()]
    if not piles:
        return ""
    n, alone = sum(piles), piles.count(1)
    said = f"{plural(n, 'svar', 'svar')} i {plural(len(piles), 'bunke', 'bunker')}."
    if alone and len(piles) > 1:
        said += f" {plural(alone, 'bunke', 'bunker')} har ét svar."
    return said + (f" {len(laid.loose)} ligger for sig selv." if laid.loose else "")


def _view(session: Session, key: str) -> dict[str, Any]:
    view = session.figures.of(key)
    guess = session.figures.guess_of(key)
    return {
        "key": key,
        "question": view.question,
        "chosen": True,
        "empty": view.is_empty,
        "board": session.bordet.is_board(key),
        "bud": guess.spec() if guess else None,
        "guess": session.figures.bud_on(key),
        "revealed": session.figures.revealed(key),
    }
