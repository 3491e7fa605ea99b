"""Slides of pooled views: what stands where, and what must not stand anywhere."""

import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import chain, pairwise

import pytest
from pptx import Presentation

from kitlib.evidence import LABELS
from kitlib.figures import Cards, Counted, Group, Note, Numbers, Row, Tally, View, one_scale
from kitlib.material.slides import slides
from kitlib.problems import KitError

DAY = date(2026, 11, 24)
# As long as a release's: who has contributed, what it is for, and what the data is.
FOOT = (
    "43 af 65 dagtilbud og 11 af 20 skoler har bidraget. Enhederne er ikke udvalgt, så de "
    "repræsenterer ikke alle. Tallene er lavet til at lære af, ikke til at spare efter. "
    "Opdigtede data til at øve sig på."
)


def dots(rows):
    """Persons in as many rows."""
    cells = (("", ""),) * rows
    return Tally(rows=(Row("højere"),) * rows, columns=(Counted("", cells),))


def shown(block=None, **options):
    return view(block=block or dots(5), **options)


def view(key="udgivelse.who5", *, ring="udgivelse", block=None, n=1):
    return View(
        key=key,
        question=f"Hvilken vej går det samlet? {n}",
        sentence="45 unge fra 6 enheder: 30 højere, 15 lavere.",
        caveat="Tallene er lavet til at lære af, ikke til at spare efter.",
        alt="Prikker i tre rækker.",
        ring=ring,
        blocks=(block,) if block else (),
    )


WORDS = Cards(groups=(Group("", "", (Note("Jeg kan selv."),)),))
VIEWS = [shown(n=1), shown(n=2, block=dots(14)), view(n=3)]


@pytest.fixture(scope="module")
def content() -> bytes:
    return slides(VIEWS, title="Det samlede billede", day=DAY, foot=FOOT)


@pytest.fixture(scope="module")
def show(content):
    return Presentation(BytesIO(content))


@pytest.fixture(scope="module")
def parts(content) -> dict[str, str]:
    """Every part of the file as text."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist()}


def pictures(page):
    return [shape for shape in page.shapes if shape.shape_type == 13]


def test_one_slide_a_view_with_the_question_as_title(show):
    assert [page.shapes.title.text for page in show.slides] == [v.question for v in VIEWS]
    assert [page.placeholders[1].text for page in show.slides] == [v.sentence for v in VIEWS]


def test_the_picture_carries_the_alt_text_and_the_notes_the_caveat(show):
    for page, shown in zip(show.slides, VIEWS, strict=True):
        alts = [p._element.nvPicPr.cNvPr.get("descr") for p in pictures(page)]
        assert alts == ([] if shown.is_empty else [shown.alt])
        assert page.notes_slide.notes_text_frame.text == shown.caveat
        assert FOOT in [s.text_frame.text for s in page.shapes if s.has_text_frame]


def test_nothing_lies_over_anything_or_off_the_slide(show):
    for page in show.slides:
        boxes = sorted((s.top, s.top + s.height) for s in page.shapes)
        assert all(above[1] <= below[0] for above, below in pairwise(boxes))
        assert all(s.left >= 0 and s.left + s.width <= show.slide_width for s in page.shapes)
        assert boxes[-1][1] <= show.slide_height


def test_a_picture_keeps_its_proportions(show):
    for page, shown in zip(show.slides, VIEWS, strict=True):
        for picture in pictures(page):
            assert picture.width / picture.height == pytest.approx(12.8 / shown.height, rel=0.01)


def test_a_long_question_pushes_the_rest_down():
    long = View(
        key="u.x",
        question="Hvad så vi? " * 20,
        sentence="En sætning.",
        alt="Alt.",
        ring="udgivelse",
        blocks=(dots(5),),
    )
    [page] = Presentation(BytesIO(slides([long], title="t", day=DAY))).slides
    title = page.shapes.title
    assert page.placeholders[1].top >= title.top + title.height > 3 * 914_400 * 28 / 72


def test_every_word_is_danish(parts):
    languages = {tag for text in parts.values() for tag in re.findall(r'\blang="([^"]*)"', text)}
    assert languages == {"da-DK"}
    for name, text in parts.items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")) and name.endswith(".xml"):
            assert text.count("<a:t>") == len(re.findall(r'<a:rPr[^>]*lang="da-DK"', text)), name


def test_words_are_in_a_font_that_every_machine_has(parts):
    themes = [text for name, text in parts.items() if name.startswith("ppt/theme/")]
    assert themes
    for text in themes:
        assert set(re.findall(r'<a:latin typeface="([^"]*)"', text)) == {"Arial"}
    named = {f for t in parts.values() for f in re.findall(r'<a:latin typeface="([^"]*)"', t)}
    assert all(face == "Arial" or face.startswith("+") for face in named)


def test_nobody_else_is_in_the_file(show, parts):
    said = show.core_properties
    assert (said.title, said.language) == ("Det samlede billede", "da-DK")
    assert said.author == said.last_modified_by == said.comments == ""
    assert said.created == said.modified == datetime(2026, 11, 24)
    assert not [n for n in parts if "thumbnail" in n or "printer" in n or n.endswith("app.xml")]
    everything = "\n".join(parts.values()).casefold()
    for foreign in (
        "canny",
        "python-pptx",
        "click to edit",
        "placeholder",
        "macintosh",
        "office theme",
    ):
        assert foreign not in everything, foreign


@pytest.mark.parametrize(
    "views",
    [[], [shown(ring="hos_teamet")], [shown(), shown(ring="mit")], [view(block=WORDS)]],
    ids=["none", "the team's", "one's own among them", "quotes"],
)
def test_only_pooled_views_become_slides(views):
    with pytest.raises(KitError):
        slides(views, title="t", day=DAY)


@pytest.mark.whole
def test_libreoffice_opens_it_and_shows_the_words(content, tmp_path, soffice):
    (tmp_path / "dias.pptx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "dias.pptx")], check=True, capture_output=True)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "dias.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    pages = [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]
    assert len(pages) == len(VIEWS)
    for page, shown in zip(pages, VIEWS, strict=True):
        assert shown.question in page and shown.sentence in page and FOOT in page


def test_asked_of_a_team_it_says_where_slides_are_made_and_makes_the_rest(sample_data, tmp_path):
    from kitlib.material import make

    made = make([sample_data / "solsikken"], ["pptx"], out=tmp_path)
    assert made.paths == ()
    assert [(p.code, p.level) for p in made.problems] == [("dias_ring", "advarsel")]
    assert "laeringskit saml" in made.problems.problems[0].hint


def many(rows=9, sides=True, labels=LABELS):
    """A table of numbers with more rows than a slide has room for."""
    names = tuple(f"Distrikt {n}" for n in range(rows))
    values = {(r, a): 30 + 9 * k for r in names for k, a in enumerate(labels)}
    values[names[0], labels[0]] = None
    scales = one_scale(values, names, labels)
    return Numbers(rows=names, columns=labels, values=values, scales=scales, mark="få", sides=sides)


def texts(page):
    """Every paragraph on a slide with the points its letters have."""
    frames = [s.text_frame for s in page.shapes if s.has_text_frame]
    for shape in page.shapes:
        if shape.has_table:
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
    for frame in frames:
        for run in (run for p in frame.paragraphs for run in p.runs):
            yield run.text, run.font.size.pt if run.font.size else None


WIDE = ("nået", "på vej", "samme", "lavere", "uden opfølgning", "uden starttal eller mål")


@pytest.mark.parametrize(("sides", "labels"), [(True, LABELS), (True, WIDE), (False, WIDE)])
def test_numbers_are_a_table_of_large_letters_with_whole_words(sides, labels):
    """Nothing is painted; at most seven rows; more rows go on to the next slide."""
    long = shown(block=many(9, sides, labels))
    content = slides([long], title="t", day=DAY, foot="Til at lære af.", about=["Om. " * 40])
    pages = list(Presentation(BytesIO(content)).slides)
    tables = [shape.table for page in pages for shape in page.shapes if shape.has_table]
    rows = [[row.cells[0].text for row in table.rows][1:] for table in tables]
    assert tuple(chain(*rows)) == long.blocks[0].rows and max(map(len, rows)) <= 7
    heads = [cell.text.split() for cell in tables[0].rows[0].cells][1 : len(labels) + 1]
    assert heads == [label.partition(", ")[0].split() for label in labels]
    for page in pages:
        assert not pictures(page)
        for text, points in texts(page):
            inherited = text in (page.shapes.title.text, page.placeholders[1].text)
            assert (points is None and inherited) or points >= 24, text
        assert all(s.left >= 0 and s.top + s.height <= 7.5 * 914_400 + 1 for s in page.shapes)
        assert all(s.left + s.width <= 13.34 * 914_400 for s in page.shapes)
        assert "Om. Om." in page.notes_slide.notes_text_frame.text or page is pages[-1]
    assert tables[0].cell(1, 1).text == "få" and pages[-1].shapes.title.text == "Om tallene"


def on_one(grid):
    """What stands on the slide of a figure: the words of its table, and how many bars."""
    content = slides([shown(block=grid)], title="t", day=DAY)
    page = Presentation(BytesIO(content)).slides[0]
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    return table, sum(shape.name == "Bjælke" for shape in page.shapes)


def test_of_two_answers_a_slide_says_which_is_down_and_which_across():
    values = {(a, b): 30 for a in ("0-35", "36-50") for b in ("0-35", "36-50")}
    rows = columns = ("0-35", "36-50")
    scales = one_scale(values, rows, columns)
    two = Numbers(rows, columns, values, scales, "Efter", "Før")
    table, _ = on_one(two)
    assert table.cell(0, 0).text.split("\v") == ["Efter →", "Før ↓"]
    table, _ = on_one(replace(two, down=""))
    assert table.cell(0, 0).text == ""


def test_a_number_without_a_bar_beside_those_with_one_is_told_of():
    """A reader would take what has none for none."""

    def foot(*numbers):
        rows, columns = tuple(map(str, range(len(numbers)))), ("Alle",)
        values = {(row, "Alle"): n for row, n in zip(rows, numbers, strict=True)}
        grid = Numbers(rows, columns, values, one_scale(values, rows, columns), "")
        content = slides([shown(block=grid)], title="t", day=DAY, foot="Til at lære af.")
        page = Presentation(BytesIO(content)).slides[0]
        return next(s.text_frame.text for s in page.shapes if s.name == "Fod")

    assert foot(40, 17) == "Til at lære af. Tal under 20 har ingen bjælke."
    assert foot(40, None) == foot(40, 20) == foot(19, 17) == "Til at lære af."


def test_bars_too_short_to_be_told_apart_are_left_out():
    _, bars = on_one(many(3, True, WIDE))
    long = many(3, True, WIDE)
    names = tuple(f"Midtbyen og havnen omkring {row}" for row in long.rows)
    values = {(names[long.rows.index(r)], c): n for (r, c), n in long.values.items()}
    scales = one_scale(values, names, long.columns)
    _, none = on_one(replace(long, rows=names, values=values, scales=scales, inside={}))
    assert bars and not none


def test_what_slides_inherit_is_large_too(parts):
    master = next(text for name, text in parts.items() if name.endswith("slideMaster1.xml"))
    for style in ("titleStyle", "bodyStyle"):
        words = master.partition(f"<p:{style}>")[2].partition("</a:lvl1pPr>")[0]
        assert int(re.findall(r'defRPr[^>]*\bsz="(\d+)"', words)[0]) >= 2400
