"""CPR numbers, phones and car plates, in the ways people write them.

A number is judged by how its digits are grouped and what joins the groups, since that is what
tells a phone from a price, a date or a time. Modulus 11 is not asked for: many valid CPR numbers
fail it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kitlib.privacy.finding import Finding

__all__ = ["find_cpr", "find_phones", "find_plates"]

_SPACES = " \t\u00a0\u2007\u2009\u202f"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_GROUP = re.compile(r"\d+")
# (The hyphen comes first, so that a character class takes it as itself.)
# What may stand between two groups of one number: a mark with room around it, or a bracket.
_LINK = re.compile(rf"[{_SPACES}]{{0,2}}[{_DASHES}./·:_()\[\]]{{0,2}}[{_SPACES}]{{0,2}}")
_MEASURE = re.compile(
    r"\s*(?:,-|kr\b|kroner\b|dkk\b|eur\b|euro\b|€|%|procent\b|mio\b|meter\b|km\b|m2\b|m²|gram\b|g\b"
    r"|kg\b|kcal\b|kalorier\b|indbyggere\b|børn\b|elever\b|skridt\b|point\b)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:kr\.?|kroner|dkk|€|cvr[\w.\-]*:?)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Run:
    """Digit groups that stand together, and what joins them."""

    text: str
    groups: tuple[tuple[int, int], ...]

    def shape(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(stop - start for start, stop in self.groups[first:last])

    def digits(self, first: int, last: int) -> str:
        return "".join(self.text[start:stop] for start, stop in self.groups[first:last])

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """What joins each group to the next, as one mark; a plain space as " "."""
        between = (self.text[a[1] : b[0]].strip(_SPACES) for a, b in pairwise(self.groups))
        return tuple("-" if mark[:1] and mark[0] in _DASHES else mark or " " for mark in between)

    def links(self, first: int, last: int) -> tuple[str, ...]:
        """What joins the groups of a stretch."""
        return self._marks[first : last - 1]

    def link_after(self, last: int) -> str | None:
        return self._marks[last - 1] if last < len(self.groups) else None

    def link_before(self, first: int) -> str | None:
        return self._marks[first - 1] if first else None

    @cached_property
    def _pairs_before(self) -> tuple[int, ...]:
        """How many pairs stand straight before each group, joined as it is joined to them."""
        count = [0]
        for n in range(1, len(self.groups)):
            link, outer = self._marks[n - 1], self.link_before(n - 1)
            pair = self.shape(n - 1, n) == (2,) and outer in (None, link)
            count.append(1 + (count[n - 1] if outer else 0) if pair else 0)
        return tuple(count)

    @cached_property
    def _pairs_after(self) -> tuple[int, ...]:
        """The same after each group."""
        count = [0]
        for n in range(len(self.groups) - 2, -1, -1):
            link, outer = self._marks[n], self.link_after(n + 2)
            pair = self.shape(n + 1, n + 2) == (2,) and outer in (None, link)
            count.append(1 + (count[-1] if outer else 0) if pair else 0)
        return tuple(reversed(count))

    def pairs_around(self, first: int, last: int, link: str) -> int:
        """How many pairs stand in a row; a pair that belongs to a time (10.30) is none."""
        before = self._pairs_before[first] if self.link_before(first) == link else 0
        after = self._pairs_after[last - 1] if self.link_after(last) == link else 0
        return before + last - first + after


def _runs(text: str) -> Iterator[_Run]:
    together: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text):
        if together and not _LINK.fullmatch(text, together[-1][1], match.start()):
            yield _Run(text, tuple(together))
            together = []
        together.append(match.span())
    if together:
        yield _Run(text, tuple(together))


def _windows(run: _Run, length: int) -> Iterator[tuple[int, int]]:
    """Every stretch of whole groups that holds just so many digits."""
    for first in range(len(run.groups)):
        size = 0
        for last in range(first, len(run.groups)):
            size += run.groups[last][1] - run.groups[last][0]
            if size >= length:
                if size == length:
                    yield first, last + 1
                break


# --- CPR -------------------------------------------------------------------------------------

_CPR_CUE = re.compile(r"(?:cpr|personn(?:umme)?r|person-?id)[\w.\-]*\s*(?:er|:|=)?\s*[(\[]?$", re.I)
_CPR_SPACED = {
    (2, 2, 2, 2, 2),
    (6, 2, 2),
    (4, 2, 4),
    (4, 2, 2, 2),
    (3, 3, 4),
    (5, 5),
    (2, 4, 4),
    (4, 6),
    (6, 3, 1),
    (6, 1, 3),
    (2, 2, 6),
    (1,) * 10,
    (6, 1, 1, 1, 1),
    (1, 1, 1, 1, 1, 1, 4),
    (2, 2, 2, 1, 1, 1, 1),
}
# Numbers for people without a CPR number may hold letters: 010203-1AB2.
_CPR_LETTERS = re.compile(r"(?<!\d)(\d{6})[-–](?=[A-Z\d]{0,3}[A-Z])[A-Z\d]{4}(?![A-Z\d])")


def _is_day(digits: str) -> bool:
    """A day and month as CPR has them; 60 is added to the day where there is no CPR number."""
    day, month = int(digits[:2]), int(digits[2:4])
    return (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12


def _counts(digits: str) -> bool:
    """Pairs that count upwards or downwards by one or two: 10 11 12 13 14."""
    pairs = [int(digits[n : n + 2]) for n in range(0, len(digits) - 1, 2)]
    steps = {b - a for a, b in pairwise(pairs)}
    return len(steps) == 1 and abs(steps.pop()) in (1, 2)


def _cpr_shape(run: _Run, first: int, last: int) -> bool:
    shape, links = run.shape(first, last), run.links(first, last)
    if run.link_after(last) == "-" and run.shape(last, last + 1)[0] <= 3:
        return False
    if shape in {(10,), (6, 4)}:
        return True
    if shape == (2, 2, 2, 4):
        longer = run.link_before(first) == links[0] and run.shape(first - 1, first) == (2,)
        return links[0] == links[1] and not longer
    if shape not in _CPR_SPACED or set(links) != {" "}:
        return False
    alike = shape[0] if len(set(shape)) == 1 else 0
    around = [run.shape(n, n + 1)[0] for n in (first - 1, last) if 0 <= n < len(run.groups)]
    return not alike or (alike not in around and not _counts(run.digits(first, last)))


def find_cpr(text: str) -> Iterator[Finding]:
    """Find CPR numbers: ten digits that begin with a day and a month, however they are spaced.

    Examples
    --------
    >>> [f.text("(010203 1234)") for f in find_cpr("(010203 1234)")]
    ['010203 1234']
    """
    for run in _runs(text):
        for first, last in _windows(run, 10):
            start, stop = run.groups[first][0], run.groups[last - 1][1]
            before = text[max(0, start - 24) : start]
            if _CPR_CUE.search(before):
                yield Finding(start, stop, "cpr", "cpr_ord")
            elif (
                _is_day(run.digits(first, last))
                and _cpr_shape(run, first, last)
                and not before.endswith(("+", "00"))
                and not _MEASURE.match(text, stop)
                and not _MONEY_BEFORE.search(before)
            ):
                yield Finding(start, stop, "cpr", "cpr_form")
        # With the whole year, where the text says that it is one: cpr 01.02.2003-1234.
        for first, last in _windows(run, 12):
            start, stop = run.groups[first][0], run.groups[last - 1][1]
            if run.shape(first, last) == (2, 2, 4, 4) and _CPR_CUE.search(
                text[max(0, start - 24) : start]
            ):
                yield Finding(start, stop, "cpr", "cpr_ord")
    for match in _CPR_LETTERS.finditer(text):
        if _is_day(match[1]):
            yield Finding(*match.span(), "cpr", "cpr_bogstaver", "mulig")


# --- phones ----------------------------------------------------------------------------------

_PHONE_CUE = re.compile(
    r"(?:tlf|telefon(?:en|nummer|nummeret|nr)?|tel|mobil(?:en|nummer|nummeret|nr)?|nummer(?:et)?"
    r"|ring(?:e|er|es)?(?:\s+(?:til|på|til\s+(?:hende|ham|mor|far)\s+på))?|sms(?:e|'e)?|træffes"
    r"|kontakt|fanges|fås)(?:\s+på)?\s*(?:er|:|\.:?|=)?\s*\(?$",
    re.IGNORECASE,
)
_NO_PHONE_CUE = re.compile(
    r"\b(?:uge(?:r|rne)?|sider?|s\.|rum|lokale[rt]?|værelse|stue|kl\.?|klokken|str\.?|tæller|talte"
    r"|tabellen|kapitel|årene?|periode(?:n)?|fra\s+år|skoleåret|sæsonen)\s*$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    rf"(?:(?:\(\s?)?(?:\+|\b00)\s?45\s?\)?|\(45\)|\b45)[{_DASHES}{_SPACES}]{{0,3}}\(?$"
)
_ABROAD = re.compile(rf"(?<![\w+])\+\s?[1-9](?:[{_DASHES}{_SPACES}/.()]{{0,2}}\d){{7,14}}(?!\d)")
_PHONE_SHAPES = {
    (8,): " ",
    (2, 2, 2, 2): " -./",
    (4, 4): " -.",
    (3, 2, 3): " -",
    (2, 3, 3): " -.",
    (3, 3, 2): " -",
    (2, 2, 4): " -.",
    (4, 2, 2): " -.",
    (2, 4, 2): " -",
    (2, 6): " -",
    (6, 2): " -",
    (3, 5): " -",
    (5, 3): " -",
}


def _year(digits: str) -> bool:
    return digits[:2] in {"19", "20"}


def _is_date(digits: str, shape: tuple[int, ...]) -> bool:
    """Eight digits that are a whole date: 12-03-2026, 2026-03-12."""
    day_first = _is_day(digits) and int(digits[:2]) <= 31 and _year(digits[4:])
    year_first = _year(digits) and 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31
    if shape == (8,):
        return (day_first and digits[4:6] == "20") or (year_first and "2010" < digits[:4] < "2040")
    return (day_first and shape == (2, 2, 4)) or (year_first and shape == (4, 2, 2))


def _is_span(digits: str, shape: tuple[int, ...], links: tuple[str, ...]) -> bool:
    """Two years or two round numbers, from and to: 2025-2026, 2000-3000."""
    if shape != (4, 4):
        return False
    low, high = digits[:4], digits[4:]
    both_years = _year(low) and _year(high) and abs(int(low) - int(high)) <= 30
    return both_years or (links == ("-",) and low < high and low[2:] == high[2:] == "00")


def _looks_like_phone(run: _Run, first: int, last: int) -> bool:
    shape, links = run.shape(first, last), run.links(first, last)
    digits = run.digits(first, last)
    if len(set(links)) > 1 or (links and links[0] not in _PHONE_SHAPES.get(shape, "")):
        return False
    if shape not in _PHONE_SHAPES or digits[0] == "0":
        return False
    if _is_date(digits, shape) or _is_span(digits, shape, links):
        return False
    if shape == (2, 2, 2, 2):
        # Two phones after each other are eight pairs; other lengths are a row of numbers.
        return not _counts(digits) and run.pairs_around(first, last, links[0]) % 4 == 0
    return True


def _is_amount(text: str, start: int, stop: int) -> bool:
    """Money, a measure, or part of a number with decimals."""
    before = text[max(0, start - 24) : start]
    decimals = re.search(r"\d[.,]$", before) or re.match(r"[.,]\d", text[stop : stop + 2])
    return bool(decimals or _MEASURE.match(text, stop) or _MONEY_BEFORE.search(before))


def find_phones(text: str) -> Iterator[Finding]:
    """Find phone numbers: eight digits in any grouping, with or without +45, and numbers abroad.

    Examples
    --------
    >>> from kitlib.privacy.finding import without_overlaps
    >>> said = "Mor: 20 30 40 51, far: +45 2131-4151."
    >>> [f.text(said) for f in without_overlaps(find_phones(said))]
    ['20 30 40 51', '+45 2131-4151']
    """
    for match in _ABROAD.finditer(text):
        yield Finding(*match.span(), "telefon", "telefon_plus")
    for run in _runs(text):
        yield from _joined_country(run)
        for first, last in _windows(run, 8):
            start, stop = run.groups[first][0], run.groups[last - 1][1]
            before = text[max(0, start - 32) : start]
            if country := _COUNTRY.search(before):
                sure = "+" in country[0] or "00" in country[0] or "(" in country[0]
                if sure or not _counts("45" + run.digits(first, last)):
                    begin = start - len(before) + country.start()
                    yield Finding(begin, stop, "telefon", "telefon_45")
            elif _is_amount(text, start, stop):
                continue
            elif _PHONE_CUE.search(before):
                yield Finding(start, stop, "telefon", "telefon_ord")
            elif _looks_like_phone(run, first, last) and not _NO_PHONE_CUE.search(before):
                yield Finding(start, stop, "telefon", "telefon_form")


def _joined_country(run: _Run) -> Iterator[Finding]:
    """45 written together with the number: 4520304051, 004520 30 40 51."""
    for length, lead in ((10, "45"), (12, "0045")):
        for first, last in _windows(run, length):
            start, stop = run.groups[first][0], run.groups[last - 1][1]
            joined = run.shape(first, first + 1)[0] > len(lead)
            if joined and re.match(rf"{lead}[1-9]", run.digits(first, last)):
                yield Finding(start, stop, "telefon", "telefon_45")


# --- plates ----------------------------------------------------------------------------------

_PLATE_CUE = (
    r"(?:nummerplade[nrs]*|nr\.?plade|reg\.?\s?nr\.?|indregistreret|bil(?:en)?\s+med\s+nr\.?)"
)
_PLATE = re.compile(
    rf"(?<![\w.\-])([A-ZÆØÅ]{{2}}|[a-zæøå]{{2}})([{_DASHES}{_SPACES}]?)"
    rf"(\d{{2}})[{_DASHES}{_SPACES}.]?(\d{{3}})(?![\w]|[.,]\d)"
)
_PLATE_AFTER = re.compile(
    rf"{_PLATE_CUE}\s{{0,3}}(?:er|:)?\s{{0,3}}([A-ZÆØÅ\d][\w \-]{{1,9}}\w)", re.IGNORECASE
)
# Two letters that are a word before a number, and no plate: "kl 12 345", "ca 12 345".
_SHORT_WORDS = frozenset(
    {
        "af",
        "al",
        "at",
        "ca",
        "da",
        "de",
        "du",
        "dr",
        "el",
        "en",
        "er",
        "et",
        "fx",
        "få",
        "gå",
        "ha",
        "hr",
        "is",
        "ja",
        "jo",
        "kl",
        "kr",
        "må",
        "nr",
        "nu",
        "nå",
        "og",
        "om",
        "op",
        "os",
        "på",
        "se",
        "så",
        "to",
        "ti",
        "tv",
        "ud",
        "ve",
        "vi",
        "år",
        "øh",
        "åh",
    }
)


def find_plates(text: str) -> Iterator[Finding]:
    """Find Danish car plates: two letters and five digits.

    Examples
    --------
    >>> said = "Bilen AB 12 345 holdt der kl. 12."
    >>> [f.text(said) for f in find_plates(said)]
    ['AB 12 345']
    """
    for match in _PLATE.finditer(text):
        if _MEASURE.match(text, match.end()):
            continue
        joined = not match[2]
        if match[1].casefold() in _SHORT_WORDS and not joined:
            continue
        yield Finding(
            *match.span(), "plade", "plade_form", "sikker" if match[1].isupper() else "mulig"
        )
    for match in _PLATE_AFTER.finditer(text):
        if any(c.isdigit() for c in match[1]):
            yield Finding(*match.span(1), "plade", "plade_ord", "mulig")
