"""No text makes the finder slow: four times as long a text costs about four times as much."""

import time

import pytest

from kitlib.engines import IN_PAGE
from kitlib.privacy import find_identifiers
from kitlib.privacy.cover import sentence_at
from kitlib.privacy.finding import Finding, without_overlaps
from kitlib.privacy.worry import sounds_like_worry

PATTERNS = (
    "12-",
    "M.K.",
    "a",
    "a-a'",
    "\"'“«(",
    ".",
    "1 2 ",
    "12 34 ",
    "@",
    "a@",
    "a.b@c.",
    "a..",
    "Avej 1, 2. tv ",
    "Avej  ",
    "A. ",
    "Ab ",
    "Emma1",
    "mor/Emma_",
    "E\u00ad",
    "Mа",
    "[navn] ",
    "e\u0301\u0323",
    "adhd-",
    "www.",
    "snap: a..",
    "nummerplade \t ",
    "8000 Aarhus ",
    "010203-1234 ",
    "H's ",
    "EMMA ",
    "oeae",
    "s'",
    "\n",
)
SHORT, LONGER = 1_500, 4  # letters, and how many times as long the longer text is
# What costs its square costs 16 times as much; the rest is room for a busy machine.
MOST = 10
# Below this a clock tells nothing; that of a Python inside a page goes by whole ticks.
LEAST = 0.004 if IN_PAGE else 0.001


def _cost(work, text):
    """Processor time, the least of three: what another process does is not in it."""
    costs = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        costs.append(time.process_time() - start)
    return min(costs)


def _find(text):
    list(find_identifiers(text))


@pytest.mark.parametrize("work", [_find, sounds_like_worry], ids=["find", "worry"])
@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_cost_grows_as_the_text_does(work, pattern):
    short, long = ((pattern * n)[:n] for n in (SHORT, SHORT * LONGER))
    work(short)
    assert _cost(work, long) <= MOST * max(_cost(work, short), LEAST)


class Counted(int):
    """A place that counts how often it is compared."""

    compared = 0

    def __lt__(self, other):
        Counted.compared += 1
        return int(self) < int(other)

    def __gt__(self, other):
        Counted.compared += 1
        return int(self) > int(other)


def test_overlaps_are_told_in_few_comparisons():
    many = 4_000
    Counted.compared = 0
    found = [Finding(Counted(3 * n), Counted(3 * n + 2), "navn", "navneliste") for n in range(many)]
    assert len(without_overlaps(reversed(found))) == many
    assert Counted.compared < many * 40  # by halves: about 12 a finding, and the sorting


def test_a_sentence_is_found_at_any_place():
    text = "Ja. Nej! Ok"
    assert [text[slice(*sentence_at(text, n))] for n in (0, 4, 9)] == ["Ja. ", "Nej! ", "Ok"]
