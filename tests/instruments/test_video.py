"""Video notes: what other tools wrote becomes notes without a name; time, not persons."""

from __future__ import annotations

import itertools
import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text

from kitlib import look
from kitlib.about import About
from kitlib.figures import Note, Reel, Span
from kitlib.figures.films import OWN_SCALE, _Laid
from kitlib.figures.screen import html
from kitlib.instruments.video import from_timecodes, instrument
from kitlib.instruments.video.blocks import seconds_covered
from kitlib.instruments.video.tables import clips

ABOUT = About(type="dagtilbud", temaer=("turtagning", "sprog"))
KEYS = list(instrument.views)


def raw(*rows: tuple) -> pd.DataFrame:
    columns = ["start", "slut", "lag", "foraelder", "tekst"]
    frame = pd.DataFrame(list(rows), columns=columns)
    text = {c: "string" for c in columns[2:]}
    return frame.astype({"start": "Float64", "slut": "Float64", **text})


def notes(n: int, seed: int = 1, clip: str | None = "Samling uge 12") -> pd.DataFrame:
    rng = random.Random(seed)
    starts = sorted(rng.uniform(0, 540) for _ in range(n))
    pick = rng.choice
    return pd.DataFrame(
        {
            "start": starts,
            "slut": [s + rng.uniform(2, 40) if rng.random() < 0.8 else None for s in starts],
            "aktor": [pick(["voksen", "barn", "gruppe", None]) for _ in starts],
            "hvad": [pick(["Venter på svar.", "Sætter sig på gulvet hos dem."]) for _ in starts],
            "virkning": [pick(["hjalp", "spændte ben", None]) for _ in starts],
            "tema": [pick(["turtagning", "ro", None]) for _ in starts],
            "tolkning": [pick(["Måske er der for lidt tid.", None]) for _ in starts],
            "klip": clip,
        }
    )


def case(name: str) -> pd.DataFrame:
    match name:
        case "least":
            frame = notes(6)[["start", "hvad"]]
        case "one":
            frame = notes(1).assign(start=0.0, slut=None)
        case "empty":
            frame = notes(0)
        case "two films":
            frame = pd.concat([notes(9), notes(7, 2, "Garderobe")], ignore_index=True)
        case "wordless":
            frame = notes(5).assign(hvad=None)
        case "odd":
            frame = notes(12)
            frame.loc[0, "hvad"] = ("ord " * 1000).strip()
            frame.loc[1, "hvad"] = "g" * 60 + " 🧃 $5 og $6"
            frame.loc[2, "tema"] = "et meget langt tema, som nogen har skrevet"
            frame.loc[3, "slut"] = frame.loc[3, "start"] - 1
            frame.loc[4:7, "start"] = 100.0
        case _:
            frame = notes(40)
    return instrument.assemble({"video": frame}, ABOUT)


def drawn(view):
    with look.style():
        figure = view.picture
        renderer = FigureCanvasAgg(figure).get_renderer()
        texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        return figure, texts, renderer


def shapes(view, gid: str) -> int:
    figure, _, _ = drawn(view)
    return sum(len(c.get_paths()) for c in figure.findobj(PolyCollection) if c.get_gid() == gid)


def lines(view, gid: str) -> list:
    return [ln for ax in drawn(view)[0].axes for ln in ax.lines if ln.get_gid() == gid]


# --- columns and reading -----------------------------------------------------------------------


def test_only_where_and_what_must_be_there_and_nobody_is_named():
    from kitlib.columns import is_employee_heading

    assert [c.name for c in instrument.columns if c.required] == ["start", "hvad"]
    by_name = {c.name: c for c in instrument.columns}
    assert by_name["aktor"].allowed == ("voksen", "barn", "gruppe")
    assert by_name["virkning"].allowed == ("hjalp", "spændte ben")
    headings = [h for c in instrument.columns for h in (c.name, c.label, *c.synonyms)]
    assert not [h for h in headings if is_employee_heading(h)]


def test_a_tier_becomes_a_role_and_its_name_is_nowhere():
    frame = from_timecodes(
        raw((1, 2, "Mette", None, "Ser op."), (3, 4, "Bo", None, "Nikker.")), {"Mette": "voksen"}
    )
    assert frame["aktor"].tolist()[0] == "voksen" and frame["aktor"].isna().tolist() == [
        False,
        True,
    ]
    assert "Mette" not in frame.to_csv() and "Bo" not in frame.to_csv()
    assert list(frame.columns) == [c.name for c in instrument.columns]


@pytest.mark.parametrize(
    ("tier", "text", "effect", "left"),
    [
        ("A", "hjalp: Ser op.", "hjalp", "Ser op."),
        ("A", "Spændte ben: Ser væk.", "spændte ben", "Ser væk."),
        ("A", "+ Ser op.", "hjalp", "Ser op."),
        ("A", "hjalp hinanden med tøjet", None, "hjalp hinanden med tøjet"),
        ("A", "spændte benene", None, "spændte benene"),
        ("hjalp", "Ser op.", "hjalp", "Ser op."),
        ("spændte ben", "Ser væk.", "spændte ben", "Ser væk."),
        (None, "Ser op.", None, "Ser op."),
    ],
)
def test_the_effect_is_read_off_the_text_or_the_tier(tier, text, effect, left):
    [row] = from_timecodes(raw((1, 2, tier, None, text)), {}).itertuples()
    assert (row.virkning if effect else pd.isna(row.virkning)) == (effect or True)
    assert row.hvad == left


def test_a_dash_is_an_effect_only_in_a_file_that_marks_the_other_kind():
    rows = (1, 2, None, None, "- Hej"), (3, 4, None, None, "- Goddag")
    subtitles = from_timecodes(raw(*rows), {})
    assert subtitles["virkning"].isna().all() and subtitles["hvad"].tolist()[0] == "- Hej"
    marked = from_timecodes(
        raw((1, 2, None, None, "- Venter ikke"), (3, 4, None, None, "+ Ser")), {}
    )
    assert marked["virkning"].tolist() == ["spændte ben", "hjalp"]


def test_an_annotation_that_hangs_on_another_is_no_note_of_its_own():
    frame = from_timecodes(
        raw(
            (1, 2, "A", None, "Ser op."),
            (1, 2, "tema@A", "A", "turtagning"),
            (1, 2, "tolkning@A", "A", "Vil være med?"),
            (1, 2, "kode", "tema@A", "V"),
            (5, 6, "A", None, ""),
        ),
        {"A": "barn"},
    )
    assert len(frame) == 2
    first = frame.iloc[0]
    assert (first["tema"], first["tolkning"]) == ("turtagning", "Vil være med?")
    assert first["hvad"] == "Ser op. (V)" and pd.isna(frame.iloc[1]["hvad"])


def test_elan_segments_stay_as_many_as_the_file_has(shared_data):
    """296 and 145 segments: shared/data/README.md (ChildProject @ 427c058dba08)."""
    from kitlib.reading import read_timecodes

    for name in ("childproject_basic", "childproject_any_tier"):
        source = read_timecodes(shared_data / "video" / "elan" / f"{name}.eaf")
        frame = from_timecodes(source, {"CHI": "barn", "FA1": "voksen"})
        aligned = source[source["foraelder"].isna()]
        assert len(frame) == len(aligned)
        assert (frame["aktor"] == "barn").sum() == (aligned["lag"] == "CHI").sum() > 0
        truth = pd.read_csv(shared_data / "video" / "elan" / f"{name}_truth.csv")
        onsets = sorted(truth.loc[truth["speaker_id"] == "CHI", "segment_onset"])
        starts = sorted(frame.loc[frame["aktor"] == "barn", "start"] * 1000)
        # The truth was cut to whole milliseconds, not rounded.
        assert all(abs(a - b) < 1.001 for a, b in zip(onsets, starts, strict=True))


def test_boris_behaviours_are_themes(shared_data):
    """The tabular export has subject1 with behaviour "s" three times (BORIS @ 73bdf077c48d)."""
    from kitlib.reading import read_timecodes

    source = read_timecodes(shared_data / "video" / "boris" / "test_export_events_tabular.tsv")
    frame = from_timecodes(source, {"subject1": "voksen"})
    assert set(frame["tema"].dropna()) == {"s"}
    assert frame.loc[frame["aktor"] == "voksen", "start"].tolist()[:3] == [3.3, 9.9, 18.35]


def test_two_films_without_names_are_never_laid_on_one_line():
    parts = [from_timecodes(raw((0, 5, None, None, "a"), (9, 12, None, None, "b")), {})] * 2
    frame = instrument.assemble({"video": pd.concat(parts)}, ABOUT)
    assert frame["klip"].tolist() == ["Klip 1"] * 2 + ["Klip 2"] * 2
    assert frame.index.is_unique and [c.name for c in clips(frame)] == ["Klip 1", "Klip 2"]


def test_a_note_that_ends_before_it_starts_is_told_and_others_may_overlap():
    frame = pd.DataFrame({"start": [10.0, 12.0, 30.0], "slut": [20.0, 15.0, 25.0], "hvad": "x"})
    frame.index = pd.RangeIndex(2, 5, name="raekke")
    [problem] = instrument.check(instrument.assemble({"video": frame}, ABOUT), ABOUT)
    assert (problem.row, problem.column) == (4, "slut")


# --- views -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["least", "one", "empty", "two films", "wordless", "odd", "many"])
@pytest.mark.parametrize("key", KEYS)
def test_every_view_stands_on_whatever_there_is(key, name):
    view = instrument.views[key](case(name), ABOUT)
    assert view.key == key and view.ring == "hos_teamet" and view.question.endswith("?")
    if view.is_empty:
        assert view.sentence.endswith(".") and view.data.empty
        return
    figure, texts, renderer = drawn(view)
    width, height = figure.bbox.size
    with look.style():
        boxes = [(t.get_window_extent(renderer), t) for t in texts]
    for box, text in boxes:
        assert text.get_fontsize() >= look.SIZES["tiny"]
        assert box.x0 > -1 and box.x1 < width + 1, text.get_text()
        assert box.y0 > -1 and box.y1 < height + 1, text.get_text()
    for i, (a, one) in enumerate(boxes):
        for b, other in boxes[i + 1 :]:
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            down = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert across < 2 or down < 8, (one.get_text(), other.get_text())


def test_what_helped_stands_above_the_line_and_what_got_in_the_way_below():
    frame = notes(3).assign(virkning=["hjalp", "spændte ben", None], hvad=["op", "ned", "midt"])
    view = instrument.views["video.hjalp_og_spaendte_ben"](frame, ABOUT)
    figure, _, _ = drawn(view)
    [film] = lines(view, "film")
    line = film.get_ydata()[0]
    bars = [c for c in figure.findobj(PolyCollection) if c.get_gid() == "varighed"]
    above, below = ([p.get_extents() for p in c.get_paths()] for c in bars)
    assert above[0].y1 < line < below[0].y0 and len(lines(view, "uden")) == 1
    assert any("ingen af delene" in t.get_text() for t in drawn(view)[1])  # what a stroke is
    colours = {to_hex(c.get_facecolor()[0]) for c in bars}
    assert colours == {look.BLUE.lower(), look.ORANGE.lower()}  # never red and green
    [block] = view.blocks
    assert [(n.text, n.second) for n in block.pairs.marks] == [("op", False), ("ned", True)]


def test_the_films_line_is_whole_from_its_start():
    frame = notes(4).assign(start=[300.0, 310, 320, 330], slut=[305.0, 315, 325, 360])
    view = instrument.views["video.hjalp_og_spaendte_ben"](frame, ABOUT)
    words = [t.get_text() for t in drawn(view)[1]]
    assert "0:00" in words and "6:00" in words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 600), min_size=1, max_size=30))
def test_no_mark_of_a_film_lies_on_another(starts):
    spans = tuple(Span(Note(""), start, start + 20, 0) for start in sorted(starts))
    rows = _Laid(Reel("", 620.0, spans), 620.0).above
    assert sum(map(len, rows)) == len(starts)
    for row in rows:
        assert all(a[1] < b[0] for a, b in itertools.pairwise(row))


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=12))
def test_time_that_overlaps_counts_once(spans):
    """Against counting each second by hand."""
    pairs = [(float(a), float(a + n)) for a, n in spans]
    slow = len({s for a, n in spans for s in range(a, a + n)})
    assert seconds_covered(pairs) == slow


def test_time_by_actor_is_seconds_of_the_film_in_minutes_and_seconds():
    frame = pd.DataFrame(
        {
            "start": [0.0, 5.0, 60.0, 100.0],
            "slut": [10.0, 20.0, 190.0, None],
            "aktor": ["voksen", "voksen", "barn", None],
            "hvad": "x",
        }
    )
    view = instrument.views["video.tid_efter_aktor"](frame, ABOUT)
    seconds = view.data.set_index("aktor")["sekunder"]
    assert seconds.to_dict() == {"voksen": 20, "barn": 130, "gruppe": 0, "ikke sagt hvem": 0}
    assert (
        view.sentence == "Ud af 3:10 min. er der skrevet mest om barn 2:10, derefter voksen 0:20."
    )
    assert shapes(view, "blokke") == 3 and len(lines(view, "streg")) == 1
    words = [t.get_text() for t in drawn(view)[1]]
    assert "2:10 min." in words and "ingen" in words  # a group that does nothing is kept


def three_films():
    films = {"start": [0.0, 0.0, 0.0], "slut": [600.0, 300.0, 30.0], "klip": ["A", "B", "C"]}
    return pd.DataFrame({**films, "aktor": "voksen", "virkning": "hjalp", "hvad": "x"})


@pytest.mark.parametrize("key", ["video.tid_efter_aktor", "video.hjalp_og_spaendte_ben"])
def test_films_are_drawn_to_one_scale_so_that_blocks_can_be_compared(key):
    view = instrument.views[key](three_films(), ABOUT)
    long, half, short = (ln.get_xdata() for ln in lines(view, "film"))
    assert half[1] - half[0] == pytest.approx((long[1] - long[0]) / 2)
    assert short[1] - short[0] == pytest.approx(long[1] - long[0])  # too short to see: its own
    assert [t.get_text() for t in drawn(view)[1]].count(OWN_SCALE) == 1  # and that is said


def test_a_film_that_says_nothing_of_themes_has_no_empty_lines_for_them():
    films = three_films().assign(tema=["ro", "sprog", None])
    [block] = instrument.views["video.tid_efter_tema"](films, ABOUT).blocks
    assert [[lane.label for lane in take.lanes] for take in block.takes] == [
        ["sprog", "ro"],
        ["sprog", "ro"],
        ["uden tema"],
    ]


def test_actors_are_told_apart_in_grey():
    frame = notes(3).assign(aktor=["voksen", "barn", "gruppe"], slut=lambda f: f["start"] + 20)
    figure, _, _ = drawn(instrument.views["video.tid_efter_aktor"](frame, ABOUT))
    blocks = [c for c in figure.findobj(PolyCollection) if c.get_gid() == "blokke"]
    greys = sorted(float(c.get_facecolor()[0][:3] @ (0.299, 0.587, 0.114)) for c in blocks)
    assert len(greys) == 3 and all(b - a > 0.2 for a, b in itertools.pairwise(greys))


@pytest.mark.parametrize(
    ("effects", "themes", "said"),
    [
        (["hjalp", "hjalp", "spændte ben"], [None] * 3, "Mest om det, der hjalp: 2 noter mod 1."),
        (["hjalp", "spændte ben", None], [None] * 3, "Lige meget om det, der hjalp, og det, der"),
    ],
)
def test_what_helped_most_is_said(effects, themes, said):
    frame = notes(3).assign(virkning=effects, tema=themes)
    assert instrument.views["video.hjalp_og_spaendte_ben"](frame, ABOUT).sentence.startswith(said)


def test_films_that_are_opened_one_at_a_time_have_the_scale_of_the_longest():
    view = instrument.views["video.hjalp_og_spaendte_ben"](three_films(), ABOUT)
    found = re.findall(r'film"><path d="M([\d.]+) [\d.]+L([\d.]+)', html(view, "v"))
    long, half, short = (float(end) - float(start) for start, end in found)
    assert half == pytest.approx(long / 2) and short == pytest.approx(long)


@pytest.mark.parametrize("key", KEYS)
def test_one_film_is_klippet_and_several_are_klippene(key):
    one, two = (instrument.views[key](case(c), ABOUT) for c in ("many", "two films"))
    said = [v.question + v.sentence for v in (one, two)]
    assert "klippene" not in said[0] and "klippet" not in said[1]


def test_a_clip_we_had_to_number_says_so_and_how_to_name_it():
    frame = notes(4, clip="Klip 1").assign(aktor="voksen")
    for key in KEYS:
        assert "Klip 1 er vores navn" in instrument.views[key](frame, ABOUT).caveat
        assert "vores navn" not in instrument.views[key](case("many"), ABOUT).caveat


def test_only_what_adults_did_is_asked_of_as_what_we_adults_did():
    key = "video.hjalp_og_spaendte_ben"
    ours = notes(3).assign(virkning="hjalp", aktor="voksen")
    assert "vi voksne" in instrument.views[key](ours, ABOUT).question
    theirs = ours.assign(aktor=["voksen", "barn", None])
    assert "vi voksne" not in instrument.views[key](theirs, ABOUT).question


def test_themes_stand_in_the_teams_order():
    view = instrument.views["video.tid_efter_tema"](case("many"), ABOUT)
    assert view.data["tema"].tolist() == ["turtagning", "ro", "uden tema"]


def test_notes_come_in_the_films_order_with_what_is_assumed_apart():
    view = instrument.views["video.noterne_i_raekkefoelge"](case("many"), ABOUT)
    assert view.data["start"].is_monotonic_increasing and len(view.data) == 40
    [pairs] = view.blocks
    assert [n.text for n in pairs.marks] == view.data["hvad"].tolist()
    assert sum(bool(n.beside) for n in pairs.marks) == view.data["tolkning"].notna().sum()


@pytest.mark.parametrize("key", KEYS)
def test_a_hidden_note_stands_nowhere(key):
    frame = notes(9)
    frame["maa_vises"] = pd.array([False, None, True] * 3, "boolean")
    frame.loc[[0, 3, 6], ["hvad", "tolkning", "tema"]] = "hemmeligt"
    view = instrument.views[key](frame, ABOUT)
    words = " ".join(t.get_text() for t in drawn(view)[1])
    assert "hemmeligt" not in words + repr(view) + view.alt + view.data.to_csv()
    assert view.is_empty or "må ikke vises" not in view.sentence


def test_400_notes_of_a_film_are_drawn():
    frame = notes(400)
    view = instrument.views["video.hjalp_og_spaendte_ben"](frame, ABOUT)
    assert shapes(view, "varighed") == len(view.notes) == frame["virkning"].notna().sum()
    [pairs] = instrument.views["video.noterne_i_raekkefoelge"](frame, ABOUT).blocks
    assert len(list(pairs.marks)) == 400
