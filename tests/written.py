"""A frame written as people have it, for what is read back."""

import pandas as pd

from kitlib.writing import csv_bytes


def write_table(path, frame, *, sheet="data"):
    """Write a frame as a Danish spreadsheet does: days, "ja" and "nej", a decimal comma."""
    cells = frame.astype(object)
    for name, column in frame.items():
        if column.dtype.kind == "b":
            cells[name] = column.map({True: "ja", False: "nej"})
        elif path.suffix == ".csv" and column.dtype.kind == "M":
            cells[name] = column.dt.strftime("%d-%m-%Y")
        elif path.suffix == ".csv" and column.dtype.kind == "f":
            cells[name] = column.map(lambda v: "" if pd.isna(v) else f"{v:.15g}".replace(".", ","))
    if path.suffix == ".csv":
        path.write_bytes(csv_bytes(cells))
    else:
        cells.to_excel(path, sheet_name=sheet, index=False, engine="xlsxwriter")
    return path
