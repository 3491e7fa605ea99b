"""The gate: rows that may be quoted with names covered, or the places that stop it."""

import re

import pandas as pd
import pytest

from kitlib.privacy.answers import Answers
from kitlib.privacy.cover import covered, sentence_at
from kitlib.privacy.finding import Finding
from kitlib.privacy.gate import check_text, quotable, showable
from kitlib.problems import KitError

NAMES = re.compile(r"\b(Alma|Bodil)s?\b|\b(sol)\b", re.IGNORECASE)


def find(text):
    """A finder that knows three words, so that the gate is tested and not the finding."""
    return [
        Finding(m.start(), m.end(), "navn", "proeve", "tvetydig" if m[2] else "mulig")
        for m in NAMES.finditer(text)
    ]


def answered(*given, at_gate=False):
    answers = Answers(b"secret")
    for text, answer in given:
        for found in find(text):
            answers = answers.answered(text, found, answer, at_gate=at_gate)
    return answers


def frame(texts, index=None, **more):
    index = index or range(2, 2 + len(texts))
    return pd.DataFrame({"observation": pd.Series(texts, dtype="string"), **more}).set_axis(index)


def gate(texts, answers, *, index=None, **more):
    table = frame(texts, index, **more)
    return quotable(table, columns=["observation"], answers=answers, file="postits.csv", find=find)


def test_unanswered_stops_it_with_every_place_and_no_word():
    with pytest.raises(KitError) as caught:
        gate(["Alma leger", "de leger", "Bodils sko"], Answers(b"x"), index=[12, 13, 40])
    told = str(caught.value)
    assert [(p.file, p.row, p.column, p.code) for p in caught.value.report] == [
        ("postits.csv", 12, "observation", "ubesvaret_navn"),
        ("postits.csv", 40, "observation", "ubesvaret_navn"),
    ]
    assert not re.search("alma|bodil|leger|sko", told, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("Alma leger", "navn", "[navn] leger"),
        ("Almas sko er våde", "navn", "[navn]s sko er våde"),
        ("Alma leger", "ikke", "Alma leger"),
        ("Hun leger. Alma går hjem. De vinker.", "fjern", "Hun leger. De vinker."),
        ("Hun leger. Alma ser på Bodil. De vinker.", "fjern", "Hun leger. De vinker."),
        ("Alma leger", "fjern", None),
    ],
)
def test_what_is_answered_is_done(text, answer, expected):
    out = gate([text], answered((text, answer)))
    value = out["observation"].iloc[0]
    assert (None if pd.isna(value) else value) == expected


def test_a_name_in_the_key_needs_no_answer_and_becomes_its_code():
    class Key:
        names = frozenset({"Alma"})

        def code_of(self, word):
            return "B07" if word.casefold() == "alma" else None

    def by_key(text):
        return [
            Finding(m.start(), m.end(), "navn", "noegle", "sikker") for m in NAMES.finditer(text)
        ]

    table = frame(["Almas sko"])
    out = quotable(
        table, columns=["observation"], answers=Answers(b"x"), key=Key(), file="x.csv", find=by_key
    )
    assert out["observation"].tolist() == ["B07s sko"]


def test_a_word_that_is_two_things_is_asked_again_at_the_gate():
    text = "Der er sol i dag"
    with pytest.raises(KitError):
        gate([text], answered((text, "ikke")))
    assert len(gate([text], answered((text, "ikke"), at_gate=True))) == 1
    assert gate([text], answered((text, "navn")))["observation"].iloc[0] == "Der er [navn] i dag"


def test_what_may_not_be_shown_is_not_asked_about_either():
    out = gate(
        ["Alma leger", "far slår", "de leger", "de løber"],
        Answers(b"x"),
        maa_vises=pd.Series([False, True, True, pd.NA], dtype="boolean"),
    )
    assert out["observation"].tolist() == ["de leger", "de løber"]


def test_a_worry_in_a_column_that_is_not_quoted_holds_the_row_back():
    table = frame(["de leger", "de løber"], tolkning=["far slår ham måske", ""])
    out = quotable(table, columns=["observation"], answers=Answers(b"x"), file="x.csv", find=find)
    assert out["observation"].tolist() == ["de løber"]


def test_the_row_is_the_spreadsheets_where_the_index_is_not():
    table = frame(["Alma leger"], index=[0], raekke=[17])
    with pytest.raises(KitError, match="række 17"):
        quotable(table, columns=["observation"], answers=Answers(b"x"), file="x.csv", find=find)


def test_the_frame_given_is_left_as_it_was():
    text = "Alma leger"
    table = frame([text])
    before = table.copy()
    quotable(table, columns=["observation"], answers=answered((text, "navn")), file="x", find=find)
    pd.testing.assert_frame_equal(table, before)


def test_inside_the_folder_what_nobody_answered_is_covered_and_nothing_stops():
    table = frame(["Alma leger", "Bodil leger", "sol"], index=[2, 3, 4])
    out = showable(
        table,
        columns=["observation"],
        answers=answered(("Bodil leger", "ikke")),
        find=find,
        leave=frozenset({"sol"}),
    )
    assert out["observation"].tolist() == ["[navn] leger", "Bodil leger", "sol"]


def test_words_that_stand_in_no_table_pass_the_same_gate():
    text = "Vi prøver at gå ud før Alma"
    with pytest.raises(KitError) as caught:
        check_text(text, answers=Answers(b"x"), file="referat", find=find)
    assert "Alma" not in str(caught.value)
    assert check_text(text, answers=answered((text, "navn")), file="referat", find=find) == (
        "Vi prøver at gå ud før [navn]"
    )
    with pytest.raises(KitError, match="bekymring for et barn"):
        check_text("Far slår", answers=Answers(b"x"), file="referat", find=find)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Alma går.", 0, "Alma går."),
        ("Et. To Alma. Tre.", 7, "To Alma. "),
        ("Kl. 9.30 kom Alma. Hun sov.", 13, "Kl. 9.30 kom Alma. "),
        ("første linje\nAlma kom\nså gik hun", 14, "Alma kom\n"),
        ('Hun sagde: "Alma!" Så gik hun.', 12, 'Hun sagde: "Alma!" '),
    ],
)
def test_where_a_sentence_begins_and_ends(text, place, expected):
    assert text[slice(*sentence_at(text, place))] == expected


def test_nothing_to_cover_is_the_same_text():
    assert covered("de leger", [], Answers(b"x")) == "de leger"
