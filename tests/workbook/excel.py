"""What Excel repairs a workbook for, looked for in the file itself.

From ECMA-376 part 1, 18.3.1.99 (the order of a worksheet's parts) and Excel's published limits
(support.microsoft.com, "Excel specifications and limits"; names of sheets; texts of validation).
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
LONGEST = {"error": 255, "errorTitle": 32, "prompt": 255, "promptTitle": 32}


def faults(path: Path) -> list[str]:
    """Return everything found, in plain words; nothing where Excel opens it without a repair."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        n: ElementTree.fromstring(b) for n, b in parts.items() if n.endswith((".xml", ".rels"))
    }
    return [*_package(trees, set(parts)), *_book(trees), *_sheets(trees)]


def _package(trees: dict, names: set[str]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    known = {e.get("PartName", "").lstrip("/") for e in types}
    endings = {e.get("Extension") for e in types}
    for name in names - {"[Content_Types].xml"}:
        if name not in known and name.rpartition(".")[2] not in endings:
            yield f"{name}: no content type"
    for missing in {name for name in known if name} - names:
        yield f"{missing}: named and not there"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        home = PurePosixPath(name).parent.parent
        ids = [e.get("Id") for e in tree]
        yield from (f"{name}: {i} twice" for i, n in Counter(ids).items() if n > 1)
        for target in (e.get("Target", "") for e in tree if e.get("TargetMode") != "External"):
            full = target.lstrip("/") if target.startswith("/") else str(home / target)
            while "/../" in full:
                full = re.sub(r"[^/]+/\.\./", "", full, count=1)
            if full not in names:
                yield f"{name}: {target} is not there"


def _book(trees: dict) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    names = [s.get("name", "") for s in book.iter(f"{MAIN}sheet")]
    for name in names:
        if not 1 <= len(name) <= 31 or set(name) & set("[]:*?/\\") or name.strip("'") != name:
            yield f"sheet name {name!r}"
    for attribute in ("name", "sheetId"):
        found = Counter(s.get(attribute, "").casefold() for s in book.iter(f"{MAIN}sheet"))
        yield from (f"sheet {attribute} {value} twice" for value, n in found.items() if n > 1)
    defined = Counter(
        (d.get("name", "").casefold(), d.get("localSheetId"))
        for d in book.iter(f"{MAIN}definedName")
    )
    yield from (f"defined name {key} twice" for key, n in defined.items() if n > 1)
    for _, place in defined:
        if place is not None and int(place) >= len(names):
            yield f"defined name for sheet {place}"


def _sheets(trees: dict) -> Iterator[str]:
    titles = {s.get("name") for s in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")}
    texts = list(trees["xl/sharedStrings.xml"].iter(f"{MAIN}si"))
    styles = len(trees["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    for text in texts:
        if len("".join(text.itertext())) > 32_767:
            yield "a text of more than 32,767 letters"
    for name, tree in trees.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        tags = [child.tag.removeprefix(MAIN) for child in tree]
        places = [ORDER.index(t) if t in ORDER else -1 for t in tags]
        if -1 in places or places != sorted(places) or len(set(tags)) < len(tags):
            yield f"{name}: parts out of order, {tags}"
        ends = [0]
        for column in tree.iter(f"{MAIN}col"):
            if int(column.get("min")) <= ends[-1]:
                yield f"{name}: columns overlap"
            ends.append(int(column.get("max")))
        for cell in tree.iter(f"{MAIN}c"):
            if int(cell.get("s", 0)) >= styles:
                yield f"{name}: {cell.get('r')} has no such style"
            if cell.get("t") == "s" and int(cell.findtext(f"{MAIN}v")) >= len(texts):
                yield f"{name}: {cell.get('r')} has no such text"
        yield from _rules(name, tree, titles)
    for name, tree in trees.items():
        if name.startswith("xl/comments"):
            found = Counter(c.get("ref") for c in tree.iter(f"{MAIN}comment"))
            yield from (f"{name}: two comments at {ref}" for ref, n in found.items() if n > 1)


def _rules(name: str, tree: ElementTree.Element, titles: set) -> Iterator[str]:
    held = tree.find(f"{MAIN}dataValidations")
    if held is None:
        return
    if int(held.get("count", 0)) != len(held):
        yield f"{name}: {held.get('count')} rules counted, {len(held)} there"
    covered: Counter[str] = Counter()
    for rule in held:
        covered[rule.get("sqref", "")] += 1
        for attribute, most in LONGEST.items():
            if len(rule.get(attribute, "")) > most:
                yield f"{name}: {attribute} of {len(rule.get(attribute))} letters"
        formulas = [f.text or "" for f in rule]
        if not formulas or any(not f or len(f) > 255 for f in formulas):
            yield f"{name}: a rule without a formula, or one over 255 letters"
        if rule.get("type") == "list" and "!" in formulas[0]:
            sheet = formulas[0].removeprefix("OFFSET(").partition("!")[0].strip("'=")
            if sheet not in titles:
                yield f"{name}: a list on {sheet}, which is not there"
    yield from (f"{name}: two rules of {place}" for place, n in covered.items() if n > 1)
