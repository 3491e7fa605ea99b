"""A column, declared once: it drives reading, checks, the workbook and the docs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ["Column", "Kind", "file_stem", "fold", "is_employee_heading", "is_total"]

_SIGNS = re.compile(r"[^a-z0-9]+")

Kind = Literal["dato", "tekst", "kode", "koder", "heltal", "tal", "valg", "ja_nej", "sekunder"]

_DTYPES = {
    "dato": "datetime64[ns]",
    "heltal": "Int64",
    "tal": "Float64",
    "sekunder": "Float64",
    "ja_nej": "boolean",
}

# Headings that would name a colleague. The unit of analysis is the læringsmiljø, so such a column
# is refused wherever it stands; `hvem_saa` holds a role and nothing else.
_EMPLOYEE_WORDS = (
    "medarbejder",
    "medarbejdernavn",
    "ansat",
    "ansatte",
    "kollega",
    "personale",
    "paedagognavn",
    "laerernavn",
    "initialer",
    "navn_paa_paedagog",
    "navn_paa_laerer",
    "observatoer",
    "observatoernavn",
    "udfyldt_af",
    "skrevet_af",
    "noteret_af",
    "medarbejderens_navn",
    "dit_navn",
    "navn_paa_medarbejder",
    "medarbejder_id",
    "medarbejdernummer",
    "tjenestenummer",
    "psykolog",
    "psykologens_navn",
    "sagsbehandler",
    "kontaktperson",
    "paedagog",
    "laerer",
    "paedagogens_navn",
    "laererens_navn",
    "employee",
    "staff",
    "teacher",
    "respondentens_navn",
    "navn",
    "name",
    "mail",
    "e_mail",
    "email",
    "mailadresse",
    "e_mailadresse",
    "email_address",
    "afsender",
    "oprettet_af",
    "besvaret_af",
    "created_by",
    "brugernavn",
)


@dataclass(frozen=True)
class Column:
    """One column of an instrument.

    Parameters
    ----------
    name : str
        ASCII identifier as it stands in frames, such as "barnets_ord".
    kind : {"dato", "tekst", "kode", "koder", "heltal", "tal", "valg", "ja_nej", "sekunder"}
        What it holds, and so its dtype once read: "dato" datetime64, "tekst"/"kode"/"valg" string,
        "koder" string with codes joined by ", ", "heltal" Int64, "tal"/"sekunder" Float64,
        "ja_nej" boolean. "sekunder" also reads time codes such as 1:15.
    doc : str
        What it means, in Danish, as workbook and pages show it.
    label : str
        Its heading in Danish as people read it ("Barnets egne ord"); `name` where empty.
    unit : str
        Unit in Danish, such as "dag", "trin", "sekunder"; empty where there is none.
    low, high : float, optional
        Lowest and highest value allowed.
    allowed : tuple of str
        The only answers allowed for a "valg". Empty: any answer.
    answers : tuple of (str, str or int) pairs
        Words that stand for a value, such as ("Hele tiden", 5).
    required : bool
        Whether the column must be there, and filled in on every row.
    kept : bool
        Whether a row stays where this required cell is blank or cannot be read.
    synonyms : tuple of str
        Other headings it is known under; the synonym file adds to them.
    ahead : bool
        Whether its dates are of days to come.
    spoilt : {"tom", "nej", "raekke"}
        What a cell that cannot be read counts as: a blank one; "nej"; or it takes its row with it,
        where a blank one would stand for something.

    Examples
    --------
    >>> Column("dato", "dato", "Dagen, noten er fra.", required=True).heading
    'dato'
    """

    name: str
    kind: Kind
    doc: str
    label: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()
    answers: tuple[tuple[str, str | int], ...] = ()
    required: bool = False
    kept: bool = False
    synonyms: tuple[str, ...] = ()
    ahead: bool = False
    spoilt: Literal["tom", "nej", "raekke"] = "tom"

    def __hash__(self) -> int:
        # Sets of columns are looked up for every table; a name is nearly always enough.
        return hash(self.name)

    @property
    def dtype(self) -> str:
        """The dtype it has in frames."""
        return _DTYPES.get(self.kind, "string")

    @property
    def heading(self) -> str:
        """The heading people read."""
        return self.label or self.name

    @property
    def allowed_text(self) -> str:
        """What may stand in a cell, as a Danish sentence for problems and pages."""
        from kitlib.dansk import join, number

        if self.allowed:
            return f"Skriv {join([f'{a}' for a in self.allowed], 'eller')}."
        match self.kind:
            case "dato":
                return "Skriv en dato som 3-3-2026."
            case "ja_nej":
                return "Skriv ja eller nej."
            case "heltal" | "tal":
                what = "et helt tal" if self.kind == "heltal" else "et tal"
                if self.low is not None and self.high is not None:
                    return f"Skriv {what} fra {number(self.low)} til {number(self.high)}."
                if self.low is not None:
                    return f"Skriv {what}, der er mindst {number(self.low)}."
                return f"Skriv {what}."
            case "sekunder":
                return "Skriv en tidskode som 1:15 eller antal sekunder."
            case "kode" | "koder":
                return "Skriv en kode som B07, aldrig et navn."
        return "Skriv en tekst."


# Every cell at the top of a file is folded to look for headings, and looked at twice.
@lru_cache(maxsize=4096)
def fold(heading: str) -> str:
    """Fold a heading or answer for matching: case, accents, spaces and signs aside.

    Danish letters become what people write without them (æ ae, ø oe, å aa), so that "Hvem så"
    and "hvem_saa" meet.

    Examples
    --------
    >>> fold("  Hvem så? "), fold("Barnets egne ORD")
    ('hvem_saa', 'barnets_egne_ord')
    """
    text = unicodedata.normalize("NFC", heading).strip().casefold()
    for letter, ascii_letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(letter, ascii_letters)
    if text.isascii():
        return _SIGNS.sub("_", text).strip("_")
    # What nobody sees parts no word: a soft hyphen, a joiner.
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFKD", "".join(seen))
    text = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return "_".join(text.split())


# What Windows keeps for its own, with any ending.
_DEVICES = re.compile(r"con|prn|aux|nul|conin|conout|clock|(com|lpt)\d")
_LONGEST_STEM = 120  # letters; a path has room for the folders above it


def file_stem(name: str) -> str:
    """Return what a file or a folder of somebody's name is called on any machine.

    Examples
    --------
    >>> file_stem("Børnehuset Æblet"), file_stem("CON"), file_stem("a/b"), file_stem("…")
    ('boernehuset_aeblet', 'con_', 'a_b', 'enhed')
    """
    stem = fold(name)[:_LONGEST_STEM].strip("_")
    if not stem:
        return "enhed"
    return f"{stem}_" if _DEVICES.fullmatch(stem) else stem


def is_employee_heading(heading: str) -> bool:
    """Tell whether a heading names a colleague, which no kit frame holds.

    Examples
    --------
    >>> is_employee_heading("Medarbejder"), is_employee_heading("hvem_saa")
    (True, False)
    """
    return fold(heading) in _EMPLOYEE_WORDS


# What a row that sums the others is called, in any spelling.
_TOTAL = re.compile(
    r"(.+_)?(i_?alt|totale?|totalt|total_?sum)|(hoved|sub|del|grand)_?(total|sum)s?|totale?r|totals?_.+"
    r"|sum|summa|summen|alle|alt|all|samlet|samtlige|tilsammen"
    r"|alle_(distrikter|enheder|typer|skoler|institutioner|kommuner|tilsammen)"
    r"|hele_(kommunen|landet|byen|distriktet|omraadet)"
)


_SUM = fold("Σ")


def is_total(label: object) -> bool:
    """Tell whether a label says that it sums the others, which only the kit's own margins do.

    Examples
    --------
    >>> [is_total(label) for label in ("I ALT", "i-alt:", "Total", "Hele kommunen", "Nord i alt")]
    [True, True, True, True, True]
    >>> [is_total(label) for label in ("T O T A L", "Tot\u00adal", "Σ", "A B", "")]
    [True, True, True, False, False]
    >>> [is_total(label) for label in ("Hele tiden", "alle dage", "Altid", 7)]
    [False, False, False, False]
    """
    if not isinstance(label, str):
        return False
    word = fold(label)
    spaced = all(len(part) == 1 for part in word.split("_"))
    return word == _SUM or _TOTAL.fullmatch(word.replace("_", "") if spaced else word) is not None
