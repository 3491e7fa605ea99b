"""A page's figures under finger and keyboard: the note that opens is the one touched."""

import pytest

from kitlib import open_mine, open_team
from kitlib.show import show_mine, show_team

pytestmark = pytest.mark.whole

#: Which note each mark opens, said by the words in the dialog and by those of the note.
_OPEN = """(mark) => { mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const box = mark.closest(".lf");
  const name = `[data-note="${mark.dataset.note}"]`;
  const own = box.querySelector(`li${name}, div${name}`);
  const large = box.querySelector("dialog.lf-large");
  const said = [...own.children].map((part) => part.textContent).join("|");
  const shown = [...large.children].slice(0, -1).map((part) => part.textContent).join("|");
  large.close();
  return [said, shown]; }"""
_AXE = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.filter(({ impact }) => /serious|critical/.test(impact))
    .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]))"""


@pytest.fixture
def page(sample_data, tmp_path, browser):
    """The page of `vis` in a browser, at the size of a projector."""
    path = show_team(open_team(sample_data / "ungehuset"), tmp_path / "side.html").path
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    found = context.new_page()
    found.errors, found.asked = [], []
    found.on("pageerror", lambda error: found.errors.append(str(error)))
    context.on("request", lambda asked: found.asked.append(asked.url))
    found.goto(path.as_uri())
    found.wait_for_selector(".lf[data-touch] [data-note][role=button]")
    yield found
    assert found.errors == [] and found.asked == [path.as_uri()]
    context.close()


def test_every_kind_of_figure_is_touched_filtered_printed_and_reached_by_keyboard(page):
    from axe_playwright_python.sync_playwright import Axe

    figures = page.locator(".lf:has([data-note][role=button])")
    assert figures.count() > 4
    for figure in figures.all():
        marks = figure.locator("[data-note][role=button]").all()
        for mark in (marks[0], marks[-1]):
            said, shown = mark.evaluate(_OPEN)
            assert said and said == shown
    # With the keyboard alone: one stop a figure, the arrows go on, Enter opens, Escape closes.
    first = figures.first
    first.locator("[data-note][tabindex='0']").focus()
    begun = page.evaluate("document.activeElement.dataset.note")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.lf-large[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.lf-large", state="detached")
    assert page.evaluate("document.activeElement.dataset.note") != begun
    # A heading lets the rest fade, and printed it is the still figure again.
    heading = page.locator(".lf [data-key][role=button][tabindex='0']").first
    heading.focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-pressed") == "true"
    faint = page.locator(".lf-faint").first
    page.emulate_media(media="print")
    if faint.count():
        assert faint.evaluate("node => getComputedStyle(node).opacity") == "1"
    page.emulate_media(media="screen")
    heading.press("Enter")
    assert (
        heading.get_attribute("aria-pressed") == "false" and not page.locator(".lf-faint").count()
    )
    page.evaluate(Axe().axe_script)
    assert page.evaluate(_AXE) == []
    # One person at a time: the line stands out by the code at its end.
    code = page.locator(".lf:has([data-line]) [data-key='U03'][role=button]").first
    code.press("Enter")
    clear = page.locator("[data-line]:not(.lf-faint)")
    assert {line.get_attribute("data-line") for line in clear.all()} == {"U03"}


@pytest.mark.parametrize("where", ["page", "notebook"])
def test_one_person_of_ones_own_file_is_chosen_by_code_or_by_their_line(
    where, sample_data, tmp_path, browser
):
    mine = open_mine(sample_data / "mit" / "psykolog_who5.csv")
    if where == "page":
        path = show_mine(mine, tmp_path / "side.html").path
    else:
        path = tmp_path / "bog.html"
        path.write_text(mine.view("who5.foer_efter")._repr_html_(), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".lf[data-touch] [data-key='E05'][role=button]")
    figure = page.locator(".lf:has([data-line='E05'])").first
    clear = figure.locator("[data-line]:not(.lf-faint)")

    def shown():
        return {line.get_attribute("data-line") for line in clear.all()}

    code = figure.locator("[data-key='E05'][role=button]").first
    code.press("Enter")
    assert shown() == {"E05"} and code.get_attribute("aria-pressed") == "true"
    assert figure.locator(".lf-own").count() == clear.count() > 3
    assert figure.locator(".lf-said").inner_text() == "Linjen for E05 er trukket frem."
    figure.locator("[data-line='E07']").first.dispatch_event("click")
    assert shown() == {"E07"}
    figure.locator("[data-key='E07'][role=button]").first.press("Enter")
    assert len(shown()) == 12 and not figure.locator(".lf-own").count()
    page.close()


@pytest.fixture
def in_notebook(tmp_path, browser):
    """Shows views in a notebook as JupyterLab does, in its light colours or its dark ones."""
    import nbformat
    from nbconvert import HTMLExporter

    pages = []

    def shown(*views, theme="light"):
        data = [{"text/html": view._repr_html_()} for view in views]
        outputs = [nbformat.v4.new_output("display_data", each) for each in data]
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs)])
        html, _ = HTMLExporter(theme=theme).from_notebook_node(book)
        (tmp_path / "bog.html").write_text(html, encoding="utf-8")
        pages.append(browser.new_page())
        pages[-1].route("http*://**", lambda route: route.abort())
        pages[-1].goto((tmp_path / "bog.html").as_uri(), wait_until="domcontentloaded")
        return pages[-1]

    yield shown
    for page in pages:
        page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_notebook_of_any_colours_a_figure_lies_on_paper_in_ink(
    theme, sample_data, in_notebook
):
    team = open_team(sample_data / "tusindfryd")
    keys = ("et_barn", "set_antaget", "noter_over_tid", "ingen_noter_om")
    page = in_notebook(*(team.view(f"postits.{key}") for key in keys), theme=theme)
    assert page.locator("figure").count() == len(keys)
    seen = page.locator("figure").evaluate_all(
        "(all) => all.flatMap((one) => [getComputedStyle(one).backgroundColor,"
        " ...[...one.querySelectorAll('h3, p, h4, th')].map((e) => getComputedStyle(e).color)])"
    )
    assert set(seen) == {"rgb(251, 248, 241)", "rgb(43, 42, 39)"}
    sizes = page.locator(".lf-note:has(small)").evaluate_all(
        "(all) => all.map((note) => [...note.children].map((e) => getComputedStyle(e).fontSize))"
    )
    assert {tuple(each) for each in sizes} == {("16px", "14px")}, "words, and the corner smaller"


def test_in_a_notebook_two_columns_are_words_and_no_table_of_numbers(sample_data, in_notebook):
    page = in_notebook(open_team(sample_data / "solsikken").view("postits.set_antaget"))
    looks = page.locator(".lf-pairs td").evaluate_all(
        "(cells) => cells.map((cell) => [getComputedStyle(cell).textAlign,"
        " getComputedStyle(cell.parentElement).backgroundColor])"
    )
    assert {tuple(look) for look in looks} == {("left", "rgba(0, 0, 0, 0)")}
