"""Encryption where there is none: every way in says where it is to be had."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NoReturn

from kitlib.problems import KitError, Problem

__all__ = [
    "DecryptError",
    "IdentityError",
    "RecipientError",
    "decrypt",
    "encrypt",
    "passphrase",
    "x25519",
]


class DecryptError(Exception):
    """Never raised; here because it is named where files are unlocked."""


IdentityError = RecipientError = DecryptError


def _refused(*_args: Any) -> NoReturn:
    raise KitError(
        Problem(
            "Låste filer kan ikke åbnes eller laves i laeringskit.html.",
            "Brug værktøjet, der er installeret på en computer. Filen er, som den var.",
            code="laas_side",
        )
    )


decrypt = encrypt = _refused
passphrase = SimpleNamespace(encrypt=_refused, decrypt=_refused)
x25519 = SimpleNamespace(
    Recipient=SimpleNamespace(from_str=_refused),
    Identity=SimpleNamespace(from_str=_refused, generate=_refused),
)
