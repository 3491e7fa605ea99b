"""What BORIS calls its columns: one table a version, as its exports have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kitlib.columns import fold

__all__ = ["AGGREGATED_BARE", "VERSIONS", "Headings", "Version", "headings_in"]


@dataclass(frozen=True)
class Version:
    """The headings of one kind of export, folded; `stop` is empty where each row is one moment."""

    name: str
    start: str
    status: str
    modifiers: str
    comments: tuple[str, ...]
    stop: str = ""


#: Newest first. Version 8 went over to the newer headings on its way (8.9).
VERSIONS = (
    Version(
        "9, aggregated",
        "start_s",
        "behavior_type",
        r"modifier_\d+",
        ("comment_start", "comment_stop"),
        "stop_s",
    ),
    Version("9, tabular", "time", "behavior_type", r"modifier_\d+", ("comment",)),
    Version(
        "8, aggregated",
        "start_s",
        "behavior_type",
        "modifiers",
        ("comment_start", "comment_stop"),
        "stop_s",
    ),
    Version("8, tabular", "time", "status", r"modifier_\d+", ("comment",)),
    Version(
        "7, aggregated",
        "start_s",
        "behavior_type",
        "modifiers",
        ("comment_start", "comment_stop"),
        "stop_s",
    ),
    Version("7, tabular", "time", "status", r"modifier_\d+", ("comment",)),
)

# What BORIS itself writes about the film and the observation, which is no part of a note.
_OF_THE_FILM = re.compile(
    "observation_(?:id|date|type)|source|time_offset_s|(?:coding_|observation_)duration.*"
    "|media_.*|total_length|fps.*|duration_s|image_(?:index|file_path).*"
)


@dataclass(frozen=True)
class Headings:
    """Where the columns of an export stand; a place is None where there is no such column."""

    names: tuple[str, ...]
    subject: int | None
    behaviour: int | None
    start: int | None
    stop: int | None
    status: int | None
    observation: int | None
    rate: int | None = None
    modifiers: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()

    def unread(self, row: Sequence[str]) -> list[str]:
        """Return headings of columns with words in them that are no part of a note."""
        used = {
            self.subject,
            self.behaviour,
            self.start,
            self.stop,
            self.status,
            self.observation,
            *self.modifiers,
            *self.comments,
        }
        return [
            name
            for place, name in enumerate(self.names[: len(row)])
            if name and place not in used and row[place].strip() not in ("", "NA", "Not defined")
            if not _OF_THE_FILM.fullmatch(fold(name))
        ]


def headings_in(row: Sequence[str]) -> Headings | None:
    """Return where the columns stand, if a row is the headings of a BORIS export.

    Examples
    --------
    >>> found = headings_in(["Time", "Subject", "Behavior", "Modifier 1", "Comment", "Status"])
    >>> found.start, found.status, found.modifiers, found.comments
    (0, 5, (3,), (4,))
    >>> headings_in(["dato", "observation"]) is None
    True
    """
    # The team's own variables stand before BORIS' columns and may be called the same.
    names = {fold(cell): place for place, cell in enumerate(row) if cell}
    if not {"subject", "behavior"} <= names.keys():
        return None
    version = max(VERSIONS, key=lambda v: _fit(v, names))
    if version.start not in names:
        return None
    return Headings(
        names=tuple(cell.strip() for cell in row),
        subject=names["subject"],
        behaviour=names["behavior"],
        start=names[version.start],
        stop=names.get(version.stop),
        status=names.get(version.status),
        observation=names.get("observation_id"),
        rate=names.get("fps", names.get("fps_frame_s")),
        modifiers=tuple(
            p for n, p in names.items() if re.fullmatch(r"modif(?:iers?)?(?:_\d+)?", n)
        ),
        comments=tuple(names[c] for c in version.comments if c in names),
    )


def _fit(version: Version, names: dict[str, int]) -> int:
    modifiers = any(re.fullmatch(version.modifiers, name) for name in names)
    told = (version.start, version.stop or version.start, version.status, *version.comments)
    return 8 * (version.start in names) + 2 * sum(n in names for n in told) + modifiers


class _Bare:
    """Aggregated events that came without their headings: STATE or POINT tells the columns."""

    def fits(self, row: Sequence[str]) -> bool:
        return self._place(row) is not None

    def at(self, row: Sequence[str]) -> Headings | None:
        at = self._place(row)
        if at is None:
            return None
        return Headings(
            names=(),
            subject=at - 4,
            behaviour=at - 3,
            start=at + 1,
            stop=at + 2,
            status=at,
            observation=0,
            modifiers=(at - 1,),
            comments=(at + 4, at + 5),
        )

    @staticmethod
    def _place(row: Sequence[str]) -> int | None:
        for place, cell in enumerate(row):
            if cell in ("STATE", "POINT") and place >= 4 and len(row) > place + 2:
                return place
        return None


#: Aggregated events without headings.
AGGREGATED_BARE = _Bare()
