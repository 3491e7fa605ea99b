"""What every figure is: words and blocks of data, with one renderer for each medium.

`view` and `blocks` say what there is to see and hold no inches. `plot` draws what has axes or
marks, with matplotlib; `screen` writes a view as HTML, `paper` as text for the printed page, and
`words` tells it to someone who cannot see it.
"""

from kitlib.figures.blocks import (
    Block,
    Cards,
    Film,
    Grid,
    Group,
    Note,
    Painted,
    Pairs,
    Pile,
    Reel,
    Run,
    Span,
    Stacks,
    Week,
    Weeks,
)
from kitlib.figures.people import (
    Band,
    Column,
    Course,
    Courses,
    Row,
    Ruler,
    RulerLine,
    Spread,
    Talk,
    Talks,
    Tally,
)
from kitlib.figures.view import Ring, View

__all__ = [
    "Band",
    "Block",
    "Cards",
    "Column",
    "Course",
    "Courses",
    "Film",
    "Grid",
    "Group",
    "Note",
    "Painted",
    "Pairs",
    "Pile",
    "Reel",
    "Ring",
    "Row",
    "Ruler",
    "RulerLine",
    "Run",
    "Span",
    "Spread",
    "Stacks",
    "Talk",
    "Talks",
    "Tally",
    "View",
    "Week",
    "Weeks",
]
