"""Views of post-its: each note is a mark, nothing is cut, hidden notes and names stay hidden."""

from __future__ import annotations

import random
import re
import warnings
from datetime import date, timedelta
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from PIL import Image

from kitlib import look, open_team
from kitlib.about import About
from kitlib.figures import Cards, Grid, Note, Pairs, Pile, Stacks, lines
from kitlib.figures import inches as paper
from kitlib.figures.plot import picture
from kitlib.figures.squares import DrawnGrid, DrawnStacks, per_square
from kitlib.figures.weeks import months_of
from kitlib.instruments.guesses import definite
from kitlib.instruments.marks import corner
from kitlib.instruments.postits import children, instrument, material
from kitlib.instruments.postits.weeks import _missing, weekly
from kitlib.problems import KitError

ABOUT = About(
    type="dagtilbud",
    situationer=("aflevering", "leg", "samling", "garderobe", "måltid", "søvn", "hentning"),
    temaer=("selvhjulpenhed", "sprog", "natur"),
)
ATTENTION = "Noterne viser, hvornår og hvor vi kiggede, ikke hvor tit det sker."
LONG_WORD = "garderobesituationsobservationsnotatskrivningsøvelsesopgaver"  # 60 letters


def notes(n: int, seed: int = 1) -> pd.DataFrame:
    rng = random.Random(seed)
    codes = [f"B{i:02d}" for i in range(1, 16)]
    words = [
        "tager",
        "selv",
        "bukserne",
        "på",
        "og",
        "kigger",
        "op",
        "da",
        "det",
        "lykkes",
        "for",
        "første",
        "gang",
    ]

    def maybe(values: list, share: float = 0.7) -> list:
        return [rng.choice(values) if rng.random() < share else None for _ in range(n)]

    days = [pd.Timestamp("2025-10-01") + pd.Timedelta(days=rng.randrange(240)) for _ in range(n)]
    frame = pd.DataFrame(
        {
            "dato": days,
            "observation": [" ".join(rng.choices(words, k=rng.randint(3, 25))) for _ in range(n)],
            "barn": maybe(codes[:12]),
            "hvem_saa": maybe(["pædagog", "vikar"]),
            "situation": maybe(list(ABOUT.situationer[:5])),
            "sammen_med": [
                ", ".join(rng.sample(codes, 2)) if rng.random() < 0.5 else None for _ in range(n)
            ],
            "tema": maybe(["selvhjulpenhed", "sprog", "turtagning"]),
            "tolkning": maybe(["Måske er der mere ro."]),
            "barnets_ord": maybe(["Jeg kan selv!"]),
        }
    )
    frame.index = pd.RangeIndex(2, 2 + n, name="raekke")
    return frame


def piles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "dato": pd.to_datetime(["2026-02-10", "2026-02-11"]),
            "situation": ["leg", "garderobe"],
            "tema": ["sprog", None],
            "antal": [12, 5],
        }
    )


def looked(weeks: int = 30) -> pd.DataFrame:
    days = pd.date_range("2025-10-01", periods=weeks, freq="7D")
    return pd.DataFrame({"dato": days, "gange": [1 + i % 3 for i in range(weeks)]})


def case(name: str) -> pd.DataFrame:
    frame = notes(400 if name == "many" else 40)
    match name:
        case "least":
            frame = frame[["dato", "observation"]]
        case "one":
            frame = frame.iloc[[0]]
        case "empty":
            frame = frame.iloc[:0]
        case "counts":
            return instrument.assemble({"postits_antal": piles()}, ABOUT)
        case "all":
            tables = {"postits": frame, "postits_antal": piles(), "kigget": looked()}
            return instrument.assemble(tables, ABOUT)
        case "odd":
            frame.loc[2, "observation"] = ("ord " * 1000).strip()  # 4,000 characters
            frame.loc[3, "observation"] = LONG_WORD
            frame.loc[4, "observation"] = "koster $5 og $6 \\alpha ^_ 😊 🧃 \t\x07 مرحبا"
            frame.loc[5, "barnets_ord"] = LONG_WORD
            frame.loc[6, "situation"] = LONG_WORD
            frame.loc[7, "tema"] = "en meget lang overskrift, som nogen har skrevet på en bunke"
            frame.loc[8, "barn"] = "Barnet i den røde jakke 17"
            frame.loc[9, "observation"] = "linje et\n\nlinje to"
            frame["sammen_med"] = frame["sammen_med"].fillna("alene")
    return instrument.assemble({"postits": frame}, ABOUT)


def drawn(view):
    """The picture as drawn, and every text on it."""
    with look.style():
        figure = view.picture
        canvas = FigureCanvasAgg(figure)
        texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        return figure, texts, canvas.get_renderer()


def squares(view, gid: str) -> int:
    figure, _, _ = drawn(view)
    return sum(len(c.get_paths()) for c in figure.findobj(PolyCollection) if c.get_gid() == gid)


def notes_on(view) -> list[Note]:
    return [note for block in view.blocks for note in block.marks]


def words_on(view) -> str:
    """Everything that can be read: on the picture, on its notes and above them."""
    words = [t.get_text() for t in drawn(view)[1]]
    for note in notes_on(view):
        words += [note.text, note.said, note.corner, note.beside]
    return " ".join(words)


def many(n: int) -> Pile:
    return Pile(tuple(Note("x", id=f"n{i}") for i in range(n)))


KEYS = list(instrument.views)
CASES = ["least", "one", "empty", "counts", "all", "odd"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("key", KEYS)
def test_every_view_stands_on_whatever_there_is(key, name):
    view = instrument.views[key](case(name), ABOUT)
    assert view.key == key and view.ring == "hos_teamet"
    assert view.sentence and view.alt and view.question.endswith("?")
    if view.is_empty:
        assert view.data.empty and view.sentence.endswith(".")
        return
    figure, texts, renderer = drawn(view)
    width, height = figure.bbox.size
    with look.style():
        for text in texts:
            assert text.get_fontsize() >= look.SIZES["tiny"]
            box = text.get_window_extent(renderer)
            assert box.x0 > -1 and box.x1 < width + 1, text.get_text()
            assert box.y0 > -1 and box.y1 < height + 1, text.get_text()
            assert text.get_text() not in (view.question, view.sentence, view.caveat)


@pytest.mark.parametrize("key", KEYS)
def test_text_never_lies_over_text(key):
    view = instrument.views[key](case("odd"), ABOUT)
    _, texts, renderer = drawn(view)
    with look.style():
        boxes = [(t.get_window_extent(renderer), t.get_text()) for t in texts]
    for i, (a, one) in enumerate(boxes):
        for b, other in boxes[i + 1 :]:
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            down = min(a.y1, b.y1) - max(a.y0, b.y0)
            # Lines of one note may touch by the height of an accent.
            assert across < 2 or down < 8, (one, other)


def test_400_notes_lie_on_the_board_and_none_is_cut():
    frame = case("many")
    view = instrument.views["postits.tavlen"](frame, ABOUT)
    shown = [note.text for note in notes_on(view)]
    assert len(view.data) == 400 and sorted(shown) == sorted(frame["observation"])


def test_one_counted_note_lies_as_one_and_more_as_a_pile():
    frame = piles().iloc[:2].assign(antal=[1, 2])
    view = instrument.views["postits.tavlen"](
        instrument.assemble({"postits_antal": frame}, ABOUT), ABOUT
    )
    html = view._repr_html_()
    assert '<div class="lf-note"><span>1 seddel<' in html
    assert '<div class="lf-pile"><span>2 sedler<' in html


def test_a_long_note_and_a_long_word_are_whole():
    notes = notes_on(instrument.views["postits.tavlen"](case("odd"), ABOUT))
    assert any(note.text.split().count("ord") == 1000 for note in notes)
    assert LONG_WORD in [note.text for note in notes]


@pytest.mark.parametrize("key", KEYS)
def test_every_mark_is_the_note_it_stands_for(key):
    frame = case("all").assign(note_id=lambda f: [f"id{i}" for i in f.index])
    view = instrument.views[key](frame, ABOUT)
    words = frame.set_index("note_id")["observation"]
    named = [note for note in notes_on(view) if note.id]
    assert all(note.text in (words[note.id], "") for note in named)
    assert set(view.notes) <= set(words.index) and len(set(view.notes)) == len(view.notes)


def test_a_mark_is_found_by_what_it_lies_under():
    for key, heading in (("dagen_igennem", "situation"), ("situation_tema", "tema")):
        [block] = instrument.views[f"postits.{key}"](case("all"), ABOUT).blocks
        for place, pile in block.piles.items():
            wanted = place if heading == "situation" else place[0]
            assert all(wanted in note.keys for note in pile.notes)


def test_a_mark_carries_its_id_into_the_drawing_and_a_heading_its_word():
    view = instrument.views["postits.situation_tema"](case("all"), ABOUT)
    svg = view.svg(text="none")
    assert set(re.findall(r'data-note="([^"]+)"', svg)) == set(view.notes)
    assert set(re.findall(r'data-key="([^"]+)"', svg)) >= {"leg", "selvhjulpenhed", "uden tema"}


@pytest.mark.parametrize("key", KEYS)
def test_hidden_notes_and_names_stand_nowhere(key):
    frame = notes(30)
    frame["hvem_saa"] = "Hanne Jensen"
    frame["maa_vises"] = pd.array([False, None, True] * 10, "boolean")
    frame.loc[frame["maa_vises"].eq(False).fillna(False), "observation"] = "hemmeligt"
    frame.loc[frame["maa_vises"].eq(False).fillna(False), "barnets_ord"] = "hemmeligt"
    view = instrument.views[key](instrument.assemble({"postits": frame}, ABOUT), ABOUT)
    told = " ".join([words_on(view), repr(view), view.alt, view.data.to_csv()])
    assert "hemmeligt" not in told and "Hanne" not in told and "ukendt" not in words_on(view)
    assert view.is_empty or "må ikke vises" not in told, "nobody is made to guess whose it is"


@pytest.mark.parametrize(
    "key",
    ["tavlen", "dagen_igennem", "situation_tema", "situation_selskab", "et_barn", "noter_over_tid"],
)
@pytest.mark.parametrize("name", ["all", "odd"])
def test_every_view_that_counts_says_what_counts_are(key, name):
    assert ATTENTION in instrument.views[f"postits.{key}"](case(name), ABOUT).caveat


# --- the day through -------------------------------------------------------------------------


def test_the_day_runs_from_morning_to_going_home_and_keeps_empty_situations():
    view = instrument.views["postits.dagen_igennem"](case("all"), ABOUT)
    assert view.data["situation"].tolist() == [*ABOUT.situationer, "uden situation"]
    assert view.data.set_index("situation").loc["søvn", "antal"] == 0
    _, texts, _ = drawn(view)
    at = {t.get_text(): t.get_position()[0] for t in texts}
    assert [at[s] for s in ABOUT.situationer] == sorted(at[s] for s in ABOUT.situationer)


def test_each_note_is_a_square_and_each_counted_one_a_circle():
    frame = case("all")
    view = instrument.views["postits.dagen_igennem"](frame, ABOUT)
    assert squares(view, "noter") == 40 and squares(view, "talte") == 17
    assert view.data["antal"].sum() == frame["antal"].sum()
    assert "åbne cirkler" in view.sentence


def test_counted_piles_alone_are_enough_for_the_day_and_the_themes():
    for key in ("postits.dagen_igennem", "postits.situation_tema"):
        view = instrument.views[key](case("counts"), ABOUT)
        assert squares(view, "talte") == 17 and squares(view, "noter") == 0
        assert view.data["antal"].sum() == 17


def test_times_looked_in_a_situation_stand_below_it():
    look_rows = looked(4).assign(situation=["leg", "leg", "garderobe", None])
    frame = instrument.assemble({"postits": notes(5), "kigget": look_rows}, ABOUT)
    view = instrument.views["postits.dagen_igennem"](frame, ABOUT)
    assert "kigget 3 gange" in words_on(view)
    assert view.data.set_index("situation")["gange"].dropna().to_dict() == {
        "leg": 3,
        "garderobe": 3,
    }


def test_a_day_of_many_situations_goes_on_below():
    many = About(situationer=tuple(f"situation nummer {i}" for i in range(30)))
    frame = notes(20).assign(situation="situation nummer 7")
    view = instrument.views["postits.dagen_igennem"](frame, many)
    assert len(view.data) == 30 and squares(view, "noter") == 20


def test_very_many_notes_are_tens_and_it_is_said():
    frame = piles().assign(antal=[100_000, 3])
    view = instrument.views["postits.dagen_igennem"](
        instrument.assemble({"postits_antal": frame}, ABOUT), ABOUT
    )
    assert "Hvert mærke er 1.000 noter." in view.sentence and squares(view, "talte") == 101
    assert per_square([many(300)]) == 1 and per_square([Pile(many(200).notes, 101)]) == 10


# --- grids -----------------------------------------------------------------------------------


def test_the_theme_grid_counts_as_counting_by_hand():
    frame = case("all")
    view = instrument.views["postits.situation_tema"](frame, ABOUT)
    marks = frame[frame["slags"] != "kigget"]
    for row in view.data.itertuples():
        same_theme = marks["tema"].fillna("uden tema") == row.tema
        same_place = marks["situation"].fillna("uden situation") == row.situation
        assert row.antal == marks.loc[same_theme & same_place, "antal"].sum()
    assert view.data["tema"].unique().tolist() == [*ABOUT.temaer, "turtagning", "uden tema"]


def test_company_counts_each_child_that_was_with():
    frame = notes(3).assign(
        barn=["B01", "B01", "B02"],
        sammen_med=["B02, B03", "alene", "B02, b01"],
        situation=["leg", "leg", None],
    )
    view = instrument.views["postits.situation_selskab"](
        instrument.assemble({"postits": frame}, ABOUT), ABOUT
    )
    full = view.data[view.data["antal"] > 0]
    # A child is no company of its own.
    assert full[["sammen_med", "situation", "antal"]].values.tolist() == [
        ["B01", "uden situation", 1],
        ["B02", "leg", 1],
        ["B03", "leg", 1],
        ["alene", "leg", 1],
    ]
    assert squares(view, "noter") == 4
    only = instrument.views["postits.situation_selskab"](frame, ABOUT, barn="B02")
    assert only.data["antal"].sum() == 1


@pytest.mark.parametrize(
    ("situations", "said"),
    [
        # Three notes at leg; but the one at tur names three, so the picture shows three each.
        (["leg", "leg", "leg", "tur"], ""),
        (["leg", "leg", "tur", "tur"], "Flest mærker: turen."),
        (["leg", "tur", "tur", "tur"], "Flest er fra turen."),
    ],
)
def test_most_company_is_said_where_notes_and_picture_agree(situations, said):
    frame = notes(4).assign(
        barn="B09", sammen_med=["B01", "B02", "B03", "B01, B02, B03"], situation=situations
    )
    view = instrument.views["postits.situation_selskab"](
        instrument.assemble({"postits": frame}, ABOUT), ABOUT
    )
    assert view.sentence.startswith(said or "Ingen situation og ingen kode skiller sig ud.")
    assert view.caveat.startswith("4 af 4 noter fortæller, hvem der var med.")
    assert ("Flest" in view.sentence) == bool(said)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=15),
)
def test_stacks_are_as_tall_as_they_say(counts):
    names = tuple(f"s{i}" for i in range(len(counts)))
    piles = {s: Pile(many(n).notes, m) for s, (n, m) in zip(names, counts, strict=True)}
    stacks = DrawnStacks(Stacks(columns=names, piles=piles))
    width, size, across = stacks._fit()
    assert across * size <= width and 0 < stacks.height < 60
    cells = {("r", name): pile for name, pile in piles.items()}
    grid = DrawnGrid(Grid(rows=("r",), columns=names, piles=cells, heading="x"))
    assert 0 < grid.height < 60


@pytest.mark.parametrize("n", [0, 1, 4, 5, 6, 8, 11, 16])
def test_the_number_stands_on_the_highest_square_of_its_stack(n):
    block = Stacks(columns=("leg", "tur"), piles={"leg": many(n), "tur": many(16)})
    with look.style():
        figure = picture([block])
    [squares] = [c for c in figure.findobj(PolyCollection) if c.get_gid() == "noter"]
    corners = [path.vertices for path in squares.get_paths()][: len(many(n).notes)]
    number = next(t for t in figure.findobj(Text) if t.get_text() == str(n))
    if n == 0:
        name = next(t for t in figure.findobj(Text) if t.get_text() == "leg")
        assert number.get_position()[0] == pytest.approx(name.get_position()[0])
        return
    highest = min(c[:, 1].min() for c in corners)
    row = [c for c in corners if c[:, 1].min() < highest + 0.01]
    middle = (min(c[:, 0].min() for c in row) + max(c[:, 0].max() for c in row)) / 2
    assert number.get_position()[0] == pytest.approx(middle, abs=0.02)


# --- one child, and who is missing -------------------------------------------------------------


def test_one_child_is_the_first_by_alphabet_and_never_by_what_the_notes_say():
    frame = notes(6).assign(barn=["B09", "B09", "B09", "B02", None, "B09"])
    view = instrument.views["postits.et_barn"](frame, ABOUT)
    assert "B02" in view.question and len(view.data) == 1
    assert children(frame, ABOUT) == ("B02", "B09")
    chosen = instrument.views["postits.et_barn"](frame, ABOUT, barn="b09")
    assert len(chosen.data) == 4 and len(chosen.notes) == 4
    assert chosen.data["dato"].is_monotonic_increasing


def test_a_child_without_notes_is_refused_in_words():
    with pytest.raises(KitError, match="ingen noter med den kode"):
        instrument.views["postits.et_barn"](notes(5), ABOUT, barn="B99")


def test_who_is_missing_is_who_is_only_company_and_what_is_not_known_is_said():
    frame = notes(2).assign(barn=["B01", None], sammen_med=["B05", "B07, B01"])
    view = instrument.views["postits.ingen_noter_om"](frame, ABOUT)
    assert view.data.values.tolist() == [["B01", True], ["B05", False], ["B07", False]]
    assert "B05 og B07" in view.sentence and "1 note er uden kode" in view.sentence
    assert "slet ikke er nævnt" in view.caveat
    [tags] = view.blocks
    assert [(n.text, n.kind) for n in tags.marks] == [
        ("B05", "guess"),
        ("B07", "guess"),
        ("B01", "note"),
    ]


# --- words -------------------------------------------------------------------------------------


def test_seen_and_assumed_are_kept_apart():
    frame = notes(3).assign(tolkning=["bud et", None, "bud to"], barnets_ord=None)
    view = instrument.views["postits.set_antaget"](frame, ABOUT)
    [pairs] = view.blocks
    assert isinstance(pairs, Pairs) and pairs.columns == ("Det, vi så", "Det, vi antager")
    assert [note.beside for note in pairs.marks] == ["bud et", "bud to"]
    assert not any("bud" in note.text for note in pairs.marks)
    assert view.sentence.startswith("Vi antager ")


def test_a_sentence_says_what_is_seen_and_not_only_how_big_the_pile_is():
    frame = notes(5).assign(
        situation=["garderobe", "garderobe", "garderobe", "leg", None],
        tema=["ro", "uro", "ro", "ro", None],
        barn=["B01", "B02", None, None, None],
        tolkning=["bud", "bud", None, "bud", None],
        barnets_ord=["ja", "nej", None, None, None],
        sammen_med=["B07", "B07", None, "B08", None],
    )
    said = {
        "tavlen": "Noter fra 4. november 2025 til 5. maj 2026, lagt efter situation. Garderoben",
        "dagen_igennem": "Garderoben har flest: 3 af 5 noter.",
        "situation_tema": "Ro har flest: 3 af 5 noter.",
        "situation_selskab": "Flest er fra garderoben. Oftest nævnt: B07.",
        "set_antaget": "Vi antager mest om garderoben.",
        "boernenes_ord": "Det sagde B01 og B02.",
    }
    for key, sentence in said.items():
        assert instrument.views[f"postits.{key}"](frame, ABOUT).sentence.startswith(sentence), key


def test_where_all_are_from_one_place_it_is_not_said_of_most():
    frame = notes(3).assign(situation="garderobe", sammen_med=["B07", "B07, B08", None])
    view = instrument.views["postits.situation_selskab"](frame, ABOUT)
    assert view.sentence.startswith("Alle er fra garderoben. Oftest nævnt: B07.")


def test_a_pile_has_a_month_and_no_day():
    frame = instrument.assemble({"postits_antal": piles()}, ABOUT)
    said = instrument.views["postits.tavlen"](frame, ABOUT).sentence
    assert said.startswith("Noter fra februar 2026, lagt efter situation."), said
    two = frame.assign(dato=pd.to_datetime(["2025-12-31", *["2026-02-28"] * (len(frame) - 1)]))
    said = instrument.views["postits.tavlen"](two, ABOUT).sentence
    assert said.startswith("Noter fra december 2025 til februar 2026, lagt efter"), said


def test_weeks_that_no_rate_is_known_of_are_told_by_why():
    gange = pd.array([3, 0, 0, None, 2], dtype="Int64")
    data = pd.DataFrame({"talt": [True, False, False, False, False], "gange": gange})
    assert _missing(data) == (
        " 4 uger er ikke regnet med: 1 er talt på bordet, i 2 kiggede vi ikke og om 1 ved vi ikke, "
        "hvor tit vi kiggede."
    )
    assert _missing(data[4:]) == ""


def test_where_all_was_counted_it_does_not_say_that_there_is_nothing():
    frame = instrument.assemble({"postits_antal": piles()}, ABOUT)
    for key in ("et_barn", "boernenes_ord", "set_antaget", "ingen_noter_om", "situation_selskab"):
        view = instrument.views[f"postits.{key}"](frame, ABOUT)
        assert view.is_empty and view.sentence.startswith("Sedlerne er talt på bordet"), key


def test_the_boards_picture_counts_a_pile_as_what_lies_in_it():
    frame = instrument.assemble({"postits_antal": piles()}, ABOUT)
    view = instrument.views["postits.tavlen"](frame, ABOUT)
    assert squares(view, "talte") == 17 and squares(view, "noter") == 0


def words_drawn(view) -> list[str]:
    return [t.get_text() for t in view.figure.findobj(Text) if t.get_text().strip()]


@pytest.mark.parametrize("key", ["tavlen", "et_barn", "boernenes_ord", "set_antaget"])
def test_the_figure_of_words_is_the_words(key):
    said = "Vil selv."
    frame = notes(4).assign(
        observation=said, barnets_ord=said, tolkning=said, barn="B01", situation="leg"
    )
    view = instrument.views[f"postits.{key}"](frame, ABOUT)
    drawn_words = " ".join(words_drawn(view))
    assert drawn_words.count("Vil selv.") >= 4
    for mark in notes_on(view):
        assert f'data-note="{mark.id}"' in view.svg() or not mark.id


def test_persons_on_a_figure_are_names_and_never_yellow_as_notes_are():
    frame = notes(2).assign(barn=["B01", None], sammen_med=["B05", "B07, B01"])
    view = instrument.views["postits.ingen_noter_om"](frame, ABOUT)
    assert {"B01", "B05", "B07"} <= set(words_drawn(view))
    papers = view.figure.findobj(FancyBboxPatch)
    assert len(papers) == 3
    assert look.NOTE.lower() not in {to_hex(p.get_facecolor()) for p in papers}
    assert [p.get_linestyle() for p in papers] == ["--", "--", "-"]  # whom no note is about


def test_words_too_many_to_read_are_marks_with_names():
    frame = notes(120).assign(tolkning="bud", situation=None, barnets_ord="Ja.")
    seen = words_drawn(instrument.views["postits.set_antaget"](frame, ABOUT))
    assert {"Det, vi så", "Det, vi antager"} <= set(seen) and "noter" not in seen


def test_the_childrens_words_stand_in_italics_between_marks():
    frame = notes(2).assign(barnets_ord=['"Jeg kan selv!"', None])
    view = instrument.views["postits.boernenes_ord"](frame, ABOUT)
    [note] = notes_on(view)
    assert (note.text, note.said) == ("", "»Jeg kan selv!«") and view.quotes


def test_the_board_goes_by_situation_else_theme_else_month():
    board = instrument.views["postits.tavlen"]
    frame = notes(12)
    assert "efter situation" in board(frame, ABOUT).sentence
    assert "efter tema" in board(frame.assign(situation=None), ABOUT).sentence
    assert "efter måned" in board(frame[["dato", "observation"]], ABOUT).sentence
    dated = frame[["dato", "observation"]]
    dated = dated.assign(dato=dated["dato"].where(dated.index > 2))
    undated = board(dated, ABOUT).data["overskrift"]
    assert "Uden dato" in set(undated)
    only = board(frame.assign(tema="sprog"), ABOUT, efter="tema", kun="sprog")
    assert len(only.data) == 12 and set(only.data["overskrift"]) == {"Sprog"}
    with pytest.raises(KitError):
        board(frame, ABOUT, efter="barn")


# --- time --------------------------------------------------------------------------------------


def test_weeks_have_their_gaps_and_a_counted_month_is_not_known():
    frame = instrument.assemble(
        {
            "postits": notes(2).assign(dato=pd.to_datetime(["2026-01-05", "2026-03-02"])),
            "postits_antal": piles(),
            "kigget": pd.DataFrame(
                {"dato": pd.to_datetime(["2026-01-06", "2026-02-11"]), "gange": [2, 3]}
            ),
        },
        ABOUT,
    )
    weeks = weekly(material(frame, ABOUT))
    assert len(weeks) == 9 and weeks["noter"].sum() == 2  # 5 January to 2 March
    assert weeks["talt"].tolist() == [False] * 3 + [True] * 5 + [False]
    assert weeks["pr_gang"].dropna().tolist() == [0.5]  # the counted week is not known


def test_a_run_chart_only_where_it_is_known_how_often_we_looked():
    frame = notes(120)
    alone = instrument.views["postits.noter_over_tid"](frame, ABOUT)
    assert squares(alone, "noter") == 120 and "Skriv i arket »Hvornår kiggede vi«" in alone.caveat
    few = instrument.assemble({"postits": frame, "kigget": looked(9)}, ABOUT)
    assert "for få uger" in instrument.views["postits.noter_over_tid"](few, ABOUT).caveat
    known = instrument.assemble({"postits": frame, "kigget": looked(30)}, ABOUT)
    chart = instrument.views["postits.noter_over_tid"](known, ABOUT)
    weeks, run = chart.blocks
    assert len(weeks.weeks) == len(chart.data) and len(chart.notes) == 120
    figure = picture([run])  # for who unfolds it
    [ax] = [a for a in figure.axes if a.lines]
    assert ax.get_ylim()[0] == 0
    line = next(ln for ln in ax.lines if ln.get_gid() == "uger")
    assert len(line.get_xdata()) == len(chart.data)  # unknown weeks are gaps in it
    for word in ("median", "signal", "p-værdi", "virker", "effekt"):
        assert word not in (chart.sentence + chart.caveat + words_on(chart)).casefold()


# --- laying out --------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300)


def test_spaces_that_cannot_be_seen_are_spaces_and_other_signs_are_boxes():
    assert lines.legible("a\u2009b\tc") == "a b c"
    # A hard space stays one: it keeps "27. april" on one line.
    assert lines.legible("27.\u00a0april") == "27.\u00a0april"
    assert lines.legible("\U0001f9c3 \ufe0f") == "▯ "


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(40, 400))
def test_wrapping_loses_no_letter_and_fits(text, width):
    wrapped = lines.wrap(text, width, 14)
    kept = [c for c in lines.legible(text) if not c.isspace() and c != "-"]
    assert [c for c in wrapped if not c.isspace() and c != "-"] == kept
    for line in wrapped.split("\n"):
        assert lines._width(line, 14, "Regular") <= width + 0.01 or len(line.strip("-")) == 1


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_whatever_is_typed_can_be_drawn_without_a_warning(text):
    with look.style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        from matplotlib.figure import Figure

        figure = Figure(figsize=(4, 3))
        paper.Canvas(figure).text(0, 0, lines.wrap(text, 200, 14), 14)
        FigureCanvasAgg(figure).draw()


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.1, 3)), max_size=30))
def test_moved_apart_nothing_overlaps_and_all_stay_inside(things):
    things = sorted(things)
    heights = [h for _, h in things]
    end = max(50.0, sum(heights)) + 1
    places = paper.stack_free([w for w, _ in things], heights, 0.0, end)
    for (a, h), b in zip(zip(places, heights, strict=True), places[1:], strict=False):
        assert b >= a + h - 1e-6
    assert all(p >= -1e-6 and p + h <= end + 1e-6 for p, h in zip(places, heights, strict=True))


def test_a_narrow_note_breaks_its_corner_between_parts_and_not_inside_the_day():
    line = corner("U09", "ungemedarbejder", day=date(2026, 4, 27))
    assert lines.wrap(line, 130, 13).split("\n")[-1] == "27.\u00a0apr."


@pytest.mark.parametrize(("most", "rows"), [(8, 7), (34, 6), (3, 10)])
def test_a_grid_keeps_to_a_projector_where_its_notes_can_be_seen_there(most, rows):
    names = tuple(f"tema {i}" for i in range(rows))
    columns = tuple(f"situation {i}" for i in range(9))
    piles = {(names[0], columns[0]): many(most)}
    grid = DrawnGrid(Grid(rows=names, columns=columns, piles=piles, heading="Tema"))
    assert grid.height <= 5.2


def test_one_child_has_every_month_of_the_period_with_its_gaps():
    days = pd.to_datetime(["2026-01-12", "2026-03-04", "2026-06-30"])
    frame = pd.DataFrame({"dato": days, "observation": "x", "barn": "B01"})
    view = instrument.views["postits.et_barn"](frame, ABOUT)
    assert view.sentence == (
        "Vi skrev 3 noter: 12. januar, 4. marts og 30. juni 2026. "
        "Der er ingen fra februar, april og maj."
    )
    [line] = view.blocks
    assert isinstance(line, Cards) and line.over_time
    months = ["Januar 2026", "Februar", "Marts", "April", "Maj", "Juni"]
    assert [group.heading for group in line.groups] == months
    assert [len(group.notes) for group in line.groups] == [1, 0, 1, 0, 0, 1]
    assert line.groups[1].told == "ingen noter"


def test_one_child_with_many_notes_is_told_where_most_are_from():
    days = pd.to_datetime(["2025-11-03", "2025-12-01", "2026-05-04", "2026-05-04", "2026-06-01"])
    frame = pd.DataFrame({"dato": days, "observation": "x", "barn": "B01"})
    frame["situation"] = ["leg", "samling", "leg", "leg", "tur"]
    view = instrument.views["postits.et_barn"](frame, ABOUT)
    assert view.sentence == (
        "Vi skrev 5 noter fra 3. november 2025 til 1. juni 2026. Legen har flest: 3. "
        "4 af 8 måneder har ingen."
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-01-05", "2026-01-06", "2026-02-02"], "Uge 2 i januar har flest: 2 af 3 noter."),
        (
            ["2026-02-02", "2026-02-03", "2026-02-09", "2026-02-10", "2026-02-16"],
            "Uge 6 og uge 7 i februar har flest: 2 hver af 5 noter.",
        ),
        (["2026-01-05", "2026-01-12"], "Der er noter fra 2 af 2 uger, 1 på hver."),
        (
            [f"2026-0{m}-{d:02d}" for m in (1, 2, 3) for d in (5, 6, 15)],
            "Der er noter fra 6 af 10 uger, højst 2 på en uge.",
        ),
    ],
)
def test_weeks_are_told_by_where_most_notes_are_with_the_month_to_find_them_by(days, said):
    frame = pd.DataFrame({"dato": pd.to_datetime(days), "observation": "x"})
    assert instrument.views["postits.noter_over_tid"](frame, ABOUT).sentence.startswith(said[:-1])


def test_every_situation_of_the_samples_is_said_in_its_definite_form(sample_data):
    none = {"dansk", "hjemad", "ude af huset"}  # and those of several words
    told = {
        situation: definite(situation)
        for path in sample_data.glob("*/om.toml")
        if path.parent.name != "mit"
        for situation in open_team(path.parent).about.day
        if situation not in none and " " not in situation
    }
    assert len(told) > 20
    assert [s for s, said in told.items() if not re.search("(en|et|ne)$", said)] == []


def test_the_first_month_is_named_where_one_week_of_it_leaves_room():
    days = [date(2026, 3, 26) + timedelta(days=7 * i) for i in range(23)]
    assert [words for _, words in months_of(days)][:2] == ["mar.\n2026", "apr."]
    long = [date(2026, 1, 29) + timedelta(days=7 * i) for i in range(40)]
    assert months_of(long)[0] == (1, "feb.\n2026")


def test_how_often_we_looked_stands_clear_of_the_year_over_it():
    days = pd.date_range("2026-01-06", periods=12, freq="7D")
    frame = pd.DataFrame({"dato": days, "observation": "x"})
    kigget = pd.DataFrame({"dato": days[:9], "gange": 2})
    view = instrument.views["postits.noter_over_tid"](
        instrument.assemble({"postits": frame, "kigget": kigget}, ABOUT), ABOUT
    )
    _, texts, renderer = drawn(view)
    with look.style():
        boxes = {t.get_text(): t.get_window_extent(renderer) for t in texts}
    told = boxes["Tallene lige under linjen: gange, vi kiggede den uge."]
    assert boxes["2026"].y0 - told.y1 > 6, "pixels of 100 to an inch"


@pytest.mark.parametrize("n", [3, 18])
def test_few_notes_fill_a_projector_and_leave_no_large_empty_band(n):
    from benchmarks.views import empty_band

    frame = notes(n).assign(barnets_ord="Jeg kan selv!", tolkning="Måske.", situation="leg")
    for key, make in instrument.views.items():
        view = make(frame, ABOUT)
        if not view.is_empty:
            assert empty_band(Image.open(BytesIO(view.png(words=True)))) == [], key


def test_notes_from_one_week_alone_make_no_line_of_weeks():
    frame = pd.DataFrame({"dato": pd.to_datetime(["2026-03-03", "2026-03-05"]), "observation": "x"})
    view = instrument.views["postits.noter_over_tid"](frame, ABOUT)
    assert view.is_empty and "samme uge" in view.sentence


def test_a_long_situation_in_a_corner_may_break_between_its_words():
    small = corner("En lang situation, hvor alle er samlet om bordet", "pædagog")
    assert "En lang situation, hvor alle" in small
    assert corner("en kort", "vikar") == "en\N{NO-BREAK SPACE}kort\N{NO-BREAK SPACE}· vikar"


def test_many_weeks_of_many_notes_still_fit_a_projector():
    days = pd.date_range("2026-01-05", periods=30, freq="7D").repeat(20)
    view = instrument.views["postits.noter_over_tid"](
        pd.DataFrame({"dato": days, "observation": "x"}), ABOUT
    )
    assert view.height <= 5.2


def test_two_situations_that_stand_out_are_both_said():
    frame = notes(5).assign(
        barn="B09",
        sammen_med=["B01", "B02", "B03", "B01", "B02"],
        situation=["leg", "leg", "tur", "tur", "garderobe"],
    )
    view = instrument.views["postits.situation_selskab"](frame, ABOUT)
    assert view.sentence == "Flest er fra legen og turen. Oftest nævnt: B01 og B02."
