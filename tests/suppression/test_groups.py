"""A group is itself: no number stands under another group's name, whatever the group is called."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.aggregate import counts as count_rows
from kitlib.columns import is_total
from kitlib.pooled.figures import table_view
from kitlib.pooled.layout import laid_out
from kitlib.privacy import audit, suppress
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release import pass_through
from kitlib.problems import KitError
from tests.pooled.test_attacks import counts

CASES = Path(__file__).parents[1] / "cases"
TOTALS = [
    "I alt",
    "i ALT",
    "I-alt",
    "ialt",
    "I alt:",
    "Total",
    "TOTAL",
    "total",
    "Totalt",
    "Hovedtotal",
    "Sum",
    "SUM",
    "Alle",
    "alle ",
    "Hele kommunen",
    "hele kommunen",
    "Samlet",
    "Nord i alt",
    "Ｓｕｍ",
    "Subtotal",
    "Grand total",
    "Total Nord",
    "Alle distrikter",
]


@pytest.mark.parametrize("name", ["n", "status", "rule", "low", "high", "protected"])
def test_a_column_called_as_one_of_the_releases_own_is_refused(name):
    cells = pd.DataFrame({name: ["nået", "på vej", "lavere"], "antal": [3, 50, 40]})
    with pytest.raises(KitError, match=f"Giv den et andet navn, fx '{name}_svar'"):
        suppress(cells, [name], count="antal")


def test_the_case_is_refused_and_keeps_its_labels_under_another_name():
    cells = pd.read_csv(CASES / "suppress_dimension_named_status" / "celler.csv", sep=",")
    with pytest.raises(KitError, match="status_svar"):
        suppress(cells, ["status"])
    published = suppress(cells.rename(columns={"status": "svar"}), ["svar"]).published
    assert published["svar"].tolist() == ["nået", "på vej", "lavere", "I alt"]


@pytest.mark.parametrize("word", TOTALS)
def test_a_row_that_sums_the_others_is_refused_in_any_spelling(word):
    assert is_total(word)
    cells = pd.DataFrame({"a": ["x", "y", word], "n": [8, 8, 16]})
    with pytest.raises(KitError, match="lægger selv sammen"):
        suppress(cells, ["a"])
    with pytest.raises(KitError, match="betyder 'I alt'"):
        count_rows(pd.DataFrame({"a": ["x", word]}), ["a"])


@pytest.mark.parametrize(
    "word", ["Hele tiden", "alle dage", "Altid", "Summerbird", "altan", "Alletiders", "totalskade"]
)
def test_a_word_that_only_begins_so_is_no_total(word):
    assert not is_total(word)


HARD = st.one_of(
    st.text(st.sampled_from("ab,;\"'\n \t|:/·()æÆ"), min_size=1, max_size=8),
    st.sampled_from(["Nord", "nord", "NORD ", "Nord,", "Nord, skole", "007", "7", "x" * 300]),
    st.integers(0, 9),
).filter(lambda label: not is_total(label))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(HARD, st.integers(5, 90)), min_size=1, max_size=6, unique_by=lambda r: r[0])
)
def test_every_label_comes_out_as_itself_with_its_own_number(rows):
    cells = pd.DataFrame(rows, columns=["g", "antal"]).astype({"g": object})
    published = suppress(cells, ["g"], count="antal").published
    found = [(g, int(n)) for g, n in zip(published["g"], published["n"], strict=True)]
    assert found == [*rows, ("I alt", sum(n for _, n in rows))]


def test_a_label_may_be_a_tuple():
    pairs = [("Nord", "skole"), ("Nord", "unge"), ("Nord, skole", "")]
    cells = pd.DataFrame({"g": pd.Series(pairs, dtype=object), "n": [8, 9, 3]})
    published = suppress(cells, ["g"]).published
    assert published["g"].tolist()[:3] == pairs
    assert len(audit(cells, ["g"], hidden=[(pairs[0],), (pairs[2],)])) == 2


# the release ---------------------------------------------------------------------------------


def pooled(*districts):
    """Three units each of a district, its kind and its own counts."""
    units = {}
    for place, (name, kind, each) in enumerate(districts):
        own = tuple(each + step for step in range(5))
        units |= {(f"Hus {place}{u}", kind, name): own for u in range(3)}
    policy = replace(release_policy(), method="skjul")
    [table] = pass_through(
        counts(units).assign(periode="", noegle=0), policy, secret=b"", seconds=0
    ).tables
    return table


def people(each):
    """How many persons the three units of a district have together."""
    return 3 * (5 * each + 10)


def numbers(table):
    public = table.public[table.public["a"] == "I alt"]
    place = [name for name in ("distrikt", "type") if name in public]
    return {tuple(row[:-1]): row[-1] for row in public[[*place, "n"]].itertuples(index=False)}


def test_a_district_with_a_comma_is_published_under_itself():
    table = pooled(("Nord, skole", "unge", 20), ("Nord", "skole", 10), ("Nord", "unge", 30))
    found = numbers(table)
    assert found["Nord, skole", ""] == found["Nord, skole", "unge"] == people(20)
    assert found["Nord", "skole"] == people(10)
    assert found["Nord", ""] == people(10) + people(30)
    names = table.public.drop_duplicates("gruppe")
    assert len(names) == len(found)


def test_figure_and_layout_keep_such_groups_apart():
    table = pooled(("Nord, skole", "unge", 20), ("Nord", "skole", 10), ("Nord", "unge", 30))
    layout = laid_out(table.public, table.words)
    rows = [name for name, _ in layout.rows]
    assert len(rows) == len(set(rows)) == 6
    by_name = dict(layout.rows)
    assert by_name["Nord, skole"][0] == 60 and by_name["Nord: skole"][0] == 30
    alt = table_view(table, caveat="").alt
    assert "Nord, skole: tydeligt højere 60" in alt and "Nord: skole: tydeligt højere 30" in alt


LABEL = st.sampled_from(
    ["Nord", "nord", "Nord, skole", "Nord,", "A; B", 'Ø "x"', "7", "007", "Syd\n2"]
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(LABEL, st.sampled_from(["skole", "unge"]), st.integers(6, 30)),
        min_size=2,
        max_size=5,
        unique_by=lambda d: d[:2],
    )
)
def test_no_released_number_stands_under_another_groups_name(districts):
    table = pooled(*districts)
    parts = [name for name in ("distrikt", "type") if name in table.public]
    for place, n in numbers(table).items():
        said = dict(zip(parts, place, strict=True))
        true = sum(
            people(each)
            for name, kind, each in districts
            if said.get("distrikt") in (None, "", name) and said.get("type") in (None, "", kind)
        )
        assert pd.isna(n) or n == true
