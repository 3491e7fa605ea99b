"""No browser is asked to spell what somebody writes: a better speller may send it to its maker."""

import re

#: What turns it on again for a field, or makes one of what is not.
_ON = re.compile(
    r"""spellcheck["']?\s*[=:,]\s*["']?true|contenteditable|designMode""", re.IGNORECASE
)
_PAGE = re.compile(r"<html\b[^>]*>")


def _files(root):
    kinds = (".html", ".j2", ".js", ".py")
    return [p for p in sorted((root / "kitlib").rglob("*")) if p.suffix in kinds]


def test_every_page_says_so_for_all_its_fields(root):
    """A field has what its page says, where it says nothing itself."""
    heads = {p: _PAGE.findall(p.read_text("utf-8")) for p in _files(root)}
    pages = {path: found for path, found in heads.items() if found}
    assert {"grundside.html", "shell.html", "page.html", "index.html.j2", "door.py"} <= {
        p.name for p in pages
    }
    assert [
        p.name for p, found in pages.items() for h in found if 'spellcheck="false"' not in h
    ] == []


def test_nothing_asks_for_it_again(root):
    assert [p.name for p in _files(root) if _ON.search(p.read_text("utf-8"))] == []
