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
    ],
)
def test_words_that_only_look_like_it(text):
    assert _special(text) == []
