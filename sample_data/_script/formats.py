"""Tables -> bytes in the dialects Danish offices produce; the same tables give the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

__all__ = ["Dialect", "Table", "csv_bytes", "eaf_bytes", "ods_bytes", "xlsx_bytes"]

#: A workbook says when it was made; this day keeps its bytes the same.
_MADE = datetime(2026, 9, 1, 12, 0, 0)
_INVENTED = "Opdigtede data til laeringskit. Ingen af personerne findes."

Cell = str | int | date | None


@dataclass(frozen=True)
class Table:
    """Columns by their kit names, and rows of cells; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Cell]], columns: Sequence[str]) -> Table:
        """Make a table from dicts, without the columns that no row fills."""
        used = tuple(c for c in columns if any(r.get(c) is not None for r in rows))
        return cls(used, tuple(tuple(r.get(c) for c in used) for r in rows))


@dataclass(frozen=True)
class Dialect:
    """How one office writes its tables.

    Parameters
    ----------
    encoding, delimiter : str
        Of a CSV file; "utf-8-sig" and "utf-16" write their mark.
    dates : str
        strftime pattern; "%-" is not on Windows, so "{d}/{m} {y}" stands for days without zeros.
    sep_line : bool
        A first line "sep=;" as spreadsheets like it.
    above : sequence of str
        Lines above the header, one cell each; "" is an empty line.
    headings : mapping of str to str
        Headings that differ from the kit's names.
    """

    encoding: str = "utf-8"
    delimiter: str = ";"
    dates: str = "%d-%m-%Y"
    sep_line: bool = False
    above: Sequence[str] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def text(self, cell: Cell) -> str:
        """Write a cell as text."""
        if cell is None:
            return ""
        if isinstance(cell, date):
            if "{" in self.dates:
                return self.dates.format(d=cell.day, m=cell.month, y=cell.year)
            return cell.strftime(self.dates)
        return str(cell)

    def header(self, table: Table) -> list[str]:
        """Return the headings of a table."""
        return [self.headings.get(name, name) for name in table.columns]


def csv_bytes(table: Table, dialect: Dialect) -> bytes:
    """Write a table as CSV with Windows line ends, as spreadsheets do."""
    out = io.StringIO()
    if dialect.sep_line:
        out.write(f"sep={dialect.delimiter}\r\n")
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n")
    for line in dialect.above:
        writer.writerow([line] + [""] * (len(table.columns) - 1))
    writer.writerow(dialect.header(table))
    writer.writerows([dialect.text(cell) for cell in row] for row in table.rows)
    if dialect.encoding == "utf-16":  # "utf-16" alone follows the machine's byte order
        return b"\xff\xfe" + out.getvalue().encode("utf-16-le")
    return out.getvalue().encode(dialect.encoding)


def xlsx_bytes(tables: Mapping[str, Table], dialect: Dialect) -> bytes:
    """Write tables as sheets of one workbook, with real dates."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Opdigtede data", "comments": _INVENTED, "created": _MADE})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        for i, line in enumerate(dialect.above):
            sheet.write_string(i, 0, line, bold)
        top = len(dialect.above)
        for j, heading in enumerate(dialect.header(table)):
            sheet.write_string(top, j, heading, bold)
            long = any(len(str(row[j])) > 30 for row in table.rows)
            sheet.set_column(j, j, 60 if long else 14)
        for i, row in enumerate(table.rows, start=top + 1):
            for j, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(i, j, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, int):
                    sheet.write_number(i, j, cell)
                elif cell is not None:
                    sheet.write_string(i, j, cell, wrap)
        sheet.freeze_panes(top + 1, 0)
    book.close()
    return out.getvalue()


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_NAMES = {
    **{n: n for n in ("office", "table", "text", "meta", "style")},
    "number": "datastyle",
}
_ODS_DAY = (
    '<office:automatic-styles><number:date-style style:name="D"><number:day number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:year number:style="long"/></number:date-style><style:style style:name="dag" '
    'style:family="table-cell" style:data-style-name="D"/></office:automatic-styles>'
)


def ods_bytes(tables: Mapping[str, Table], dialect: Dialect) -> bytes:
    """Write tables as an OpenDocument spreadsheet.

    By hand, as the libraries for it stamp the file with the time of writing.
    """
    sheets = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + _ods_row(dialect.header(table))
        + "".join(_ods_row(row) for row in table.rows)
        + "</table:table>"
        for name, table in tables.items()
    )
    names = " ".join(f'xmlns:{n}="{_OASIS}:{kind}:1.0"' for n, kind in _ODS_NAMES.items())
    content = (
        f"{_ODS_DAY}<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    )
    about = (
        '<office:meta xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:description>{_INVENTED}</dc:description></office:meta>"
    )
    files = {
        "mimetype": _ODS_TYPE,
        "content.xml": _ods_part("content", names, content),
        "meta.xml": _ods_part("meta", names, about),
        "META-INF/manifest.xml": _manifest(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return out.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _ods_part(kind: str, names: str, inner: str) -> str:
    root = f"office:document-{kind}"
    return f'{_XML}<{root} {names} office:version="1.3">{inner}</{root}>'


def _manifest() -> str:
    paths = {"/": _ODS_TYPE, "content.xml": "text/xml", "meta.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in paths.items()
    )
    name = f'xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3"'
    return f"{_XML}<manifest:manifest {name}>{entries}</manifest:manifest>"


def _ods_row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = 'table:style-name="dag" office:value-type="date"'
        value = f'{kind} office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int):
        value = f'office:value-type="float" office:value="{cell}"'
    else:
        value = 'office:value-type="string"'
    shown = cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell)
    return f"<table:table-cell {value}><text:p>{escape(shown)}</text:p></table:table-cell>"


def eaf_bytes(tiers: Mapping[str, Sequence[tuple[int, int, str]]], media: str) -> bytes:
    """Write notes about a film as ELAN's .eaf: tier -> (start ms, end ms, text)."""
    slots: list[str] = []
    parts: list[str] = []
    number = 0
    for tier, notes in tiers.items():
        inner = ""
        for start, end, text in notes:
            number += 1
            for which, ms in (("s", start), ("e", end)):
                slots.append(f'<TIME_SLOT TIME_SLOT_ID="t{number}{which}" TIME_VALUE="{ms}"/>')
            inner += (
                f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" '
                f'TIME_SLOT_REF1="t{number}s" TIME_SLOT_REF2="t{number}e"><ANNOTATION_VALUE>'
                f"{escape(text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            )
        kind = 'LINGUISTIC_TYPE_REF="default-lt"'
        parts.append(f"<TIER {kind} TIER_ID={quoteattr(tier)}>\n{inner}</TIER>\n")
    date_and_format = f'AUTHOR="" DATE="{_MADE.isoformat()}+02:00" FORMAT="3.0" VERSION="3.0"'
    schema = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation='
        '"http://www.mpi.nl/tools/elan/EAFv3.0.xsd"'
    )
    head = (
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR '
        f'MEDIA_URL={quoteattr(media)} MIME_TYPE="video/mp4"/></HEADER>\n'
    )
    order = "\n".join(slots)
    return (
        f"{_XML}<!-- {_INVENTED} -->\n<ANNOTATION_DOCUMENT {date_and_format} {schema}>\n{head}"
        f"<TIME_ORDER>\n{order}\n</TIME_ORDER>\n{''.join(parts)}"
        '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" '
        'TIME_ALIGNABLE="true"/>\n</ANNOTATION_DOCUMENT>\n'
    ).encode()
