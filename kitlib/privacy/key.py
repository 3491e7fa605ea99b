"""The team's key: which code stands for whom. Paper by default; as a file, locked and elsewhere."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kitlib.codes import normal, order
from kitlib.holding import alone
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.placing import replacing
from kitlib.privacy.lock import lock, unlock
from kitlib.privacy.namelist import read_names
from kitlib.privacy.passphrase import check_passphrase, words_of
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.whose import OWNER_ONLY

__all__ = [
    "Key",
    "add_to_key",
    "key_text",
    "make_key",
    "open_key",
    "read_key",
    "read_names",
    "refuse_in_team",
    "save_key",
]

_FORMAT = "laeringskit-noegle 1"


@dataclass(frozen=True)
class Key:
    """Codes and the names they stand for; lives in memory only.

    Parameters
    ----------
    people : mapping of str to tuple of str
        Code to names: the full name first, then what else the person is called.

    Examples
    --------
    >>> key = Key({"B07": ("Alma Holm", "Mulle"), "B12": ("Bodil Dam",)})
    >>> key.code_of("ALMA"), key.code_of("mulle"), key.code_of("Bodil Dam"), key.code_of("Carl")
    ('B07', 'B07', 'B12', None)
    """

    people: Mapping[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code, names in self.people.items():
            for name in names:
                for form in _forms(name):
                    found.setdefault(form, set()).add(code)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word or words that stand for somebody, as written."""
        return frozenset(
            part
            for names in self.people.values()
            for name in names
            for part in (name, *name.split())
        )

    def code_of(self, word: str) -> str | None:
        """Return the code of whoever a word stands for; None for two of the name, or nobody.

        The word as it stands in the list: whoever masks takes off the genitive and puts it back.
        """
        codes = self.codes_of(word)
        return codes[0] if len(codes) == 1 else None

    def codes_of(self, word: str) -> tuple[str, ...]:
        """Return the codes of everybody a word stands for, in order: two of the name give two."""
        return tuple(sorted(self._codes.get(_fold(word), set())))

    def names_of(self, code: str) -> tuple[str, ...]:
        """Return what the person of a code is called; nothing where the code is not in the key."""
        return next((n for c, n in self.people.items() if normal(c) == normal(code)), ())


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _forms(name: str) -> list[str]:
    """A name whole, and each part of it: "Alma", "Holm" and "Alma Holm" are one child."""
    folded = _fold(name)
    return [folded, *folded.split(), *(p for part in folded.split() for p in part.split("-"))]


def make_key(
    text: str,
    *,
    earlier: Key | None = None,
    taken: Iterable[str] = (),
    letter: str = "B",
    shuffle: bool = True,
) -> Key:
    """Give each person of a pasted list a code, once: whoever has one keeps it.

    Parameters
    ----------
    text : str
        The list, as `read_names` takes it.
    earlier : Key, optional
        The key there is; its people stay, whether or not they are in the list.
    taken : iterable of str
        Codes in use in the folder, which nobody new gets.
    letter : str
        What codes begin with.
    shuffle : bool
        New codes in random order, so that the alphabet or the order of a class list does not tell
        who is who.

    Raises
    ------
    KitError
        Where the list is empty, a code stands twice, or two people have the very same name.
    """
    people: dict[str, tuple[str, ...]] = dict(earlier.people) if earlier else {}
    fresh: list[tuple[str, ...]] = []
    seen: set[str] = set()
    problems = []
    given = read_names(text)
    if not given:
        raise KitError("Der er ingen navne på listen.", hint="Skriv ét navn på hver linje.")
    known = {_fold(names[0]): code for code, names in people.items()}
    for number, (code, names) in enumerate(given, start=1):
        name = _fold(names[0])
        if name in seen:
            problems.append(_twice(number))
            continue
        seen.add(name)
        if name in known:
            mine = known[name]
            people[mine] = tuple(dict.fromkeys((*people[mine], *names)))
        elif code is None:
            fresh.append(names)
        elif normal(code) in map(normal, people):
            problems.append(_code_twice(number, code))
        else:
            people[code] = names
    if problems:
        raise KitError(ProblemReport(tuple(problems)))
    if shuffle:
        secrets.SystemRandom().shuffle(fresh)
    used = {normal(c) for c in (*people, *taken)}
    free = (c for n in range(1, 10_000) if normal(c := f"{letter}{n:02d}") not in used)
    people.update(zip(free, fresh, strict=False))
    return Key(dict(sorted(people.items(), key=lambda person: order(person[0]))))


def _twice(line: int) -> Problem:
    return Problem(
        "Navnet står to gange på listen.",
        "Er det to med samme navn, så skriv også efternavn eller et tal bag navnet.",
        row=line,
        code="navn_to_gange",
    )


def _code_twice(line: int, code: str) -> Problem:
    return Problem(
        f"Koden {code} har allerede en anden.",
        "Ret koden, eller lad være med at skrive en: så får navnet den næste ledige.",
        row=line,
        code="kode_to_gange",
    )


def key_text(key: Key) -> str:
    """Return the list to print, a line a person; pasted in again, everybody keeps the code."""
    width = max((len(code) for code in key.people), default=0)
    return "\n".join(
        f"{code.ljust(width)}  {names[0]}" + (f" ({', '.join(names[1:])})" if names[1:] else "")
        for code, names in key.people.items()
    )


def save_key(key: Key, path: Path, passphrase: str) -> Path:
    """Write the key as a locked file outside every team's folder.

    Raises
    ------
    KitError
        Where the file would lie in a team's folder, or the passphrase is too weak.
    """
    path = _locked(path)
    refuse_in_team(path, "Nøglen må ikke ligge i teamets mappe.")
    if not path.exists():  # one that is there keeps its own
        check_passphrase(passphrase, own=words_of(path))
    content = json.dumps({"format": _FORMAT, "personer": dict(key.people)}, ensure_ascii=False)
    locked = lock(content.encode("utf-8"), passphrase)
    with replacing(path, mode=OWNER_ONLY) as temporary:
        temporary.write_bytes(locked)
    return path


def add_to_key(path: Path, passphrase: str, text: str, *, letter: str = "B") -> tuple[Key, Path]:
    """Add the people of a pasted list to a locked key, whoever else does so; make it if need be.

    Parameters
    ----------
    text, letter
        As `make_key`.

    Raises
    ------
    KitError
        As `make_key`, `open_key` and `save_key`; the key is as it was then.
    """
    path = _locked(path)
    with alone(path, "koder"):
        earlier = open_key(path, passphrase) if path.exists() else None
        key = make_key(text, earlier=earlier, letter=letter)
        return key, save_key(key, path, passphrase)


def _locked(path: Path) -> Path:
    """Where a locked file of a name lies."""
    path = path.resolve()
    return path if path.suffix == ".age" else path.with_name(f"{path.name}.age")


def refuse_in_team(path: Path, why: str) -> None:
    """Refuse a path in a team's folder: what lies there lies in everybody's hands.

    Raises
    ------
    KitError
        With `why` as what is wrong.
    """
    if any((parent / "om.toml").exists() for parent in path.parents):
        hint = "Vælg et sted, hvor kun den, det er til, har adgang."
        raise KitError(Problem(why, hint, code="noegle_i_mappen"))


def open_key(path: Path, passphrase: str) -> Key:
    """Unlock a key in memory.

    Raises
    ------
    KitError
        Where there is no such file, the passphrase is wrong, or the file is no key.
    """
    try:
        raw = require_ordinary(path, most=MOST_BYTES).read_bytes()
    except OSError as error:
        raise KitError(f"Filen '{path.name}' kan ikke åbnes.", hint="Tjek stien.") from error
    return read_key(raw, passphrase, file=path.name)


def read_key(raw: bytes, passphrase: str, *, file: str) -> Key:
    """Unlock what a locked key's file holds, in memory.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or it is no key.
    """
    try:
        stored = json.loads(unlock(raw, passphrase, file=file))
        if stored["format"] != _FORMAT:
            raise ValueError
        return Key({str(c): tuple(map(str, n)) for c, n in stored["personer"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KitError(
            Problem(
                "Filen er ikke en nøgle.",
                "Vælg den, som 'laeringskit koder' lavede.",
                file,
                code="ikke_noegle",
            )
        ) from None
