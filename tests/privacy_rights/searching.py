"""Search every byte of a file for words, whatever it is packed in."""

import base64
import re
import shutil
import subprocess
import zipfile
import zlib
from io import BytesIO


def hits(path, words):
    """Return which of some words stand in a file."""
    texts = [path.name, *texts_in(path.read_bytes())]
    if path.suffix == ".pdf":
        pdftotext = shutil.which("pdftotext")
        if pdftotext:
            done = subprocess.run([pdftotext, path, "-"], capture_output=True, check=True)
            texts.append(done.stdout.decode("utf-8", "replace"))
    whole = "\n".join(texts)
    # Marks of a name broken over two lines are found as well.
    for text in (whole, re.sub(r"\s+", " ", whole)):
        if found := words_in(text, words):
            return found
    return []


def words_in(text, words):
    """Return which of some words stand in a text, as words of their own."""
    there = [w for w in words if w in text]  # nearly none: the rest is slow
    return [w for w in there if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text)]


def texts_in(raw, depth=0):
    if raw[:4] == b"PK\x03\x04" and depth < 3:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for info in archive.infolist():
                yield info.filename
                yield from texts_in(archive.read(info), depth + 1)
        return
    if raw[:8] == b"\x89PNG\r\n\x1a\n":
        # The pixels are packed; the words of its metadata are not, or by zlib.
        for chunk in re.finditer(rb"(?:tEXt|iTXt|zTXt)(.{0,2000})", raw, re.S):
            yield chunk[1].decode("latin-1")
        return
    for encoding in ("utf-8", "utf-16-le", "cp1252"):
        yield raw.decode(encoding, "replace")
    for packed in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.S):
        try:
            yield zlib.decompress(packed[1]).decode("latin-1")
        except zlib.error:
            continue
    text = raw.decode("utf-8", "replace")
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    for data in re.finditer(r"data:image/png;base64,([A-Za-z0-9+/=]+)", text):
        yield from texts_in(base64.b64decode(data[1]), depth + 1)
