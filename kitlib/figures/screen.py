"""A view on a screen: text is HTML, what is drawn is SVG, and every mark can be touched.

A note carries its id (`data-note`) and the headings it is found by (`data-keys`); a heading carries
its word (`data-key`). `touch.js` does the rest, the same on a page, in the meeting and in a
notebook; without it everything stands still and can be read.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from kitlib.dansk import whole
from kitlib.figures.blocks import Block, Cards, Film, Group, Note, Pairs
from kitlib.figures.plot import small_png, svg_of
from kitlib.figures.words import told
from kitlib.handwritten import BY_HAND, hand_of
from kitlib.look import INK, PAPER

if TYPE_CHECKING:
    from typing import Literal

    from kitlib.figures.view import View

__all__ = ["html", "inline_svg", "notebook", "script", "script_hash", "style"]


# One sheet of paper for the words and what is drawn, whatever colours the notebook around it has.
_SHEET = (
    f"background:{PAPER};box-sizing:border-box;color:{INK};font-size:16px;margin:1em 0;"
    "max-width:1140px;padding:16px 20px 8px"
)
# JupyterLab's own h3 is smaller than the sentence under it.
_TITLE = "color:inherit;font-size:24px;font-weight:700;line-height:1.25;margin:0 0 .2em"
_NOTHING = "Intet skrevet endnu."
_NUMBERED = re.compile(r"_\d+$")
# Comments that stand on lines of their own.
_COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*+[^*]*\*/)$", re.MULTILINE)


@cache
def style() -> str:
    """Return the style of figures on a screen."""
    return _bare("screen.css")


@cache
def script() -> str:
    """Return what makes figures touchable, as an ES module that stands alone on a page."""
    return f"{_bare('touch.js').replace('export function', 'function')}\ntouch(document);\n"


def _bare(name: str) -> str:
    """A file of ours without what is for who reads it there: every stored figure carries it."""
    text = (files("kitlib.figures") / name).read_text(encoding="utf-8")
    lines = map(str.strip, _COMMENT.sub("", text).splitlines())
    return "\n".join(filter(None, lines))


@cache
def script_hash() -> str:
    """Return the script's name to a page's security policy, which lets no other run."""
    return "sha256-" + base64.b64encode(sha256(script().encode()).digest()).decode("ascii")


def html(view: View, prefix: str, *, text: Literal["path", "none"] = "none") -> str:
    """Return what there is to see in a view, as HTML that can stand on a page with others.

    Parameters
    ----------
    view : View
    prefix : str
        Begins the ids of everything drawn, so that they are its own.
    text : {"path", "none"}
        Whether a drawing's letters are outlines, or text in the page's own font.
    """
    parts = [_block(b, view.alt, f"{prefix}-{n}", text) for n, b in enumerate(view.blocks)]
    return f'<div class="lf">{"".join(parts)}</div>' if parts else ""


def notebook(view: View) -> str:
    """Return a whole view for a notebook: its words and its figure, to be touched."""
    shown = html(view, view.key.replace(".", "-"), text="path")
    if "data-note=" in shown or "data-line=" in shown:
        shown += f'<script type="module">{script()}</script>'
    if shown:
        shown = f"<style>{style()}</style>{shown}"
    caveat = f'<p style="font-size:15px">{escape(whole(view.caveat))}</p>' if view.caveat else ""
    return (
        f'<figure style="{_SHEET}"><h3 style="{_TITLE}">'
        f"{escape(whole(view.question))}</h3>"
        f'<p style="font-size:19px">{escape(whole(view.sentence))}</p>{shown}{caveat}</figure>'
    )


def inline_svg(block: Block, prefix: str, alt: str, *, text: Literal["path", "none"]) -> str:
    """Return a block as SVG that can stand on a page with others: ids of its own, alt text."""
    svg = _own_names(svg_of(block, text=text), prefix)
    label = escape(alt, quote=True).replace("\\", "\\\\")
    # What can be touched is not one image to a screen reader, but the things in it.
    role = "group" if "data-note=" in svg or "data-line=" in svg else "img"
    return re.sub(
        r'<svg ([^>]*?)width="[^"]+"([^>]*?)height="[^"]+"',
        rf'<svg role="{role}" aria-label="{label}" \1\2',
        svg,
        count=1,
    )


def _own_names(svg: str, prefix: str) -> str:
    """Give what is referred to in an SVG a short name of its own, and what has our own name that;
    what matplotlib numbered has none."""
    used = dict.fromkeys(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg))
    names = {name: f"{prefix}-{n:x}" for n, name in enumerate(used)}
    ours = [name for name in re.findall(r' id="([^"]+)"', svg) if not _NUMBERED.search(name)]
    names |= {name: f"{prefix}-{name}" for name in ours if name not in used}
    svg = re.sub(
        r' id="([^"]+)"', lambda found: f' id="{names[found[1]]}"' if found[1] in names else "", svg
    )
    return re.sub(r'(url\(#|href="#)([^)"]+)', lambda found: found[1] + names[found[2]], svg)


def _block(block: Block, alt: str, prefix: str, text: Literal["path", "none"]) -> str:
    if block.folded:
        drawn = _drawn(block, told([block]), prefix, text)
        head = f"<summary>{escape(block.folded)}</summary>"
        return f'<details class="lf-fold">{head}{drawn}</details>'
    match block:
        case Cards():
            return _cards(block)
        case Pairs():
            return "".join(_pairs(group, block) for group in block.groups)
        case Film():
            return _film(block, prefix, text)
    return _drawn(block, alt, prefix, text)


def _drawn(block: Block, alt: str, prefix: str, text: Literal["path", "none"]) -> str:
    touched = block.chosen or any(mark.id for mark in block.marks)
    still = block.still or block.quotes or not touched
    if text == "path" and still:
        # Nothing to touch that is not read already: a picture is small, and is seen in a notebook
        # that somebody else ran, too.
        code = base64.b64encode(small_png(block)).decode("ascii")
        source = f'src="data:image/png;base64,{code}"'
        return f'<img alt="{escape(alt)}" style="max-width:100%" {source}>'
    svg = inline_svg(block, prefix, alt, text=text)
    return f'<div class="lf-drawn">{svg}</div>{_hidden(block.marks)}'


def _film(block: Film, prefix: str, text: Literal["path", "none"]) -> str:
    """One film at a time: its line, and what was written of it; the others can be opened."""
    parts = []
    longest = max(reel.length for reel in block.reels)
    for k, reel in enumerate(block.reels):
        own = replace(block, reels=(replace(reel, heading=""),), longest=longest)
        svg = inline_svg(own, f"{prefix}-{k}", told([own]), text=text)
        pairs = own.pairs
        words = "".join(_pairs(group, pairs) for group in pairs.groups)
        parts.append(f'<div class="lf-drawn">{svg}</div>{words}')
    if len(parts) == 1:
        return parts[0]
    heads = [escape(reel.heading) for reel in block.reels]
    return "".join(
        f'<details class="lf-reel"{" open" if k == 0 else ""}>'
        f"<summary>{head}</summary>{part}</details>"
        for k, (head, part) in enumerate(zip(heads, parts, strict=True))
    )


def _cards(block: Cards) -> str:
    kind = "lf-time" if block.over_time else f"lf-of-{block.size}"
    groups = "".join(_group(group) for group in block.groups)
    return f'<div class="lf-board {kind}">{groups}</div>'


def _group(group: Group) -> str:
    head = _heading(group)
    notes = "".join(_note(note) for note in group.notes)
    wide = min(max(len(group.notes), 1), 5)
    return f'<section style="--n:{wide}">{head}<div class="lf-notes">{notes}</div></section>'


def _heading(group: Group) -> str:
    if not group.heading:
        return ""
    told = f" <small>{escape(group.told)}</small>" if group.told else ""
    key = escape(group.heading, quote=True)
    return f'<h4><span data-key="{key}">{escape(group.heading)}</span>{told}</h4>'


def _pairs(group: Group, block: Pairs) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.columns)
    lines = "".join(_pair(note, block) for note in group.notes)
    if block.assumed and not any(note.beside for note in group.notes):
        # A column with nothing in it is said to be empty, not left blank for one to look for.
        lines = lines.replace("<td></td>", f'<td class="lf-none">{_NOTHING}</td>', 1)
    table = f'<table class="lf-pairs"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
    return _heading(group) + table


def _pair(note: Note, block: Pairs) -> str:
    own = _note(note)
    if block.assumed:
        beside = f'<div class="lf-guess">{escape(note.beside)}</div>' if note.beside else ""
        return f"<tr><td>{own}</td><td>{beside}</td></tr>"
    first, second = ("", own) if note.second else (own, "")
    return f"<tr><td>{first}</td><td>{second}</td></tr>"


def _note(note: Note) -> str:
    # A pile of one is one piece of paper.
    kind = "note" if note.kind == "pile" and note.stands_for == 1 else note.kind
    return f'<div class="lf-{kind}"{_names(note)}>{_words(note)}</div>'


def _names(note: Note) -> str:
    if not note.id:
        return ""
    keys = escape("|".join(note.keys), quote=True)
    return f' data-note="{escape(note.id)}" data-keys="{keys}"'


def _words(note: Note) -> str:
    said = f"<i>{escape(note.said)}</i>" if note.said else ""
    corner = f"<small>{escape(note.corner)}</small>" if note.corner else ""
    return f"{_words_or_hand(note)}{said}{corner}"


def _words_or_hand(note: Note) -> str:
    """What was seen: as it was typed, as it was written by hand, or both."""
    hand = hand_of(note.picture) if note.picture else None
    if hand is None:
        return f"<span>{escape(note.text)}</span>"
    typed = "" if note.text == BY_HAND else note.text
    alt = escape(typed or "Skrevet i hånden", quote=True)
    shown = f'<img class="lf-hand" alt="{alt}" src="{hand.uri}">'
    return f"{shown}<span>{escape(typed)}</span>" if typed else shown


def _hidden(marks: Iterable[Note]) -> str:
    """The words behind marks, for whoever touches one."""
    notes = "".join(f"<li{_names(note)}>{_words(note)}</li>" for note in marks if note.id)
    return f'<ul class="lf-behind" hidden>{notes}</ul>' if notes else ""
