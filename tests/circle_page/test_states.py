"""Too little, too much or wrong: each gives a page that says what to do."""

import pytest

from tests.circle_page.walking import drawn, goes_on, heading, press, saved, turn

pytestmark = pytest.mark.whole


def test_a_folder_that_cannot_be_opened_gives_a_page_that_says_why(tmp_path, direct):
    (tmp_path / "om.toml").write_text('navn = "Ny"\nformaal = "At lære."\n', encoding="utf-8")
    page = direct(tmp_path).page
    assert heading(page) == "Siden kunne ikke åbne mappen"
    assert "slettes" in page.inner_text("main")


def test_a_folder_without_data_gives_a_useful_page(tmp_path, direct):
    folder = tmp_path / "ny"
    folder.mkdir()
    about = 'navn = "Ny"\nformaal = "At lære."\nslettes = 2027-06-30\n'
    (folder / "om.toml").write_text(about, encoding="utf-8")
    (folder / "laeringscirklen.toml").write_text('format = 1\ntitel = "Vores"\nminuter = 3\n')
    page = direct(folder).page
    assert "Der er ingen data i mappen endnu" in page.text_content("main")
    assert "laeringscirklen.toml" in page.text_content("main")
    page.get_by_role("button", name="Begynd").click()
    turn(page, "Se")
    assert "ingen data at vise" in page.inner_text("main")


ABOUT = 'navn = "Myretuen"\ntype = "dagtilbud"\nformaal = "At lære."\nslettes = 2027-06-30\n'


@pytest.fixture
def team(tmp_path):
    """A folder with these lines in om.toml and these tables."""

    def made(about="", **tables):
        folder = tmp_path / "team"
        folder.mkdir()
        (folder / "om.toml").write_text(ABOUT + about, encoding="utf-8")
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return made


def _to_figure(page, title):
    """Go to a figure of the phase Se; skip the buds on the way."""
    turn(page, "Se")
    while heading(page) != title or page.query_selector(".lk-bud"):
        assert goes_on(page), f"no card '{title}'"
    drawn(page)


def _to_table(page):
    """Go to the notes as a table, where the board was chosen."""
    turn(page, "Se")
    while not heading(page).startswith("Bordet"):
        assert goes_on(page), "no table"
    page.wait_for_selector(".lk-seddel")


def test_a_view_the_data_cannot_make_is_said_and_the_others_are_shown(team, direct):
    folder = team(
        'visninger = ["noget_andet", "tavlen"]\n',
        postits="dato;observation\n03-03-2026;Vi venter i garderoben\n",
    )
    page = direct(folder).page
    told = page.text_content(".lk-besked")
    assert "'noget_andet' er valgt, men kan ikke laves af jeres data" in told
    press(page, "Begynd")
    _to_table(page)
    assert page.locator(".lk-seddel").count() == 1


def test_one_person_is_never_spoken_of_as_a_group(team, direct):
    ruler = (
        "borger;dato;tidspunkt;borger_tal;maal_tal;maal;borger_ord;medarbejder_ord\n"
        "U01;03-03-2026;start;4;6;At turde;Jeg siger ikke noget;Er med;\n"
        "U01;03-06-2026;opfølgning;6;7;At turde;Jeg sagde det højt;Tager ordet;\n"
    )
    folder = team(
        'dialoglineal_faelles = true\nvisninger = ["dialoglineal.de_fire_tal"]\n',
        dialoglineal=ruler,
    )
    page = direct(folder).begin()
    _to_figure(page, "Hvor er børnene i forhold til det, de satte sig for?")
    said = page.inner_text("main")
    assert "Om færre end 3 siger vi intet som gruppe" in said
    assert page.locator("figure").count() == 0
    assert page.get_by_role("button", name="Videre").is_enabled()


def test_400_notes_and_one_of_4000_letters_are_all_there_and_cut_nowhere(team, direct):
    long = ("Vi ventede i garderoben, til den sidste havde fået sko på. " * 80)[:4000].strip()
    places = ("aflevering", "leg", "garderobe", "hentning")
    rows = [f"{1 + i % 28:02d}-03-2026;Sagt {i};{places[i % 4]}" for i in range(399)]
    table = "dato;observation;situation\n" + "\n".join([*rows, f"04-03-2026;{long};leg"]) + "\n"
    page = direct(team('visninger = ["dagen_igennem", "tavlen"]\n', postits=table)).begin()
    _to_figure(page, "Dagen igennem: Hvor på dagen har vi set noget?")
    assert "400\N{NO-BREAK SPACE}noter" in page.inner_text("figcaption")
    _to_table(page)
    there = 0
    for place in places:
        page.select_option(".lk-bord-overskrift", f'["situation","{place}"]')
        wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1]
        there += page.locator(".lk-seddel").count()
        if place == "leg":
            assert any(long in text for text in page.locator(".lk-note-tekst").all_inner_texts())
    assert there == 400


def test_4000_letters_in_a_field_are_kept_whole_and_grow_the_field(team, direct):
    long = "Tretten børn venter på to voksne. " * 117 + "Slut."
    meeting = direct(team())
    page = meeting.begin()
    turn(page, "Forstå")
    field = page.get_by_label("Det bøvler")
    field.fill(long)
    saved(page)
    assert len(long) > 3900
    assert meeting.session.meeting.value("forstaa.boevler") == long
    inside = "(e) => [e.scrollHeight, e.clientHeight]"
    scroll, height = field.evaluate(inside)
    assert scroll <= height, "nothing scrolls out of sight of the back row"
    assert page.locator(".lk-bund .lk-videre").is_visible()
