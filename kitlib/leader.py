"""The leader says of a note that it is a false alarm: proven with a secret of their own, logged.

A typed name proves nothing, and whatever lies in the team's folder lies in the team's hands. So
the leader keeps a file of their own elsewhere, a secret key locked with a passphrase, and the
logbog keeps only its public half. Whoever is the first to be set up is taken to be the leader
that om.toml names; that it happened stands in the logbog, and it can be done anew only where
om.toml names another. What this does not stop: somebody who writes in the folder's files by hand,
past the kit. They could as well rewrite the note.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path

from kitlib.holding import alone
from kitlib.journal.kind import field_of, from_line, to_line
from kitlib.journal.kinds import ALWAYS, LeaderKnown, Released
from kitlib.journal.logbog import Logbog
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.placing import replacing, tidy
from kitlib.privacy.answers import record
from kitlib.privacy.key import refuse_in_team
from kitlib.privacy.lock import lock, new_identity, open_sealed, seal, unlock
from kitlib.privacy.passphrase import check_passphrase, words_of
from kitlib.privacy.worry import leaders_of
from kitlib.problems import KitError, Problem
from kitlib.shown import Worried, worried_texts
from kitlib.team import Team
from kitlib.whose import OWNER_ONLY

__all__ = ["Leader", "prove", "release", "worried"]

_FORMAT = "laeringskit-leder 1"


@dataclass(frozen=True)
class Leader:
    """Somebody who has proven to be the leader of a folder; made by `prove` alone."""

    folder: Path


def worried(team: Team) -> list[Worried]:
    """Return the notes that sound like a worry nobody has set aside."""
    found: dict[tuple[str, str], Worried] = {}
    for note in worried_texts(team.frames, team.folder):
        found.setdefault((note.table, note.text), note)
    return list(found.values())


def prove(team: Team, path: Path, passphrase: str) -> Leader:
    """Prove to be the leader that om.toml names, or be set up as such the first time.

    Parameters
    ----------
    path : Path
        The leader's own locked file, outside every team's folder; made where there is none and
        the folder knows no leader yet. One file serves all the leader's teams.
    passphrase : str
        What opens it.

    Raises
    ------
    KitError
        Where om.toml names no leader, the file is not the one the folder knows, or the passphrase
        is wrong.
    """
    names = leaders_of(team.about.adgang)
    if not names:
        raise KitError(
            Problem(
                "Der står ikke i om.toml, hvem lederen er.",
                'Skriv det i adgang, fx adgang = "Teamet. Leder: Ane Holm".',
                "om.toml",
                column="adgang",
                code="leder_mangler",
            )
        )
    said = ", ".join(" ".join(name.casefold().split()) for name in names)
    who = blake2s(said.encode(), digest_size=8).hexdigest()
    logbog = Logbog(team.folder)
    known = [leader for leader in _known(logbog) if leader.who == who]
    tidy(path.parent)
    with alone(path, "koder"):
        if not path.exists() and not known:
            _make(path, passphrase, [team.name])
    identity, recipient = _open(path, passphrase)
    if not known:
        logbog.write(ALWAYS, *to_line(LeaderKnown(who, recipient)))
        logbog.close()
    elif not all(_fits(leader, identity) for leader in known):
        raise _other()
    return Leader(team.folder)


def release(leader: Leader, note: Worried) -> None:
    """Set a note's worry aside; the logbog tells that it was done, not which note nor by whom."""
    logbog = Logbog(leader.folder)
    logbog.refresh()
    said = "Lederen har set på en note, der lød som en bekymring. Den vises nu."
    # Told before it is done: whatever breaks in between, nothing is shown that nobody is told of.
    logbog.write(ALWAYS, *to_line(Released(str(logbog.highest + 1), said)))
    logbog.close()
    record(leader.folder, lambda answers: answers.release(note.text))


def _known(logbog: Logbog) -> list[LeaderKnown]:
    """Every leader the logbog holds; more than one where two were set up at the same time."""
    head = logbog.heads(ALWAYS).get(field_of(LeaderKnown))
    entries = (head.entry, *head.others) if head else ()
    said = (from_line(LeaderKnown, entry.field, entry.value) for entry in entries)
    return [leader for leader in said if leader]


def _make(path: Path, passphrase: str, own: Iterable[str]) -> None:
    refuse_in_team(path.resolve(), "Lederens fil må ikke ligge i teamets mappe.")
    check_passphrase(passphrase, own=[*words_of(path), *own])
    identity, recipient = new_identity()
    stored = json.dumps({"format": _FORMAT, "identitet": identity, "modtager": recipient})
    locked = lock(stored.encode("ascii"), passphrase)
    with replacing(path, mode=OWNER_ONLY) as temporary:
        temporary.write_bytes(locked)


def _open(path: Path, passphrase: str) -> tuple[str, str]:
    refuse_in_team(path.resolve(), "Lederens fil må ikke ligge i teamets mappe.")
    try:
        raw = require_ordinary(path, most=MOST_BYTES).read_bytes()
    except OSError:
        raise _other() from None
    try:
        stored = json.loads(unlock(raw, passphrase, file=path.name))
        if stored["format"] != _FORMAT:
            raise ValueError
        return str(stored["identitet"]), str(stored["modtager"])
    except (ValueError, KeyError, TypeError):
        raise _other() from None


def _fits(known: LeaderKnown, identity: str) -> bool:
    """Whether a secret key opens what is sealed for the public one the folder knows."""
    try:
        return open_sealed(seal(b"leder", [known.recipient]), identity) == b"leder"
    except KitError:
        return False


def _other() -> KitError:
    return KitError(
        Problem(
            "Kun lederen kan sige, at noten ikke er en bekymring.",
            "Gå til den leder, der står i om.toml under adgang. Lederen bruger sin egen låste fil.",
            code="leder_anden",
        )
    )
