"""The same hidden cells whatever the labels are, and whether margins are listed or not."""

import datetime

import pandas as pd
import pytest

from kitlib.privacy import audit, suppress
from kitlib.problems import KitError

COUNTS = [[3, 20, 17], [9, 12, 14], [30, 8, 6], [11, 25, 2]]
ROWS = {
    "text": ["a", "b", "c", "d"],
    "int": [10, 9, 8, 7],
    "float": [0.5, 1.5, 2.0, -1.0],
    "bool and numbers": [True, False, 2, 3],
    "date": [datetime.date(2026, m, 1) for m in (1, 2, 3, 4)],
    "timestamp": list(pd.date_range("2026-01-01", periods=4)),
    "category": list(pd.Categorical(["d", "c", "b", "a"])),
    "spaces, quotes, æøå": ["å b", 'c "d"', "e'f", " æø,;| "],
    "like code": ["a == 1", "`n`", "@x", "1"],
}


def frame(labels):
    rows = [(labels[r], c, n) for r, line in enumerate(COUNTS) for c, n in enumerate(line)]
    return pd.DataFrame(rows, columns=["række", "kolonne", "n"])


def marks(release):
    return list(release.published["status"])


@pytest.mark.parametrize("labels", ROWS.values(), ids=ROWS.keys())
def test_labels_make_no_difference(labels):
    expected = suppress(frame(["a", "b", "c", "d"]), ["række", "kolonne"])
    release = suppress(frame(labels), ["række", "kolonne"])
    assert marks(release) == marks(expected)
    assert "skjult" in marks(release)
    assert list(release.published["n"].fillna(-1)) == list(expected.published["n"].fillna(-1))
    assert set(release.published["række"]) == {*labels, "I alt"}


def test_a_categorical_column():
    cells = frame(["a", "b", "c", "d"])
    as_category = cells.astype({"række": "category", "kolonne": "category"})
    assert marks(suppress(as_category, ["række", "kolonne"])) == marks(
        suppress(cells, ["række", "kolonne"])
    )


def test_bool_labels():
    cells = pd.DataFrame(
        {"med": [True, False, True, False], "x": [1, 1, 2, 2], "n": [3, 9, 12, 15]}
    )
    release = suppress(cells, ["med", "x"])
    assert set(release.published["med"]) == {True, False, "I alt"}
    assert release.published["n"].isna().sum() == 4


def test_margins_listed_or_not():
    cells = frame(["a", "b", "c", "d"])
    with_margins = suppress(cells, ["række", "kolonne"])
    without = suppress(cells, ["række", "kolonne"], margins=False)
    inner = with_margins.published[
        with_margins.published["række"].ne("I alt") & with_margins.published["kolonne"].ne("I alt")
    ]
    assert list(without.published["status"]) == list(inner["status"])
    assert "I alt" not in set(without.published["række"])
    assert len(without.cells) == len(with_margins.cells)


def test_rows_of_the_same_cell_are_added_and_missing_ones_are_zero():
    cells = pd.DataFrame({"a": ["x", "x", "y"], "b": ["p", "p", "q"], "n": [4, 4, 9]})
    release = suppress(cells, ["a", "b"])
    numbers = release.published.set_index(["a", "b"])["n"]
    assert numbers["x", "p"] == 8
    assert numbers["x", "q"] == 0


@pytest.mark.parametrize("label", ["I alt", " i alt "])
def test_a_total_among_the_labels_is_refused(label):
    cells = pd.DataFrame({"a": ["x", label], "n": [8, 8]})
    for ask in (lambda: suppress(cells, ["a"]), lambda: audit(cells, ["a"], hidden=[("x",)])):
        with pytest.raises(KitError, match="I alt"):
            ask()


@pytest.mark.parametrize(
    ("cells", "options", "said"),
    [
        ({"a": ["x", None], "n": [8, 8]}, {}, "ingenting"),
        ({"a": ["x", "y"], "n": [8, 8.5]}, {}, "hele tal"),
        ({"a": ["x", "y"], "n": [8, -1]}, {}, "hele tal"),
        ({"a": ["x", "y"], "n": [8, None]}, {}, "hele tal"),
        ({"a": ["x", "y"], "n": ["8", "9"]}, {}, "hele tal"),
        ({"b": ["x", "y"], "n": [8, 9]}, {}, "mangler"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"answers": ["b"]}, "ikke en af"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"threshold": 1}, "mindst 2"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"attacker": "weak"}, "angriber"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"cost": "price"}, "pris"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"hierarchies": {"b": "c"}}, "ikke en af"),
        ({"a": ["x", "y"], "n": [8, 9]}, {"hierarchies": {"a": {"x": "g"}}}, "ikke til nogen"),
        (
            {"a": ["x", "y"], "n": [8, 9]},
            {"hierarchies": {"a": {"x": "y", "y": "z"}}},
            "hedder det",
        ),
        ({"a": ["x", "x"], "g": ["p", "q"], "n": [8, 9]}, {"hierarchies": {"a": "g"}}, "netop én"),
    ],
)
def test_what_cannot_be_read_is_refused(cells, options, said):
    with pytest.raises(KitError, match=said):
        suppress(pd.DataFrame(cells), ["a"], **options)


def test_a_hidden_cell_that_does_not_exist():
    with pytest.raises(KitError, match="findes ikke"):
        audit(pd.DataFrame({"a": ["x"], "n": [8]}), ["a"], hidden=[("y",)])
