"""Locked files: with a passphrase people remember, or sealed for one receiver (age, pyrage).

Bytes in, bytes out: nothing is written here, so nothing lies in clear on a disk by accident.

A lock is opened in this process and not in one that may die alone, so that no passphrase goes to
another: what it may ask for is bounded by `_MOST_WORK` before, and of 58,000 damaged locks none
gave anything but the library's own error, in 80 MB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kitlib.engines import engine
from kitlib.problems import KitError, Problem

__all__ = ["MIN_PASSPHRASE", "is_locked", "lock", "new_identity", "open_sealed", "seal", "unlock"]

#: Fewest letters of a passphrase. age slows each guess down to about a second, so this is a floor
#: against the emptiest ones, no promise (ours).
MIN_PASSPHRASE = 8

_HEADER = b"age-encryption.org/v1"
_BY_PASSPHRASE = b"-> scrypt "
_HEAD = 4096
_WORK = re.compile(rb"^-> scrypt \S+ (\d+)$", re.MULTILINE)
#: As a power of two, the work of opening a lock. The library takes 17 to 19; each more doubles the
#: time and the memory, and here it is 1 GB already.
_MOST_WORK = 20

# The library measures the machine each time, and refuses a lock that would take it too long. On a
# machine that is busy just then it measures wrong, so it is asked again.
_ATTEMPTS = 6
_TOO_MUCH = "excessive"


def lock(data: bytes, passphrase: str) -> bytes:
    """Lock bytes with a passphrase.

    Raises
    ------
    KitError
        Where the passphrase is shorter than `MIN_PASSPHRASE`.
    """
    pyrage = engine("pyrage")

    if len(passphrase.strip()) < MIN_PASSPHRASE:
        raise KitError(
            Problem(
                f"Adgangssætningen skal have mindst {MIN_PASSPHRASE} tegn.",
                "Vælg gerne tre-fire ord, I kan huske. Værktøjet kan ikke finde den igen.",
                code="laas_kort",
            )
        )
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def unlock(data: bytes, passphrase: str, *, file: str | None = None) -> bytes:
    """Open what `lock` locked, in memory.

    Parameters
    ----------
    file : str, optional
        Name of the file, for the message.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or the file is damaged or not locked with a passphrase.
    """
    pyrage = engine("pyrage")

    _check_header(data, file)
    if _BY_PASSPHRASE not in data[:_HEAD]:
        raise _fault(
            "Filen er låst til en modtager og ikke med en adgangssætning.",
            "Den åbnes af den, der har nøglen til den.",
            file,
            "laas_modtager",
        )
    work = _WORK.search(data[:_HEAD])
    if work is not None and int(work[1]) > _MOST_WORK:
        raise _fault(
            "Filens lås er gjort så tung, at den ikke kan åbnes her.",
            "Værktøjet laver ikke sådanne låse. Hent filen fra en sikkerhedskopi.",
            file,
            "laas_tung",
        )
    told = ""
    for _ in range(_ATTEMPTS):
        try:
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        except pyrage.DecryptError as error:
            told = str(error)
            if _TOO_MUCH not in told.casefold():
                break
    # The library tells a passphrase that does not fit from a body that does not.
    if told == "Decryption failed":
        raise _fault(
            "Adgangssætningen passer ikke.",
            "Prøv igen. Store og små bogstaver tæller.",
            file,
            "laas_forkert",
        )
    if _TOO_MUCH in told.casefold():
        raise _fault(
            "Computeren har for travlt til at låse filen op lige nu.",
            "Luk andre programmer, og prøv igen. Filen er, som den var.",
            file,
            "laas_travlt",
        )
    raise _damaged(file)


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Lock bytes for receivers, who alone can open them.

    Parameters
    ----------
    recipients : sequence of str
        What `new_identity` gave each of them, beginning with "age1".

    Raises
    ------
    KitError
        Where there is no receiver, or one is not written right.

    Examples
    --------
    >>> identity, recipient = new_identity()
    >>> open_sealed(seal(b"hej", [recipient]), identity)
    b'hej'
    """
    pyrage = engine("pyrage")

    if not recipients:
        raise _fault(
            "Der er ingen modtager at låse filen til.",
            "Få modtagerens offentlige nøgle. Den begynder med age1.",
            None,
            "laas_ingen",
        )
    try:
        keys = [pyrage.x25519.Recipient.from_str(r.strip()) for r in recipients]
    except pyrage.RecipientError:
        raise _fault(
            "Modtagerens nøgle er ikke skrevet rigtigt.",
            "Kopiér hele linjen. Den begynder med age1.",
            None,
            "laas_noegle",
        ) from None
    return bytes(pyrage.encrypt(data, keys))


def open_sealed(data: bytes, identity: str, *, file: str | None = None) -> bytes:
    """Open what `seal` locked, in memory, with the receiver's secret identity.

    Raises
    ------
    KitError
        Where the identity is not the receiver's or not written right, or the file is damaged.
    """
    pyrage = engine("pyrage")

    _check_header(data, file)
    try:
        key = pyrage.x25519.Identity.from_str(identity.strip())
    except pyrage.IdentityError:
        raise _fault(
            "Den hemmelige nøgle er ikke skrevet rigtigt.",
            "Kopiér hele linjen. Den begynder med AGE-SECRET-KEY.",
            None,
            "laas_noegle",
        ) from None
    try:
        return bytes(pyrage.decrypt(data, [key]))
    except pyrage.DecryptError as error:
        if str(error) == "No matching keys found":
            raise _fault(
                "Filen er ikke låst til denne nøgle.",
                "Brug den nøgle, hvis offentlige del afsenderen fik.",
                file,
                "laas_forkert",
            ) from None
        raise _damaged(file) from None


def new_identity() -> tuple[str, str]:
    """Return a new pair: the secret identity to keep, and the recipient to hand out."""
    pyrage = engine("pyrage")

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_locked(data: bytes | Path) -> bool:
    """Tell whether bytes, or a file, are locked.

    Examples
    --------
    >>> is_locked(b"dato;observation")
    False
    """
    if isinstance(data, Path):
        with data.open("rb") as stream:
            data = stream.read(len(_HEADER))
    return data.startswith(_HEADER)


def _check_header(data: bytes, file: str | None) -> None:
    if not is_locked(data):
        raise _fault(
            "Filen er ikke låst, eller den er beskadiget.",
            "Tjek, at det er den rigtige fil.",
            file,
            "laas_ikke",
        )


def _damaged(file: str | None) -> KitError:
    return _fault(
        "Filen er beskadiget og kan ikke åbnes.",
        "Hent den fra en sikkerhedskopi.",
        file,
        "laas_beskadiget",
    )


def _fault(message: str, hint: str, file: str | None, code: str) -> KitError:
    return KitError(Problem(message, hint, file, code=code))
