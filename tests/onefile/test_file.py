"""The one file from a double click to every view, and what it says where it cannot run."""

import re
import shutil

import pytest

pytestmark = pytest.mark.whole

_NO_WEBASSEMBLY = "delete globalThis.WebAssembly;"
_OLD_WEBASSEMBLY = "WebAssembly.validate = () => false;"


def test_a_team_practises_and_sees_every_view_with_nothing_asked_of_anybody(opened):
    seen = opened()
    page = seen.ready()
    page.click("#oev")
    page.wait_for_selector("body.foerste")
    assert page.inner_text("h1") == "Ungehuset"
    assert "kan læses" in page.inner_text("#tjek summary")
    assert page.locator("#foerste .lf").count() == 1
    page.click("#vis")
    page.wait_for_selector("#visning[open]")
    frame = page.frame_locator("#visning iframe")
    frame.locator("footer").wait_for()
    assert frame.locator("article").count() >= 19
    page.click("#luk")
    assert "visninger.html" in page.inner_text("#lavet")
    assert seen.outside == [] and seen.errors == []


def test_a_chosen_folder_is_read_and_its_faults_are_told(opened, sample_data, tmp_path):
    folder = tmp_path / "Børnehaven Æblehaven"
    shutil.copytree(sample_data / "ungehuset", folder)
    (folder / "om.toml").write_text(
        (folder / "om.toml").read_text(encoding="utf-8") + '\nnysgerig = "hvad"\n', encoding="utf-8"
    )
    page = opened().choose(folder)
    assert "nysgerig" in page.inner_text("#tjek")


def test_sheets_are_printed_and_can_be_taken_home(opened):
    page = opened().ready()
    page.click("#oev")
    page.wait_for_selector("body.foerste")
    page.click("#materiale summary")
    page.get_by_label("Ark").check()
    page.click("#lav")
    link = page.get_by_role("link", name=re.compile(r"\.pdf$")).first
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("script", "said"),
    [(_NO_WEBASSEMBLY, "WebAssembly er slået fra"), (_OLD_WEBASSEMBLY, "for gammel")],
)
def test_a_browser_that_cannot_run_it_is_told_why_and_what_to_do(opened, script, said):
    page = opened(script=script).page
    page.wait_for_selector("#fejl:not([hidden])")
    assert said in page.inner_text("#fejl")


def test_a_file_that_was_not_saved_first_or_is_not_whole_says_so(opened, onefile, tmp_path):
    inside = tmp_path / "Temp1_laeringskit.zip" / "laeringskit.html"
    inside.parent.mkdir()
    inside.symlink_to(onefile)
    page = opened(inside).page
    page.wait_for_selector("#fejl:not([hidden])")
    assert "zip-fil" in page.inner_text("#fejl")
    half = tmp_path / "halv.html"
    content = onefile.read_bytes()
    script = content.rindex(b'<script type="module">')
    half.write_bytes(content[: content.index(b"<!--memory2")] + content[script:])
    cut = tmp_path / "afbrudt.html"
    cut.write_bytes(content[: content.index(b"<!--memory3") + 1_000_000])
    for path in (half, cut):
        page = opened(path).page
        page.wait_for_selector("#fejl:not([hidden])")
        assert "ikke hel" in page.inner_text("#fejl")
        assert page.inner_text("#trin") == ""


def test_it_carries_what_it_is_made_of_and_how_it_is_known(opened):
    page = opened().ready()
    page.click("#licenser summary")
    page.wait_for_selector("#licenser details")
    names = page.locator("#licenser details summary").all_text_contents()
    assert {"cpython", "pandas", "matplotlib", "laeringskit", "age-encryption"} <= set(names)
    assert "FileSystemWriteAskForUrls" in page.text_content("footer")
    assert re.search(r"Version \d", page.inner_text("footer"))
