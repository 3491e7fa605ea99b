"""WHO-5 on paper, in WHO's own words, 5 to the left."""

from __future__ import annotations

from dataclasses import replace

from kitlib.about import About
from kitlib.dansk import long_date
from kitlib.instruments.who5.wording import answers, item_names, opening
from kitlib.sheet import Sheet, Words

__all__ = ["SHEETS", "answer_sheet", "form_sheet", "staff_sheet"]


def answer_sheet(about: About, words: Words) -> Sheet:
    """Make the sheet a citizen answers alone; without WHO's wording it holds numbers only."""
    said = words("materiale/ark")["who5"]
    gone = f" Slettes senest {long_date(about.slettes)}." if about.slettes else ""
    known = answers() or tuple(("", value) for value in range(5, -1, -1))
    data = {
        **said,
        "indledning": opening(),
        "spoergsmaal": list(item_names()),
        "svar": [{"ord": w, "tal": v} for w, v in sorted(known, key=lambda a: -a[1])],
        "licens": said["licens"] if answers() else "",
        "fod": said["fod"] + gone,
    }
    return Sheet("ark_who5", said["titel"], "ark_who5", data, ring="mit")


def form_sheet(about: About, words: Words) -> Sheet:
    """Make the same sheet to be filled in on a screen."""
    paper = answer_sheet(about, words)
    said = paper.data
    labels = {"kode": said["felter"][0], "dato": said["felter"][1], "hvornaar": said["navne"][0]}
    labels |= {f"hvornaar/{k}": word for k, word in enumerate(said["hvornaar"])}
    for k, question in enumerate(said["spoergsmaal"], start=1):
        labels[f"q{k}"] = f"{said['indledning']} {question}".strip()
        for answer in said["svar"]:
            labels[f"q{k}/{answer['tal']}"] = f"{question}: {answer['ord']} {answer['tal']}"
    own = said["egne"]["overskrift"]
    labels |= {"eget_ord": own, "eget": own, **{f"eget/{n}": f"{own}: {n}" for n in range(11)}}
    data = {**said, "skema": True}
    return replace(paper, name="ark_who5_skaerm", label=said["navne"][1], data=data, fields=labels)


def staff_sheet(about: About, words: Words) -> Sheet:
    """Make the staff's page: how it is scored, and what to say of it. Not for who answers."""
    said = words("materiale/bagsider")
    name = "ark_who5_medarbejder"
    back = {key: word for key, word in said.items() if key.endswith("_navn")} | said["ark"][name]
    fod = words("materiale/ark")["who5"]["fod_medarbejder"]
    gone = f" Slettes senest {long_date(about.slettes)}." if about.slettes else ""
    data = {"titel": back["titel"], "fod": fod + gone, "vaert": back}
    return Sheet(name, back["titel"], "vaert", data, ring="mit")


SHEETS = (answer_sheet, form_sheet, staff_sheet)
