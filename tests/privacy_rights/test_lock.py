"""Locked files: open with the right passphrase, say in Danish why not with any other."""

import pytest

from kitlib.privacy.lock import is_locked, lock, new_identity, open_sealed, seal, unlock
from kitlib.problems import KitError
from tests.light_lock import encrypt

pytestmark = pytest.mark.usefixtures("real_locks")

WORDS = "fire små blå heste"


@pytest.fixture(scope="module")
def locked():
    return lock(b"Almas tal", WORDS)


@pytest.fixture(scope="module")
def pair():
    return new_identity()


@pytest.fixture(scope="module")
def sealed(pair):
    return seal(b"tal", [pair[1]])


@pytest.mark.parametrize("letters", [0, 1, 64, 65, 65_536, 65_537])
def test_what_the_tests_lock_lightly_is_a_lock_the_library_opens(letters):
    data = bytes(i % 251 for i in range(letters))
    light = encrypt(data, WORDS)
    assert is_locked(light) and unlock(light, WORDS) == data
    with pytest.raises(KitError):
        unlock(light[:-1] + bytes([light[-1] ^ 1]), WORDS)


def test_the_right_passphrase_opens(locked):
    assert is_locked(locked)
    assert b"Alma" not in locked
    assert unlock(locked, WORDS) == b"Almas tal"


def _cut(data):
    return data[:-3] + b"abc"


def _heavy(data):
    """The same lock, that says it takes more memory than a machine has."""
    head, _, rest = data.partition(b"\n-> scrypt ")
    salt, _, body = rest.partition(b"\n")
    return head + b"\n-> scrypt " + salt.rpartition(b" ")[0] + b" 21\n" + body


@pytest.mark.parametrize(
    ("spoil", "passphrase", "code"),
    [
        (_heavy, WORDS, "laas_tung"),
        (lambda d: d, "fire små blå hunde", "laas_forkert"),
        (_cut, WORDS, "laas_beskadiget"),
        (lambda d: d[:-40], WORDS, "laas_beskadiget"),
        (lambda d: b"dato;observation", WORDS, "laas_ikke"),
        (lambda d: b"", WORDS, "laas_ikke"),
    ],
)
def test_what_does_not_open_says_why(locked, spoil, passphrase, code):
    with pytest.raises(KitError) as caught:
        unlock(spoil(locked), passphrase, file="mit.csv.age")
    assert caught.value.report.problems[0].code == code
    assert passphrase not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("short", ["", "kort", "       1"])
def test_a_passphrase_too_short_is_refused(short):
    with pytest.raises(KitError, match="mindst 8 tegn"):
        lock(b"x", short)


def test_every_receiver_and_nobody_else_opens(pair, sealed):
    other = new_identity()
    both = seal(b"tal", [pair[1], other[1]])
    assert open_sealed(both, pair[0]) == open_sealed(both, other[0]) == b"tal"
    with pytest.raises(KitError, match="ikke låst til denne nøgle"):
        open_sealed(sealed, other[0])


def test_keys_written_wrong_are_told(pair, sealed):
    with pytest.raises(KitError, match="age1"):
        seal(b"x", ["age1forkert"])
    with pytest.raises(KitError, match="ingen modtager"):
        seal(b"x", [])
    with pytest.raises(KitError, match="AGE-SECRET-KEY"):
        open_sealed(sealed, pair[1])
    with pytest.raises(KitError, match="beskadiget"):
        open_sealed(_cut(sealed), pair[0])


def test_a_sealed_file_says_that_no_passphrase_opens_it(sealed):
    with pytest.raises(KitError, match="låst til en modtager"):
        unlock(sealed, WORDS)


def test_a_machine_that_is_busy_for_a_moment_is_asked_again(locked, monkeypatch):
    """age measures the machine each time, and calls a lock too slow where it is busy just then."""
    import pyrage

    real, refused = pyrage.passphrase.decrypt, []

    def busy(data, passphrase):
        if len(refused) < 2:
            refused.append(1)
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return real(data, passphrase)

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy)
    assert unlock(locked, WORDS) == b"Almas tal"
    refused[:] = []
    monkeypatch.setattr("kitlib.privacy.lock._ATTEMPTS", 2)
    with pytest.raises(KitError, match="for travlt"):
        unlock(locked, WORDS)
