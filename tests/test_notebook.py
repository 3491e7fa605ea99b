"""What a notebook lets one choose without editing code: a child from a list, a file by its name."""

import shutil

import pytest

from kitlib import find_mine, find_team, vaelg_barn
from kitlib.problems import KitError

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def asked(tmp_path, monkeypatch, sample_data):
    """A notebook's folder with one's own file near it, and somebody who answers in the field."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "mit").mkdir()
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", tmp_path / "mit" / "Forår.csv")
    monkeypatch.chdir(tmp_path / "notebooks")

    def answer(said):
        monkeypatch.setattr("kitlib.notebook.asked_in_a_field", lambda question: said)
        return find_mine()

    return answer


@pytest.mark.parametrize("said", ["Forår.csv", "Forår", "../mit/Forår.csv", '"Forår.csv"'])
def test_ones_own_file_is_opened_by_its_name(asked, said):
    assert asked(said).path.name == "Forår.csv"


def test_enter_alone_is_the_invented_file_and_an_unknown_one_is_told(asked):
    assert asked("").path.name == "psykolog_who5.csv"
    with pytest.raises(KitError) as told:
        asked("Foraar.csv")
    assert "Forår.csv" in str(told.value)


def test_a_child_is_chosen_from_the_list_and_its_figure_follows():
    widgets = pytest.importorskip("ipywidgets")
    from kitlib.childpick import listed

    picker = vaelg_barn(find_team())
    shown = picker._repr_mimebundle_()
    assert WIDGET in shown and shown["text/plain"] == repr(picker.view("B01"))
    box = listed(widgets, picker, picker.codes)
    choice, figure = box.children
    assert choice.options == picker.codes and choice.description == "Barn:"
    choice.value = "B03"
    said = figure.value.replace("\N{NO-BREAK SPACE}", " ")
    assert "hos B03 over tid" in said and "hos B01" not in said
