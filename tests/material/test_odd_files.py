"""What a team lays beside its notes for paper may be anything: it is told, and nothing hangs."""

import os
import zlib
from struct import pack

import pytest

from kitlib import open_team
from kitlib.material import Choices, make
from kitlib.material.shop import Shop
from kitlib.problems import KitError


def _png(path, side):
    """A picture of `side` x `side` points that takes next to nothing on the disk."""

    def piece(kind, content):
        whole = kind + content
        return pack(">I", len(content)) + whole + pack(">I", zlib.crc32(whole))

    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side // 8 + 1), 1)
    pieces = [piece(b"IHDR", head), piece(b"IDAT", rows), piece(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(pieces))


def _pipe(path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this machine has no pipes among its files")
    os.mkfifo(path)


@pytest.mark.parametrize("side", [7_000, 10_000, 20_000])
def test_a_logo_of_far_too_many_points_is_told(team_folder, side):
    folder = team_folder()
    _png(folder / "logo.png", side)
    made = make([folder], ["handout"])
    assert [p.message for p in made.problems.errors] == ["Logoet har alt for mange punkter."]
    assert made.paths == ()


def test_a_drawing_whose_parts_lie_too_deep_is_told(team_folder):
    """Its reader would end the process; one with a document type, as programs write, is used."""
    folder = team_folder()
    shop, logo = Shop(open_team(folder)), folder / "logo.svg"
    start = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg>'
    logo.write_text(f"{start}<g/></svg>", encoding="utf-8")
    shop.check()
    logo.write_text(f"{start}{'<g>' * 100_000}{'</g>' * 100_000}</svg>", encoding="utf-8")
    with pytest.raises(KitError, match="Logoet kan ikke bruges"):
        shop.check()


@pytest.mark.parametrize("name", ["logo.png", "dilemmaer.txt", "skrift.ttf"])
@pytest.mark.parametrize("make_odd", [_pipe, os.mkdir])
def test_what_is_no_file_is_told(team_folder, name, make_odd):
    folder = team_folder()
    make_odd(folder / name)
    font = folder / name if name.startswith("skrift") else None
    made = make([folder], ["kort"], choices=Choices(font=font))
    assert any(p.file == name and p.code == "ingen_fil" for p in made.problems.errors)


@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"OTTO" + b"\xff" * 60, b"ttcf" + b"\1" * 40])
def test_a_damaged_font_is_told(team_folder, content):
    folder = team_folder()
    (folder / "skrift.otf").write_bytes(content)
    made = make([folder], ["handout"], choices=Choices(font=folder / "skrift.otf"))
    assert [p.code for p in made.problems.errors] == ["skriftfil"]
