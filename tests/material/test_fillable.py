"""WHO-5 to be filled in on a screen: named fields, each tagged, in the order it is read."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from kitlib.material import make

from .conftest import OM
from .pdfs import reader, root, tags

QUESTIONS = [f"q{k}" for k in range(1, 6)]


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    folder = tmp_path_factory.mktemp("who5")
    om = OM.replace("dagtilbud", "unge") + 'who5_hvem = "unge"\n'
    (folder / "om.toml").write_text(om, encoding="utf-8")
    made = {path.stem: path for path in make([folder], ["ark"]).paths}
    return made["ark_who5_skaerm"].read_bytes()


def test_every_field_has_a_name_and_says_what_it_is_for(form):
    fields = reader(form).get_fields()
    assert set(fields) == {"kode", "dato", "hvornaar", *QUESTIONS, "eget", "eget_ord"}
    assert all(str(field["/TU"]).strip() for field in fields.values())
    assert "har jeg været glad" in fields["q1"]["/TU"]
    assert fields["q1"]["/_States_"] and {f"/{n}" for n in range(6)} <= set(
        fields["q1"]["/_States_"]
    )


def test_every_field_is_tagged_and_no_link_is_left(form):
    widgets = [a.get_object() for a in reader(form).pages[0]["/Annots"]]
    assert {str(w["/Subtype"]) for w in widgets} == {"/Widget"}
    forms = [t for t in tags(form) if str(t["/S"]) == "/Form"]
    assert len(forms) == len(widgets) == 3 + 3 + 5 * 6 + 11
    assert all(str(f["/Alt"]).strip() for f in forms)
    assert all("/StructParent" in w for w in widgets)
    assert "/Link" not in {str(t["/S"]) for t in tags(form)}
    assert reader(form).pages[0]["/Tabs"] == "/S"


def test_what_is_typed_in_is_set_in_a_font_of_the_files_own(form):
    fonts = root(form)["/AcroForm"]["/DR"]["/Font"]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())
    assert len(form) < 200_000


def test_it_is_filled_in_and_read_again(form):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form)))
    said = {"kode": "U07 æøå", "q1": "/3", "q5": "/0", "hvornaar": "/1"}
    writer.update_page_form_field_values(writer.pages[0], said, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    found = PdfReader(BytesIO(out.getvalue())).get_fields()
    assert {name: found[name]["/V"] for name in said} == said
    assert found["q2"]["/V"] == "/Off"


def test_the_same_input_gives_the_same_bytes_but_for_the_files_own_id(form):
    assert b"/ModDate" not in form and b"/CreationDate" not in form
