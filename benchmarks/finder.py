"""How many names the finder finds, how often it is wrong, and how fast it is.

Run by hand: ``python benchmarks/finder.py``. First one table of every way a name is written
(finder_kinds.py), beside what it was before the weights were worked out. Then three texts: news
(../shared/data, where it is), 2,000 post-its made here with a fixed seed, and sentences as young
people write them (finder_ungdom.txt). Each is measured as written and in small letters only.

What the finder was set on, said openly. The weights are worked out by finder_weights.py from
invented sentences and from the points that were set by hand at first. When those were set, every
second sentence of the news text, from the first one on, was read, and so were the name lists of
../shared/data; the other half was not read, but what its missed words are like was looked at late.
Later the missed and the wrong words of the whole news text, of the young people's sentences and of
finder_kinds.py were looked at while signs were added. finder_holdt.txt was written before anybody
saw what the finder does with it: its first figures stand in HELD_OUT, and kinds of words that were
missed there were looked at after, so that its later figures are not held out. No weight is
fitted on any text that is measured.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kitlib.privacy import find_identifiers

sys.path.insert(0, str(Path(__file__).parent))
from finder_kinds import Score, held_out, table

# What the same table said before; None where nothing but names was counted.
BEFORE: dict[str, tuple[float, float | None]] = {
    "klistret sammen (af 20)": (11, None),
    "blokbogstaver: danske": (0.976, 13.97),
    "blokbogstaver: arabiske": (0.692, 9.77),
    "blokbogstaver: tyrkiske": (0.57, 10.37),
    "blokbogstaver: somaliske": (0.474, 12.23),
    "blokbogstaver: tamilske": (0.503, 10.5),
    "blokbogstaver: vietnamesiske": (0.521, 9.53),
    "blokbogstaver: polske": (0.803, 13.16),
    "blokbogstaver: pakistanske": (0.593, 11.83),
    "blokbogstaver: bosniske": (0.665, 12.03),
    "blokbogstaver: ukrainske": (0.402, 9.2),
    "blokbogstaver uden navne": (1.0, 20.5),
    "ord som navne med småt": (0.209, 0.0),
    "de samme i ejefald": (0.192, 0.0),
    "forbogstaver: MK": (0.479, 0.0),
    "forbogstaver: mk": (0.104, 0.2),
    "forbogstaver: M.K.": (1.0, 0.0),
    "forbogstaver: m.k.": (0.083, 0.0),
    "forbogstaver: H.s": (0.778, 0.0),
    "forbogstaver: H's": (0.778, 0.0),
    "forbogstaver: MKs": (0.694, 0.0),
    "forbogstaver: MK's": (0.694, 0.0),
    "rene noter forstyrret (af 152)": (57, None),
    "unges sætninger uden æøå: aa, ae, oe": (1.0, 4.65),
    "unges sætninger uden æøå: a, e, o": (1.0, 4.12),
    "unges sætninger uden æøå: a, ae, o": (1.0, 4.12),
    "rene noter uden æøå: aa, ae, oe": (1.0, 12.88),
    "rene noter uden æøå: a, e, o": (1.0, 12.56),
    "rene noter uden æøå: a, ae, o": (1.0, 12.88),
}
# What the first and only measuring of finder_holdt.txt found, kind by kind: names found, and notes
# in which something else was flagged. After it the missed words were looked at.
HELD_OUT = {
    "rene": (0, 8),
    "klistret": (25, 1),
    "blokbogstaver": (20, 0),
    "ord som navne": (10, 0),
    "ejefald": (11, 0),
    "forbogstaver": (24, 0),
    "uden æøå": (16, 1),
}
ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "data" / "text" / "uner_da_ddt-ud-dev.iob2"
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")

FIRST = {
    "danske": (
        "Alma Viggo Storm Liv Bo Sofus Karla Merle Villads Frida Asger Ellen Aksel Nohr Signe "
        "Malthe Filippa Rosa Loke Vilma Tristan Ingrid Bjørk Laust Kamille Eskild Johanne "
        "Valdemar Esther Uffe Sigrid Konrad Maj Otto Lærke Elliot Dagmar Hector Thea Ravn"
    ),
    "muslimske": (
        "Fatima Yusuf Amina Hamza Zaynab Ibrahim Maryam Bilal Khadija Ayaan Sumaya Abdirahman "
        "Hodan Mustafa Leyla Emirhan Elif Yasin Nour Zakaria Safiya Rayan Aaliyah Idris Hafsa "
        "Suleiman Meryem Kerim Rania Tarek Ikram Abdullahi Naima Hassan Ilhan Jamila Omar "
        "Warsame Rukia Ayub"
    ),
    "polske": (
        "Zofia Jakub Wojciech Agnieszka Kacper Oliwia Szymon Hanna Mikołaj Zuzanna Bartosz "
        "Julia Łukasz Maja Piotr Amelia Tomasz Natalia Stanisław Kinga Paweł Wiktoria Franek "
        "Ola Krzysztof Basia Marcin Gosia Antek Ewelina"
    ),
    "vietnamesiske": (
        "Linh Minh Thanh Huong Duc Mai Tuan Ngoc Quang Lan Phuong Hieu Trang Bao Thuy Khanh "
        "Dung Vy Long My Hoa Nam Anh Son Kim Tam Hai Yen Phuc Thao"
    ),
    "tamilske": (
        "Kavin Priya Aravind Anjali Suresh Meena Karthik Lakshmi Vignesh Divya Rajan Nila "
        "Sanjeev Abirami Pradeep Kavitha Mathusan Thanuja Ramesh Sivan Yalini Harini Janani "
        "Nithya Kumaran Sahana Prasanth Vithya Keerthana Dinesh"
    ),
}
LAST = {
    "danske": (
        "Hansen Lund Østergaard Bach Skov Kjeldsen Damgaard Vestergaard Munk Thorsen Friis Juhl"
    ),
    "muslimske": (
        "Hussein Yilmaz Ahmed Warsame Al-Khatib Demir Rahimi El-Sayed Abdi Kaya Mahmoud Osman"
    ),
    "polske": ("Kowalski Nowak Wiśniewska Zielińska Wójcik Mazur Lewandowska Kaminski"),
    "vietnamesiske": ("Nguyen Tran Pham Le Hoang Vo Dang Bui"),
    "tamilske": (
        "Sivakumar Rajaratnam Kandiah Selvarajah Thevarajah Nadarajah Balasubramaniam Pillai"
    ),
}
# {n} a name, {g} a name in the genitive, {f} first name and surname.
NOTES = (
    "{n} tager selv flyverdragten på og smiler.",
    "Sidder længe hos {n} og bygger med klodser.",
    "{g} mor fortæller, at natten har været urolig.",
    "I garderoben skubber {n} til {n}, og begge græder.",
    "Vinker farvel til far og løber hen til {n}.",
    "{n} siger: Jeg kan godt selv!",
    "Ved samlingen rakte {n} hånden op for første gang.",
    "{f} er begyndt på stuen i dag, og {n} viser rundt.",
    "Ville ikke sidde ved siden af {n} til frokost.",
    "Da jeg spurgte {n}, pegede han på {g} støvler.",
    "Leger far, mor og børn med {n} og {n} i dukkekrogen.",
    "Talte med {f} om, hvordan vi siger farvel om morgenen.",
    "{n} hjælper {n} med lynlåsen uden at blive bedt om det.",
    "På turen gik {n} forrest og fandt vej til bålpladsen.",
    "Er ked af det, fordi {n} er flyttet.",
    "{g} tegning hænger nu ved siden af {g}.",
    "Får trøst af {n}, der henter hendes bamse.",
    "Vikaren kendte ikke {n}, og det gav uro ved bordet.",
    "Ligger under bordet sammen med {n} og hvisker.",
    "Når {n} er her, tør hun sige noget i rundkredsen.",
    "Hele gruppen venter på {n}, der leder efter sin hue.",
    "{n} og {n} skiftes til at gynge, indtil {n} kommer.",
    "Forældremøde: {f} spurgte til måltiderne.",
    "Jeg satte mig hos {n}, og så kom ordene.",
    "Holder {n} i hånden hele vejen over vejen.",
)
EMPTY = (
    "Klokken 9.30 var der ro, og alle 12 børn var ude klokken 10.15.",
    "Uge 12: Vi prøver at gå ud i to hold, det gav mindre larm.",
    "Spiser to skiver rugbrød med leverpostej og vil have mere mælk.",
    "Han er 4 år og kan tælle til 20, hvis ingen skynder på ham.",
    "Bygger et tårn på 14 klodser, det vælter, og hun griner højt.",
    "I rum 2. 0006 er der stille, så dér læser vi efter frokost.",
    "Billetten kostede 125 kr., og vi var hjemme igen kl. 14.45.",
    "Mandag var vi kun to voksne, og det kunne mærkes på stuen.",
)


def made_notes(n: int = 2000, seed: int = 4) -> Iterator[tuple[str, list[tuple[int, int]], str]]:
    """Post-its with the places of their names, and the group the names are from."""
    rng = random.Random(seed)
    for number in range(n):
        group = tuple(FIRST)[number % len(FIRST)]
        if number % 5 == 4 and rng.random() < 0.5:
            yield rng.choice(EMPTY), [], group
            continue
        text, gold = "", []
        for part in re.split(r"(\{[ngf]\})", rng.choice(NOTES)):
            if not re.fullmatch(r"\{[ngf]\}", part):
                text += part
                continue
            name = rng.choice(FIRST[group].split())
            names = [name, rng.choice(LAST[group].split())] if part == "{f}" else [name]
            if part == "{g}":
                names = [name + ("'" if name[-1] in "sxz" else "s")]
            for word in names:
                text += " " if text and text[-1].isalpha() else ""
                gold.append((len(text), len(text) + len(word.rstrip("'"))))
                text += word
        yield text, gold, group


def youth() -> Iterator[tuple[str, list[tuple[int, int]], str]]:
    """The young people's sentences; names stand in square brackets."""
    for text, gold in bracketed("finder_ungdom.txt"):
        yield (
            text,
            [
                (start + m.start(), start + m.end())
                for start, stop in gold
                for m in re.finditer(r"\S+", text[start:stop])
            ],
            "unge",
        )


def bracketed(file: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Sentences of a file beside this one, and the places that stand in square brackets there."""
    for line in (Path(__file__).parent / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield unbracketed(line)


def unbracketed(line: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its square brackets, and where they stood."""
    text, gold = "", []
    for part in re.split(r"(\[[^\]]+\])", line):
        if part.startswith("["):
            gold.append((len(text), len(text) + len(part) - 2))
            text += part[1:-1]
        else:
            text += part
    return text, gold


Tokens = list[tuple[int, int, str]]


def tokens_of(text: str, gold: list[tuple[int, int]]) -> Tokens:
    """Words and marks, each "PER" where it is part of a name and else "O"."""
    return [
        (m.start(), m.end(), "PER" if any(a < m.end() and m.start() < b for a, b in gold) else "O")
        for m in TOKEN.finditer(text)
    ]


def news(part: slice) -> Iterator[tuple[str, Tokens, str]]:
    """The named text, with its own tokens and tags."""
    for block in NEWS.read_text("utf-8").strip().split("\n\n")[part]:
        text = re.search(r"# text = (.*)", block)[1]  # type: ignore[index]
        at, tokens = 0, []
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            _, word, tag = line.split("\t")[:3]
            at = text.index(word, at)
            tokens.append((at, at + len(word), "PER" if tag.endswith("PER") else tag))
            at += len(word)
        yield text, tokens, "nyheder"


def measure(rows: list[tuple[str, Tokens, str]], *, lower: bool) -> dict[str, list[int]]:
    """For each group: names found, names, false flags, words outside names, flags in all."""
    counts: dict[str, list[int]] = {}
    for text, tokens, group in rows:
        said = "".join(c.lower() if len(c.lower()) == 1 else c for c in text) if lower else text
        flags = [f for f in find_identifiers(said) if f.kind == "navn"]
        for key in ("alle", group):
            c = counts.setdefault(key, [0, 0, 0, 0, 0])
            for start, stop, tag in tokens:
                hit = any(f.start < stop and start < f.stop for f in flags)
                c[0] += hit and tag == "PER"
                c[1] += tag == "PER"
                c[2] += hit and tag == "O"
                c[3] += tag == "O"
                c[4] += hit
    return counts


def show(title: str, rows: list[tuple[str, Tokens, str]]) -> None:
    print(f"\n{title} ({len(rows)} texts)")
    print(f"  {'':14}{'':10}{'names':>7}{'recall':>8}{'false/100':>11}{'precision':>11}")
    for lower in (False, True):
        for group, (found, names, false, outside, flags) in measure(rows, lower=lower).items():
            if group != "alle" and len({r[2] for r in rows}) == 1:
                continue
            recall = found / names if names else 1.0
            print(
                f"  {group:14}{'lower' if lower else 'as cased':10}{names:7}{recall:8.4f}"
                f"{100 * false / outside:11.2f}{found / flags if flags else 1:11.3f}"
            )


def special() -> None:
    """Print how many words of special-category data are found, and how many finds are none."""
    found = gold = false = quiet = disturbed = 0
    for text, places in bracketed("finder_saerlig.txt"):
        flags = [f for f in find_identifiers(text) if f.kind == "saerlig"]
        gold += len(places)
        found += sum(any(f.start < b and a < f.stop for f in flags) for a, b in places)
        false += sum(not any(f.start < b and a < f.stop for a, b in places) for f in flags)
        quiet += not places
        disturbed += bool(flags and not places)
    # First time: recall .737, precision .918. Kinds of words that were missed then (countries one
    # comes from, operations, aids) were put on the lists after, so this is no longer held out.
    print(f"\nWords of special-category data ({gold} in own sentences, written before measured)")
    print(
        f"  recall {found / gold:.3f}, precision {found / (found + false):.3f}; "
        f"{disturbed} of {quiet} sentences without any are disturbed"
    )


def held() -> None:
    """Print what is found in the notes of finder_holdt.txt, first as measured once, then now."""
    print("\nHeld out: notes written before anybody saw what the finder does with them")
    print("  measured once, before anything was mended (found, clean notes disturbed), and now")
    for kind, notes in held_out():
        score, disturbed = Score(), 0
        for text, gold in map(unbracketed, notes):
            before = score.false
            score.look(text, gold)
            disturbed += score.false > before
        was, flagged = HELD_OUT[kind]
        found = f"{score.found:4} of {score.names:3} = {score.recall:.3f}"
        print(
            f"  {kind:16}{was:4} ({flagged})  {found}, "
            f"{score.wrong:5.2f} false a 100 words, {disturbed} of {len(notes)} notes disturbed"
        )


SPEED = """
import json, resource, sys, time
start, cpu = time.perf_counter(), time.process_time()
from kitlib.privacy import find_identifiers
find_identifiers("I dag.")
loaded, cpu = time.perf_counter() - start, time.process_time() - cpu
texts = json.load(sys.stdin)
words = sum(len(text.split()) for text in texts)
begun = time.process_time()
for text in texts:
    find_identifiers(text)
used = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"loading {loaded:.2f} s ({cpu:.2f} s of processor time)")
print(f"  {words} words, {words / used:,.0f} a second; {peak:.0f} MB")
"""


def kinds() -> None:
    """Print every way a name is written, before (kit as of November 2026, same script) and now."""
    print("Every way a name is written: found, and words flagged in a hundred that are no names")
    print(f"  {'':42}{'before':>16}{'now':>16}")
    for title, found, wrong in table(list(youth())):
        old = BEFORE.get(title)
        cells = [
            f"{a:8.3f}{'' if b is None else f'{b:8.2f}':8}"
            for a, b in filter(None, (old, (found, wrong)))
        ]
        print(f"  {title:42}{''.join(cells) if old else ' ' * 16 + cells[0]}")


def main() -> None:
    kinds()
    notes = [(text, tokens_of(text, gold), group) for text, gold, group in made_notes()]
    young = [(text, tokens_of(text, gold), group) for text, gold, group in youth()]
    if NEWS.is_file():
        show("News, the half that was looked at", list(news(slice(0, None, 2))))
        show("News, the half that was only counted", list(news(slice(1, None, 2))))
        show("News, whole", list(news(slice(None))))
    else:
        print("No ../shared/data here: the news text is left out.")
    show("Post-its made here, seed 4", notes)
    show("Young people's sentences", young)
    special()
    held()
    texts = [row[0] for row in (*notes, *young)]
    print("\nSpeed, in a fresh process")
    done = subprocess.run(
        [sys.executable, "-c", SPEED], input=json.dumps(texts), text=True, capture_output=True
    )
    print(" ", done.stdout.strip() or done.stderr.strip())


if __name__ == "__main__":
    main()
