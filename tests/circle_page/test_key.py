"""The key beside the notes: who the codes are, on this screen only, and never on a hidden one."""

import pytest

from tests.circle_page.walking import forward, goes_on, heading, press, turn, until

pytestmark = pytest.mark.whole
PHRASE = "fem blaa stole i en gammel have"
#: Those of some things that the key lies on top of.
_OVER = """(those) => {
  const key = document.querySelector('.lk-noegle').getBoundingClientRect();
  return [...document.querySelectorAll(those)].filter((e) => e.checkVisibility()).filter((e) => {
    const r = e.getBoundingClientRect();
    return r.left < key.right && r.right > key.left && r.top < key.bottom && r.bottom > key.top;
  }).map((e) => e.innerText);
}"""


@pytest.fixture
def key(tmp_path):
    """A team's locked key, as `laeringskit koder` makes it."""
    from kitlib.privacy.key import Key, save_key

    (tmp_path / "skab").mkdir()
    people = {f"B{n:02}": (f"Naja Holm {n}",) for n in range(1, 13)}
    return save_key(Key(people), tmp_path / "skab" / "noegle.age", PHRASE)


def test_the_key_lies_beside_the_notes_and_is_kept_nowhere(solsikken, direct, key, sound):
    meeting = direct(solsikken, width=1280, height=577)
    page = meeting.begin()
    press(page, "Nøglen")
    page.get_by_label("Den låste fil").set_input_files(key)
    page.get_by_label("Adgangssætning").fill(PHRASE)
    press(page, "Lås op")
    names = page.locator(".lk-noegle dd")
    page.wait_for_selector(".lk-noegle dd")
    known = names.count()
    assert known > 5
    sound(page)

    # It follows to every figure and to the table, and covers nothing one moves on with.
    turn(page, "Se")
    while not heading(page).startswith("Bordet"):
        page.wait_for_selector("figure svg")
        assert "Naja Holm" in page.locator(".lk-noegle").inner_text()
        assert page.evaluate(_OVER, "main button, .lk-top button, h1, figure") == []
        assert goes_on(page)
    assert "Naja Holm" in page.locator(".lk-noegle").inner_text()
    assert page.evaluate(_OVER, ".lk-bund button, .lk-top button, .lk-seddel, .lk-bord-ny") == []

    # While the screen is hidden it is not there at all, not even behind what hides it.
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog >> text=Skærmen er skjult")
    assert "Naja" not in page.content()
    press(page, "Vis skærmen")
    until(lambda: names.count() == known)

    # Kept nowhere: not by the browser, not in the folder; another loading knows nothing of it.
    forward(page)
    assert "Naja" not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    for path in solsikken.rglob("*"):
        assert path.is_dir() or b"Naja" not in path.read_bytes()
    press(page, "Læg nøglen væk")
    assert "Naja" not in page.content()
    assert meeting.errors == []
