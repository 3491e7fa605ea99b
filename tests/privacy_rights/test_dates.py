"""The delete date: reminded of 30 days before, held to after, moved with a reason only."""

from datetime import date, timedelta

import pytest

from kitlib.about import About, read_about
from kitlib.privacy.dates import LONGEST, REMIND, check, default_day, extend
from kitlib.problems import KitError

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("days_left", "status", "may_open", "level"),
    [
        (REMIND + 1, "god_tid", True, None),
        (REMIND, "snart", True, "advarsel"),
        (1, "snart", True, "advarsel"),
        (0, "forbi", False, "fejl"),
        (-1, "forbi", False, "fejl"),
    ],
)
def test_where_a_folder_stands(days_left, status, may_open, level):
    deadline = check(About(slettes=DAY), DAY - timedelta(days=days_left))
    assert (deadline.status, deadline.may_open) == (status, may_open)
    assert (deadline.problem.level if deadline.problem else None) == level


def test_no_date_opens_nothing_and_invented_data_needs_none():
    assert not check(About(), DAY).may_open
    assert check(About(opdigtet=True), DAY).may_open
    assert check(About(opdigtet=True), DAY).problem is None


def test_the_default_is_thirty_days_after_the_last_planned_revisit():
    assert default_day(DAY, revisit=date(2026, 8, 1)) == date(2026, 8, 31)
    assert default_day(DAY) == DAY + timedelta(days=120)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "om.toml").write_text(
        'navn = "Solsikken"  # vores navn\nformaal = "At lære"\n'
        'slettes = 2026-06-30         # Den dag, noterne slettes\nadgang = ""\n',
        encoding="utf-8",
    )
    return tmp_path


def test_a_new_date_needs_a_reason_and_leaves_the_rest_as_it_was(folder):
    before = (folder / "om.toml").read_text(encoding="utf-8")
    said = extend(folder, date(2026, 9, 30), "Vi mødes igen i august.", today=DAY)
    assert said == (
        "Noterne slettes 30. september 2026 i stedet for 30. juni 2026. "
        "Grund: Vi mødes igen i august."
    )
    after = (folder / "om.toml").read_text(encoding="utf-8")
    assert after == before.replace("2026-06-30", "2026-09-30")
    assert read_about(folder / "om.toml")[0].slettes == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("day", "reason", "match"),
    [
        (date(2026, 9, 30), "", "grund"),
        (date(2026, 9, 30), "   fordi   ", "grund"),
        (DAY, "Vi mødes igen i august.", "efter i dag"),
        (DAY + timedelta(days=LONGEST + 1), "Vi mødes igen i august.", "højst et år"),
    ],
)
def test_what_is_no_reason_or_no_date_changes_nothing(folder, day, reason, match):
    before = (folder / "om.toml").read_bytes()
    with pytest.raises(KitError, match=match):
        extend(folder, day, reason, today=DAY)
    assert (folder / "om.toml").read_bytes() == before


def test_a_file_without_the_line_is_told(tmp_path):
    (tmp_path / "om.toml").write_text('navn = "x"\n', encoding="utf-8")
    with pytest.raises(KitError, match="ingen linje"):
        extend(tmp_path, date(2026, 9, 30), "Vi mødes igen i august.", today=DAY)
