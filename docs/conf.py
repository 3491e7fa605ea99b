"""The book: built offline into pages that open from a folder, with one command.

sphinx-build -W docs docs/_site
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "laeringskit"
author = "laeringskit"
language = "da"
smartquotes = False  # what is quoted from a file stays as it stands there
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_site", "README.md"]
source_suffix = {".md": "markdown"}
highlight_language = "none"  # what names no language is no Python
html_theme = "furo"
html_title = "laeringskit"
html_copy_source = False
html_static_path = ["stil"]
html_css_files = ["bog.css"]
html_show_sphinx = False
html_show_copyright = False
myst_heading_anchors = 3
napoleon_google_docstring = False
autodoc_typehints = "none"
suppress_warnings = ["ref.citation", "ref.footnote"]

# What neither the theme nor Sphinx says in Danish.
DANISH = {
    "Next": "Næste",
    "Previous": "Forrige",
    "Home": "Forside",
    "Back to top": "Til toppen",
    "Skip to content": "Gå til teksten",
    "On this page": "På denne side",
    "View this page": "Se denne side",
    "Made with ": "Lavet med ",
    "Toggle Light / Dark / Auto color theme": "Lys eller mørk side",
    "Toggle site navigation sidebar": "Indhold",
    "Toggle table of contents sidebar": "På denne side",
}


def speak_danish(app):
    """Say the theme's own words in Danish, on every page."""
    if app.builder.format != "html":
        return
    said = app.translator

    def one(words):
        return DANISH.get(words.strip(), DANISH.get(words)) or said.gettext(words)

    app.builder.templates.environment.install_gettext_callables(one, said.ngettext, newstyle=True)


# What the theme leaves out for those who hear the page, or go through it by keys.
MENDED = {
    'class="caption" role="heading">': 'class="caption" role="heading" aria-level="2">',
    'docutils container">\n<table': 'docutils container" tabindex="0">\n<table',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    # The page of Python is English, and so are the words that Sphinx puts into it.
    **{
        f">{danish}<": f">{english}<"
        for danish, english in (
            ("Parametre", "Parameters"),
            ("Returnerer", "Returns"),
            ("Returtype", "Return type"),
            ("Rejser", "Raises"),
            ("Eksempler", "Examples"),
        )
    },
}


def mend_pages(app, exception):
    """Give headings of the contents their level, and let what scrolls be reached by keys."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        text = mended = page.read_text(encoding="utf-8")
        for said, better in MENDED.items():
            mended = mended.replace(said, better)
        if mended != text:
            page.write_text(mended, encoding="utf-8")


def setup(app):
    from opslag_af_koden import write_pages

    app.connect("builder-inited", lambda app: write_pages(Path(app.srcdir)))
    app.connect("builder-inited", speak_danish)
    app.connect("build-finished", mend_pages)
