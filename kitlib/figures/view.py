"""View: one question, one sentence, one caveat, and blocks of what there is to see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from kitlib.figures.blocks import Block
from kitlib.outputs import Ring

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Ring", "View"]


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What every figure is.

    Parameters
    ----------
    key : str
        Stable name, instrument first: "postits.dagen_igennem".
    question : str
        What the team asks, in its own words; the title.
    sentence : str
        One sentence of what is seen. No judgement, no cause.
    caveat : str
        What the figure cannot say, chosen by the evidence policy for this n.
    alt : str
        The figure for someone who cannot see it; told from the blocks where not given.
    data : DataFrame
        The tidy data that is shown, no more and no less.
    ring : {"mit", "hos_teamet", "udgivelse"}
        Where it may exist.
    blocks : tuple of Block
        What there is to see. Without any the view is words only: an empty state that says what
        to do.

    Examples
    --------
    >>> View(key="proeve.tom", question="Hvad så vi?", sentence="Her er endnu ingen noter.")
    <View proeve.tom: Hvad så vi? | Her er endnu ingen noter.>
    """

    key: str
    question: str
    sentence: str
    caveat: str = ""
    alt: str = ""
    data: pd.DataFrame = field(default=None, repr=False)  # type: ignore[assignment]
    ring: Ring = "hos_teamet"
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.data is None:
            import pandas as pd

            object.__setattr__(self, "data", pd.DataFrame())
        if not self.alt:
            from kitlib.figures.words import told

            object.__setattr__(self, "alt", told(self.blocks))

    def __repr__(self) -> str:
        caveat = f" | {self.caveat}" if self.caveat else ""
        return f"<View {self.key}: {self.question} | {self.sentence}{caveat}>"

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to see yet."""
        return not self.blocks

    @property
    def open(self) -> tuple[Block, ...]:
        """The blocks that are seen without unfolding anything."""
        return tuple(block for block in self.blocks if not block.folded)

    @property
    def drawn(self) -> tuple[Block, ...]:
        """The blocks a picture shows: text is none, but where there is nothing else."""
        return tuple(block for block in self.open if not block.text) or self.open

    @property
    def quotes(self) -> bool:
        """True where people's words are seen, also when nobody touches it."""
        return any(block.quotes for block in self.blocks)

    @property
    def notes(self) -> tuple[str, ...]:
        """Ids of every note it stands on, in the order it shows them."""
        marks = (mark.id for block in self.blocks for mark in block.marks)
        return tuple(dict.fromkeys(name for name in marks if name))

    def words(self) -> dict[str, Any]:
        """Return what it says without a picture, for a page: plain values that go through JSON."""
        return {
            "key": self.key,
            "question": self.question,
            "sentence": self.sentence,
            "caveat": self.caveat,
            "alt": self.alt,
            "empty": self.is_empty,
        }

    @property
    def figure(self) -> Figure:
        """The whole figure with question, sentence and caveat on it, as it is projected."""
        from kitlib.figures.plot import figure

        return figure(self)

    @property
    def picture(self) -> Figure:
        """The figure alone, for a sheet that sets the words itself."""
        from kitlib.figures.plot import picture

        return picture(self.drawn)

    @property
    def height(self) -> float:
        """How tall the figure alone is, in inches; it is 12.8 wide."""
        from kitlib.figures.plot import height_of

        return height_of(self.drawn)

    def svg(self, *, words: bool = False, text: Literal["path", "none"] = "path") -> str:
        """Return the figure as SVG without dates or software names in it."""
        from kitlib.figures.plot import svg

        return svg(self, words=words, text=text)

    def png(self, *, words: bool = False, dpi: int = 100) -> bytes:
        """Return the figure as PNG."""
        from kitlib.figures.plot import png

        return png(self, words=words, dpi=dpi)

    def _repr_html_(self) -> str:
        from kitlib.figures.screen import notebook

        return notebook(self)
