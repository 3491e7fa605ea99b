"""The figures of a meeting: few, chosen beforehand, with a bud before and the data after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Literal

from kitlib.circle.guess import checked, guess_for
from kitlib.circle.meeting import Meeting, Receipt
from kitlib.circle.notes import Notes, notes_in
from kitlib.figures import View
from kitlib.instruments.guesses import Guess
from kitlib.journal.kind import field_of, to_line
from kitlib.journal.kinds import Bud, Revealed
from kitlib.problems import KitError
from kitlib.team import Team

__all__ = ["Figures", "whole_key"]

_MOST_VIEWS = 3


@dataclass
class Figures:
    """The views of a meeting, and the team's buds on them."""

    meeting: Meeting
    notes: Notes
    _views: dict[str, tuple[Team, View]] = field(default_factory=dict, repr=False)
    _pictures: dict[str, tuple[Team, str]] = field(default_factory=dict, repr=False)
    _drawing: RLock = field(default_factory=RLock, repr=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the at most three views this meeting looks at."""
        known = self.notes.team.view_keys
        asked = [whole_key(k, known) for k in self.notes.team.about.visninger]
        return tuple(k for k in asked if k)[:_MOST_VIEWS] or known[:_MOST_VIEWS]

    @property
    def more(self) -> tuple[str, ...]:
        """Keys of the other views, behind "Flere visninger"."""
        return tuple(k for k in self.notes.team.view_keys if k not in self.chosen)

    def of(self, key: str) -> View:
        """Return a view as it may be shown now.

        Raises
        ------
        KitError
            Where there is none of that name, or it holds one person's own data (ring mit), which
            belongs on no screen in a room.
        """
        shown = self.notes.shown
        made_of, view = self._views.get(key, (None, None))
        if view is None or made_of is not shown:
            view = shown.view(key)
            if view.ring == "mit":
                raise KitError("Visningen er kun til en selv.", hint="Den vises ikke på et møde.")
            self._views[key] = (shown, view)
        return view

    def known_question(self, key: str) -> str:
        """Return a view's question where it was made already; making all of them takes time."""
        return self._views[key][1].question if key in self._views else ""

    def for_page(self, key: str) -> dict[str, Any]:
        """Return a view for the page.

        Returns
        -------
        dict
            - key, question, sentence, caveat, alt : str
            - empty : bool; then there is no picture and `sentence` says what to do
            - html : str; what there is to see, text in the page's own font (Source Sans Pro)
            - notes : list of {id, text, where}; those that can be put back in the pocket
            - bud : what can be guessed (`Guess.spec`), or None
            - guess : the team's bud so far, or None
            - revealed : bool; whether the bud was laid beside the data, or skipped
        """
        found, guess = self.of(key), self.guess_of(key)
        return {
            **found.words(),
            "html": self._picture(found.key),
            "notes": [vars(n) for n in notes_in(found)],
            "bud": guess.spec() if guess else None,
            "guess": self.bud_on(found.key),
            "revealed": self.revealed(found.key),
        }

    def bud_on(self, key: str) -> Any:
        """Return the team's bud on a view as it was kept; None where there is none."""
        said = self.meeting.one(Bud, view=key)
        return said.bud if said else None

    def revealed(self, key: str) -> bool:
        """Tell whether the bud on a view was laid beside the data, or skipped."""
        said = self.meeting.one(Revealed, view=key)
        return said is not None and said.revealed

    def _picture(self, key: str) -> str:
        """Draw a view once; a team comes back to a figure many times."""
        from kitlib.figures.screen import html

        return self._once(key, lambda: html(self.of(key), key.replace(".", "-")))

    def drawn(self, key: str, text: Literal["path", "none"]) -> str:
        """Return a view as SVG, its letters as outlines or as text."""
        return self._once(f"{key} {text}", lambda: self.of(key).svg(text=text))

    def _once(self, name: str, make: Callable[[], str]) -> str:
        """Draw something once for what may be shown now, and one thing at a time.

        `make` asks for the view itself: by the time it is its turn, a note may have been put back.
        """
        with self._drawing:
            shown = self.notes.shown
            made_of, drawn = self._pictures.get(name, (None, ""))
            if made_of is not shown:
                drawn = make()
                self._pictures[name] = (shown, drawn)
            return drawn

    def warm(self) -> None:
        """Draw beforehand what the meeting will look at, while people say hello.

        Nothing is marked as shown. What is drawn of notes that have gone back in the pocket
        meanwhile is drawn anew when it is asked for.
        """
        for key in self.chosen:
            if self.of(key).is_empty:
                continue
            self._picture(key)
            if guess := self.guess_of(key):
                self._together(key, guess, {"kind": "haender", "hands": {guess.options[0][0]: 1}})
            if not self.of(key).quotes:
                self.drawn(key, "path")
                self.drawn(key, "none")

    def guess_of(self, key: str) -> Guess | None:
        """Return what can be guessed of a view; None where nothing can."""
        return guess_for(self.of(key), self.notes.team.said)

    def guess(self, key: str) -> Guess:
        """Return what can be guessed of a view.

        Raises
        ------
        KitError
            Where nothing can.
        """
        found = self.guess_of(key)
        if found is None:
            raise KitError("Her er ikke noget at gætte på.", hint="Skriv jeres bud som tekst.")
        return found

    def bud(self, key: str, value: Any) -> Receipt:
        """Keep the team's bud on a view; None skips it. Shapes: `kitlib.circle.guess.checked`."""
        guess = self.guess(key)
        if value is None:
            self.meeting.write(field_of(Bud, view=guess.view), None)
            return self.meeting.write(*to_line(Revealed(guess.view)))
        return self.meeting.write(*to_line(Bud(guess.view, checked(guess, value))))

    def reveal(self, key: str) -> dict[str, Any]:
        """Show a view with the team's bud on it, and remember that it was shown.

        Returns
        -------
        dict
            As `for_page`, and

            - together : {html, sentence, ask, alt} or None; bud and data on one figure, what to
              say, and the question after it. None where no bud was given.
        """
        shown = self.for_page(key)
        if not shown["revealed"]:
            self.meeting.write(*to_line(Revealed(shown["key"])))
            shown["revealed"] = True
        shown["together"] = None
        if shown["bud"] and shown["guess"]:
            shown["together"] = self.together(shown["key"])
        return shown

    def together(self, key: str) -> dict[str, Any] | None:
        """Return bud and data on one figure, as `reveal` has it; None without a bud that fits."""
        found = self._guessed(key)
        return self._together(key, *found) if found else None

    def told(self, key: str) -> str:
        """Return what bud and data say together, undrawn; "" without a bud that fits."""
        from kitlib.circle.reveal import reveal_words

        found = self._guessed(key)
        return reveal_words(*found)[0] if found else ""

    def _guessed(self, key: str) -> tuple[Guess, dict[str, Any]] | None:
        try:
            guess = self.guess(key)
            return guess, checked(guess, self.bud_on(guess.view))
        except KitError:
            # None was given, or the data changed since and what was guessed on is gone.
            return None

    def _together(self, key: str, guess: Guess, value: dict[str, Any]) -> dict[str, Any]:
        from kitlib.circle.reveal import reveal_words
        from kitlib.circle.reveal_figure import reveal_view
        from kitlib.figures.screen import html

        view = reveal_view(self.of(key), guess, value)
        said, ask = reveal_words(guess, value)
        with self._drawing:
            shown = html(view, f"bud-{key.replace('.', '-')}")
        return {"html": shown, "sentence": said, "ask": ask, "alt": view.alt}

    def more_views(self) -> list[dict[str, str]]:
        """Return every view behind "Flere visninger": {key, question}. Takes some seconds."""
        return [{"key": key, "question": self.of(key).question} for key in self.more]


def whole_key(key: str, known: tuple[str, ...]) -> str | None:
    """Return the key of the one view that is meant, also by its last word alone; else None."""
    found = [k for k in known if key in (k, k.partition(".")[2])]
    return found[0] if len(found) == 1 else None
