"""Cards: cut straight, nothing lost, whatever is written on them."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.material import Choices, make
from kitlib.material.cards import question_cards, split_text
from kitlib.material.circle_on_paper import circle_data
from kitlib.material.shop import Shop
from kitlib.problems import KitError
from kitlib.rawtexts import dilemmas
from kitlib.team import open_team
from kitlib.typeset import pdf

from .pdfs import plain, reader, text

MM = 72 / 25.4


def _lines(page):
    """Straight lines drawn on a page, as (x1, y1, x2, y2) in points from the top left."""
    height = float(page.mediabox.height)
    found, stack, matrix = [], [], (1, 0, 0, 1, 0, 0)
    at = (0.0, 0.0)

    def times(m, n):
        a, b, c, d, e, f = m
        g, h, i, j, k, el = n
        return (
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + el,
        )

    def point(x, y):
        a, b, c, d, e, f = matrix
        return (a * x + c * y + e, height - (b * x + d * y + f))

    for operands, operator in _operations(page):
        values = [float(v) for v in operands if isinstance(v, (int, float)) or _number(v)]
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q":
            matrix = stack.pop()
        elif operator == b"cm":
            matrix = times(tuple(values), matrix)
        elif operator == b"m":
            at = point(*values)
        elif operator == b"l":
            to = point(*values)
            found.append((*at, *to))
            at = to
    return found


def _number(value):
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _operations(page):
    from pypdf.generic import ContentStream

    return ContentStream(page.get_contents(), page.pdf).operations


@pytest.mark.parametrize(("large", "columns", "rows"), [(False, 2, 4), (True, 2, 2)])
def test_cut_marks_stand_on_one_straight_line_on_every_sheet(team_folder, large, columns, rows):
    folder = team_folder([(f"Note nummer {n}.", "", "") for n in range(20)])
    choices = Choices(large=large, duplex=True)
    made = {p.stem: p.read_bytes() for p in make([folder], ["kort"], choices=choices).paths}
    wanted_x = [18 * MM + i * 174 * MM / columns for i in range(columns + 1)]
    wanted_y = [18 * MM + j * 261 * MM / rows for j in range(rows + 1)]
    for page in reader(made["kort_noter"]).pages[:-1]:  # the last is for the host
        lines = _lines(page)
        above = sorted(
            {round(x, 2) for x, y, x2, y2 in lines if abs(x - x2) < 0.01 and max(y, y2) < 18 * MM}
        )
        left = sorted(
            {round(y, 2) for x, y, x2, y2 in lines if abs(y - y2) < 0.01 and max(x, x2) < 18 * MM}
        )
        assert above == pytest.approx(wanted_x, abs=0.05)
        assert left == pytest.approx(wanted_y, abs=0.05)


def test_every_word_stands_inside_its_card_and_5_mm_from_the_cut(team_folder):
    folder = team_folder(
        [("og så gik vi ud igen " * 43, "Nej nej nej!", ""), ("Kort note.", "", "")]
    )
    content = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}["kort_noter"]
    for page in reader(content).pages[:-1]:  # the last is for the host
        spots = []
        page.extract_text(
            visitor_text=lambda t, cm, tm, f, s, spots=spots: spots.append((t, cm, tm))
        )
        for words, cm, tm in spots:
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            y = float(page.mediabox.height) - y
            if not words.strip() or y > 279 * MM:  # the foot of the sheet
                continue
            assert (x / MM - 18) % 87 >= 4.9 or (x / MM - 18) % 87 < 0.01, words
            assert (y / MM - 18) % 65.25 <= 65.25 - 4.9, words


def test_the_back_of_a_card_is_behind_it(team_folder):
    folder = team_folder([(f"Note {n}.", "", "") for n in range(3)])
    made = make([folder], ["kort"], choices=Choices(duplex=True))
    content = {p.stem: p.read_bytes() for p in made.paths}["kort_noter"]
    assert len(reader(content).pages) == 3  # front, back, and the host's page
    assert "Hvad antager vi?" in reader(content).pages[1].extract_text()


def _numbers(page, tall):
    """The number of the phase on each card: which, in what column and row, and where on it."""
    found = []

    def seen(words, cm, tm, font, size):
        if re.fullmatch("[1-9]", words.strip()):
            x = (cm[0] * tm[4] + cm[2] * tm[5] + cm[4]) / MM - 18
            y = (float(page.mediabox.height) - (cm[1] * tm[4] + cm[3] * tm[5] + cm[5])) / MM - 18
            on_card = (round(x % 87, 1), round(y % tall, 1))
            found.append((words.strip(), int(x // 87), int(y // tall), on_card))

    page.extract_text(visitor_text=seen)
    return sorted(found)


@pytest.mark.parametrize(("large", "tall"), [(False, 65.25), (True, 130.5)])
def test_a_back_stands_straight_behind_its_front_once_the_sheet_is_turned(team_folder, large, tall):
    """Over its long edge what lies left comes to lie right; the last sheet is not full."""
    choices = Choices(duplex=True, large=large)
    made = make([team_folder()], ["kort"], choices=choices)
    content = {p.stem: p.read_bytes() for p in made.paths}["kort_spoergsmaal"]
    pages = reader(content).pages[:-1]  # the last is for the host
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        cards = _numbers(front, tall)
        turned = sorted((what, 1 - column, row, at) for what, column, row, at in cards)
        assert cards and _numbers(back, tall) == turned


@pytest.mark.parametrize("large", [False, True])
def test_a_note_of_900_letters_is_whole_on_as_many_cards_as_it_takes(
    team_folder, large, nothing_found
):
    words = [f"ord{n}" for n in range(150)]
    folder = team_folder([(" ".join(words), "", "")])
    made = make([folder], ["kort"], choices=Choices(large=large))
    content = {p.stem: p.read_bytes() for p in made.paths}["kort_noter"]
    found = re.findall(r"ord\d+", plain(content).replace("- ", ""))
    assert found == words


LONG = "speciallægepraksisplanlægningsstabiliseringsperiodekoordinator"


def test_a_word_of_60_letters_is_parted_at_the_edge_and_not_cut(team_folder, nothing_found):
    assert len(LONG) > 60
    folder = team_folder([(LONG, LONG, "")])
    content = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}["kort_noter"]
    shown = plain(content).replace("\u00ad", "").replace("-", "").replace(" ", "")
    assert shown.count(LONG) == 2


def test_a_long_word_that_fits_the_next_line_is_not_parted(team_folder, nothing_found):
    """Twelve letters and more may be parted, but not where no line is won by it."""
    note = "Har sparet den sidste bolle til B13, der er til tandlæge. Holder øje med den hele {}."
    words = "eftermiddagen", "formiddagsmaden", "garderobebænken"
    folder = team_folder([(note.format(word), "", "") for word in words])
    made = make([folder], ["kort"])
    content = next(p for p in made.paths if p.stem == "kort_noter").read_bytes()
    lines = [line for page in reader(content).pages for line in page.extract_text().splitlines()]
    for word in words:
        assert any(word in line for line in lines), word


def test_a_phase_has_the_same_number_on_its_cards_and_on_the_circle(team_folder):
    """Also where there is nothing to come back to, and that phase is left out of the circle."""
    shop = Shop(open_team(team_folder()))
    cards = {c["art"]: c.get("nummer") for c in question_cards(shop).data["kort"]}
    drawn = {p["navn"]: p["nummer"] for p in circle_data(shop)["faser"]}
    assert "Siden sidst" not in drawn and cards["Siden sidst"] is None
    assert drawn and {name: cards[name] for name in drawn} == drawn


def test_300_cards(team_folder):
    folder = team_folder([(f"Note nummer {n}.", "", "") for n in range(300)])
    content = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}["kort_noter"]
    assert len(reader(content).pages) == 39  # a card of instruction, 300, and the host's page
    assert "Note nummer 299." in plain(content)


def test_an_empty_team_gets_what_it_can_begin_with(team_folder):
    made = make([team_folder(())], ["alt"])
    assert not made.problems.errors
    words = {p.stem: plain(p.read_bytes()) for p in made.paths}
    assert "Her er endnu ingen noter" in words["kort_noter"]
    assert "Her er endnu ingen visninger" in words["handout"]


NASTY = "sagde zażółć gęślą, tiếng việt, مرحبا, வணக்கம் og 🙂👩‍👧 og <b>&amp; #panic() $x$"


def test_other_letters_are_shown_or_replaced_and_told(team_folder, nothing_found):
    folder = team_folder([(NASTY, NASTY, "")])
    made = make([folder], ["alt"])
    assert not made.problems.errors
    told = [p for p in made.problems.warnings if p.code == "tegn_mangler"]
    assert {p.file for p in told} == {
        "kort_noter.pdf",
        "handout.pdf",
        "plakat_tavlen.pdf",
        "session.pdf",
    }
    words = plain({p.stem: p.read_bytes() for p in made.paths}["kort_noter"])
    for part in ("zażółć gęślą, tiếng việt", "▢", "<b>&amp; #panic() $x$"):
        assert part in words


@settings(max_examples=40, deadline=None)
@given(st.text("abc æøå.!\n", max_size=1500), st.text("xyz ", max_size=200), st.booleans())
def test_no_word_is_lost_when_a_note_is_laid_over_cards(seen, own, large):
    cards = split_text(seen, own, large=large)
    assert " ".join(c for c, _ in cards).split() == seen.split()
    assert " ".join(c for _, c in cards).split() == own.split()


def test_dilemmas_are_read_one_a_line(tmp_path):
    (tmp_path / "d.txt").write_bytes(
        "\ufeffHvem spørger vi?\r\n\r\n# ikke denne\nHvad så?".encode()
    )
    assert dilemmas(tmp_path / "d.txt") == ["Hvem spørger vi?", "Hvad så?"]
    (tmp_path / "e.txt").write_bytes("Hvem spørger vi?".encode("utf-16"))
    with pytest.raises(KitError, match="UTF-8"):
        dilemmas(tmp_path / "e.txt")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ذهبنا إلى الحديقة", True),
        ("Han sagde مرحبا til B02 og gik ind.", False),
        ("שלום, sagde han og gik ind.", False),
    ],
)
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_note_runs_from_the_side_most_of_its_letters_do(
    text, right, team_folder, nothing_found, tmp_path
):
    folder = team_folder([(text, "", "")])
    content = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}["kort_noter"]
    (tmp_path / "kort.pdf").write_bytes(content)
    command = ["pdftotext", "-l", "1", "-bbox", str(tmp_path / "kort.pdf"), "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    word = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
    spots = [tuple(map(float, found)) for found in re.findall(word, boxes)]
    # The note is the largest type on the page.
    tall = max(bottom - top for _, top, _, bottom in spots)
    note = [s for s in spots if s[3] - s[1] > 0.9 * tall and s[0] > 105 * MM]  # the second card
    left, side = 105 * MM + 5 * MM, 105 * MM + 82 * MM
    assert (min(s[0] for s in note) > left + 5) == right
    assert (max(s[2] for s in note) > side - 5) == right


@pytest.mark.parametrize("large", [False, True])
def test_a_long_note_is_laid_evenly_on_its_cards(large):
    """No card of a note holds far less than another, so that all are in about one size."""
    cards = split_text("Og så gik de ud igen. " * 120, large=large)
    lengths = [len(text) for text, _ in cards]
    assert len(lengths) > 1 and min(lengths) > 0.6 * max(lengths)


ENDLESS = ["▢" * 30, "a" * 38, "https://kommunen.dk/x/y/z/" + "q" * 20, "_-" * 18, "W" * 25]


def test_text_without_spaces_stays_in_its_card(team_folder, nothing_found):
    folder = team_folder([(word, word, "") for word in ENDLESS])
    (folder / "dilemmaer.txt").write_text("\n".join(ENDLESS), encoding="utf-8")
    made = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}
    for name in ("kort_noter", "kort_dilemmaer"):
        for page in reader(made[name]).pages[:-1]:
            spots = []
            page.extract_text(
                visitor_text=lambda t, cm, tm, f, s, spots=spots: spots.append((t, cm, tm, s))
            )
            for words, cm, tm, size in spots:
                x = (cm[0] * tm[4] + cm[2] * tm[5] + cm[4]) / MM - 18
                wide = 0.35 * size * len(words.strip()) / MM  # no letter is narrower on the whole
                assert x % 87 + wide < 87 or not words.strip(), (name, words)


def test_a_long_dilemma_goes_on_to_further_cards_and_none_of_it_is_lost(team_folder):
    words = [f"ord{n}" for n in range(150)]
    folder = team_folder()
    (folder / "dilemmaer.txt").write_text(" ".join(words), encoding="utf-8")
    made = {p.stem: p.read_bytes() for p in make([folder], ["kort"]).paths}
    said = plain(made["kort_dilemmaer"])
    assert re.findall(r"ord\d+", said.replace("- ", "")) == words
    assert "Dilemma · 1 af 3" in said and said.count("Jeres eget") >= 1


def test_no_word_of_a_quote_stands_alone_under_it(team_folder, tmp_path):
    """Of whatever width the words are: one moves down rather than the last stand alone."""
    said = ["Fordi i går brugte vi mandag op.", "Hvor er den så henne om onsdagen?"]
    said += ["Han siger det bare med hovedet.", "Den falder af hver eneste gang nu."]
    cards = [{"art": "leg", "tekst": "En note.", "kursiv": f"»{words}«"} for words in said]
    made = text(pdf("kort", {"titel": "?", "kort": cards}), tmp_path)
    for words in said:
        assert f"{words.split()[-1]}«" not in made.splitlines()
