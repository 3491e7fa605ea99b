"""The figures that the finder must hold, as benchmarks/finder.py counts them."""

import pytest

from kitlib.privacy import find_identifiers
from kitlib.reading import read_table
from tests.privacy_find.bench import loaded

NUMBERS = {"cpr", "telefon", "mail", "web", "adresse", "postnr", "plade"}


@pytest.fixture(scope="module")
def bench():
    return loaded("finder")


def _recall_and_false(bench, rows, lower):
    found, names, false, outside, _ = bench.measure(rows, lower=lower)["alle"]
    return found / names, 100 * false / outside


@pytest.mark.parametrize(("lower", "recall", "false"), [(False, 0.985, 1.5), (True, 0.955, 2.0)])
def test_news(bench, shared_data, lower, recall, false):
    got, wrong = _recall_and_false(bench, list(bench.news(slice(None))), lower)
    assert got >= recall
    assert wrong <= false


@pytest.mark.parametrize(("lower", "recall", "false"), [(False, 0.985, 1.5), (True, 0.94, 2.0)])
def test_invented_post_its(bench, lower, recall, false):
    """The first 500 of the 2,000 that the benchmark counts; fewer make a looser bound."""
    rows = [(t, bench.tokens_of(t, gold), group) for t, gold, group in bench.made_notes(500)]
    got, wrong = _recall_and_false(bench, rows, lower)
    assert got >= recall
    assert wrong <= false


@pytest.mark.parametrize(("lower", "recall", "false"), [(False, 0.98, 1.5), (True, 0.955, 2.0)])
def test_young_peoples_sentences(bench, lower, recall, false):
    rows = [(t, bench.tokens_of(t, gold), group) for t, gold, group in bench.youth()]
    got, wrong = _recall_and_false(bench, rows, lower)
    assert got >= recall
    assert wrong <= false


def test_no_number_or_address_in_the_invented_notes(sample_data):
    """Hundreds of notes with times, ages, weeks, prices and counts, and no number of a person."""
    tables = [read_table(file) for file in sorted(sample_data.glob("*/*.csv"))]
    texts = {
        text
        for table in tables
        for column in table.columns
        for text in table[column].dropna().astype(str)
        if " " in text and any(c.isalpha() for c in text)
    }
    assert len(texts) > 200
    assert [t for t in texts if {f.kind for f in find_identifiers(t)} & NUMBERS] == []


INVENTED = """
Kl. 9.30 var der ro, og kl. 10.15-11.00 var alle 12 børn ude.
Billetterne kostede 125,50 kr. for 14 børn, i alt 1.757 kr.
Han er 4 år og 3 måneder, hun er 5.
Vi mødes i lokale 2.0006, og mødet med forældrene er i rum 2. 0006.
Uge 12, 13 og 14 prøver vi det nye i garderoben.
Fra 2025-2026 er vi 3 voksne til 22 børn, og i skoleåret 2026/2027 er vi 4.
Løb 1200 meter på 9 minutter og 45 sekunder.
Dato: 12-03-2026, igen 19.03.2026 og sidst 26/3 2026.
Tæller 10 11 12 13 14 og når til 20 21 22 23.
Scorer 7 8 9 8 7 på linealen, sidst 5-6-6-7.
Afsnit 4.2.1 i planen, side 12-14, punkt 3.
Varmen var 21,5 grader, og der var 65 dB i spisesalen.
Vi fik 3 x 12 farver, 2 ruller papir og 1,5 liter lim.
Stuen har 18 knager, 36 kroge og 1 spejl på 120 x 80 cm.
Bus 1A kl. 8.07, og så linje 12 til skoven.
Brød for 2.450 kr. om måneden, 29.400 kr. om året.
""".strip().splitlines()


@pytest.mark.parametrize("text", INVENTED)
def test_prices_times_ages_rooms_and_weeks_are_no_numbers_of_persons(text):
    assert {f.kind for f in find_identifiers(text)} & NUMBERS == set()
