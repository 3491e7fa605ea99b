"""A small trial: agreed on, put in the calendar, come back to, decided; and the referat."""

from datetime import date

import pytest

from kitlib.circle import Session
from kitlib.circle.overview import write_overview
from kitlib.circle.since import since_view
from kitlib.circle.trials import Trial
from kitlib.problems import KitError

LATER = date(2026, 10, 1)
FULL = {
    "hvor": "Garderoben før legepladsen",
    "fra": "2026-09-07",
    "vaerst": "De sidste venter længe",
    "tegn": "De hjælper hinanden med støvlerne",
    "viser": "postits.situation:garderobe",
    "hvem": "pædagog, alle",
    "igen": "2026-10-01",
}


@pytest.fixture
def agreed(open_):
    session = open_()
    trial = session.trials.put("hvad", "Seks ad gangen").field.split(".")[1]
    for name, value in FULL.items():
        session.trials.put(name, value, trial=trial)
    session.trials.agree(trial)
    return trial


def test_a_draft_is_kept_as_it_is_typed(open_):
    open_().trials.put("hvad", "Seks ad gangen")
    (trial,) = open_().state()["trials"]
    assert (trial["values"]["hvad"], trial["standing"]) == ("Seks ad gangen", "udkast")
    assert trial["missing"] == [
        "I har endnu ikke skrevet et tegn hos børnene. Gå videre?",
        "I har endnu ikke skrevet, hvad det værste er, der kan ske. Gå videre?",
        "I har endnu ikke aftalt, hvornår I tager det op igen. Gå videre?",
    ]


def test_a_trial_without_most_of_it_can_be_agreed_on(open_):
    session = open_()
    trial = session.trials.put("hvad", "Seks ad gangen").field.split(".")[1]
    done = session.trials.agree(trial)
    assert (done["ics"], len(done["missing"])) == ("", 3)


def test_next_time_begins_with_siden_sidst_and_not_the_day_itself(open_, agreed):
    assert open_().state()["since"] == []
    assert "siden_sidst" not in [p.key for p in open_().meeting.circle.phases]
    later = open_(today=LATER)
    assert [p.key for p in later.meeting.circle.phases][:3] == ["bud", "siden_sidst", "se"]
    (trial,) = later.state()["since"]
    assert (trial["id"], trial["start"], trial["measure"]) == (
        agreed,
        "7. september 2026",
        "Noter fra garderoben",
    )


def test_siden_sidst_asks_of_no_trial_that_has_not_begun(open_, agreed):
    assert open_(today=date(2026, 9, 6)).state()["since"] == [], "it begins tomorrow"
    assert [t["id"] for t in open_(today=date(2026, 9, 7)).state()["since"]] == [agreed]


def test_siden_sidst_asks_of_no_trial_of_the_same_day(open_):
    session = open_()
    trial = session.trials.put("hvad", "Seks ad gangen").field.split(".")[1]
    session.trials.agree(trial)
    session.meeting.put("se.set", "Fire står i døren.")
    session.approve(["se.set"], "teamet")
    session.begin_new()
    assert session.state()["since"] == []
    assert [t["id"] for t in open_(today=LATER).state()["since"]] == [trial]


@pytest.mark.parametrize(
    ("choice", "comes_back"), [("beholder", False), ("justerer", True), ("slipper", False)]
)
def test_what_is_decided_is_kept_and_stays_on_the_page_that_day(open_, agreed, choice, comes_back):
    later = open_(today=LATER)
    later.trials.decide(agreed, choice, "De går selv i gang.")
    (trial,) = open_(today=LATER).state()["since"]
    assert trial["decided"] == {"choice": choice, "children": "De går selv i gang."}
    assert bool(open_(today=date(2026, 11, 2)).state()["since"]) == comes_back


def test_what_the_children_got_is_kept_before_anything_is_decided(open_, agreed):
    later = open_(today=LATER)
    later.trials.decide(agreed, "", "De venter ikke mere.")
    (trial,) = open_(today=LATER).state()["since"]
    assert trial["decided"] == {"choice": "", "children": "De venter ikke mere."}
    # Nothing is decided, so the trial comes back next time.
    assert [t["id"] for t in open_(today=date(2026, 11, 2)).state()["since"]] == [agreed]


def test_a_decision_can_be_taken_back(open_, agreed):
    later = open_(today=LATER)
    later.trials.decide(agreed, "slipper")
    later.trials.decide(agreed, "")
    assert later.state()["since"][0]["decided"] is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("fra", "31-02-2026", "Datoen findes ikke"),
        ("hvem", "Hanne", "Skriv en rolle, ikke et navn"),
        ("hvem", "pædagog, Hanne", "Skriv en rolle, ikke et navn"),
        ("viser", "postits.situation:månen", "findes ikke i jeres materiale"),
        ("navn", "x", "hører ikke til"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(open_, folder, name, value, said):
    with pytest.raises(KitError, match=said):
        open_().trials.put(name, value)
    assert not (folder / "logbog").exists()


def test_the_calendar_holds_two_days_and_not_a_word_of_the_trial(folder, agreed):
    from icalendar import Calendar

    raw = (folder / "ud" / f"proevehandling_{agreed}.ics").read_bytes()
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert [e.decoded("dtstart") for e in events] == [date(2026, 9, 7), date(2026, 10, 1)]
    text = raw.decode("utf-8")
    for words in ("Seks", "Garderoben", "støvlerne", "pædagog", "Myretuen", "venter"):
        assert words not in text


# The data since ----------------------------------------------------------------------------------


def _since(sample_data, start, what=""):
    from kitlib import open_team

    trial = Trial("ab12cd34", {"fra": start, "viser": what}, "m", "m")
    return since_view(open_team(sample_data / "solsikken"), trial, today=date(2026, 9, 3))


def test_each_note_is_a_mark_and_the_start_is_marked(sample_data):
    view = _since(sample_data, "2026-06-08", "postits.situation:garderobe")
    drawn = {a.get_gid(): a for a in view.picture.axes[0].get_children() if a.get_gid()}
    assert len(drawn["noter"].get_paths()) == view.data["noter"].sum()
    assert "begyndte" in drawn
    assert view.sentence.startswith("9 noter siden 8. juni 2026, 50 før.")
    assert set(view.data["fase"]) == {"før", "siden"}, "a Monday begins a whole week"


def test_the_week_it_began_in_is_neither_before_nor_after(sample_data):
    view = _since(sample_data, "2026-06-10")
    assert view.data["fase"].tolist().count("begyndte") == 1


def test_nap_is_told_as_pairs_and_never_as_a_cause(sample_data):
    from kitlib.evidence import nap

    view = _since(sample_data, "2026-06-08", "postits.situation:garderobe")
    rates = {f: view.data.loc[view.data["fase"] == f, "pr_gang"].dropna() for f in ("før", "siden")}
    found = nap(list(rates["før"]), list(rates["siden"]))
    said = f"{found.nap * found.m * found.n:.1f} af {found.m * found.n}".replace(".0 ", " ")
    assert said.replace(".", ",") in view.caveat
    told = f"{view.sentence} {view.caveat}".casefold()
    assert not {"virker", "effekt", "virkede", "skyldes"} & set(told.split())


def test_with_fewer_than_three_weeks_after_there_are_dots_and_words_only(sample_data):
    view = _since(sample_data, "2026-08-20")
    assert "sammenligninger" not in view.caveat and not view.is_empty


def test_three_weeks_after_are_told_with_reservation(sample_data):
    view = _since(sample_data, "2026-08-10")
    assert "sammenligninger" in view.caveat and "med forbehold" in view.caveat


def test_where_nobody_noted_when_they_looked_nothing_is_tested(open_, agreed):
    session = open_(today=LATER)
    view = session.trials.since(agreed)
    assert "sammenligninger" not in view.caveat
    assert view.sentence == ("Ingen noter siden 7. september 2026. Hvad har I set eller hørt?")


def test_a_team_with_no_notes_or_no_day_gets_a_question(sample_data):
    from dataclasses import replace

    from kitlib import open_team

    team = open_team(sample_data / "solsikken")
    bare = replace(team, frames={})
    for where, values in ((team, {}), (bare, {"fra": "2026-06-08"})):
        view = since_view(where, Trial("a", values), today=LATER)
        assert view.is_empty and view.sentence.endswith("Hvad har I set eller hørt?")


def test_a_note_in_the_pocket_is_not_among_those_since(folder, open_, agreed):
    with (folder / "postits.csv").open("a", encoding="utf-8") as stream:
        stream.write("10-09-2026;Ny note;garderobe\n")
    session = open_(today=LATER)
    assert "Ny note" in [mark.text for mark in session.trials.since(agreed).blocks[-1].marks]
    note = next(
        n for n in session.figures.for_page("postits.tavlen")["notes"] if n["text"] == "Ny note"
    )
    session.notes.pocket(note["id"])
    assert "Ingen noter siden" in session.trials.since(agreed).sentence


def test_all_trials_of_a_team_on_one_page_that_asks_nobody(folder, open_, agreed):
    open_(today=LATER).trials.decide(agreed, "justerer", "Ring til Mette på 20 12 34 56.")
    page = write_overview(folder, today=LATER).read_text(encoding="utf-8")
    assert "Myretuens prøvehandlinger" in page and "1 prøvehandling: 1 justeret." in page
    assert "Seks ad gangen" in page and "Bliver hos teamet. Slettes senest" in page
    assert "20 12 34 56" not in page and "Note 1" not in page
    assert "http://" not in page.replace("http://www.w3.org", "") and "https://" not in page


def test_no_trials_yet_says_what_to_do(folder):
    with pytest.raises(KitError, match="ingen prøvehandlinger endnu"):
        write_overview(folder)


# The referat -------------------------------------------------------------------------------------


def test_there_is_no_referat_before_it_is_approved(folder, open_):
    session = open_()
    session.meeting.put("se.set", "Fire står i døren.")
    assert [p["key"] for p in session.referat()["parts"]] == ["bud.nysgerrig", "se.set"]
    assert not (folder / "ud").exists()
    for fields, receivers in (([], "teamet"), (["se.set"], " "), (["findes.ikke"], "teamet")):
        with pytest.raises(KitError):
            session.approve(fields, receivers)
    assert not (folder / "ud").exists() and not session.state()["approved"]


def test_only_what_may_stand_there_does(folder, open_, agreed):
    session = open_()
    session.meeting.put("se.set", "Fire står i *døren*.")
    session.meeting.put("se.antaget", "De fryser.")
    session.answers.add("undres.undrer", "At ingen spørger", hands=4)
    paths = session.approve(["se.set", "undres.undrer", f"proeve.{agreed}"], "teamet og ledelsen")
    assert [p.suffix for p in paths] == [".md", ".html", ".pdf"]
    texts = [paths[0].read_text("utf-8"), paths[1].read_text("utf-8"), _pdf_text(paths[2])]
    for text in texts:
        assert "At ingen spørger (4 hænder)" in text
        assert "Seks ad gangen" in text
        assert "De fryser" not in text
        said = "Må gives til teamet og ledelsen. Slettes senest 31. december 2026."
        assert " ".join(text.split()).count(said) >= 2, "the same at its top and its foot"
        assert "Bliver hos teamet" not in text and "Udgivelse" not in text
    assert "Fire står i \\*døren\\*." in texts[0]
    assert "Fire står i *døren*." in texts[1] and "Fire står i *døren*." in texts[2]
    assert session.state()["approved"]
    assert session.referat()["files"] == [p.name for p in paths]


def _pdf_text(path):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_identifying_words_are_covered_in_the_referat(open_):
    session = open_()
    session.meeting.put("se.set", "Ring til Mette på 20 12 34 56.")
    [part] = [p for p in session.referat()["parts"] if p["key"] == "se.set"]
    assert "20 12 34 56" not in part["text"] and "Mette" not in part["text"]


def test_the_bud_stands_there_in_the_teams_own_voice(open_):
    session = open_()
    session.figures.bud(
        "postits.dagen_igennem", {"kind": "andel", "option": "garderobe", "share": 0.55}
    )
    assert session.referat()["parts"] == [], "not before the figure was shown"
    session.figures.reveal("postits.dagen_igennem")
    parts = {p["key"]: p for p in session.referat()["parts"]}
    assert "figur.postits.dagen_igennem" in parts
    part = parts["bud.postits.dagen_igennem"]
    assert part["label"] == "Vores bud"
    assert part["text"].startswith("Vi regnede med, at godt halvdelen kom fra garderoben.")


def _whole(session, agreed):
    session.meeting.put("se.set", "Fire står i døren.")
    session.meeting.put("se.antaget", "De fryser.")
    session.meeting.put("forstaa.egen_del", "Vi stiller os i døren.")
    session.answers.add("forstaa.hvorfor", "Pladsen er lille")
    session.figures.reveal("postits.dagen_igennem")
    keys = [p["key"] for p in session.referat()["parts"]]
    return session.approve(keys, "teamet")


def test_the_first_page_says_what_one_is_proud_of_and_the_rest_stands_behind(open_, agreed):
    from pypdf import PdfReader

    markdown, html, printed = _whole(open_(), agreed)
    front, behind = markdown.read_text("utf-8").split("\n---\n", 1)
    heads = [line[3:] for line in front.splitlines() if line.startswith("## ")]
    assert heads == [
        "Vi var nysgerrige på",
        "Vi så",
        "Vi tror",
        "Vi prøver af",
        "Vi tager det op igen",
    ]
    for said in (
        "Hvad sker der i garderoben?",
        "Fire står i døren.",
        "Pladsen er lille",
        "Seks ad gangen",
        "Hvem: pædagog, alle",
        "1. oktober 2026",
        "Tegnet hos børnene: De hjælper hinanden",
    ):
        assert said in front, said
    assert "De fryser" in behind and "De fryser" not in front
    assert "Fire står" not in behind and "Det værste" in " ".join(behind.split()).replace(
        "det", "Det"
    )
    assert "::" not in front + behind and "Se: " not in front + behind
    assert html.read_text("utf-8").count("<img") == 1
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(printed).pages]
    assert "Vi var nysgerrige på" in pages[0] and "1. oktober 2026" in pages[0]
    assert "De fryser" in pages[1]


def test_no_hole_stands_below_the_figure_of_the_first_page(open_, agreed):
    import pypdfium2

    _, _, printed = _whole(open_(), agreed)
    document = pypdfium2.PdfDocument(printed)
    page = document[0]
    text = page.get_textpage()
    at, _ = text.search("Vi tager det op igen").get_next()
    # Little is said in this meeting, so what is left of the page is left below it all.
    assert text.get_charbox(at)[1] > page.get_height() / 4
    text.close()
    page.close()
    document.close()


def test_an_answer_nobody_counted_says_nothing_of_hands(open_):
    session = open_()
    session.answers.add("undres.undrer", "At ingen spørger")
    session.answers.add("undres.undrer", "At de venter", hands=0)
    session.answers.add("undres.undrer", "At det er tidligt", hands=1)
    [part] = [p for p in session.referat()["parts"] if p["key"] == "undres.undrer"]
    assert sorted(part["points"]) == [
        "At de venter",
        "At det er tidligt (1 hånd)",
        "At ingen spørger",
    ]


def test_answers_in_piles_stand_so_in_the_referat(open_):
    session = open_()
    said = [session.answers.add("undres.undrer", t).field for t in ("Ro", "Tid", "Støj")]
    for answer in said[:2]:
        session.answers.group(answer, "Tempo")
    [part] = [p for p in session.referat()["parts"] if p["key"] == "undres.undrer"]
    assert part["points"] == ["Tempo: Ro · Tid", "Støj"]


def test_what_was_written_since_the_approval_is_told(open_, agreed):
    _whole(open_(), agreed)
    session = open_()
    found = session.referat()
    assert (found["approved"], found["changed"]) == (True, False)
    assert found["place"].endswith("ud") and len(found["files"]) == 3
    assert "Fire står i døren." in session.approved_page()["html"]
    session.meeting.put("se.set", "Fem står i døren.")
    assert session.referat()["changed"]
    assert "Fire står i døren." in session.approved_page()["html"], "as it was approved"
    session.approve(found["chosen"], found["receivers"])
    assert not session.referat()["changed"]
    assert "Fem står i døren." in session.approved_page()["html"]


def test_an_approval_of_before_is_read_and_a_referat_that_is_gone_is_told(open_, folder):
    session = open_()
    session.meeting.put("se.set", "Fire står i døren.")
    old = {"felter": ["se.set"], "modtagere": "teamet", "filer": ["../om.toml", "x.html"]}
    session.meeting.write("godkendt", old)
    found = open_().referat()
    assert (found["approved"], found["changed"], found["chosen"]) == (True, False, ["se.set"])
    with pytest.raises(KitError, match="ligger ikke i mappen mere"):
        open_().approved_page()


def test_an_approved_meeting_is_there_again_and_a_new_one_begins_when_asked(open_):
    session = open_()
    with pytest.raises(KitError, match="ikke godkendt endnu"):
        session.begin_new()
    session.meeting.put("se.set", "Fire står i døren.")
    session.approve(["se.set"], "teamet")
    again = open_()
    assert (
        again.meeting.name == session.meeting.name
        and again.meeting.value("se.set") == "Fire står i døren."
    )
    assert again.state()["approved"]
    again.begin_new()
    assert again.meeting.value("se.set") == "" and not again.state()["approved"]
    assert open_().meeting.name == again.meeting.name != session.meeting.name
    assert open_().meeting.value("se.set") == ""


def test_a_meeting_can_be_mended_and_approved_again(open_):
    session = open_()
    session.meeting.put("se.set", "Fire står i døren.")
    first = session.approve(["se.set"], "teamet")
    again = open_()
    again.meeting.put("se.set", "Fem står i døren.")
    assert again.approve(["se.set"], "teamet og ledelsen") == first
    assert "Fem står" in first[0].read_text("utf-8")


def test_hidden_answers_are_in_no_referat_before_they_are_shown(open_):
    session = open_()
    session.answers.add("undres.undrer", "At ingen spørger", hidden=True)
    assert session.referat()["parts"] == []


def test_a_youth_team_is_asked_of_the_young_and_tells_of_them(tmp_path):
    (tmp_path / "om.toml").write_text(
        'navn = "Ungehuset"\ntype = "unge"\nformaal = "Lære"\nslettes = 2026-12-31\n', "utf-8"
    )
    session = Session.open(tmp_path, today=date(2026, 9, 3))
    key = session.trials.put("hvad", "Kaffe, før vi begynder").field.split(".")[1]
    session.trials.put("tegn", "De bliver lidt længere", trial=key)
    assert "Hvilket tegn vil vi se eller høre hos de unge?" in [
        f["label"] for f in session.trials.form()
    ]
    session.trials.agree(key)
    session.close()
    later = Session.open(tmp_path, today=date(2026, 10, 1))
    later.trials.decide(key, "beholder", "De kommer af sig selv.")
    told = later.state()
    assert told["those"] == "de unge"
    [part] = [p for p in later.referat()["parts"] if p["key"].startswith("siden.")]
    assert part["points"][1:] == [
        "Det fik de unge ud af det: De kommer af sig selv.",
        "Vi beholder det.",
    ]
    assert "barn" not in str(told["phases"]).casefold().replace("undres.barnet", "")
