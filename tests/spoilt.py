"""Packed files with one part spoilt, each part in its turn."""

import io
import zipfile


def each_part_spoilt(raw):
    """Yield the name of every part, and the file with a byte in the middle of that part changed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        infos = archive.infolist()
    for info in infos:
        name, extra = (
            int.from_bytes(raw[info.header_offset + at : info.header_offset + at + 2], "little")
            for at in (26, 28)
        )
        at = info.header_offset + 30 + name + extra + info.compress_size // 2
        yield info.filename, raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
