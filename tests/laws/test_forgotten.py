"""Erasing one person from a text file leaves every other row byte for byte as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.textfiles import forget_in_table

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "cp1252", "mac_roman", "cp850"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["B07", "B03", "b-12", ""]),
        st.sampled_from(
            [
                *(
                    "tog st\u00f8vler p\u00e5",
                    '"hej" sagde hun',
                    '"uden slut',
                    'b\u00e6r " og b\u00e5l',
                ),
                *('"hele cellen"', '"med ""hej"" i"', "", "slut\\"),
            ]
        ),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=40, deadline=None)
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n", "\r"]), sign=st.sampled_from(";\t,"))
def test_every_other_row_is_left_as_it_was(encoding, rows, end, sign):
    lines = [sign.join(["dato", "barn", "observation"])]
    lines += [sign.join(["3-3-2026", code, words]) for code, words in rows]
    written = [(line + end).encode(encoding) for line in lines]
    mark = "\ufeff".encode("utf-16-le") if encoding == "utf-16-le" else b""
    if encoding == "utf-8-sig":
        written = [written[0], *(line.removeprefix(b"\xef\xbb\xbf") for line in written[1:])]
    edited = forget_in_table(mark + b"".join(written), Person("B07"), lambda _: False)
    left = [line for line, (code, _) in zip(written[1:], rows, strict=True) if code != "B07"]
    if len(left) == len(rows):
        assert edited.content is None
    else:
        assert edited.content == mark + b"".join([written[0], *left])
