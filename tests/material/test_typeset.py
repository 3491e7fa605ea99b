"""The engine: what a PDF must say of itself, and that no text breaks it, escapes or is lost."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.glyphs import MISSING, cover, covered_letters, missing_problem, print_fonts
from kitlib.problems import KitError
from kitlib.typeset import pdf, typeset

from .pdfs import fonts, plain, reader, root, tags

PLAIN = {"titel": "Referat", "fod": "Bliver hos teamet.", "afsnit": [{"tekst": "Vi så noter."}]}


def _with(text):
    return {**PLAIN, "afsnit": [{"tekst": text}]}


def test_a_pdf_says_its_language_and_title_and_is_tagged():
    made = pdf("dokument", PLAIN)
    assert str(root(made)["/Lang"]) == "da-DK"
    assert root(made)["/MarkInfo"]["/Marked"]
    assert reader(made).metadata.title == "Referat"
    assert root(made)["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds = [str(t["/S"]) for t in tags(made)]
    assert kinds[0] == "/Document" and kinds.count("/H1") == 1 and "/P" in kinds


def test_every_font_is_in_the_file():
    made = fonts(pdf("dokument", PLAIN))
    assert made and all(made.values())


def test_the_same_data_gives_the_same_bytes_without_a_day_or_a_place():
    made = pdf("dokument", PLAIN)
    assert made == pdf("dokument", PLAIN)
    assert b"CreationDate" not in made and b"CreateDate" not in made
    assert b"kit-tryk" not in made


@pytest.mark.parametrize(
    "text",
    [
        "#panic(1)",
        "$x^2$",
        "*fed* og _skrå_",
        "= overskrift",
        '#read("data.json")',
        "<mærke>",
        "@kilde",
        "\\ og `kode`",
        "// ikke en kommentar",
        "{}[]()",
        '"citat" -- og ---',
    ],
)
def test_text_is_shown_as_it_stands_and_never_read_as_markup(text):
    assert text in plain(pdf("dokument", _with(text)))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Zażółć gęślą jaźń", {}),
        ("Tiếng Việt rất đẹp", {}),
        ("Ğ ş ı İ", {}),
        ("مرحبا بالعالم", {}),
        ("தமிழ்", {"tamil": 3}),
        ("क्षेत्र", {"hindi eller nepali": 4}),
        ("中文", {"kinesisk eller japansk": 2}),
        ("\U0001f469\u200d\U0001f467", {"emoji": 1}),
        ("\ue000", {"ukendte tegn": 1}),
    ],
)
def test_letters_no_font_has_are_shown_as_a_box_and_counted(text, kinds):
    _, missing = cover(text, covered_letters(print_fonts()))
    assert missing == Counter(kinds)
    printed = typeset("dokument", _with(text))
    assert bool(printed.problems) == bool(kinds)
    assert (MISSING in plain(printed.content)) == bool(kinds)


def test_the_report_says_how_many_and_which_script_and_never_the_text():
    problem = missing_problem(Counter({"tamil": 3, "emoji": 1}))[0]
    assert problem.level == "advarsel"
    assert "4 tegn" in problem.message and "emoji og tamil" in problem.message


def test_what_steers_a_terminal_is_dropped():
    shown, missing = cover("a\x07b\x1b[31mc\td", covered_letters(print_fonts()))
    assert (shown, missing) == ("ab[31mc d", Counter())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it_and_what_is_replaced_is_told(text):
    letters = covered_letters(print_fonts())
    shown, missing = cover(text, letters)
    printed = typeset("dokument", _with(text))
    assert printed.content.startswith(b"%PDF-")
    assert shown.count(MISSING) >= sum(missing.values())
    if missing:
        assert printed.problems.warnings


def test_a_word_longer_than_a_line_is_parted_and_not_cut():
    word = "a" * 300
    made = pdf("dokument", _with(word))
    assert plain(made).replace("-", "").replace(" ", "").count("a" * 300) == 1
    width = float(reader(made).pages[0].mediabox.width)
    edges = []
    reader(made).pages[0].extract_text(
        visitor_text=lambda t, cm, tm, font, size: edges.append((tm[4], len(t.strip("\n"))))
    )
    assert max(x for x, _ in edges) < width


def test_a_font_of_the_users_is_used_for_the_letters_it_has(tmp_path):
    from pathlib import Path

    from matplotlib import get_data_path

    cmr = Path(get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"
    printed = typeset("dokument", _with("⌒ og ⌕"), font=cmr)
    assert not printed.problems
    assert any("STIX" in name for name in fonts(printed.content))


def test_a_file_that_is_no_font_is_refused(tmp_path):
    (tmp_path / "skrift.ttf").write_bytes(b"ikke en skrift")
    with pytest.raises(KitError, match="Skriftfilen kan ikke bruges"):
        typeset("dokument", PLAIN, font=tmp_path / "skrift.ttf")


def test_a_picture_outside_the_folder_cannot_be_asked_for():
    with pytest.raises(ValueError):
        pdf("dokument", PLAIN, files={"../logo.svg": b""})


def test_a_broken_logo_is_said_in_danish():
    with pytest.raises(KitError, match="Arket kan ikke laves") as error:
        pdf("dokument", {**PLAIN, "logo": "logo.png"}, files={"logo.png": b"ikke et billede"})
    assert "Prøv uden logoet" in str(error.value)


def test_the_engines_own_reason_is_passed_on_and_none_is_guessed():
    with pytest.raises(KitError, match="Arket kan ikke laves") as error:
        pdf("dokument", {})
    said = str(error.value)
    assert "Satsprogrammet siger (dokument): " in said and "titel" in said
    assert "logo" not in said and "kit-tryk" not in said


def test_lines_of_a_script_that_reaches_far_up_and_down_do_not_touch(tmp_path):
    """The same shapes as letters of Tamil stand further apart than as ours."""
    from pathlib import Path

    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    made = TTFont(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    for table in made["cmap"].tables:
        table.cmap = {0x0B95: "H"} if table.isUnicode() else {}
    made.save(tmp_path / "skrift.ttf")

    def apart(letter):
        words = " ".join([letter * 6] * 12)
        data = {"titel": "?", "kort": [{"art": "leg", "tekst": words}]}
        printed = typeset("kort", data, font=tmp_path / "skrift.ttf")
        assert not printed.problems
        at = set()

        def seen(said, cm, tm, font, size):
            if letter * 6 in said:
                at.add((round(tm[5] * cm[3] + cm[5], 1), abs(tm[0])))

        reader(printed.content).pages[0].extract_text(visitor_text=seen)
        (a, size), (b, _), *_ = sorted(at)
        return (b - a) / size

    assert apart("\u0b95") > 1.2 * apart("H")
