"""Own words in place of the kit's: every slip is told with file, line and the nearest key."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.about import About
from kitlib.circle.circlefile import read_circle
from kitlib.cli import main
from kitlib.material import make
from kitlib.persons import FORMS
from kitlib.pooled.goals import read_goals
from kitlib.problems import KitError
from kitlib.teamwords import read_roles, read_synonyms
from kitlib.texts import EXTRA, load
from kitlib.wordfiles import wording_problems

OM = 'navn = "Egern"\ntype = "dagtilbud"\nformaal = "At lære"\nslettes = 2099-01-01\n'
POSTITS = "dato;observation;situation\n1-3-2026;Tog støvler på.;garderobe\n"


@pytest.fixture
def folder(tmp_path):
    team = tmp_path / "team"
    (team / "tekster").mkdir(parents=True)
    (team / "om.toml").write_text(OM, encoding="utf-8")
    (team / "postits.csv").write_text(POSTITS, encoding="utf-8")
    return team


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(folder):
    return wording_problems(folder, About())


@pytest.mark.parametrize(
    ("name", "text", "row", "said"),
    [
        ("ark.toml", '[postits]\ntitl = "x"\n', 2, "Mente du 'titel'?"),
        ("ark.toml", '[postit]\ntitel = "x"\n', 1, "Mente du 'postits'?"),
        ("ark.toml", '[set_antaget]\nfelter = "Kun et"\n', 2, 'Skriv felter = ["…", "…"].'),
        ("ark.toml", "[set_antaget]\nfelter = [1, 2]\n", 2, 'Skriv felter = ["…", "…"].'),
        ("ark.toml", '[postits]\ntitel = ["x"]\n', 2, 'Skriv titel = "…".'),
        ("ark.toml", 'postits = "x"\n', 1, "Skriv [postits] på en linje for sig"),
        ("ark.toml", '[postits]\ntitel = "{barnt} og vi"\n', 2, "Mente du 'barnet'?"),
        ("ark.toml", '[dialoglineal]\nnote = "{lering}"\n', 2, "Mente du 'laering'?"),
        (
            "ark.toml",
            '[[dialoglineal.ord]]\noverskrift = "x"\nhjaelp = "y"\nlinjer = "3"\n',
            4,
            "Skriv fx linjer = 3",
        ),
        ("ark.toml", '[[dialoglineal.ord]]\noverskrift = "x"\nhjaelp = "y"\n', 1, "Skriv linjer"),
        ("ark.toml", 'hvornaar = ["før"]\n', 1, "Skriv det under [who5]"),
        ("ark.toml", "[postits]\ntitel = Sedler\n", 2, 'Skriv titel = "…"'),
        ("handout.toml", "titel = “Handout”\n", 1, "Skriv de lige"),
        ("handout.toml", 'spoergsmaal = "Kun et"\n', 1, 'Skriv spoergsmaal = ["…", "…"].'),
        ("session.toml", 'tid = "om {minuter} minutter"\n', 1, "Mente du 'minutter'?"),
        ("session.toml", '[proeve]\nvalg = "ja"\n', 2, 'Skriv valg = ["…", "…"].'),
        ("kort.toml", '[noter]\nvidere = "{nr} af {ialt}"\n', 2, "{nummer}"),
        ("samtalemenu.toml", 'trin = "x"\n', 1, "Skriv [[trin]]"),
        ("samtalemenu.toml", 'menu = "ja"\n', 1, "true eller"),
        ("foer_under_efter/ar.toml", 'titl = "x"\n', 1, "Mente du 'titel'?"),
        (
            "foer_under_efter/ar.toml",
            'titel = "x"\n[[trin]]\nnavn = "y"\npunkter = "z"\n',
            4,
            'Skriv punkter = ["…", "…"].',
        ),
    ],
)
def test_a_slip_in_own_words_is_told_with_its_line(folder, name, text, row, said):
    put(folder, f"tekster/{name}", text)
    problems = told(folder)
    assert [(p.file, p.row) for p in problems] == [(name.rpartition("/")[2], row)]
    assert said in str(problems[0])


def test_the_command_tells_and_the_paper_does_too(folder, capsys):
    put(folder, "tekster/ark.toml", '[set_antaget]\nfelter = "Kun et"\n')
    with pytest.raises(SystemExit) as left:
        main(["tjek", str(folder)])
    assert left.value.code == 1
    line = "ark.toml, linje 2, ordet 'felter': Her skal stå en liste."
    assert line in capsys.readouterr().out
    made = make([folder], ["ark"])
    assert any(line in str(p) for p in made.problems.errors)


@pytest.mark.parametrize(
    "name", ["ark", "handout", "kort", "session", "samtalemenu", "aaben_dialog", "mennesketavle"]
)
def test_the_kits_own_words_copied_are_no_fault(folder, root, name):
    source = root / "kitlib" / "texts" / "materiale" / f"{name}.toml"
    shutil.copy(source, folder / "tekster")
    assert told(folder) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tekster/arkk.toml", "Mente du 'ark.toml'?"),
        ("tekster/ark.toml.txt", "Kald den ark.toml"),
        ("tekster/bekymring.toml", "Filer, der bruges her"),
        ("synonym.toml", "Mente du 'synonymer.toml'?"),
        ("laeringscirkel.toml", "Mente du 'laeringscirklen.toml'?"),
        ("synonymer.toml.txt", "Kald den synonymer.toml"),
    ],
)
def test_a_file_under_a_name_nobody_reads_is_told(folder, name, said):
    put(folder, name, 'titel = "x"\n')
    assert [said in p.hint for p in told(folder)] == [True]


@pytest.mark.parametrize(
    "name", ["laeringscirklen.toml", "cirkler/vores.toml", "cirkler/smtte.toml"]
)
def test_a_bad_circle_is_told_by_tjek(folder, name):
    put(folder, name, 'titl = "x"\n[[faser]]\nnavn = "Se"\nminutter = "10"\nspoergsmaal = "Et?"\n')
    rows = {p.row for p in told(folder) if p.file == name.rpartition("/")[2]}
    assert rows >= {1, 4, 5}


@pytest.mark.parametrize(
    "name",
    [
        "tekster/ark.toml",
        "dilemmaer.txt",
        "laeringscirklen.toml",
        "synonymer.toml",
        "roller.toml",
        "om.toml",
    ],
)
@pytest.mark.parametrize("how", [os.mkdir, getattr(os, "mkfifo", os.mkdir)])
def test_what_is_no_file_is_told_and_nothing_hangs(folder, name, how, capsys):
    (folder / name).unlink(missing_ok=True)
    how(folder / name)
    with pytest.raises(SystemExit):
        main(["tjek", str(folder)])
    assert f"{name.rpartition('/')[2]}: " in capsys.readouterr().out


KITS = load("materiale/ark")
ANY = st.recursive(
    st.text(max_size=5) | st.integers() | st.booleans() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KITS)), st.data(), ANY)
def test_whatever_stands_there_fits_or_is_told(folder, monkeypatch, table, data, value):
    """What is let through has the kit's own kinds all the way down."""
    from kitlib.settings import Settings, unlike

    key = data.draw(st.sampled_from(sorted(KITS[table])))
    problems = unlike(Settings("ark.toml", {table: {key: value}}), KITS)
    if not problems:
        assert type(value) is type(KITS[table][key])
        if isinstance(value, list) and value:
            assert {type(v) for v in value} == {type(KITS[table][key][0])}


def test_synonyms_of_a_column_that_is_not_there_get_the_nearest(folder):
    put(folder, "synonymer.toml", 'dtao = ["Dag"]\nobservation = "Kun et"\ndato = ["Dag"]\n')
    synonyms, problems = read_synonyms(folder)
    assert synonyms == {"dato": ["Dag"]}
    assert [(p.row, p.hint) for p in problems] == [
        (1, "Mente du 'dato'?"),
        (2, 'Skriv observation = ["overskrift"].'),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('"Emma" = "barn"\n', 1),
        ('[aktør]\n"Emma" = "barn"\n', 1),
        ('aktor = "Emma"\n', 1),
        ('[aktor]\n"Emma" = 3\n', 2),
        ("[aktor]\nEmma = barn\n", 2),
        ('[aktorer]\n"Emma" = "barn"\n', 1),
    ],
)
def test_roles_written_wrongly_are_told_without_the_tiers_name(folder, text, row):
    put(folder, "roller.toml", text)
    roles, problems = read_roles(folder)
    assert roles == {}
    assert [p.row for p in problems] == [row]
    assert "Emma" not in str(problems)


def test_a_circle_that_cannot_be_opened_says_so(folder):
    from kitlib.circle.circlefile import read_circle

    (folder / "laeringscirklen.toml").mkdir()
    with pytest.raises(KitError, match="mappe"):
        read_circle(folder=folder)


@pytest.mark.parametrize(
    ("name", "text", "row", "said"),
    [
        ("maal.toml", '[[mål]]\ntitel = "x"\n', 1, "Overskriften"),
        ("maal.toml", '[[maal]]\ntitl = "x"\n', 2, "Mente du 'titel'?"),
        ("maal.toml", '[[maal]]\ntitel = "x"\ntabeller = "who5.retning"\n', 3, "tabeller = ["),
        ("maal.toml", '[maal]\ntitel = "x"\n', 1, "Skriv [[maal]]"),
        ("maal.toml", "[[maal]]\ntitel = Trivsel\n", 2, 'Skriv titel = "…"'),
        ("maal.toml", '[[maal]]\ntabeller = ["x"]\n', 1, "Her mangler 'titel'"),
        ("en.toml", 'tekst = "Vi så."\ngodkendt = "Ane"\n', 2, "Mente du 'godkendt_af'?"),
        ("en.toml", "tekst = 3\n", 1, "Her skal stå en tekst"),
    ],
)
def test_a_municipalitys_goals_and_stories_tell_theirs(folder, name, text, row, said):
    put(folder, "maal.toml", '[[maal]]\ntitel = "x"\nfortaellinger = ["en.toml"]\n')
    put(folder, "en.toml", 'tekst = "Vi så."\ngodkendt_af = "Ane"\n')
    assert [goal.title for goal in read_goals(folder / "maal.toml")] == ["x"]
    put(folder, name, text)
    with pytest.raises(KitError) as error:
        read_goals(folder / "maal.toml")
    assert any((p.file, p.row) == (name, row) and said in str(p) for p in error.value.report)


def test_the_kits_installed_words_stand_the_check_that_own_words_do(root):
    """A municipality that edits the installed files meets the same check as one with its own."""
    from kitlib.settings import read_settings, unlike

    texts = root / "kitlib" / "texts"
    found = {}
    for path in sorted(texts.rglob("*.toml")):
        name = path.relative_to(texts).with_suffix("").as_posix()
        if name == "ny/om":
            continue  # a form that is filled in before anybody reads it
        if name == "laeringscirklen" or name.startswith("cirkler/"):
            read_circle(path.stem)  # the one reader of circles, the kit's and a team's
            continue
        settings = read_settings(path, kind="tekst")
        problems = list(settings.problems)
        if name.startswith("materiale/"):  # what a team may say differently
            problems += unlike(settings, load(name), gaps=tuple(FORMS), extra=EXTRA)
        found |= {name: list(map(str, problems))} if problems else {}
    assert found == {}


def test_the_handout_names_only_what_can_be_on_its_figures():
    # A note is a square, and not a dot; a team that wrote of everybody has no dashed code.
    handout = load("materiale/bagsider")["ark"]["handout"]
    assert "prik" not in " ".join([*handout["trin"], handout["eksempel"]])
    assert load("materiale/handout")["laes"]["ingen_noter_om"].startswith("Er en kode stiplet,")
