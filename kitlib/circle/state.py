"""The whole session as the page gets it: plain dicts and lists, in the order they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kitlib.circle.guess import guess_for
from kitlib.circle.judgement import judging_words, question
from kitlib.circle.meeting import Meeting
from kitlib.dansk import long_date
from kitlib.journal.kind import found
from kitlib.journal.kinds import (
    Answer,
    Approved,
    Parked,
    Piled,
    QuietFirst,
    Together,
    Turned,
)
from kitlib.journal.merge import Head
from kitlib.privacy.worry import message, sounds_like_worry
from kitlib.shown import shown_text
from kitlib.texts import load

if TYPE_CHECKING:
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

#: Takes the words of an answer typed behind a hidden screen and returns them as they may be shown.
Cover = Callable[[str], str]


def state(session: Session, *, cover: Cover | None = None) -> dict[str, Any]:
    """Return everything the page shows but the pictures of views.

    Parameters
    ----------
    cover : callable, optional
        What hidden answers pass before they are shown; names covered where not said.

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
    cover = cover or session.names.covered
    about = session.team.about
    curious = shown_text(about.nysgerrig, about, session.team.folder)
    phases = [_phase(p, heads, cover, curious) for p in meeting.circle.phases]
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
        "parked": _parked(heads),
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
    fields = [_field(f, heads, cover) for f in phase.fields]
    filled = {f["key"] for f in fields if _filled(f)}
    for told, field in zip(fields, phase.fields, strict=True):
        if field.front == "nysgerrig" and not told["version"]:
            told["value"] = curious
    empty = {f["key"] for f in fields if not _filled(f)}
    return {
        "key": phase.key,
        "title": phase.title,
        "minutes": phase.minutes,
        "questions": list(phase.questions),
        "paper": phase.paper,
        "parts": list(phase.parts),
        "written": bool(filled),
        "missing": [
            f"{f.missing} Gå videre?" for f in phase.fields if f.missing and f.key in empty
        ],
        "fields": fields,
    }


def _filled(field: dict[str, Any]) -> bool:
    return bool(field["value"].strip() or field["answers"] or field["waiting"] or field["piles"])


def _field(field: Field, heads: Mapping[str, Head], cover: Cover) -> dict[str, Any]:
    head = heads.get(field.key)
    answers, waiting = _answers(field.key, heads, cover) if field.kind == "svar" else ([], 0)
    piles, loose = _piles(field.source, heads, cover) if field.kind == "bunker" else ([], [])
    return {
        "key": field.key,
        "label": field.label,
        "help": field.help,
        "kind": field.kind,
        "value": str(head.value) if head is not None and head.value is not None else "",
        "version": head.entry.version if head is not None else "",
        "others": [str(e.value) for e in head.others] if head is not None else [],
        "judged": field.judged,
        "hidden": field.hidden,
        "answers": answers,
        "waiting": waiting,
        "piles": piles,
        "loose": loose,
        "spread": _spread(piles, loose),
        "worry": _worry(field.key, heads) if field.kind == "svar" else "",
        "names": _NAMES if _covers(answers, heads) else "",
    }


def _covers(answers: list[dict[str, Any]], heads: Mapping[str, Head]) -> bool:
    """Whether any answer is shown otherwise than it was typed."""
    typed = {head.entry.field: said.text for said, head in found(Answer, heads)}
    return any(a["text"] != typed[a["id"]] for a in answers)


def _answers(
    name: str, heads: Mapping[str, Head], cover: Cover
) -> tuple[list[dict[str, Any]], int]:
    """The answers of a field by id, which for hidden ones is random; and how many still wait."""
    shown = _together(name, heads)
    piles = {said.answer: said.pile for said, _ in found(Piled, heads)}
    answers = []
    waiting = 0
    for said, head in found(Answer, heads):
        if said.field != name:
            continue
        if said.hidden and not shown:
            waiting += 1
        elif not _is_worry(said):
            answers.append(
                {
                    "id": head.entry.field,
                    "text": cover(said.text) if said.hidden else said.text,
                    "hands": said.hands,
                    "pile": piles.get(head.entry.field, ""),
                }
            )
    return answers, waiting


def _together(name: str, heads: Mapping[str, Head]) -> bool:
    return any(said.field == name and said.shown for said, _ in found(Together, heads))


def _is_worry(said: Answer) -> bool:
    """Whether an answer typed behind a hidden screen must not be shown on it.

    What is typed in the open is answered there and then (`kitlib.asking.marking`).
    """
    return said.hidden and sounds_like_worry(said.text)


def _worry(name: str, heads: Mapping[str, Head]) -> str:
    """What to say where a hidden answer is left out, or ""."""
    if not _together(name, heads):
        return ""
    left_out = any(said.field == name and _is_worry(said) for said, _ in found(Answer, heads))
    return message() if left_out else ""


def _piles(
    source: str, heads: Mapping[str, Head], cover: Cover
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    answers, _ = _answers(source, heads, cover)
    titles = sorted({a["pile"] for a in answers if a["pile"]}, key=str.casefold)
    piles = [{"title": t, "answers": [a for a in answers if a["pile"] == t]} for t in titles]
    return piles, [a for a in answers if not a["pile"]]


def _spread(piles: list[dict[str, Any]], loose: list[dict[str, Any]]) -> str:
    from kitlib.dansk import plural

    if not piles:
        return ""
    n = sum(len(p["answers"]) for p in piles)
    said = f"{plural(n, 'svar', 'svar')} i {plural(len(piles), 'bunke', 'bunker')}."
    alone = sum(len(p["answers"]) == 1 for p in piles)
    if alone and len(piles) > 1:
        said += f" {plural(alone, 'bunke', 'bunker')} har ét svar."
    return said + (f" {len(loose)} ligger for sig selv." if loose else "")


def _parked(heads: Mapping[str, Head]) -> list[dict[str, str]]:
    ideas = [(h.entry.counter, h.entry.field, said.text) for said, h in found(Parked, heads)]
    return [{"id": key, "text": text} for _, key, text in sorted(ideas) if text]


def _view(session: Session, key: str) -> dict[str, Any]:
    view = session.figures.of(key)
    guess = guess_for(view)
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
