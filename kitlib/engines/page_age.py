"""pyrage's face over age-encryption, the library of age in JavaScript, which the page carries.

That library answers later, and Python in a page cannot wait: what it asks for is done once its turn
is broken off by `Later`, and then the turn is begun again and finds the answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

__all__ = [
    "DecryptError",
    "IdentityError",
    "Later",
    "RecipientError",
    "decrypt",
    "encrypt",
    "passphrase",
    "x25519",
]

_DONE, _LATER = b".", b"?"
_NO_FIT = "no identity matched"
_PUBLIC, _SECRET = "age1", "AGE-SECRET-KEY-1"


class Later(BaseException):
    """The turn is begun again when the answer is there; nobody else is to catch it."""


class DecryptError(Exception):
    """The file does not open, in the words of the other library."""


class RecipientError(Exception):
    """It is no receiver's public key."""


class IdentityError(Exception):
    """It is no secret key."""


def _asked(what: str, data: bytes = b"", **how: Any) -> bytes:
    import _host  # type: ignore[import-not-found]

    head = json.dumps({"what": what, **how}).encode()
    answer: bytes = _host.call(b"locks" + len(head).to_bytes(4, "little") + head + data)
    if answer[:1] == _LATER:
        raise Later
    if answer[:1] != _DONE:
        raise ValueError(answer[1:].decode("utf-8", "replace"))
    return answer[1:]


def _decrypted(what: str, data: bytes, no_fit: str, **how: Any) -> bytes:
    try:
        return _asked(what, data, **how)
    except ValueError as error:
        said = str(error)
        raise DecryptError(no_fit if _NO_FIT in said else said) from None


class _Recipient(str):
    __slots__ = ()

    @classmethod
    def from_str(cls, text: str) -> _Recipient:
        """Read a public key; those of a kind the other library does not know are none."""
        return cls(_key(text, _PUBLIC, "recipient", RecipientError))


class _Identity(str):
    __slots__ = ()

    @classmethod
    def from_str(cls, text: str) -> _Identity:
        """Read a secret key."""
        return cls(_key(text, _SECRET, "identity", IdentityError))

    @classmethod
    def generate(cls) -> _Identity:
        """Make a new one."""
        return cls(_asked("generate").decode())

    def to_public(self) -> _Recipient:
        """Return its public key."""
        return _Recipient(_asked("public", identity=str(self)).decode())


def _key(text: str, begins: str, what: str, fault: type[Exception]) -> str:
    # A 1 ends the kind of the key, and is no letter of the key itself.
    if not text.startswith(begins) or "1" in text[len(begins) :]:
        raise fault("not a key")
    try:
        _asked(what, key=text)
    except ValueError as error:
        raise fault(str(error)) from None
    return text


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal for receivers."""
    return _asked("seal", data, recipients=[str(r) for r in recipients])


def decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    """Open what was sealed."""
    keys = [str(i) for i in identities]
    return _decrypted("open", data, "No matching keys found", identities=keys)


def _lock(data: bytes, words: str) -> bytes:
    return _asked("lock", data, passphrase=words)


def _unlock(data: bytes, words: str) -> bytes:
    return _decrypted("unlock", data, "Decryption failed", passphrase=words)


passphrase = SimpleNamespace(encrypt=_lock, decrypt=_unlock)
x25519 = SimpleNamespace(Identity=_Identity, Recipient=_Recipient)
