"""Writing: in its ring, in its place, all or nothing, never over what others made."""

import ast
import shutil
from datetime import date
from pathlib import Path

import pytest

from kitlib.made import LIST_NAME, remember
from kitlib.outputs import maker, outputs
from kitlib.patience import WAITS
from kitlib.problems import KitError
from kitlib.writing import (
    Home,
    footer,
    replacing,
    replacing_folder,
    write_bytes,
    write_text,
)

DAY = date(2026, 12, 31)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    return Home(folder, "hos_teamet", DAY)


@pytest.mark.parametrize(
    ("ring", "opdigtet", "text"),
    [
        ("hos_teamet", False, "Bliver hos teamet. Slettes senest 31. december 2026."),
        ("mit", False, "Bliver hos dig selv. Slettes senest 31. december 2026."),
        ("hos_teamet", True, "Opdigtede data til at øve sig på."),
        ("udgivelse", False, ""),
    ],
)
def test_the_footer_says_where_it_stays_and_when_it_goes(tmp_path, ring, opdigtet, text):
    assert footer(Home(tmp_path, ring, DAY, opdigtet)) == text


def test_below_the_folder_is_fine(home):
    assert write_bytes(home.out / "x.bin", b"x", home, output="handout").read_bytes() == b"x"


@pytest.mark.parametrize("place", ["../x.html", "ud/../../x.html", "../team2/x.html"])
def test_outside_the_folder_is_refused(home, place):
    with pytest.raises(KitError, match="uden for mappen"):
        write_bytes(home.folder / place, b"x", home, output="handout")
    assert not (home.folder / place).exists()


def test_a_link_out_of_the_folder_is_refused(home, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    try:
        (home.folder / "ud").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("this machine makes no links")
    with pytest.raises(KitError, match="uden for mappen"):
        write_bytes(home.folder / "ud" / "x.html", b"x", home, output="handout")


def test_invented_data_may_be_written_anywhere(tmp_path):
    home = Home(tmp_path / "team", opdigtet=True)
    assert write_bytes(tmp_path / "x.bin", b"x", home, output="handout").exists()


def test_the_teams_own_file_is_never_written_over(home):
    own = home.folder / "postits.csv"
    own.write_text("dato;observation", encoding="utf-8")
    with pytest.raises(KitError, match="som værktøjet ikke har lavet"):
        write_bytes(own, b"x", home, output="handout")
    assert own.read_text(encoding="utf-8") == "dato;observation"


def test_a_text_without_its_footer_is_a_fault_of_ours(home):
    with pytest.raises(ValueError, match="footer"):
        write_text(home.out / "x.html", "<p>ingen fod</p>", home, output="handout")


def test_an_output_that_is_not_declared_is_stopped(home):
    with pytest.raises(ValueError, match="not in the register"):
        write_bytes(home.out / "ny.html", b"x", home, output="en ny slags side")
    assert not home.out.exists()


#: Modules that write without the register: what a folder holds and is worked in, no output.
STATE = {
    "kitlib.circle.circlefile",
    "kitlib.journal.logbog",
    "kitlib.contribution.secret",
    "kitlib.erased",
    "kitlib.lab",
    "kitlib.leader",
    "kitlib.made",
    "kitlib.material.workbook",
    "kitlib.notebook",
    "kitlib.own",
    "kitlib.placing",
    "kitlib.pooled.elsewhere",
    "kitlib.pooled.run",
    "kitlib.pooled.sample",
    "kitlib.privacy.answers",
    "kitlib.privacy.dates",
    "kitlib.privacy.erase",
    "kitlib.privacy.find_sources",
    "kitlib.privacy.key",
    "kitlib.privacy.released",
    "kitlib.start",
    "kitlib.typeset",
    "kitlib.cli.pooled",
    "kitlib.trace",
    "kitlib.writing",
    # What a team wrote by hand: its own notes, its settings, its wording, its workbook's lists.
    "kitlib.slips.store",
    "kitlib.aboutfile",
    "kitlib.wordfiles",
    "kitlib.material.booklists",
    # The one file is the kit itself, with nobody's data in it.
    "kitlib.onefile.bare",
    "kitlib.onefile.build",
    "kitlib.onefile.layout",
    "kitlib.onefile.parts",
    "kitlib.onefile.warm",
}


def writers(source: str) -> set[str]:
    """The ways of writing a file that a module uses and that ask no register."""
    raw = {"replacing", "replacing_folder"}
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        on = called.value if isinstance(called, ast.Attribute) else None
        on_path = on is not None and not (isinstance(on, ast.Name) and on.id == "formatter")
        modes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if name in raw or (name in ("write_text", "write_bytes") and on_path):
            found.add(name)
        if name == "open" and any(isinstance(m, str) and set(m) & set("wxa+") for m in modes):
            found.add(name)
    return found


@pytest.mark.parametrize(
    "source",
    [
        "Path('x').write_text('x')",
        "path.open('xb')",
        "open(path, 'w')",
        "with replacing(path) as t: pass",
    ],
)
def test_the_search_for_writers_finds_them(source):
    assert writers(source)


def test_whatever_writes_asks_the_register(root):
    """A module that writes past it is an output nobody declared, or is named above."""
    past = set()
    for path in sorted((root / "kitlib").rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        if writers(path.read_text(encoding="utf-8")):
            past.add(name)
    assert past <= STATE, "declare it in kitlib.outputs, and write it through kitlib.writing"


@pytest.mark.parametrize("name", ["visninger.html", "referat.md", "materiale/handout.pdf"])
def test_a_file_of_ones_own_in_ud_is_never_written_over(home, name):
    own = home.out / name
    own.parent.mkdir(parents=True)
    own.write_text("vores egen", encoding="utf-8")
    with pytest.raises(KitError, match="som værktøjet ikke har lavet"):
        write_bytes(own, b"x", home, output="handout")
    assert own.read_text(encoding="utf-8") == "vores egen"


@pytest.mark.parametrize("name", ["visninger.html", "referat.md", "tal.csv"])
def test_what_the_kit_made_is_made_anew_until_somebody_edits_it(home, name):
    path = write_bytes(home.out / name, b"en", home, output="handout")
    write_bytes(path, b"to", home, output="handout")
    assert write_bytes(path, b"tre", home, output="handout").read_bytes() == b"tre"
    path.write_bytes(b"tre, og en linje af os selv")
    with pytest.raises(KitError, match="rettet siden"):
        write_bytes(path, b"fire", home, output="handout")
    assert path.read_bytes().endswith(b"af os selv")


def test_a_page_from_before_the_list_is_known_by_its_mark(home):
    home.out.mkdir()
    for name, content in (
        ("a.html", b'<meta name="generator" content="laeringskit">'),
        ("b.ics", b"BEGIN:VCALENDAR\r\nPRODID:-//laeringskit//DA"),
    ):
        (home.out / name).write_bytes(content)
        write_bytes(home.out / name, b"ny", home, output="handout")


def test_a_write_broken_off_leaves_the_file_the_kits_own(home):
    path = write_bytes(home.out / "x.md", b"en", home, output="handout")
    remember(path, b"aldrig skrevet", home.out)
    write_bytes(path, b"to", home, output="handout")
    assert path.read_bytes() == b"to"


def test_the_list_of_what_was_made_names_nothing(home):
    write_bytes(home.out / "indsigt_b07.html", b"en", home, output="handout")
    assert "b07" not in (home.out / LIST_NAME).read_text(encoding="utf-8")


def test_nothing_is_left_when_the_work_is_broken_off(tmp_path):
    target = tmp_path / "x.html"
    target.write_text("før", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), replacing(target) as temporary:
        temporary.write_text("halv", encoding="utf-8")
        raise KeyboardInterrupt
    assert target.read_text(encoding="utf-8") == "før"
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]


@pytest.mark.parametrize("output", outputs(), ids=lambda o: o.name)
def test_every_declared_output_is_made_where_it_is_told(output, tmp_path, sample_data):
    team = shutil.copytree(sample_data / "maelkeboetten", tmp_path / "team")
    own = shutil.copytree(sample_data / "mit", tmp_path / "mit") / "psykolog_who5.csv"
    source = own if output.ring == "mit" else team
    made = maker(output)(source, source.parent / "ud" if source == own else team / "ud")
    assert made
    assert all(path.is_relative_to(tmp_path) and path.stat().st_size for path in made)


@pytest.fixture
def waited(monkeypatch):
    """The seconds waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr("kitlib.patience.sleep", seconds.append)
    return seconds


def _held(monkeypatch, name, times):
    """Another program holds the file for the first `times` tries."""
    real, tried = getattr(type(Path()), name), []

    def step(self, *args, **options):
        tried.append(self)
        if len(tried) <= times:
            raise PermissionError(13, "Access is denied")
        return real(self, *args, **options)

    monkeypatch.setattr(type(Path()), name, step)


@pytest.mark.parametrize("times", [1, 3, len(WAITS)])
def test_a_file_held_for_a_moment_is_waited_for(tmp_path, monkeypatch, waited, times):
    _held(monkeypatch, "replace", times)
    with replacing(tmp_path / "x.txt") as temporary:
        temporary.write_text("nyt", encoding="utf-8")
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "nyt"
    assert waited == list(WAITS[:times])


def test_a_folder_held_for_a_moment_is_waited_for(tmp_path, monkeypatch, waited):
    _held(monkeypatch, "rename", 2)
    with replacing_folder(tmp_path / "ny") as temporary:
        (temporary / "x.txt").write_text("nyt", encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["ny"]


def test_a_file_held_for_long_is_told_with_what_stands(tmp_path, monkeypatch, waited):
    target = tmp_path / "x.txt"
    target.write_text("før", encoding="utf-8")
    _held(monkeypatch, "replace", 1000)
    with pytest.raises(KitError, match="åben i et andet program") as error, replacing(target) as t:
        t.write_text("nyt", encoding="utf-8")
    assert "som den gjorde før: det nye er ikke gemt" in error.value.hint
    assert target.read_text(encoding="utf-8") == "før"
    assert 2 <= sum(waited) <= 5
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def test_a_folder_held_for_long_is_told(tmp_path, monkeypatch, waited):
    _held(monkeypatch, "rename", 1000)
    fails = pytest.raises(KitError, match="et andet program har fat i den")
    with fails, replacing_folder(tmp_path / "ny"):
        pass
    assert list(tmp_path.iterdir()) == []
