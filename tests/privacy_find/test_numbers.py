"""CPR numbers, phones and plates: every written form, and none where there is none."""

import pytest

from kitlib.privacy import find_identifiers

# An invented number: 1 February 2003 and a made-up running number.
CPR_FORMS = (
    "010203-1234",
    "0102031234",
    "010203 1234",
    "(010203-1234)",
    "[010203 1234]",
    "010203–1234",
    "010203—1234",
    "010203\u20111234",
    "010203 - 1234",
    "010203  1234",
    "010203 -1234",
    "010203--1234",
    "010203/1234",
    "010203.1234",
    "010203:1234",
    "010203_1234",
    "010203(1234)",
    "010203 (1234)",
    "01 02 03 1234",
    "01 02 03-1234",
    "01-02-03-1234",
    "01.02.03-1234",
    "01/02/03-1234",
    "01.02.03 1234",
    "01 02 03 12 34",
    "010203 12 34",
    "0102 03 1234",
    "0102 03 12 34",
    "0 1 0 2 0 3 1 2 3 4",
    "610203-1234",
    "010203\u00a01234",
    "311299-9999",
)
CPR_FRAMES = (
    "{}",
    "Hendes CPR er {}.",
    "cpr-nr.{}",
    "CPR:{}",
    "Barn 3 {} starter mandag",
    "({}), kl. 9.30",
    "{}, {}",
)
NO_CPR = (
    "010203-123",
    "010203-12345",
    "10203-1234",
    "01020-31234",
    "102030405060",
    "400203-1234",
    "011303-1234",
    "12.03.26 10.30",
    "12.03.2026 9.30",
    "12.03-15.03.26",
    "12.03.26-15.03.2026",
    "10 11 12 13 14",
    "1.234.567.890 kr",
    "0102031234 kr.",
    "2. 0006",
    "uge 10 12 14 16 18",
    "010203-1234-5",
    "14/01/2026",
    "kl. 10.15-11.30",
)

PHONE_FORMS = (
    "20304051",
    "20 30 40 51",
    "2030 4051",
    "203 04 051",
    "20 304 051",
    "203 040 51",
    "20-30-40-51",
    "20.30.40.51",
    "20/30/40/51",
    "2030-4051",
    "20 30 4051",
    "2030 40 51",
    "203-04-051",
    "20 3040 51",
    "12345678",
    "12 34 56 78",
    "8612 3456",
    "86 12 34 56",
    "20\u00a030\u00a040\u00a051",
    "20 – 30 – 40 – 51",
)
COUNTRY = (
    "",
    "+45 ",
    "+45",
    "0045 ",
    "(+45) ",
    "+45-",
    "45 ",
    "(45) ",
    "0045",
    "+ 45 ",
    "00 45 ",
)
PHONE_FRAMES = (
    "{}",
    "Ring til mor på {}.",
    "tlf. {}, efter kl. 16",
    "Mobil:{}",
    "({})",
    "{} eller 30 40 50 61",
    "Fars nummer: {} og han henter 15.30",
    "kl. 14 ringer {}",
    "Barn 3: {}",
    "kl. 10.30 {}",
)
NO_PHONE = (
    "20.30-21.45",
    "2025/2026",
    "2025-2026",
    "12.345.678 kr",
    "2000-3000 kr",
    "2000-3000",
    "uge 20 22 24 26",
    "20 21 22 23",
    "20-03-2026",
    "2026-03-20",
    "20 03 2026",
    "20260320",
    "kl. 10.15 11.30",
    "1.250 kr",
    "lokale 2.0006",
    "2. 0006",
    "3 4 5 6 7 8 9 10",
    "7 8 9 8 7 6 5 4",
    "23 25 22 24 26",
    "12032026",
    "kr. 12345678",
    "1.234.567",
    "112",
    "1813",
    "8-9 år",
    "12345678 kroner",
    "20304051,5",
    "CVR 20304051",
)

PLATES = (
    "AB 12 345",
    "AB12345",
    "AB 12345",
    "AB-12-345",
    "ab 12 345",
    "ab12345",
    "(CD 98 765)",
    "nummerplade XY 1234",
    "AB 12.345",
)
NO_PLATES = (
    "kl 12 345",
    "de 12 345 kr",
    "B2.0006",
    "i 12 345",
    "E04 12345",
    "DA 12 345 kr",
    "nr 12 345",
    "B07",
    "ca 12 345 skridt",
)


def _kinds(text):
    return {f.kind for f in find_identifiers(text)}


@pytest.mark.parametrize(
    ("form", "frame"),
    # Eleven single digits in a row are not one.
    [
        (form, frame)
        for form in CPR_FORMS
        for frame in CPR_FRAMES
        if not (form.startswith("0 1") and frame.startswith("Barn 3"))
    ],
)
def test_cpr_in_every_written_form(form, frame):
    text = frame.format(form, form)
    found = [f for f in find_identifiers(text) if f.kind == "cpr"]
    digits = "".join(c for f in found for c in f.text(text) if c.isdigit())
    wanted = "".join(c for c in form if c.isdigit()) * frame.count("{}")
    assert digits == wanted


@pytest.mark.parametrize("text", NO_CPR)
def test_what_is_no_cpr(text):
    assert "cpr" not in _kinds(text)


def test_a_word_for_it_makes_any_ten_digits_a_cpr():
    assert "cpr" in _kinds("cpr 990203-1234")
    assert "cpr" in _kinds("cpr 01.02.2003-1234")


@pytest.mark.parametrize("country", COUNTRY)
@pytest.mark.parametrize("form", PHONE_FORMS)
def test_phones_in_every_grouping(form, country):
    for frame in PHONE_FRAMES:
        text = frame.format(country + form)
        found = [f for f in find_identifiers(text) if f.kind in {"telefon", "cpr"}]
        at = text.index(form)
        # The whole number is covered, be it by one finding.
        assert any(f.start <= at and f.stop >= at + len(form) for f in found), text


@pytest.mark.parametrize("text", NO_PHONE)
def test_what_is_no_phone(text):
    assert "telefon" not in _kinds(text)


def test_phones_abroad():
    assert _kinds("+46 70 123 45 67") == {"telefon"}


@pytest.mark.parametrize("text", PLATES)
def test_plates(text):
    assert "plade" in _kinds(text)


@pytest.mark.parametrize("text", NO_PLATES)
def test_what_is_no_plate(text):
    assert "plade" not in _kinds(text)
