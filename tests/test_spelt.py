"""No browser is asked to spell or translate what stands on a page: it may send it to its maker."""

import re

#: What turns it on again for a field, or makes one of what is not.
_ON = re.compile(
    r"""spellcheck["']?\s*[=:,]\s*["']?true|contenteditable|designMode""", re.IGNORECASE
)
_PAGE = re.compile(r"<html\b[^>]*>")


def _files(root):
    kinds = (".html", ".j2", ".js", ".py")
    return [p for p in sorted((root / "kitlib").rglob("*")) if p.suffix in kinds]


def _pages(root):
    heads = {p: _PAGE.findall(p.read_text("utf-8")) for p in _files(root)}
    return {path: found for path, found in heads.items() if found}


def test_every_page_says_so_for_all_its_fields(root):
    """A field has what its page says, where it says nothing itself."""
    pages = _pages(root)
    assert {"grundside.html", "shell.html", "page.html", "index.html.j2", "door.py"} <= {
        p.name for p in pages
    }
    assert [
        p.name for p, found in pages.items() for h in found if 'spellcheck="false"' not in h
    ] == []


def test_no_page_is_offered_for_translation(root):
    """A browser in another language offers to, and sends the text away to do it."""
    for path, found in _pages(root).items():
        assert all('translate="no"' in head for head in found), path.name
        assert path.read_text("utf-8").count('content="notranslate"') == len(found), path.name


def test_nothing_asks_for_it_again(root):
    assert [p.name for p in _files(root) if _ON.search(p.read_text("utf-8"))] == []
