"""What people answered about a finding, kept in the folder without keeping the word.

A file of answers holds no word of anybody's: each is kept as a keyed hash of the word, or of the
place where a word is both a name and something else. The key lies in the same file, so this is no
secret from someone who has the folder (and so the notes); it keeps names out of a file that is
copied along, searched or looked at by chance, and what a name answered leaves nothing to read once
the notes are gone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kitlib.holding import briefly
from kitlib.ordinary import require_ordinary
from kitlib.placing import replacing
from kitlib.problems import KitError, Problem
from kitlib.whose import TEAM_ONLY

if TYPE_CHECKING:
    from kitlib.privacy.finding import Finding

__all__ = ["ANSWERS_NAME", "Answer", "Answers", "read_answers", "record"]

#: The file, hidden from those who do not look for it.
ANSWERS_NAME = ".svar.json"

#: "navn": it identifies, cover it. "ikke": it does not, leave it. "fjern": leave the sentence out.
Answer = Literal["navn", "ikke", "fjern"]

_ANSWERS: tuple[Answer, ...] = ("navn", "ikke", "fjern")
_FORMAT = 1
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Answers:
    """What is answered in a folder.

    Parameters
    ----------
    secret : bytes
        What the hashes are keyed with; random, one a folder.
    given : mapping of str to str
        Hash to answer.
    """

    secret: bytes = field(repr=False)
    given: Mapping[str, Answer] = field(default_factory=dict, repr=False)

    def of(self, text: str, found: Finding, *, at_gate: bool = False) -> Answer | None:
        """Return the answer that holds for a finding, or None while there is none.

        Parameters
        ----------
        at_gate : bool
            Whether the text is on its way out of the room: then a word that is both a name and
            something else must have been answered a second time.
        """
        place = self.given.get(self._place(text, found))
        if place is None and found.certainty != "tvetydig":
            return self.given.get(self._word(text, found))
        if place == "ikke" and at_gate and found.certainty == "tvetydig":
            return self.given.get(self._place(text, found, "port"))
        return place

    def answered(
        self, text: str, found: Finding, answer: Answer, *, at_gate: bool = False
    ) -> Answers:
        """Return the answers with one more.

        "fjern" holds for the place; so does any answer about a word that is both a name and
        something else; the rest hold for the word wherever it stands in the folder.
        """
        if answer not in _ANSWERS:
            raise ValueError(f"no such answer: {answer!r}")
        here = answer == "fjern" or found.certainty == "tvetydig"
        token = self._place(text, found) if here else self._word(text, found)
        new = {**self.given, token: answer}
        if not here:
            # The word's answer is the newest one, so a sentence taken out before comes back.
            new.pop(self._place(text, found), None)
        if at_gate and found.certainty == "tvetydig":
            new[self._place(text, found, "port")] = answer
        return Answers(self.secret, new)

    def unanswered(self, text: str, found: Finding) -> Answers:
        """Return the answers without what was said of a finding, of its word and of its place."""
        gone = {
            self._word(text, found),
            self._place(text, found),
            self._place(text, found, "port"),
        }
        return Answers(self.secret, {t: a for t, a in self.given.items() if t not in gone})

    def asked_as(self, text: str, found: Finding) -> str:
        """Return what an answer to a finding holds for, as a hash: its word, or its place."""
        here = found.certainty == "tvetydig"
        return self._place(text, found) if here else self._word(text, found)

    def released(self, text: str) -> bool:
        """Tell whether the leader said that a note's worry is a false alarm."""
        return self._hash("bekymring", text) in self.given

    def release(self, text: str) -> Answers:
        """Return the answers with a note's worry set aside; see `kitlib.leader`."""
        return Answers(self.secret, {**self.given, self._hash("bekymring", text): "ikke"})

    def without(self, words: Iterable[str]) -> Answers:
        """Return the answers without those about some words: what is forgotten is forgotten."""
        gone = {self._hash("ord", kind, _stem(w)) for w in words for kind in ("navn", "saerlig")}
        return Answers(self.secret, {t: a for t, a in self.given.items() if t not in gone})

    def _word(self, text: str, found: Finding) -> str:
        return self._hash("ord", found.kind, _stem(text[found.start : found.stop]))

    def _place(self, text: str, found: Finding, what: str = "sted") -> str:
        # By what the text says and not by row, so that sorting a sheet asks nothing again.
        return self._hash(what, found.kind, str(found.start), text)

    def _hash(self, *parts: str) -> str:
        message = "\x1f".join(parts).encode("utf-8")
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:32]


def _stem(word: str) -> str:
    """Fold a word so that "Alma", "almas" and "Alma's" are one."""
    folded = " ".join(word.casefold().split()).replace("’", "'").removesuffix("'s")
    bare = folded.removesuffix("s")
    return bare if len(bare) >= _SHORTEST_STEM and not bare.endswith("s") else folded


def read_answers(folder: Path) -> Answers:
    """Read what is answered in a team's folder; none where nothing is.

    Raises
    ------
    KitError
        Where the file is damaged: nothing is let out on answers that cannot be read.
    """
    path = folder / ANSWERS_NAME
    try:
        stored = json.loads(require_ordinary(path).read_text(encoding="utf-8"))
        if stored["format"] != _FORMAT:
            raise ValueError(stored["format"])
        given = {str(k): v for k, v in stored["svar"].items() if v in _ANSWERS}
        return Answers(bytes.fromhex(stored["hemmelig"]), given)
    except FileNotFoundError:
        return Answers(secrets.token_bytes(32))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KitError(
            Problem(
                "Svarene om navne kan ikke læses.",
                f"Hent filen fra en sikkerhedskopi, eller slet {ANSWERS_NAME} og svar igen.",
                ANSWERS_NAME,
                code="svar_beskadiget",
            )
        ) from error


def record(folder: Path, change: Callable[[Answers], Answers]) -> Answers:
    """Change the answers of a folder, whoever else answers there, and return them all.

    Parameters
    ----------
    change : callable
        Takes the answers as they stand in the folder now and returns them changed.
    """
    with briefly(folder):
        return put_answers(folder, change(read_answers(folder)))


def put_answers(folder: Path, answers: Answers) -> Answers:
    """Write the answers as they are; the caller holds the folder alone."""
    stored = {
        "format": _FORMAT,
        "hemmelig": answers.secret.hex(),
        "svar": dict(sorted(answers.given.items())),
    }
    with replacing(folder / ANSWERS_NAME, mode=TEAM_ONLY) as temporary:
        temporary.write_text(json.dumps(stored, indent=0), encoding="utf-8")
    return answers
