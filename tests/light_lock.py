"""Locks as light as their format allows: what age writes, with a passphrase that is tried fast.

The library makes each lock take a second of any machine to open, which is what protects it, and
some hundred tests lock something that is not about locks. What is written here is opened by the
library itself; tests/privacy_rights/test_lock.py is about the real ones.
See https://age-encryption.org/v1 and RFC 8439.
"""

import hashlib
import hmac
import os
import struct
from base64 import b64encode

_WORK = 4  # as a power of two
_CHUNK = 64 * 1024
_WORD = 0xFFFFFFFF
_COLUMNS = [(i, i + 4, i + 8, i + 12) for i in range(4)]
_DIAGONALS = [(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)]


def encrypt(data, passphrase):
    """Lock bytes with a passphrase, as `pyrage.passphrase.encrypt` does."""
    salt, key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    salted = b"age-encryption.org/v1/scrypt" + salt
    wrapping = hashlib.scrypt(passphrase.encode(), salt=salted, n=2**_WORK, r=8, p=1, dklen=32)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n" % (_b64(salt), _WORK)
    head += _b64(_sealed(wrapping, bytes(12), key)) + b"\n---"
    told = hmac.digest(_derived(key, b"", b"header"), head, "sha256")
    payload = _derived(key, nonce, b"payload")
    chunks = [data[i : i + _CHUNK] for i in range(0, len(data), _CHUNK)] or [b""]
    body = b"".join(
        _sealed(payload, i.to_bytes(11, "big") + bytes([i == len(chunks) - 1]), chunk)
        for i, chunk in enumerate(chunks)
    )
    return head + b" " + _b64(told) + b"\n" + nonce + body


def _b64(data):
    return b64encode(data).rstrip(b"=")


def _derived(key, salt, info):
    """HKDF with SHA-256, one block of it."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), info + b"\1", "sha256")


def _sealed(key, nonce, data):
    """ChaCha20-Poly1305 without anything beside the data."""
    words = struct.unpack("<8I", key), struct.unpack("<3I", nonce)
    stream = b"".join(_block(*words, i) for i in range(1, -(-len(data) // 64) + 1))
    mixed = int.from_bytes(data, "big") ^ int.from_bytes(stream[: len(data)], "big")
    text = mixed.to_bytes(len(data), "big")
    once = _block(*words, 0)
    r = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    tag = 0
    signed = text + bytes(-len(text) % 16) + struct.pack("<QQ", 0, len(text))
    for i in range(0, len(signed), 16):
        tag = (tag + int.from_bytes(signed[i : i + 16] + b"\1", "little")) * r % (2**130 - 5)
    tag += int.from_bytes(once[16:32], "little")
    return text + (tag % 2**128).to_bytes(16, "little")


def _block(key, nonce, counter):
    start = [*struct.unpack("<4I", b"expand 32-byte k"), *key, counter, *nonce]
    state = list(start)
    for _ in range(10):
        for a, b, c, d in (*_COLUMNS, *_DIAGONALS):
            for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[x] = (state[x] + state[y]) & _WORD
                mixed = state[z] ^ state[x]
                state[z] = (mixed << turn | mixed >> (32 - turn)) & _WORD
    return struct.pack("<16I", *((a + b) & _WORD for a, b in zip(state, start, strict=True)))
