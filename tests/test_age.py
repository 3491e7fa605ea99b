"""Files locked inside the one file are those pyrage locks, and the other way round."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.engines import age, engine

pyrage = engine("pyrage", in_page=False)
CHUNK = 65536
WORDS = "blå himmel over æblehaven"
# "hej", locked with these words by pyrage 1.4.
BY_PYRAGE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCAycUZZUHlldDBFamI0emMrTVBJZURRIDE3Cnp5RVhIYVJuOE"
    "wzNHVkTzQrK1l2R2RFRy9uS1FNMGpFVzVNQjRhaU5CdWcKLS0tIHhMQUwyL1ZkaWV2K3pHNzB1aGJIN3VYeUZkRFl0"
    "VTJFNytrVzR1Y3piZGcK05dOhkv4r4Hiacx7DhJ6szyWHnvxHyFV1mNoN6KkIvWx6M4="
)


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """A lock that is as slow as it should be is too slow to test by."""
    monkeypatch.setattr(age, "_WORK", 10)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_each_opens_what_the_other_sealed(size):
    data = bytes(i % 251 for i in range(size))
    theirs = pyrage.x25519.Identity.generate()
    ours = age.x25519.Identity.from_str(str(theirs))
    assert str(ours) == str(theirs) and str(ours.to_public()) == str(theirs.to_public())
    assert age.decrypt(pyrage.encrypt(data, [theirs.to_public()]), [ours]) == data
    assert pyrage.decrypt(age.encrypt(data, [ours.to_public()]), [theirs]) == data


@settings(max_examples=15)
@given(data=st.binary(max_size=300), others=st.integers(0, 3))
def test_any_of_the_receivers_opens_it_and_nobody_else(data, others):
    keys = [age.x25519.Identity.generate() for _ in range(others + 1)]
    sealed = age.encrypt(data, [key.to_public() for key in keys])
    assert all(age.decrypt(sealed, [key]) == data for key in keys)
    with pytest.raises(age.DecryptError, match="No matching keys"):
        age.decrypt(sealed, [age.x25519.Identity.generate()])


def test_a_passphrase_locks_for_both():
    assert pyrage.passphrase.decrypt(age.passphrase.encrypt(b"hej", WORDS), WORDS) == b"hej"
    assert age.passphrase.decrypt(BY_PYRAGE, WORDS) == b"hej"


def test_another_passphrase_is_told_from_a_damaged_file():
    locked = age.passphrase.encrypt(b"hej", WORDS)
    with pytest.raises(age.DecryptError, match=r"^Decryption failed$"):
        age.passphrase.decrypt(locked, WORDS + ".")
    with pytest.raises(age.DecryptError, match="damaged"):
        age.passphrase.decrypt(locked[:-1], WORDS)


@given(where=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_no_changed_byte_is_let_through(where, flip):
    identity, sealed = _SEALED
    changed = bytearray(sealed)
    changed[where % len(sealed)] ^= flip
    with pytest.raises(age.DecryptError):
        age.decrypt(bytes(changed), [identity])


@given(length=st.integers(0, 10_000))
def test_no_part_of_a_file_is_taken_for_the_whole(length):
    identity, sealed = _SEALED
    with pytest.raises(age.DecryptError):
        age.decrypt(sealed[: length % len(sealed)], [identity])


_IDENTITY = age.x25519.Identity(bytes(range(32)))
_SEALED = _IDENTITY, age.encrypt(b"Ti unge kommer tidligt.", [_IDENTITY.to_public()])


@given(place=st.integers(0, 61), sign=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_a_key_copied_with_one_wrong_letter_is_refused(place, sign):
    key = str(_IDENTITY.to_public())
    wrong = key[:place] + sign + key[place + 1 :]
    if wrong != key:
        with pytest.raises(age.RecipientError):
            age.x25519.Recipient.from_str(wrong)
    assert str(age.x25519.Recipient.from_str(key)) == key


def test_a_key_is_written_in_one_case_of_letters():
    key = str(_IDENTITY)
    for wrong in (key.lower(), key[:20] + key[20:].lower(), str(_IDENTITY.to_public()), ""):
        with pytest.raises(age.IdentityError):
            age.x25519.Identity.from_str(wrong)


def test_a_lock_that_would_take_all_memory_is_refused_before_it_is_tried():
    locked = age.passphrase.encrypt(b"", WORDS).replace(b" 10\n", b" 25\n", 1)
    with pytest.raises(age.DecryptError, match="Excessive"):
        age.passphrase.decrypt(locked, WORDS)


def test_a_receiver_who_gives_the_same_whatever_the_secret_is_refused():
    with pytest.raises(age.RecipientError):
        age.encrypt(b"hej", [age.x25519.Recipient(bytes(32))])
