"""Material: every kind from the invented teams says what a PDF must say, and the rules hold."""

import re
import shutil
import subprocess

import pytest

from kitlib.material import KINDS, Choices, make
from kitlib.problems import KitError

from .conftest import OM
from .pdfs import fonts, plain, reader, root, tags, text

FOOT = "Bliver hos teamet. Slettes senest 3. marts 2027."
ENGLISH = re.compile(
    r"\b(the|and|with|page|date|name|note|notes|question|file|none|null|nan|true|false)\b", re.I
)


@pytest.fixture(scope="module")
def set_of(tmp_path_factory, sample_data):
    """Everything there is of a rich invented team, made once."""
    done = {}

    def made(team):
        if team not in done:
            found = make([sample_data / team], ["alt"], out=tmp_path_factory.mktemp(team))
            assert not found.problems.errors
            done[team] = {path.stem: path.read_bytes() for path in found.paths}
        return done[team]

    return made


@pytest.fixture(scope="module", params=["solsikken", "ungehuset"])
def full_set(request, set_of):
    return set_of(request.param)


def test_every_kind_makes_something(full_set):
    wanted = {
        "ark_postits",
        "ark_set_antaget",
        "ark_ingen_noter",
        "ark_video",
        "kort_spoergsmaal",
        "kort_noter",
        "kort_dilemmaer",
        "samtalemenu",
        "aaben_dialog",
        "handout",
        "plakat_tavlen",
        "mennesketavle",
        "session",
    }
    assert wanted <= set(full_set)


def test_parents_read_with_children_and_not_with_the_young(full_set):
    assert ("foer_under_efter" in full_set) != ("ark_who5" in full_set)


def test_those_it_is_about_are_called_what_they_are(set_of):
    """Ungehuset's printed words, its people's own notes aside, speak of the young."""
    full_set = set_of("ungehuset")
    for name in (
        "ark_postits",
        "ark_set_antaget",
        "ark_ingen_noter",
        "ark_dialoglineal",
        "kort_spoergsmaal",
        "kort_dilemmaer",
        "samtalemenu",
        "aaben_dialog",
    ):
        found = re.findall(r"\w*(?:børn|barn)\w*", plain(full_set[name]), re.IGNORECASE)
        assert not found, (name, found)
    assert "alle ved, hvem den unge er" in plain(full_set["kort_dilemmaer"])


def test_every_pdf_says_its_language_and_title_and_is_tagged(full_set):
    for name, content in full_set.items():
        assert str(root(content)["/Lang"]).startswith("da"), name
        assert root(content)["/MarkInfo"]["/Marked"], name
        assert reader(content).metadata.title, name
        assert tags(content), name


def test_every_font_is_in_the_file(full_set):
    for name, content in full_set.items():
        assert all(fonts(content).values()), name


def test_every_figure_has_a_text_in_its_place(full_set):
    for name, content in full_set.items():
        figures = [t for t in tags(content) if str(t["/S"]) == "/Figure"]
        assert all(str(f.get("/Alt", "")).strip() for f in figures), name
    handout = [t for t in tags(full_set["handout"]) if str(t["/S"]) == "/Figure"]
    assert len(handout) >= 2


def test_no_page_is_empty_and_none_is_in_english(full_set):
    for name, content in full_set.items():
        for number, page in enumerate(reader(content).pages, start=1):
            words = page.extract_text()
            assert len(words.strip()) > 20, (name, number)
        found = ENGLISH.findall(plain(content).replace("laeringskit", ""))
        assert not [w for w in found if w.casefold() not in {"note", "and"}], (name, found)


def test_no_day_no_place_and_no_name_of_a_person_in_the_file(full_set):
    for name, content in full_set.items():
        info = reader(content).metadata
        assert not info.author and not info.creation_date, name
        assert b"sample_data" not in content and b"/tmp/" not in content, name


def test_a_handout_is_read_in_the_order_question_figure_sentence_caveat(
    sample_data, tmp_path_factory
):
    out = tmp_path_factory.mktemp("orden")
    choices = Choices(views=("postits.dagen_igennem",))
    path = make([sample_data / "solsikken"], ["handout"], out=out, choices=choices).paths[0]
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    words = " ".join(text(path.read_bytes(), out).split())
    order = [
        "Solsikken",
        "Det er vi nysgerrige på",
        "Dagen igennem: Hvor på dagen",
        "Garderoben har flest: 67 af 174 noter.",
        "Noterne viser, hvornår og hvor vi kiggede",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("om", [OM, OM.replace("dagtilbud", "unge")])
def test_every_file_the_page_of_methods_names_is_made(team_folder, om):
    made = {p.name: plain(p.read_bytes()) for p in make([team_folder(om=om)], ["alt"]).paths}
    named = set(re.findall(r"[a-z_]+\.pdf", made["metoder.pdf"]))
    assert named and named <= set(made)
    assert ("ark_dialoglineal.pdf" in named) == ("unge" in om)


@pytest.mark.parametrize("circle", ["laeringscirklen", "smtte", "alle_byder_ind"])
def test_the_hosts_page_names_no_phase_that_is_not_in_the_circle(team_folder, circle):
    [path] = make([team_folder()], ["pakke"], choices=Choices(circle=circle)).paths
    assert "Prøve af" not in reader(path.read_bytes()).pages[1].extract_text()


def test_what_is_not_made_says_that_the_rest_is_ready_only_where_there_is_a_rest(
    team_folder, tmp_path
):
    folder, nowhere = team_folder(), Choices(dilemmas=tmp_path / "findes_ikke.txt")
    some = make([folder], ["kort"], choices=nowhere)
    assert some.paths and "Resten ligger klar. Lav det igen" in str(some.problems)
    none = make([folder], ["pakke"], choices=Choices(views=("postits.tavle",)))
    assert not none.paths and "Lav det igen" in str(none.problems)
    assert "Resten" not in str(none.problems)


def test_what_stays_with_the_team_says_so_on_every_page(team_folder):
    folder = team_folder()
    made = make([folder], ["alt"])
    assert not made.problems.errors
    shared = {
        "kort_spoergsmaal",
        "kort_dilemmaer",
        "samtalemenu",
        "aaben_dialog",
        "foer_under_efter",
        "metoder",
    }
    for path in made.paths:
        assert path.is_relative_to(folder / "ud")
        for page in reader(path.read_bytes()).pages:
            said = FOOT in " ".join(page.extract_text().split())
            assert said == (path.stem not in shared), path.stem


def test_what_stays_with_the_team_is_not_written_elsewhere(team_folder, tmp_path):
    folder = team_folder()
    made = make([folder], ["kort", "handout"], out=tmp_path / "elsewhere")
    names = {path.stem for path in made.paths}
    assert names == {"kort_spoergsmaal", "kort_dilemmaer", "samtalemenu", "aaben_dialog", "metoder"}
    assert {p.code for p in made.problems.errors} == {"uden_for_ud"}
    inside = make([folder], ["handout"], out=folder / "andet")
    assert not inside.paths


def test_a_form_between_two_says_that_it_stays_with_them(team_folder):
    folder = team_folder(om=OM.replace("dagtilbud", "unge") + 'who5_hvem = "unge"\n')
    made = {p.stem: plain(p.read_bytes()) for p in make([folder], ["ark"]).paths}
    assert (
        "Bliver mellem dig og den, du taler med. Slettes senest 3. marts 2027." in made["ark_who5"]
    )
    assert "Bliver mellem os" in made["ark_dialoglineal"]
    assert "CC BY-NC-SA 3.0 IGO" in made["ark_who5"]


def test_how_who5_is_scored_stands_on_the_staffs_page_alone(set_of):
    made = set_of("ungehuset")
    young = plain(made["ark_who5"]) + plain(made["ark_who5_skaerm"])
    staff = plain(made["ark_who5_medarbejder"])
    for said in ("Sum", "gange", "lavt tal"):
        assert said not in young, said
    assert "Gang med 4" in staff and "i dag, ikke på mødet" in staff
    assert "har jeg været glad" not in staff


def test_every_sheet_says_to_its_host_how_it_is_used(full_set):
    hosts = {name for name, content in full_set.items() if "Til værten" in plain(content)}
    without = {
        "ark_who5",
        "ark_who5_skaerm",
        "ark_who5_medarbejder",
        "ark_proev_selv",
        "cirkel_a3",
        "metoder",
        "tavle_tom",
    }
    assert hosts == set(full_set) - without
    for name in hosts:
        page = reader(full_set[name]).pages[-1].extract_text()
        for part in (
            "Hvad det er godt for",
            "Sådan gør du",
            "Det kan du sige",
            "Pas på",
            "(opdigtet)",
        ):
            assert part in page, (name, part)


def test_a_heading_goes_on_over_the_next_page(set_of):
    assert "Garderobe, fortsat" in plain(set_of("solsikken")["plakat_tavlen"])


def test_who5_has_five_to_the_left(set_of):
    words = plain(set_of("ungehuset")["ark_who5"])
    assert words.index("Hele tiden") < words.index("Det meste af tiden") < words.index("På intet")


NOTES = (
    ("Må vises, og kan ses.", "", "ja"),
    ("Må ikke vises, og ses ikke.", "Hemmelig replik", "nej"),
    ("Ringede til 20 12 34 56 om støvlerne.", "", ""),
)


def test_a_note_that_may_not_be_shown_is_nowhere(team_folder):
    folder = team_folder(NOTES[:2])
    made = make([folder], ["alt"])
    everything = " ".join(plain(p.read_bytes()) for p in made.paths)
    assert "Må vises, og kan ses." in everything
    assert "ses ikke" not in everything and "Hemmelig" not in everything


def test_a_note_waits_for_an_answer_and_the_rest_is_made(team_folder):
    made = make([team_folder(NOTES)], ["alt"])
    [told] = made.problems
    assert (told.code, told.level) == ("noter_venter", "advarsel")
    assert "1 note venter" in told.message and "laeringskit navne" in told.hint
    names = {p.stem for p in made.paths}
    assert names >= {"kort_noter", "handout", "plakat_tavlen"}
    everything = " ".join(plain(p.read_bytes()) for p in made.paths)
    assert "Må vises, og kan ses." in everything
    assert "20 12 34 56" not in everything + str(made.problems)


def test_what_the_kit_made_is_made_again_and_what_others_made_is_left(sample_data, tmp_path):
    first = make([sample_data / "kastanjen"], ["plakat"], out=tmp_path)
    assert make([sample_data / "kastanjen"], ["plakat"], out=tmp_path).paths == first.paths
    first.paths[0].write_bytes(b"%PDF-1.7 en andens")
    again = make([sample_data / "kastanjen"], ["plakat"], out=tmp_path)
    assert again.paths == first.paths[1:]
    assert first.paths[0].read_bytes() == b"%PDF-1.7 en andens"


def test_an_unknown_kind_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(KitError, match="Mente du 'kort'"):
        make([tmp_path], ["kårt"])


def test_every_kind_is_known_by_a_name():
    assert set(KINDS) == {"pakke", "ark", "kort", "handout", "plakat", "session"}


def test_a_municipalitys_own_words_and_logo_are_used(team_folder):
    folder = team_folder()
    (folder / "tekster").mkdir()
    own = '[dilemmaer]\nart = "Vores dilemma"\n'
    (folder / "tekster" / "kort.toml").write_text(own, encoding="utf-8")
    (folder / "dilemmaer.txt").write_text("# vores\nHvem spørger vi?\n\n", encoding="utf-8")
    square = '<rect width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{square}</svg>'
    (folder / "logo.svg").write_text(svg, encoding="utf-8")
    made = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}
    words = plain(made["kort_dilemmaer"])
    assert words.count("Vores dilemma") == 7 and "Hvem spørger vi?" in words
    assert any(str(t.get("/Alt", "")) == "Logo" for t in tags(made["samtalemenu"]))


GUIDE = """sprog = "ar"
navn_paa_sproget = "العربية"
hoejre = true
titel = "اقرأوا معا"
oversat_tekst = "ترجمة"
{by}
[[trin]]
navn = "قبل القراءة"
punkter = ["انظروا إلى الغلاف معا"]
"""


@pytest.mark.parametrize(
    ("by", "made"), [('oversat_af = "tosprogskonsulenten"', True), ("", False)]
)
def test_a_guide_in_another_language_names_who_translated_it(team_folder, by, made):
    folder = team_folder()
    place = folder / "tekster" / "foer_under_efter"
    place.mkdir(parents=True)
    (place / "ar.toml").write_text(GUIDE.format(by=by), encoding="utf-8")
    done = make([folder], ["ark"])
    found = {p.stem: p.read_bytes() for p in done.paths}
    assert ("foer_under_efter_ar" in found) == made
    if made:
        assert str(root(found["foer_under_efter_ar"])["/Lang"]) == "ar"
        words = plain(found["foer_under_efter_ar"])
        assert "tosprogskonsulenten" in words and "side 1 af" not in words
    else:
        assert [p.code for p in done.problems.errors] == ["oversat"]


def test_the_page_looks_the_same_to_another_reader(full_set, tmp_path):
    """A second program opens every file without a complaint."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    for name, content in full_set.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True)
        # Poppler takes typst's `Suspects false` for a fault of type; no other word is allowed.
        said = [line for line in done.stderr.decode().splitlines() if "Suspects" not in line]
        assert done.returncode == 0 and not said, name


@pytest.mark.parametrize(
    ("choice", "name", "content", "told"),
    [
        ("logo", "logo.txt", b"ikke et billede", "Logoet kan ikke bruges"),
        ("logo", "logo.png", b"ikke et billede", "Logoet kan ikke bruges"),
        ("logo", "logo.svg", b"<html/>", "Logoet kan ikke bruges"),
        ("font", "skrift.ttf", b"ikke en skrift", "Skriftfilen kan ikke bruges"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_once_and_nothing_is_made(
    choice, name, content, told, team_folder, tmp_path
):
    (tmp_path / name).write_bytes(content)
    made = make([team_folder()], choices=Choices(**{choice: tmp_path / name}))
    assert not made.paths
    [problem] = made.problems
    assert told in problem.message and problem.file == name


def test_what_could_not_be_read_is_said_and_the_rest_is_made(team_folder):
    folder = team_folder()
    with (folder / "postits.csv").open("a", encoding="utf-8") as file:
        file.write('\n"31-2-2026";"En note med en dag, der ikke findes."')
    made = make([folder], ["ark"])
    assert made.paths
    [problem] = made.problems
    assert (problem.code, problem.level) == ("ikke_laest", "advarsel")
    assert "laeringskit tjek team" in problem.hint


def test_what_is_not_made_is_said_by_its_kinds(team_folder):
    """A fyrtårn must not believe that everything is there."""
    folder = team_folder()
    place = folder / "ud" / "materiale"
    place.mkdir(parents=True)
    (place / "handout.pdf").write_bytes(b"%PDF-1.7 en andens")
    made = make([folder], ["alt"])
    [told] = [p for p in made.problems if p.code == "ikke_lavet"]
    assert told.level == "advarsel"
    assert KINDS["handout"].label in told.message
    assert KINDS["ark"].label not in told.message


def test_a_team_without_notes_gets_a_board_to_stick_paper_on(team_folder):
    path, *_ = make([team_folder(())], ["plakat"]).paths
    words = plain(path.read_bytes())
    assert "Sæt sedlerne her" in words
    for situation in ("Aflevering", "Garderobe", "Leg"):
        assert situation in words


def test_a_team_without_notes_or_words_of_its_own_gets_a_board_all_the_same(team_folder):
    bare = 'format = 1\nnavn = "Vi"\ntype = "andet"\nformaal = "At lære."\nslettes = 2027-03-03\n'
    made = make([team_folder((), om=bare)], ["alt"])
    assert not list(made.problems)
    assert "plakat_tavlen" in {path.stem for path in made.paths}


def test_a_board_that_ends_before_its_page_has_room_for_notes_to_come(sample_data, tmp_path):
    made = make([sample_data / "bakkeskolen"], ["plakat"], out=tmp_path)
    [path] = [p for p in made.paths if p.stem == "plakat_tavlen"]
    *notes, _host = reader(path.read_bytes()).pages
    assert "Her er plads til nye sedler" in notes[-1].extract_text()
