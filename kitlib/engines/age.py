"""Locked files where pyrage cannot be loaded: the same format (age, version 1), the same face."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from kitlib.engines.bech32 import from_bech32, to_bech32
from kitlib.engines.ciphers import TAG, Forged, hkdf, opened, public, scrypt, sealed, shared

__all__ = [
    "DecryptError",
    "IdentityError",
    "RecipientError",
    "decrypt",
    "encrypt",
    "passphrase",
    "x25519",
]

_VERSION = b"age-encryption.org/v1"
_CHUNK = 65536
_WORK = 17  # of scrypt, as a power of two: 128 MB and about a second, as pyrage measures it
_MOST_WORK = 20
_ZERO = bytes(12)
_BARE = re.compile(rb"[A-Za-z0-9+/]*\Z")


class DecryptError(Exception):
    """The file is not locked to this, or is damaged."""


class IdentityError(Exception):
    """A secret key is not written right."""


class RecipientError(Exception):
    """A receiver's key is not written right."""


@dataclass(frozen=True)
class _Stanza:
    """The key of the file, locked in one way."""

    words: tuple[bytes, ...]
    body: bytes

    def written(self) -> bytes:
        text = _plain(self.body)
        lines = [text[i : i + 64] for i in range(0, len(text) + 1, 64)]
        return b"\n".join([b"-> " + b" ".join(self.words), *lines, b""])


@dataclass(frozen=True)
class Recipient:
    """One that a file can be locked to."""

    key: bytes

    @classmethod
    def from_str(cls, text: str) -> Recipient:
        key = from_bech32("age", text, length=32)
        if key is None or text != text.lower():
            raise RecipientError("invalid recipient")
        return cls(key)

    def __str__(self) -> str:
        return to_bech32("age", self.key)

    def locked(self, file_key: bytes) -> _Stanza:
        once = os.urandom(32)
        share = public(once)
        try:
            wrap = _wrapping(shared(once, self.key), share, self.key)
        except Forged:
            raise RecipientError("invalid recipient") from None
        return _Stanza((b"X25519", _plain(share)), sealed(wrap, _ZERO, file_key))


@dataclass(frozen=True, repr=False)
class Identity:
    """The secret half."""

    key: bytes

    @classmethod
    def from_str(cls, text: str) -> Identity:
        key = from_bech32("age-secret-key-", text, length=32)
        if key is None or text != text.upper():
            raise IdentityError("invalid identity")
        return cls(key)

    @classmethod
    def generate(cls) -> Identity:
        return cls(os.urandom(32))

    def __str__(self) -> str:
        return to_bech32("age-secret-key-", self.key).upper()

    def to_public(self) -> Recipient:
        return Recipient(public(self.key))

    def unlocked(self, stanza: _Stanza) -> bytes | None:
        if stanza.words[0] != b"X25519" or len(stanza.words) != 2:
            return None
        share = _bytes_of(stanza.words[1], 32)
        try:
            wrap = _wrapping(shared(self.key, share), share, public(self.key))
            return opened(wrap, _ZERO, stanza.body)
        except Forged:
            return None


def encrypt(data: bytes, keys: Sequence[Recipient]) -> bytes:
    """Lock bytes to receivers."""
    file_key = os.urandom(16)
    return _file(file_key, [key.locked(file_key) for key in keys], data)


def decrypt(data: bytes, keys: Sequence[Identity]) -> bytes:
    """Unlock what was locked to one of these."""
    read = _Read(data)
    found = (key.unlocked(stanza) for stanza in read.stanzas for key in keys)
    file_key = next((each for each in found if each), None)
    if file_key is None:
        raise DecryptError("No matching keys found")
    return read.opened(file_key)


def _lock(data: bytes, words: str) -> bytes:
    file_key, salt = os.urandom(16), os.urandom(16)
    wrap = scrypt(words.encode(), _VERSION + b"/scrypt" + salt, _WORK)
    stanza = _Stanza((b"scrypt", _plain(salt), b"%d" % _WORK), sealed(wrap, _ZERO, file_key))
    return _file(file_key, [stanza], data)


def _unlock(data: bytes, words: str) -> bytes:
    read = _Read(data)
    if len(read.stanzas) != 1 or read.stanzas[0].words[0] != b"scrypt":
        raise DecryptError("Header is invalid")
    stanza = read.stanzas[0]
    if len(stanza.words) != 3 or not re.fullmatch(rb"[1-9]\d?", stanza.words[2]):
        raise DecryptError("Header is invalid")
    salt, work = _bytes_of(stanza.words[1], 16), int(stanza.words[2])
    if work > _MOST_WORK:
        raise DecryptError("Excessive work parameter for passphrase")
    wrap = scrypt(words.encode(), _VERSION + b"/scrypt" + salt, work)
    try:
        file_key = opened(wrap, _ZERO, stanza.body)
    except Forged:
        raise DecryptError("Decryption failed") from None
    return read.opened(file_key)


def _wrapping(secret: bytes, share: bytes, receiver: bytes) -> bytes:
    return hkdf(secret, share + receiver, _VERSION + b"/X25519")


def _file(file_key: bytes, stanzas: Sequence[_Stanza], data: bytes) -> bytes:
    head = _VERSION + b"\n" + b"".join(s.written() for s in stanzas) + b"---"
    nonce = os.urandom(16)
    body = b"".join(_sealed_chunks(hkdf(file_key, nonce, b"payload"), data))
    return head + b" " + _plain(_mac(file_key, head)) + b"\n" + nonce + body


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(hkdf(file_key, b"", b"header"), head, "sha256")


def _sealed_chunks(key: bytes, data: bytes) -> Iterator[bytes]:
    for number, at in enumerate(range(0, max(len(data), 1), _CHUNK)):
        yield sealed(key, _nonce(number, at + _CHUNK >= len(data)), data[at : at + _CHUNK])


def _opened_chunks(key: bytes, body: bytes) -> Iterator[bytes]:
    size = _CHUNK + TAG
    for number, at in enumerate(range(0, max(len(body), 1), size)):
        plain = opened(key, _nonce(number, at + size >= len(body)), body[at : at + size])
        if number and not plain:
            raise Forged
        yield plain


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class _Read:
    """A file's head, taken apart."""

    def __init__(self, data: bytes) -> None:
        at = data.find(b"\n--- ")
        end = data.find(b"\n", at + 1)
        if at < 0 or end < 0 or not data.startswith(_VERSION + b"\n"):
            raise DecryptError("Header is invalid")
        self.head = data[: at + 4]
        self.mac = _bytes_of(data[at + 5 : end], 32)
        self.rest = data[end + 1 :]
        self.stanzas = list(_stanzas(data[len(_VERSION) + 1 : at]))
        if not self.stanzas:
            raise DecryptError("Header is invalid")

    def opened(self, file_key: bytes) -> bytes:
        if not hmac.compare_digest(self.mac, _mac(file_key, self.head)):
            raise DecryptError("Header MAC is invalid")
        key = hkdf(file_key, self.rest[:16], b"payload")
        try:
            return b"".join(_opened_chunks(key, self.rest[16:]))
        except Forged:
            raise DecryptError("The body is damaged") from None


def _stanzas(head: bytes) -> Iterator[_Stanza]:
    for part in re.split(rb"(?:^|\n)-> ", head)[1:]:
        first, *lines = part.split(b"\n")
        *full, last = lines or [b"?" * 64]
        if any(len(line) != 64 for line in full) or len(last) >= 64 or not all(first.split(b" ")):
            raise DecryptError("Header is invalid")
        yield _Stanza(tuple(first.split(b" ")), _bytes_of(b"".join(lines)))


def _plain(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes_of(text: bytes, length: int | None = None) -> bytes:
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise DecryptError("Header is invalid") from None
    if not _BARE.match(text) or _plain(data) != text or length not in (None, len(data)):
        raise DecryptError("Header is invalid")
    return data


passphrase = SimpleNamespace(encrypt=_lock, decrypt=_unlock)
x25519 = SimpleNamespace(Recipient=Recipient, Identity=Identity)
