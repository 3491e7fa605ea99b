"""A new passphrase is measured: what anybody would try first is refused, with words to take."""

import shutil

import pytest

from kitlib.own import lock_own
from kitlib.privacy.key import Key, open_key, save_key
from kitlib.privacy.lock import lock
from kitlib.privacy.passphrase import LEAST, check_passphrase, guesses, offered
from kitlib.privacy.passphrase import _plain_words as plain_words
from kitlib.problems import KitError


@pytest.mark.parametrize(
    "weak",
    [
        "12345678",
        "password",
        "Solsikken",
        "solsikken2026",
        "Solsikken1!",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "hest hest hest",
        "Sommer2026!",
        "sommerferie",
        "010203-1234",
        "",
        "Børnehuset Solsikken",
        "P@ssw0rd",
        "Fatima Solsikken",
        "        ",
    ],
)
def test_what_is_soon_guessed_is_refused_in_danish_with_four_words(weak):
    with pytest.raises(KitError) as told:
        check_passphrase(weak, own=["Solsikken"])
    assert "let at gætte" in told.value.message
    words = told.value.hint.split("fx: ")[1].split(".")[0].split()
    assert len(words) == 4
    assert not weak.strip() or weak not in str(told.value)


@pytest.mark.parametrize(
    "strong", ["fire små blå heste", "kugle torden marmelade", "en god lang sætning", "x9$Kf2pQ7m"]
)
def test_a_few_words_that_do_not_belong_together_are_enough(strong):
    check_passphrase(strong, own=["Solsikken"])


def test_the_words_offered_are_many_common_and_strong():
    assert len(plain_words()) >= 1000
    assert len({offered() for _ in range(50)}) == 50
    assert all(guesses(offered()) > LEAST for _ in range(20))


def test_nothing_is_locked_with_a_weak_one_and_the_file_is_as_it_was(tmp_path, sample_data):
    own = tmp_path / "psykolog_who5.csv"
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", own)
    before = own.read_bytes()
    for weak in ("password", "psykolog_who5"):
        with pytest.raises(KitError, match="let at gætte"):
            lock_own(own, weak)
    with pytest.raises(KitError, match="let at gætte"):
        save_key(Key({"B01": ("Villy",)}), tmp_path / "liste", "12345678")
    assert own.read_bytes() == before and list(tmp_path.iterdir()) == [own]


def test_a_list_that_has_a_weak_one_already_can_still_be_used(tmp_path):
    path = tmp_path / "liste.age"
    stored = b'{"format": "laeringskit-noegle 1", "personer": {"B01": ["Villy"]}}'
    path.write_bytes(lock(stored, "12345678"))
    save_key(open_key(path, "12345678"), path, "12345678")
    assert open_key(path, "12345678").people == {"B01": ("Villy",)}
