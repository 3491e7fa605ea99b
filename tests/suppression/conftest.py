"""Small tables as people write them."""

import pandas as pd
import pytest


@pytest.fixture
def square():
    """Turn {"A": [2, 18], ...} into one row a cell, with columns "row" and "column"."""

    def make(rows, columns):
        return pd.DataFrame(
            [(r, c, n) for r, line in rows.items() for c, n in zip(columns, line, strict=True)],
            columns=["row", "column", "n"],
        )

    return make
