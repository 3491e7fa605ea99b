"""The sums that age is made of, in plain Python: ChaCha20-Poly1305, X25519, HKDF and scrypt.

For the Python inside a page, which no compiled library can be loaded into. Each is written as its
RFC has it (8439, 7748, 5869, 7914). The time they take is not the same for every key, which tells
something only to one who can measure on the same machine.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

__all__ = ["TAG", "Forged", "hkdf", "opened", "public", "scrypt", "sealed", "shared"]

TAG = 16
_PRIME = 2**255 - 19
_POLY = 2**130 - 5
_CLAMP = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
_WORDS = b"expand 32-byte k"
_QUARTERS = (
    *((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)),
    *((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)),
)


class Forged(Exception):
    """The bytes are not what was locked with this key."""


def sealed(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    """Return bytes encrypted, and their tag after them.

    Examples
    --------
    >>> opened(bytes(32), bytes(12), sealed(bytes(32), bytes(12), b"hej"))
    b'hej'
    """
    stream = _stream(key, nonce, len(plain) + 64)
    secret = _xor(plain, stream[64:])
    return secret + _tag(stream[:32], secret)


def opened(key: bytes, nonce: bytes, secret: bytes) -> bytes:
    """Return what `sealed` was given.

    Raises
    ------
    Forged
        Where the key is another, or a byte is changed.
    """
    body, tag = secret[:-TAG], secret[-TAG:]
    stream = _stream(key, nonce, len(body) + 64)
    if len(tag) < TAG or not hmac.compare_digest(tag, _tag(stream[:32], body)):
        raise Forged
    return _xor(body, stream[64:])


def _stream(key: bytes, nonce: bytes, length: int) -> bytes:
    """Return so many bytes of ChaCha20; all blocks are reckoned side by side."""
    import numpy as np

    blocks = -(-length // 64)
    begin: Any = np.zeros((16, blocks), dtype="<u4")
    begin[:12] = np.frombuffer(_WORDS + key, dtype="<u4")[:, None]
    begin[12] = np.arange(blocks)
    begin[13:] = np.frombuffer(nonce, dtype="<u4")[:, None]
    now = begin.copy()
    for _ in range(10):
        for a, b, c, d in _QUARTERS:
            for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                now[x] += now[y]
                mixed = now[z] ^ now[x]
                now[z] = (mixed << turn) | (mixed >> (32 - turn))
    return bytes((now + begin).T.tobytes()[:length])


def _xor(data: bytes, stream: bytes) -> bytes:
    import numpy as np

    return bytes((np.frombuffer(data, "u1") ^ np.frombuffer(stream, "u1")).tobytes())


def _tag(key: bytes, secret: bytes) -> bytes:
    factor = int.from_bytes(key[:16], "little") & _CLAMP
    sums = 0
    lengths = bytes(8) + len(secret).to_bytes(8, "little")
    padded = secret + bytes(-len(secret) % 16) + lengths
    for at in range(0, len(padded), 16):
        block = int.from_bytes(padded[at : at + 16], "little") | 1 << 128
        sums = (sums + block) * factor % _POLY
    whole = sums + int.from_bytes(key[16:], "little")
    return (whole & (1 << 128) - 1).to_bytes(16, "little")


def public(secret: bytes) -> bytes:
    """Return what may be handed out of a secret key of X25519."""
    return shared(secret, (9).to_bytes(32, "little"))


def shared(secret: bytes, other: bytes) -> bytes:
    """Return what both sides of X25519 come to.

    Raises
    ------
    Forged
        Where the other's key is one that gives the same whatever the secret is.
    """
    scalar = int.from_bytes(secret, "little") & ~7 & ~(1 << 255) | 1 << 254
    u = int.from_bytes(other, "little") & ~(1 << 255)
    x2, z2, x3, z3 = 1, 0, u, 1
    swapped = 0
    for bit in reversed(range(255)):
        now = scalar >> bit & 1
        if now != swapped:
            x2, z2, x3, z3 = x3, z3, x2, z2
        swapped = now
        x2, z2, x3, z3 = _step(u, x2, z2, x3, z3)
    if swapped:
        x2, z2 = x3, z3
    found = x2 * pow(z2, _PRIME - 2, _PRIME) % _PRIME
    if not found:
        raise Forged
    return found.to_bytes(32, "little")


def _step(u: int, x2: int, z2: int, x3: int, z3: int) -> tuple[int, int, int, int]:
    a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
    aa, bb, da, cb = a * a, b * b, d * a, c * b
    e = aa - bb
    return (
        aa * bb % _PRIME,
        e * (aa + 121665 * e) % _PRIME,
        (da + cb) ** 2 % _PRIME,
        u * (da - cb) ** 2 % _PRIME,
    )


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Return a key of 32 bytes made of a secret."""
    inner = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(inner, info + b"\1", "sha256")


def scrypt(passphrase: bytes, salt: bytes, log_n: int) -> bytes:
    """Return a key of 32 bytes made of a passphrase, as slowly as 2 ** `log_n` tells (r 8, p 1)."""
    if ours := getattr(hashlib, "scrypt", None):
        room = 128 * 8 * (2**log_n + 4)
        made: Any = ours(passphrase, salt=salt, n=2**log_n, r=8, p=1, dklen=32, maxmem=room)
        return bytes(made)
    import _host  # type: ignore[import-not-found]

    # Too many steps for this Python: the page takes them.
    mixed: bytes = _host.call(b"romix" + bytes([log_n]) + _once(passphrase, salt, 1024))
    if len(mixed) != 1024:
        raise MemoryError
    return _once(passphrase, mixed, 32)


def _once(passphrase: bytes, salt: bytes, length: int) -> bytes:
    """Return PBKDF2 of one round."""
    parts = range(1, -(-length // 32) + 1)
    made = [hmac.digest(passphrase, salt + n.to_bytes(4, "big"), "sha256") for n in parts]
    return b"".join(made)[:length]
