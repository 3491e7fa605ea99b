"""Words that make a note special-category data, with inflections and compounds."""

import pytest

from kitlib.privacy import find_identifiers


def _special(text):
    return [f.text(text) for f in find_identifiers(text) if f.kind == "saerlig"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Har fået sin ADHD-medicin.", ["ADHD-medicin"]),
        ("Autismen fylder, siger autisterne.", ["Autismen", "autisterne"]),
        ("Nøddeallergi og astmaspray", ["Nøddeallergi", "astmaspray"]),
        ("Begynder på Ritalin på mandag.", ["Ritalin"]),
        ("Taler somali og polsk derhjemme.", ["somali", "polsk"]),
        ("De er tosprogede flygtninge.", ["tosprogede", "flygtninge"]),
        ("Den muslimske familie holder ramadan.", ["muslimske", "ramadan"]),
        ("Er døv på det ene øre.", ["døv"]),
        ("Er født for tidligt.", ["født for tidligt"]),
        ("Fortæller, at han er homoseksuel.", ["homoseksuel"]),
        ("Har selektiv mutisme og CP.", ["mutisme", "CP"]),
        ("Far er i fængsel for vold.", ["i fængsel", "vold"]),
        ("De er anbragt efter omsorgssvigt.", ["anbragt", "omsorgssvigt"]),
        ("Hun bor på krisecentret.", ["krisecentret"]),
    ],
)
def test_special_words(text, words):
    assert _special(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Vi kaster med medicinbolden.",
        "Perlerne lå inderst i skuffen.",
        "Piller ved sin næse og stammer fra legen før.",
        "Lammet på gården fik mælk.",
        "Engelsk og tysk er svært.",
        "Vi leger blindebuk.",
        "Det gælder om at holde fast, når det blæser voldsomt.",
        "Børnehuset ligger ved voldgraven.",
    ],
)
def test_words_that_only_look_like_it(text):
    assert _special(text) == []


@pytest.mark.parametrize(
    "medicine",
    [
        "Panodil",
        "Concerta",
        "Medikinet",
        "Keppra",
        "Zyrtec",
        "Pamol",
        "Intuniv",
        "Seroquel",
        "Movicol",
    ],
)
def test_a_medicine_is_a_word_of_health_and_no_name(medicine):
    for text in (f"{medicine} om morgenen.", f"Han får {medicine} hver dag.", f"glemte {medicine}"):
        found = find_identifiers(text)
        assert [(f.kind, f.rule) for f in found] == [("saerlig", "helbred")], text
