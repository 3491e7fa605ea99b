"""The ways a person writes a name, kind by kind: how many are found, and how many words are wrong.

Run through ``python benchmarks/finder.py``. The names of each group were written for this, as
people of Denmark are called, and none was looked up in the lists the finder reads. All of them
were looked at while the finder was set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kitlib.privacy import find_identifiers

HERE = Path(__file__).parent

GROUPS = {
    "danske": (
        "Alma Viggo Emma Malthe Frederik Sofie Lærke Magnus Clara Anton Karla Asger Nohr "
        "Signe Laust Vilma Eskild Johanne Uffe Kirstine Birgitte Torben Dorthe Henning Søren "
        "Jytte Bjarne Åse Flemming Gitte Holger Ebbe Tilde Mathilde Storm Liva Sejr Rigmor "
        "Preben Hjalte"
    ),
    "arabiske": (
        "Fatima Yusuf Amina Hamza Zaynab Ibrahim Maryam Bilal Khadija Noor Tarek Rania Samir "
        "Hussein Layla Mahmoud Ghada Walid Abdulrahman Dunya Firas Hiba Jawad Marwa Nabil "
        "Qasim Rim Sanaa Taha Wafaa Ziad Asma Bassam Hadeel Iyad Lujain Mays Nizar Osama "
        "Rawan"
    ),
    "tyrkiske": (
        "Emre Elif Mehmet Ayşe Mustafa Zeynep Hüseyin Büşra Yusuf Merve Burak Esra Kemal "
        "Tuğba Serkan Özlem Murat Gül Hakan Sibel Cem Derya Deniz Ebru Furkan Gamze Halil "
        "Kübra Onur Pelin Sinan Şule Tolga Ümit Volkan Yasemin Eren Nazlı Berkay İrem"
    ),
    "somaliske": (
        "Abdirahman Hodan Ayaan Warsame Ifrah Mahad Sagal Liban Hamdi Abdullahi Fowsia Guled "
        "Ikran Jama Khadra Mohamud Nimco Omar Rahma Shukri Suleiman Ubax Yasmiin Zakariye "
        "Asli Bashir Cabdi Deeqa Faduma Geedi Hibaq Idil Kaltun Ladan Muna Najma Rooble "
        "Saynab Xasan Filsan"
    ),
    "tamilske": (
        "Kavin Priya Aravind Anjali Suresh Meena Karthik Lakshmi Vignesh Divya Rajan Nila "
        "Sanjeev Abirami Pradeep Kavitha Mathusan Thanuja Ramesh Yalini Harini Janani Nithya "
        "Kumaran Sahana Prasanth Vithya Keerthana Dinesh Thushanth Piratheepan Sinthuja "
        "Ashwin Gowri Mithila Nirosh Sutharsan Tharani Vaishnavi Kajan"
    ),
    "vietnamesiske": (
        "Linh Minh Thanh Huong Duc Mai Tuan Ngoc Quang Lan Phuong Hieu Trang Bao Thuy Khanh "
        "Dung Vy Long My Hoa Nam Anh Son Tam Hai Yen Phuc Thao Hung Nhung Vinh Loan Dat Hanh "
        "Kien Nga Quynh Toan Xuan"
    ),
    "polske": (
        "Zofia Jakub Wojciech Agnieszka Kacper Oliwia Szymon Hanna Mikołaj Zuzanna Bartosz "
        "Łukasz Piotr Tomasz Natalia Stanisław Kinga Paweł Wiktoria Franek Krzysztof Basia "
        "Marcin Gosia Antek Ewelina Małgorzata Grzegorz Katarzyna Dariusz Jadwiga Zbigniew "
        "Beata Sławek Iwona Mateusz Michał Ania Filip Dorota"
    ),
    "pakistanske": (
        "Ahmed Ayesha Bilal Fariha Hamza Iqra Junaid Komal Usman Mahnoor Nadeem Rabia Saad "
        "Tahira Umar Waqas Zainab Asif Bushra Danish Faisal Hira Imran Javeria Kashif Laiba "
        "Mubashir Noreen Qaiser Rizwan Sadia Tariq Uzma Yasir Zeeshan Anum Shazia Haroon "
        "Mehwish Farooq"
    ),
    "bosniske": (
        "Amar Lejla Emir Amra Haris Selma Adnan Jasmina Edin Aida Mirza Azra Nedim Belma "
        "Tarik Dženana Faruk Elma Senad Emina Vedad Fatima Armin Hana Kenan Ines Damir Merima "
        "Sanela Zlatan Nermina Mirsad Sabina Elvir Alma Benjamin Ajla Dino Almir Suada"
    ),
    "ukrainske": (
        "Oleksandr Olena Dmytro Oksana Andrii Iryna Bohdan Kateryna Mykola Nataliia Serhii "
        "Yuliia Taras Svitlana Volodymyr Halyna Ivan Tetiana Maksym Anastasiia Artem Daryna "
        "Yevhen Solomiia Danylo Zlata Vasyl Polina Roman Liudmyla Petro Viktoriia Denys "
        "Mariia Nazar Sofiia Kyrylo Yana Stepan Milana"
    ),
}
WORDS = (
    *("bo", "lykke", "sol", "storm", "ask", "liv", "dag", "maj", "sky", "fred", "vilje", "april"),
    *("lærke", "iris", "rosa", "kamille", "perle", "birk", "eg", "falk", "ravn", "pil", "bjørn"),
    *("sten", "mark", "saga", "nova", "sommer", "frost", "bi"),
)

# Written for this, and used nowhere else: {n} a name, {g} a name in the genitive.
NOTES = (
    "{n} bygger et højt tårn i dag.",
    "I dag legede {n} med klodser hele formiddagen.",
    "Efter frokost sov {n} i to timer.",
    "Pædagogen satte sig hos {n} ved bordet.",
    "Vi gik en tur til skoven sammen med {n}.",
    "{n} og {n} skændes om cyklen.",
    "Pludselig råber {n} højt, og alle bliver stille.",
    "Han trøster {n}, der har slået sit knæ.",
    "Det var svært for {n} at sige farvel.",
    "Hun vil helst sidde ved siden af {n} til samling.",
    "Da {n} kom ind, blev der ro på stuen.",
    "Vi spurgte {n}, om hun ville være med.",
    "Legen gik i stå, fordi {n} gik hjem.",
    "Først ville {n} ikke have jakken på.",
    "Der blev grinet, da {n} faldt over måtten.",
    "Han fik hjælp af {n} til at lyne.",
    "Ved bordet sagde {n} noget for første gang.",
    "Fandt en snegl og viste den til {n}.",
)
OWNED = (
    "{g} mor hentede tidligt i dag.",
    "Han tog {g} cykel uden at spørge.",
    "Vi fandt {g} støvler under bænken.",
    "I garderoben lå {g} madkasse på gulvet.",
    "{g} tegning blev hængt op.",
    "Hun er {g} bedste ven.",
    "Det var {g} idé at bygge en hule.",
    "Vi talte med {g} forældre om søvnen.",
)
INITIALS = (
    "Talte med {i} om aftenen.",
    "{i} siger, at det går bedre.",
    "Mor og {i} holdt møde i går.",
    "I dag var {i} vikar på stuen.",
    "Han leger bedst, når {i} er der.",
    "Mødet med {i} gik godt.",
    "{i} og jeg tog imod.",
    "Husk at ringe til {i} i morgen.",
)
OWN_INITIALS = (
    "Holdt {o} hånd hele vejen.",
    "Fandt {o} jakke i garderoben.",
    "Det var {o} tur til at vælge.",
)
LETTERS = ("MK", "JJP", "AH", "HC", "SN", "LKM", "ÅS", "BJ", "RT", "PMH", "EK", "GS")
GLUED = (
    "mor/Emma",
    "#freja",
    "Emil1",
    "E/Ida",
    "_Ida_",
    "Ida2",
    "Emma-mor",
    "Emma+Ida",
    "Emma&Ida",
    "@Emma",
    "Emma's",
    "Emmas",
    "(Emma)",
    "Emma:",
    "Emma→Ida",
    "*Ida*",
    "Emma_mor",
    "emma/ida",
    "2Ida",
    "[Emma]",
)


@dataclass
class Score:
    """What was found of the names, and how many of the other words were flagged."""

    found: int = 0
    names: int = 0
    false: int = 0
    outside: int = 0

    def look(self, text: str, places: list[tuple[int, int]]) -> None:
        flags = [f for f in find_identifiers(text) if f.kind == "navn"]
        self.names += len(places)
        self.found += sum(any(f.start < b and a < f.stop for f in flags) for a, b in places)
        for word in re.finditer(r"[^\W\d_]+", text):
            a, b = word.span()
            if not any(x < b and a < y for x, y in places):
                self.outside += 1
                self.false += any(f.start < b and a < f.stop for f in flags)

    @property
    def recall(self) -> float:
        return self.found / self.names if self.names else 1.0

    @property
    def wrong(self) -> float:
        return 100 * self.false / self.outside if self.outside else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.names + other.names,
            self.false + other.false,
            self.outside + other.outside,
        )


def filled(note: str, names: Callable[[], str]) -> tuple[str, list[tuple[int, int]]]:
    """A note with its places filled in, and where the names stand."""
    text, places = "", []
    for part in re.split(r"(\{\w\})", note):
        if re.fullmatch(r"\{\w\}", part):
            name = names()
            if part == "{g}":
                name += "'" if name[-1] in "sxz" else "s"
            places.append((len(text), len(text) + len(name)))
            part = name
        text += part
    return text, places


def small_but_one(note: str, rng: random.Random) -> str:
    """A note whose writer hits the capital once: the first letter, or that of one other word."""
    low = note.lower()
    if rng.random() < 0.5:
        return low[0].upper() + low[1:] if low[0] != "{" else "I går: " + low
    return low + " Så gik vi ind."


def clean() -> list[str]:
    """The notes that name nobody."""
    lines = (HERE / "finder_rene.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def capitals(group: str) -> Score:
    """Notes in block capitals, with every name of a group in four of them."""
    score, rng = Score(), random.Random(group)
    for name in GROUPS[group].split():
        for note in rng.sample(NOTES, 3) + rng.sample(OWNED, 1):
            text, places = filled(note.upper(), lambda n=name: n.upper())
            score.look(text, places)
    return score


def clean_capitals() -> Score:
    score = Score()
    for text in clean():
        score.look(text.upper(), [])
    return score


def small_words() -> Score:
    """Names that are words, with small letters where the note has one capital elsewhere."""
    score, rng = Score(), random.Random(2)
    for word in WORDS:
        for note in NOTES:
            text, places = filled(small_but_one(note, rng), lambda w=word: w)
            score.look(text, places)
    return score


def small_owned() -> Score:
    """The same in the genitive."""
    score, rng = Score(), random.Random(3)
    for word in WORDS:
        for note in OWNED:
            text, places = filled(small_but_one(note, rng), lambda w=word: w)
            score.look(text, places)
    return score


def _initials() -> Iterator[tuple[str, str, str]]:
    for letters in LETTERS:
        dotted = "".join(f"{letter}." for letter in letters)
        forms = {"MK": letters, "mk": letters.lower(), "M.K.": dotted, "m.k.": dotted.lower()}
        for kind, form in forms.items():
            for note in INITIALS:
                yield kind, note, form
        first = letters[0]
        for note in OWN_INITIALS:
            yield "H.s", note, f"{first}.s"
            yield "H's", note, f"{first}'s"
            yield "MKs", note, f"{letters}s"
            yield "MK's", note, f"{letters}'s"


def initials() -> dict[str, Score]:
    """Initials, by the form they are written in."""
    scores: dict[str, Score] = {}
    for kind, note, form in _initials():
        text, places = filled(note, lambda f=form: f)
        scores.setdefault(kind, Score()).look(text, places)
    return scores


def glued(key: object = None) -> int:
    """How many of the glued forms are found."""
    found = 0
    for form in GLUED:
        text = f"I dag var {form} med ude."
        names = [f for f in find_identifiers(text, key) if f.kind == "navn"]
        found += any(
            n in f.text(text).lower() for f in names for n in ("emma", "ida", "freja", "emil")
        )
    return found


def disturbed() -> list[str]:
    """The notes that name nobody and are asked about all the same."""
    return [t for t in clean() if any(f.kind == "navn" for f in find_identifiers(t))]


def without_danish_letters(rows: list[tuple[str, list, str]]) -> dict[str, Score]:
    """Texts as who has no æ, ø and å writes them: in two letters, or in the one most like it."""
    ways = {
        "aa, ae, oe": ("ae", "oe", "aa"),
        "a, e, o": ("e", "o", "a"),
        "a, ae, o": ("ae", "o", "a"),
    }
    scores = {}
    for way, letters in ways.items():
        table = {ord(a): b for a, b in zip("æøå", letters, strict=True)}
        table |= {ord(a): b.capitalize() for a, b in zip("ÆØÅ", letters, strict=True)}
        scores[way] = Score()
        for text, places, _ in rows:
            moved = [
                (len(text[:a].translate(table)), len(text[:b].translate(table))) for a, b in places
            ]
            scores[way].look(text.translate(table), moved)
    return scores


def table(rows: list[tuple[str, list, str]]) -> list[tuple[str, float, float | None]]:
    """Every kind: its name, what was found, and the words flagged in a hundred."""
    found: list[tuple[str, float, float | None]] = [("klistret sammen (af 20)", glued(), None)]
    for group in GROUPS:
        score = capitals(group)
        found.append((f"blokbogstaver: {group}", score.recall, score.wrong))
    found.append(("blokbogstaver uden navne", 1.0, clean_capitals().wrong))
    for title, kind in (
        ("ord som navne med småt", small_words),
        ("de samme i ejefald", small_owned),
    ):
        found.append((title, kind().recall, kind().wrong))
    for form, score in initials().items():
        found.append((f"forbogstaver: {form}", score.recall, score.wrong))
    found.append((f"rene noter forstyrret (af {len(clean())})", len(disturbed()), None))
    for way, score in without_danish_letters(rows).items():
        found.append((f"unges sætninger uden æøå: {way}", score.recall, score.wrong))
    notes = [(text, [], "") for text in clean()]
    for way, score in without_danish_letters(notes).items():
        found.append((f"rene noter uden æøå: {way}", score.recall, score.wrong))
    return found


def held_out(file: str = "finder_holdt.txt") -> Iterator[tuple[str, list[str]]]:
    """The notes written before anybody saw what the finder does with them, kind by kind."""
    kind, notes = "", list[str]()
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("## "):
            if notes:
                yield kind, notes
            kind, notes = line[3:], []
        elif line and not line.startswith("#"):
            notes.append(line)
    yield kind, notes
