"""The key: codes once and for all, on paper or locked elsewhere, never among the data."""

import pytest

from kitlib.codes import pattern
from kitlib.privacy.key import (
    Key,
    key_text,
    make_key,
    open_key,
    read_key,
    read_names,
    save_key,
)
from kitlib.privacy.lock import lock
from kitlib.privacy.stray import private_sync, stray_keys, sync_warning
from kitlib.problems import KitError

LIST = "Alma Holm (Mulle)\nBodil Dam\nCarl-Emil Ravn\n"
WORDS = "fire små blå heste"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Alma Holm", (None, ("Alma Holm",))),
        ("  Alma   Holm  ", (None, ("Alma Holm",))),
        ("Alma Holm (Mulle, Almse)", (None, ("Alma Holm", "Mulle", "Almse"))),
        ("Alma Holm, Mulle", (None, ("Alma Holm", "Mulle"))),
        ("B07 Alma Holm", ("B07", ("Alma Holm",))),
        ("b07: Alma Holm", ("B07", ("Alma Holm",))),
        ("B07;Alma Holm;Mulle", ("B07", ("Alma Holm", "Mulle"))),
        ("B07\tAlma Holm", ("B07", ("Alma Holm",))),
        ("B07 - Alma Holm", ("B07", ("Alma Holm",))),
    ],
)
def test_a_list_is_read_as_people_paste_it(line, expected):
    assert read_names(f"\n{line}\n\n") == [expected]


def test_everybody_gets_a_code_of_their_own():
    key = make_key(LIST)
    assert sorted(key.people) == ["B01", "B02", "B03"]
    assert {names[0] for names in key.people.values()} == {
        "Alma Holm",
        "Bodil Dam",
        "Carl-Emil Ravn",
    }


def test_whoever_has_a_code_keeps_it():
    first = make_key(LIST)
    pasted = make_key(key_text(first) + "\nDagny Lund")
    assert {c: n for c, n in pasted.people.items() if c in first.people} == first.people
    later = make_key("Dagny Lund\nBodil Dam", earlier=first)
    assert {c: n for c, n in later.people.items() if c in first.people} == first.people
    assert len(later.people) == len(pasted.people) == 4


def test_codes_in_use_in_the_folder_go_to_nobody_new():
    key = make_key("Alma\nBodil", taken=["B01", "b03"], shuffle=False)
    assert key.people == {"B02": ("Alma",), "B04": ("Bodil",)}


def test_the_order_of_the_list_does_not_tell_who_is_who():
    names = "\n".join(f"Barn{i:02d}" for i in range(30))
    orders = {tuple(n[0] for n in make_key(names).people.values()) for _ in range(3)}
    assert len(orders) == 3


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("Alma Holm\nalma holm", "navn_to_gange", 2),
        ("B01 Alma\nB01 Bodil", "kode_to_gange", 2),
    ],
)
def test_what_cannot_be_told_apart_is_refused_by_line(text, code, row):
    with pytest.raises(KitError) as caught:
        make_key(text)
    problem = caught.value.report.problems[0]
    assert (problem.code, problem.row) == (code, row)
    assert "alma" not in str(caught.value).casefold()


def test_an_empty_list_is_told():
    with pytest.raises(KitError, match="ingen navne"):
        make_key("\n  \n")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Alma", "B07"),
        ("alma", "B07"),
        ("ALMA HOLM", "B07"),
        ("Alma  holm", "B07"),
        ("Mulle", "B07"),
        ("Emil", "B12"),
        ("Carl-Emil", "B12"),
        ("Nils", "B13"),
        ("Nil", None),
        ("Holm", "B07"),
        ("Ravn", None),
        ("Dagny", None),
    ],
)
def test_every_form_of_a_name_leads_to_its_code(word, code):
    key = Key({"B07": ("Alma Holm", "Mulle"), "B12": ("Carl-Emil Ravn",), "B13": ("Nils Ravn",)})
    assert key.code_of(word) == code


def test_masking_keeps_the_genitive():
    from kitlib.privacy import mask

    key = Key({"B07": ("Alma Holm", "Mulle"), "B13": ("Nils Ravn",)})
    assert mask("Almas sko og Nils' hue, sagde alma", key) == "B07s sko og B13s hue, sagde B07"


def test_what_the_names_are():
    key = Key({"B07": ("Alma Holm", "Mulle")})
    assert key.names == {"Alma Holm", "Alma", "Holm", "Mulle"}
    assert key.names_of("b07") == ("Alma Holm", "Mulle")
    assert "Alma" not in repr(key)


def test_a_key_as_a_file_is_locked_and_lies_elsewhere(tmp_path):
    team = tmp_path / "team"
    (team / "ud").mkdir(parents=True)
    (team / "om.toml").write_text("format = 1\n", encoding="utf-8")
    key = make_key(LIST)
    for place in (team / "noegle.age", team / "ud" / "noegle.age"):
        with pytest.raises(KitError, match="må ikke ligge i teamets mappe"):
            save_key(key, place, WORDS)
        assert not place.exists()
    saved = save_key(key, tmp_path / "noegle", WORDS)
    assert saved.name == "noegle.age"
    assert b"Alma" not in saved.read_bytes()
    assert open_key(saved, WORDS) == key
    with pytest.raises(KitError, match="passer ikke"):
        open_key(saved, "fire små blå hunde")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("liste.csv", "kode;navn\nB01;Alma Holm\nB02;Bodil Dam\n"),
        ("børn.txt", "B01 Alma\nB02 Bodil\nB03 Carl-Emil\n"),
        ("hvem.txt", "Alma: B01\nBodil: B02\n"),
        ("koder.md", "# Vores koder\nB01 = Alma\nB02 = Bodil\nB03 = Carl\n"),
        ("noegle.csv", "Navn,Barn,Kælenavn\nAlma Holm,B01,Mulle\nBodil Dam,B02,\n"),
        ("nøgle.age", "age-encryption.org/v1\n"),
    ],
)
def test_a_key_among_the_data_is_reported(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    (problem,) = stray_keys(tmp_path)
    assert (problem.file, problem.code, problem.level) == (name, "noegle_i_data", "fejl")
    assert "Alma" not in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "Dato\tBarn\tDet så vi\n3-3-2026\tB07\tTager selv støvler på\n4-3-2026\tB03\tHenter bog\n",
        "B07\tTager selv støvler på\nB03\tHenter sin egen bog\nB04\tLeger ude med vand\n",
        "barn;situation\nB07;Garderobe\nB03;Samling\nB04;Leg\n",
    ],
)
def test_a_pasted_table_of_notes_is_no_key(tmp_path, text):
    (tmp_path / "fra_word.txt").write_text(text, encoding="utf-8")
    assert stray_keys(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Navn\tKode\tStue\nAlma Holm\tB01\tRød\nBodil Dam\tb02\tBlå\n",
            [("B01", ("Alma Holm",)), ("B02", ("Bodil Dam",))],
        ),
        (
            "Kode;Fornavn;Efternavn\nB01;Alma;Holm\n;Bodil;Dam\n",
            [("B01", ("Alma Holm",)), (None, ("Bodil Dam",))],
        ),
        ("Navn,Barn,Kælenavn\nAlma Holm,B01,Mulle\n", [("B01", ("Alma Holm", "Mulle"))]),
        (
            "Navn\nAlma Holm (Mulle)\n\nBodil Dam\n",
            [(None, ("Alma Holm", "Mulle")), (None, ("Bodil Dam",))],
        ),
        ("| Navn | Stue |\n| Alma Holm | Rød |\n", [(None, ("Alma Holm",))]),
        ("Alma Holm;B01\nB-02 Bodil Dam\n", [("B01", ("Alma Holm",)), ("B-02", ("Bodil Dam",))]),
        (
            "Mohammed Abdul Rahman bin Ali al Hassan\n",
            [(None, ("Mohammed Abdul Rahman bin Ali al Hassan",))],
        ),
    ],
)
def test_a_table_pasted_from_word_gives_its_people_and_no_heading(text, people):
    assert read_names(text) == people


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Dato\tObservation\n1-3-2026\tTog støvler på.\n", 2),
        ("Alma Holm\nHun tog selv sine støvler på i garderoben i dag\n", 2),
    ],
)
def test_a_pasted_table_of_notes_makes_no_codes(text, row):
    with pytest.raises(KitError, match="ikke et navn") as error:
        read_names(text)
    assert [p.row for p in error.value.report] == [row]
    assert "støvler" not in str(error.value)


def test_a_key_in_a_workbook_below_the_folder_is_reported(tmp_path):
    import xlsxwriter

    (tmp_path / "mere").mkdir()
    with xlsxwriter.Workbook(tmp_path / "mere" / "børn.xlsx") as book:
        book.add_worksheet("noter").write_row(0, 0, ["dato", "observation"])
        sheet = book.add_worksheet("hvem")
        for i, row in enumerate([("kode", "navn"), ("B01", "Alma"), ("B02", "Bodil")]):
            sheet.write_row(i, 0, row)
    assert [p.file for p in stray_keys(tmp_path)] == ["børn.xlsx"]


def test_no_sample_folder_holds_a_key(sample_data):
    assert [p.file for p in stray_keys(sample_data)] == []


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("Dropbox/team", "Dropbox"),
        ("Dropbox (Privat)/team", "Dropbox"),
        ("iCloudDrive/team", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs/team", "iCloud"),
        ("Google Drev/team", "Google Drev"),
        ("Library/CloudStorage/GoogleDrive-mig/team", "Google Drev"),
        ("OneDrive/team", "privat OneDrive"),
        ("OneDrive - Personal/team", "privat OneDrive"),
        ("OneDrive - Aarhus Kommune/team", None),
        ("Dokumenter/team", None),
    ],
)
def test_private_sync_folders_are_known(tmp_path, place, service):
    assert private_sync(tmp_path / place) == service
    warning = sync_warning(tmp_path / place)
    assert (warning is None) == (service is None)


@pytest.mark.parametrize(("text", "found"), [("B07", 1), ("b07s", 1), ("B071", 0), ("XB07", 0)])
def test_a_code_is_found_and_no_other(text, found):
    assert len(pattern("B07").findall(f"så {text} gik")) == found


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Alma bygger videre.", "[B03 eller B07] bygger videre."),
        ("Almas sko er våde.", "[B03 eller B07]s sko er våde."),
        ("Alma Holm bygger videre.", "B07 bygger videre."),
        ("Bo sover.", "[navn] sover."),  # four of the name: no codes help
    ],
)
def test_a_name_that_several_share_is_said_to_be_one_of_them(text, masked):
    from kitlib.privacy import mask

    fours = {f"B1{n}": (f"Bo Nr{n}",) for n in range(4)}
    key = Key({"B03": ("Alma Dam",), "B07": ("Alma Holm",), **fours})
    assert mask(text, key) == masked
    assert mask(masked, key) == masked


def test_the_key_knows_a_code_however_it_is_written():
    key = Key({"B07": ("Alma Holm",)})
    assert key.names_of("b 7") == ("Alma Holm",)
    with pytest.raises(KitError, match="har allerede en anden"):
        make_key("B07 Alma Holm\nB7 Bodil Dam")
    assert "B01" not in make_key("Carl", taken=["b1"]).people


def test_a_locked_file_of_nothing_but_brackets_is_no_key():
    with pytest.raises(KitError, match="ikke en nøgle"):
        read_key(lock(b"[" * 100_000, WORDS), WORDS, file="noegle.json.age")
