"""Attacks on one release with hidden cells: each wins over a naive output and loses to ours.

`naive` is what most tools give: a table with all margins where cells of 1-4 are blanked.
"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kitlib.contribution import from_bytes, to_bytes
from kitlib.evidence import LABELS
from kitlib.instruments.counted import Keys
from kitlib.pooled import pool
from kitlib.pooled.figures import table_view
from kitlib.pooled.tables import tidy, workbook_bytes
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release import pass_through, publisher_secret
from kitlib.problems import KitError

POLICY = replace(release_policy(), method="skjul")
DAY = date(2026, 7, 1)
UP, UPPISH, SAME, DOWNISH, DOWN = LABELS
TABLE = "who5.retning"
COLUMNS = ["enhed", "type", "distrikt", "tabel", "a", "b", "antal", "sum"]
SECRET = publisher_secret(None)


def counts(units, table=TABLE):
    """{(enhed, type, distrikt): [n per label]} -> what contributions hold."""
    rows = [
        (*unit, table, label, "", n, None)
        for unit, numbers in units.items()
        for label, n in zip(LABELS, numbers, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def through(frame, policy=POLICY, *, secret=SECRET, **options):
    """Send counts through the gate; those of no half-year, and with any key, where not said."""
    whole = {"periode": "", "noegle": range(len(frame)), **dict(frame.items())}
    return pass_through(frame.assign(**whole), policy, secret=secret, seconds=0, **options)


def district(name, kind, *numbers):
    return {(f"{kind} {name} {i}", kind, name): list(n) for i, n in enumerate(numbers, start=1)}


NORTH = district("Nord", "skole", (6, 7, 5, 6, 2), (9, 8, 7, 5, 6), (7, 8, 9, 6, 7))
SOUTH = district("Syd", "skole", (7, 9, 6, 8, 5), (6, 5, 8, 7, 6), (8, 7, 6, 9, 9))


def naive(units, by="distrikt"):
    """A crosstab with margins and 1-4 blanked, as cell-by-cell suppression gives it."""
    table = counts(units).pivot_table(
        index=by, columns="a", values="antal", aggfunc="sum", margins=True, margins_name="I alt"
    )
    return table.where((table == 0) | (table >= 5))


def ours(units, **options):
    gate = through(counts(units), **options)
    assert gate.tables, gate.held_back
    return gate.tables[0]


def shown(table):
    """Published numbers of ours: {(group, label): n or None}."""
    return {(r.gruppe, r.a): None if pd.isna(r.n) else int(r.n) for r in table.public.itertuples()}


def truth(units, group):
    """True counts of a group, unit or all."""
    frame = counts(units)
    mask = (frame["enhed"] == group) | (frame["distrikt"] == group) | (group == "I alt")
    mask |= frame["distrikt"] + ", " + frame["type"] == group
    found = frame[mask].groupby("a")["antal"].sum().to_dict()
    return {**found, "I alt": sum(found.values())}


def by_subtraction(line):
    """Fill the one hole of a line whose last number is the total; the simplest attack there is."""
    *parts, total = line
    holes = [i for i, n in enumerate(parts) if n is None]
    if len(holes) == 1 and total is not None:
        return total - sum(n for n in parts if n is not None)
    return None


def lines_of(table):
    """Every line of our output that adds up: labels within a group."""
    told = shown(table)
    groups = dict.fromkeys(group for group, _ in told)
    return [[told[group, label] for label in (*LABELS, "I alt")] for group in groups]


def sent(folder, units, table=TABLE, nr=1, periode=""):
    """Write a contribution of every unit, with the keys each unit makes of its counts."""
    from kitlib.contribution import Contribution

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for place, ((name, kind, where), numbers) in enumerate(units.items()):
        keys, n = Keys(name.encode("utf-8")), sum(numbers)
        rows = [
            (table, label, "", periode, k, k, None, n, keys.of_count(table, label, "", periode, k))
            for label, k in zip(LABELS, numbers, strict=True)
        ]
        made = Contribution(name, kind, where, "2026 K2", DAY, nr, rows, opdigtet=True)
        files.append(folder / f"{place}.bidrag")
        files[-1].write_bytes(to_bytes(made))
    return files


# 1 --------------------------------------------------------------------------------------------


def test_1_counts_of_one_to_four_in_a_cell():
    few = district("Øst", "skole", (1, 4, 8, 9, 6), (1, 6, 7, 8, 9), (0, 9, 6, 6, 8))
    raw = counts(NORTH | SOUTH | few).pivot_table(
        index="distrikt", columns="a", values="antal", aggfunc="sum"
    )
    assert (raw == 2).any().any()  # naive: there it stands
    told = shown(ours(NORTH | SOUTH | few))
    assert not [n for n in told.values() if n is not None and 0 < n < 5]


# 2, 3 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", [0, 1])
def test_2_and_3_everyone_or_all_but_one_in_one_answer(last):
    west = district("Vest", "skole", (0, 9, 0, 0, 0), (0, 8, 0, 0, 0), (0, 7, last, 0, 0))
    units = NORTH | SOUTH | west
    fallen = naive(units).loc["Vest"]
    assert fallen[UPPISH] >= fallen["I alt"] - 1 if last else fallen[UPPISH] == fallen["I alt"]
    table = ours(units)
    told = shown(table)
    for group in {g for g, _ in told}:
        n, total = told[group, UPPISH], told[group, "I alt"]
        real = truth(units, group)
        if real[UPPISH] >= real["I alt"] - 1:
            assert n is None or total is None


# 4 --------------------------------------------------------------------------------------------


def test_4_the_total_minus_what_is_shown():
    east = district("Øst", "skole", (3, 4, 8, 9, 6), (0, 6, 7, 8, 9), (0, 9, 6, 6, 8))
    units = NORTH | SOUTH | east
    table = naive(units)
    line = [None if np.isnan(n) else int(n) for n in table.loc["Øst", [*LABELS, "I alt"]]]
    assert by_subtraction(line) == 3  # naive: the blank one is exactly 3
    safe = ours(units)
    assert [by_subtraction(line) for line in lines_of(safe)] == [None] * len(lines_of(safe))
    assert safe.audit["protected"].all()
    assert (safe.audit["high"] - safe.audit["low"] >= 5).all() or safe.audit["rule"].isin(
        ["beskytter andre"]
    ).any()


# 6 --------------------------------------------------------------------------------------------


def test_6_two_tables_on_the_same_citizens(sample_data):
    """Those without a follow-up stand in both tables; hidden in one, they are in the other too."""
    rows = []
    outcomes = {"nået": 9, "på vej": 8, "samme": 7, "lavere": 6, "uden opfølgning": 2}
    moves = {
        ("trin 1-2", "trin 3-4"): 16,
        ("trin 3-4", "trin 5-6"): 14,
        ("trin 1-2", "uden opfølgning"): 2,
    }
    for i in range(3):
        unit = (f"Hus {i}", "unge", "Nord")
        few = 0 if i else 2
        for label, n in outcomes.items():
            n = few if label == "uden opfølgning" else n
            rows.append((*unit, "dialoglineal.udfald", label, "", n, None))
        for (a, b), n in moves.items():
            n = few if b == "uden opfølgning" else n
            rows.append((*unit, "dialoglineal.start_nu", a, b, n, None))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    alone = frame[frame["tabel"] == "dialoglineal.start_nu"].groupby("b")["antal"].sum()
    assert alone["uden opfølgning"] == 2  # naive: hidden in one table, printed in the other
    gate = through(frame)
    by_name = {t.words.name: t for t in gate.tables}
    udfald, start = by_name["dialoglineal.udfald"].public, by_name["dialoglineal.start_nu"].public
    one = udfald[(udfald["gruppe"] == "I alt") & (udfald["a"] == "uden opfølgning")]
    two = start[(start["a"] == "I alt") & (start["b"] == "uden opfølgning")]
    assert one["status"].tolist() == two["status"].tolist() == ["skjult"]
    for table in (udfald[udfald["gruppe"] == "I alt"], start[start["a"] == "I alt"]):
        assert (table["status"] == "skjult").sum() >= 2


# 7 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "step"), [(11, 5), (39, 5), (40, 2), (99, 2), (100, 1)])
def test_7_a_mean_times_n_gives_no_exact_sum(n, step):
    change = 44  # of one person, who came in between
    before, total = 8 * n, 8 * (n - 1) + change
    exact = round(total / n, 1)
    sums = [s for s in range(-100 * n, 100 * n, 4) if round(s / n, 1) == exact]
    assert len(sums) == 1 or n > 39  # naive: one decimal and n tell the sum, and so the newcomer
    rows = [
        (
            f"Hus {i}",
            "unge",
            "Nord",
            "who5.aendring",
            "fra før til efter",
            "",
            n if i == 0 else 0,
            total if i == 0 else 0,
        )
        for i in range(3)
    ]
    mean = through(pd.DataFrame(rows, columns=COLUMNS)).means[0]
    assert mean.change % step == 0
    assert not re.fullmatch(str(n), mean.n)  # n is a band
    low = mean.change - step / 2
    fits = [s for s in range(-100 * n, 100 * n, 4) if low <= s / n < low + step]
    assert len(fits) >= 10
    assert before != total


# 8 --------------------------------------------------------------------------------------------


def test_8_no_extreme_no_median_and_no_dot_of_a_hidden_one():
    index = pd.Series([4, 40, 52, 60, 64])
    assert index.describe()["min"] == 4  # naive: the lowest is one person's
    table = ours(NORTH | SOUTH)
    assert set(tidy(through(counts(NORTH | SOUTH))).columns) == {
        "tabel",
        "periode",
        "distrikt",
        "type",
        "a",
        "b",
        "n",
        "status",
        "metode",
        "flyttet",
    }
    view = table_view(table, caveat="")
    drawn = sum(
        len(line.get_xdata())
        for ax in view.picture.axes
        for line in ax.lines
        if line.get_marker() == "o"
    )
    visible = {cell: n for cell, n in shown(table).items() if n is not None and cell[1] != "I alt"}
    groups = [n for (group, _), n in visible.items() if group != "I alt"]
    everyone = [n for (group, _), n in visible.items() if group == "I alt"]
    dots = [n for part in (groups, everyone) for n in part if max(part) <= 40 or n < 20]
    assert drawn == sum(dots) > 0
    assert not re.search(r"median|mindst|højeste tal|laveste tal", view.alt.casefold())


# 9 --------------------------------------------------------------------------------------------


def properties(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(
            book.read(name).decode("utf-8") for name in book.namelist() if "docProps" in name
        )


def test_9_text_and_metadata(tmp_path):
    units = NORTH | SOUTH
    buffer = io.BytesIO()
    counts(units).to_excel(buffer, index=False)
    told = properties(buffer.getvalue())
    assert re.search(r"<dc:creator>\w|dcterms:created[^>]*>[^<]*T(?!00:00:00)", told)
    with zipfile.ZipFile(buffer) as book:
        raw = b"".join(book.read(name) for name in book.namelist())
    assert b"skole Nord 1" in raw  # naive: units beside their numbers
    gate = through(counts(units))
    said = {"title": "T", "coverage": "c", "cannot": [], "learning": "l", "protected": "p"}
    data = workbook_bytes(gate, **said, day=DAY)
    told = properties(data)
    assert not re.search(r"<dc:creator>\w|<cp:lastModifiedBy>\w", told)
    assert set(re.findall(r"\d\d\d\d-\d\d-\d\dT[\d:]+", told)) == {"2026-07-01T00:00:00"}
    assert data == workbook_bytes(gate, **said, day=DAY)
    done = pool(sent(tmp_path / "ind", units), tmp_path / "ud", today=DAY, seconds=0, policy=POLICY)
    public = list((done.folder / "offentlig").iterdir())
    assert len(public) == 7
    for path in public:
        whole = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                whole = b"".join(book.read(name) for name in book.namelist())
        for unit, _, _ in units:
            assert unit.encode() not in whole
        assert str(Path.home()).encode() not in whole and str(tmp_path).encode() not in whole
        # How a cell was hidden; the package's keys are another thing.
        said = whole.replace(b"primaryKey", b"")
        assert not any(word in said for word in (b"under 5", b"prim", b"sekund"))


# 10 -------------------------------------------------------------------------------------------


def test_10_a_hidden_one_is_at_least_one_where_zeros_are_shown():
    # Two blanks and a total of 2 with the rest shown: each is exactly 1, since a zero would show.
    line = [20, 9, 0, None, None, 31]
    rest = line[-1] - sum(n for n in line[:-1] if n is not None)
    possible = [(i, rest - i) for i in range(1, rest)]
    assert possible == [(1, 1)]
    few = district("Øst", "skole", (9, 3, 0, 1, 1), (6, 3, 0, 0, 0), (5, 3, 0, 0, 0))
    table = ours(NORTH | SOUTH | few)
    told = shown(table)
    for group in dict.fromkeys(g for g, _ in told):
        parts = [told[group, label] for label in LABELS]
        total = told[group, "I alt"]
        holes = [n for n in parts if n is None]
        if holes and total is not None:
            rest = total - sum(n for n in parts if n is not None)
            # With k hidden of at least 1 each, any one can lie in [1, rest - k + 1].
            assert rest - len(holes) >= 5


# 12 -------------------------------------------------------------------------------------------


def test_12_what_is_hidden_is_not_in_what_a_notebook_keeps(tmp_path):
    few = district("Øst", "skole", (1, 4, 8, 9, 6), (1, 6, 7, 8, 9), (0, 9, 6, 6, 8))
    table = ours(NORTH | SOUTH | few)
    assert "  2  " in counts(NORTH | SOUTH).to_string()  # naive: a frame shown is a frame kept
    assert len(table.audit)
    for said in (repr(table), repr(table_view(table, caveat=""))):
        assert "[" not in said.replace("grouping", "") or "antal" not in said
        assert "low" not in said and "cells" not in said
    html = table_view(table, caveat="")._repr_html_()
    assert "under 5" not in html


def test_the_notebook_shows_contributions_one_has_oneself(tmp_path):
    """Sealed ones with a key, and nothing is released of them."""
    from kitlib import samlet_billede
    from kitlib.privacy.lock import new_identity

    identity, receiver = new_identity()
    (tmp_path / "noegle.txt").write_text(f"min nøgle:\n{identity}\n", "utf-8")
    with pytest.raises(KitError, match="ingen bidrag"):
        samlet_billede(tmp_path)
    for path in sent(tmp_path / "ind", NORTH | SOUTH):
        made = replace(from_bytes(path.read_bytes()), opdigtet=False)
        path.write_bytes(to_bytes(made, [receiver]))
    billede = samlet_billede(tmp_path / "ind", noegle=tmp_path / "noegle.txt")
    units = sorted(unit for unit, *_ in NORTH | SOUTH)
    assert [row[0] for row in billede.hvem.rows] == units
    assert units[0] in str(billede.bidrag(units[0])) and billede.vis("who5_retning").blocks
    with pytest.raises(KitError, match="ikke med") as caught:
        billede.bidrag("xxxxxxxx")
    assert units[0] in str(caught.value)
    assert {path.name for path in tmp_path.iterdir()} == {"ind", "noegle.txt"}


def test_12_the_notebook_that_is_shipped(root):
    import json

    book = root / "notebooks" / "07_samlet_billede.ipynb"
    if not book.exists():
        pytest.skip("the notebook is not in this checkout")
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    said = json.dumps([c.get("outputs") for c in cells], ensure_ascii=False)
    for word in ("primær", "sekundær", "protected", "Recipe("):
        assert word not in said


# Labels of every kind --------------------------------------------------------------------------

KINDS = {
    "int": [1, 2, 3, 4, 5],
    "float": [1.5, 2.5, 3.5, 4.5, 5.5],
    "bool and int": [True, 0, 7, 8, 9],
    "text": ['har det "godt"', "l'idé", "ærø ø å", " a b ", "x;y"],
    "date": [date(2026, 1, d) for d in range(1, 6)],
    "category": pd.Categorical(list("abcde")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_labels_of_every_kind_hide_the_same_cells(kind):
    units = NORTH | SOUTH | district("Øst", "skole", (3, 4, 8, 9, 6), (5, 6, 7, 8, 9), (6,) * 5)
    plain = ours(units).public["status"].tolist()
    renamed = counts(units)
    names = dict(zip(LABELS, KINDS[kind], strict=True))
    renamed["a"] = renamed["a"].map(names)
    assert through(renamed).tables[0].public["status"].tolist() == plain
