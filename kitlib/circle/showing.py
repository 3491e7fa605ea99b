"""The figures of a meeting: few, chosen beforehand, with a bud before and the data after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Literal

from kitlib.circle.guess import checked, guess_for
from kitlib.circle.meeting import ALWAYS, Meeting, Receipt
from kitlib.circle.notes import notes_in
from kitlib.figures import View
from kitlib.handwritten import COLUMN
from kitlib.instruments.guesses import Guess
from kitlib.pocket import FIELD, Pocket, pocketed, read_pocket
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.team import Team

__all__ = ["Showing"]

_MOST_VIEWS = 3


@dataclass
class Showing(Meeting):
    """Views, buds, and notes that go back in the pocket."""

    _views: dict[str, tuple[Team, View]] = field(default_factory=dict, repr=False)
    _pictures: dict[str, tuple[Team, str]] = field(default_factory=dict, repr=False)
    _drawing: RLock = field(default_factory=RLock, repr=False)
    _shown: tuple[Pocket, Team] | None = field(default=None, repr=False)

    @property
    def shown(self) -> Team:
        """The team as it may be shown now; every figure is made of this."""
        pocket = read_pocket(self.logbog)
        if self._shown is None or self._shown[0] != pocket:
            self._shown = (pocket, replace(self.team))
        return self._shown[1]

    def pocket(self, note: str) -> Receipt:
        """Put a note back in the pocket, from now on and at every meeting: no view shows it."""
        kept = pocketed(note, self.team.frames.values())
        entry = self.logbog.write(ALWAYS, f"{FIELD}{note}", kept)
        return Receipt(entry.field, entry.counter, entry.version)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the at most three views this meeting looks at."""
        known = self.team.view_keys
        asked = [_whole_key(k, known) for k in self.team.about.visninger]
        return tuple(k for k in asked if k)[:_MOST_VIEWS] or known[:_MOST_VIEWS]

    @property
    def more(self) -> tuple[str, ...]:
        """Keys of the other views, behind "Flere visninger"."""
        return tuple(k for k in self.team.view_keys if k not in self.chosen)

    def figure(self, key: str) -> View:
        """Return a view as it may be shown now.

        Raises
        ------
        KitError
            Where there is none of that name, or it holds one person's own data (ring mit), which
            belongs on no screen in a room.
        """
        shown = self.shown
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

    def view(self, key: str) -> dict[str, Any]:
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
        found = self.figure(key)
        guess = guess_for(found)
        return {
            **found.words(),
            "html": self._picture(found),
            "notes": [vars(n) for n in notes_in(found)],
            "bud": guess.spec() if guess else None,
            "guess": self.value(f"bud.{found.key}", None),
            "revealed": bool(self.value(f"vist_bud.{found.key}", False)),
        }

    def _picture(self, view: View) -> str:
        """Draw a view once; a team comes back to a figure many times."""
        from kitlib.figures.screen import html

        return self._once(view.key, lambda: html(view, view.key.replace(".", "-")))

    def drawn(self, key: str, text: Literal["path", "none"]) -> str:
        """Return a view as SVG, its letters as outlines or as text."""
        return self._once(f"{key} {text}", lambda: self.figure(key).svg(text=text))

    def _once(self, name: str, make: Callable[[], str]) -> str:
        """Draw something once for what may be shown now, and one thing at a time."""
        with self._drawing:
            shown = self.shown
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
            if self.figure(key).is_empty:
                continue
            self._picture(self.figure(key))
            if guess := guess_for(self.figure(key)):
                self._together(key, guess, {"kind": "haender", "hands": {guess.options[0][0]: 1}})
            if not self.figure(key).quotes:
                self.drawn(key, "path")
                self.drawn(key, "none")

    def guess(self, key: str) -> Guess:
        """Return what can be guessed of a view.

        Raises
        ------
        KitError
            Where nothing can.
        """
        found = guess_for(self.figure(key))
        if found is None:
            raise KitError("Her er ikke noget at gætte på.", hint="Skriv jeres bud som tekst.")
        return found

    def bud(self, key: str, value: Any) -> Receipt:
        """Keep the team's bud on a view; None skips it. Shapes: `kitlib.circle.guess.checked`."""
        guess = self.guess(key)
        if value is None:
            self._write(f"bud.{guess.view}", None)
            return self._write(f"vist_bud.{guess.view}", True)
        return self._write(f"bud.{guess.view}", checked(guess, value))

    def reveal(self, key: str) -> dict[str, Any]:
        """Show a view with the team's bud on it, and remember that it was shown.

        Returns
        -------
        dict
            As `view`, and

            - together : {html, sentence, ask, alt} or None; bud and data on one figure, what to
              say, and the question after it. None where no bud was given.
        """
        shown = self.view(key)
        if not shown["revealed"]:
            self._write(f"vist_bud.{shown['key']}", True)
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
            return guess, checked(guess, self.value(f"bud.{guess.view}", None))
        except KitError:
            # None was given, or the data changed since and what was guessed on is gone.
            return None

    def _together(self, key: str, guess: Guess, value: dict[str, Any]) -> dict[str, Any]:
        from kitlib.circle.reveal import reveal_words
        from kitlib.circle.reveal_figure import reveal_view
        from kitlib.figures.screen import html

        view = reveal_view(self.figure(key), guess, value)
        said, ask = reveal_words(guess, value)
        with self._drawing:
            shown = html(view, f"bud-{key.replace('.', '-')}")
        return {"html": shown, "sentence": said, "ask": ask, "alt": view.alt}

    def more_views(self) -> list[dict[str, str]]:
        """Return every view behind "Flere visninger": {key, question}. Takes some seconds."""
        return [{"key": key, "question": self.figure(key).question} for key in self.more]

    def worry_notice(self) -> list[Problem]:
        """Say what must not wait for a meeting, where a note sounds like a worry for a child."""
        from kitlib.privacy.worry import message

        if not self.team.worries:
            return []
        return [Problem(message(), code="session_bekymring")]

    def held_pictures(self) -> list[Problem]:
        """Say that pictures of handwriting are not shown, where a name is covered in the words."""
        frames = self.team.frames.values()
        any_there = any(COLUMN in frame and frame[COLUMN].notna().any() for frame in frames)
        told = self.team.told_pictures if any_there else ""
        hint = "Hvor de er, og hvad I kan gøre, står i: laeringskit tjek."
        return [Problem(told, hint, level="advarsel", code="billede_daekket")] if told else []

    def missing_views(self) -> list[Problem]:
        """Tell which of the views chosen in om.toml the team's data cannot make."""
        known = self.team.view_keys
        notices = []
        for key in self.team.about.visninger:
            if _whole_key(key, known) is None:
                hint = did_you_mean(key, known) or "Cirklen kan bruges uden den."
                message = f"Visningen '{key}' er valgt, men kan ikke laves af jeres data."
                notices.append(
                    Problem(
                        message,
                        hint,
                        "om.toml",
                        column="visninger",
                        level="advarsel",
                        code="session_visning",
                    )
                )
        return notices


def _whole_key(key: str, known: tuple[str, ...]) -> str | None:
    found = [k for k in known if key in (k, k.partition(".")[2])]
    return found[0] if len(found) == 1 else None
