"""What the buttons of the front page do: each calls the command's own function and says what came.

What is made is opened as its command opens it, in the browser of this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.about import read_about
from kitlib.dansk import plural
from kitlib.front.athand import in_words
from kitlib.privacy.dates import check as check_date
from kitlib.problems import KitError

__all__ = ["Doings"]

Said = dict[str, Any]


@dataclass
class Doings:
    """What may be done with a folder.

    Parameters
    ----------
    folder : Path
    today : date
    opens : callable
        Opens a file that was made, and tells whether it could.
    """

    folder: Path
    today: date
    opens: Callable[[Path], bool]
    made: list[Path] = field(default_factory=list)
    doing: str = ""

    def show(self) -> Said:
        """Every view on one page, opened."""
        from kitlib.holding import sharing
        from kitlib.show import count_line, show_team
        from kitlib.team import open_team

        with sharing(self.folder, "vis"):
            page = show_team(open_team(self.folder), progress=self._progress)
        return self._files(f"{count_line(page)}, på én side.", [page.path], opened=True)

    def material(self) -> Said:
        """What may be chosen of the team's material, as the page asks it."""
        from kitlib.material.offered import offered
        from kitlib.team import open_team

        offers = offered(open_team(self.folder))
        fields = [
            {
                "noegle": o.key,
                "sporger": o.label,
                "slags": o.kind,
                "valg": o.values,
                "sat": o.ticked,
            }
            for o in offers
        ]
        return {"felter": fields, "sagt": "Sæt kryds ved det, I vil have."}

    def print_all(self, said: Mapping[str, Any] | None = None) -> Said:
        """Files to print: what was chosen, or the set for the next meeting."""
        from kitlib.material import make
        from kitlib.material.offered import choices_of, kinds_of

        kinds = kinds_of(said) if said else ()
        choices = choices_of(said) if said else None
        made = make([self.folder], kinds, choices=choices, progress=self._progress)
        if said and not made.paths:
            raise KitError(made.problems)
        told = f"{plural(len(made.paths), 'fil', 'filer')} til at printe."
        problems = [in_words(p, self.folder.name) for p in made.problems]
        return self._files(told, list(made.paths)) | {"bemaerk": problems}

    def contribution(self) -> Said:
        """Show what would leave; nothing is written."""
        from kitlib.contribution import draft
        from kitlib.contribution.words import as_text
        from kitlib.team import open_team

        return {
            "tekst": as_text(draft(open_team(self.folder), today=self.today)),
            "sagt": "Det her er det, I bidrager med. Intet er skrevet endnu.",
        }

    def contribute(self, keys: str = "") -> Said:
        """Write the contribution that was shown, locked for the receivers whose keys are given."""
        from kitlib.contribution import draft, write
        from kitlib.holding import sharing
        from kitlib.team import open_team

        with sharing(self.folder, "bidrag"):
            made = draft(open_team(self.folder), today=self.today)
            receivers = tuple(line for line in map(str.strip, keys.splitlines()) if line)
            path = write(made.contribution, made.home, recipients=receivers, secret=made.secret)
        said = "Filen er skrevet. Den er ikke låst."
        if receivers:
            said = "Filen er skrevet og låst. Kun modtageren kan åbne den."
        return {"sagt": said, "hvor": self._place(path)}

    def plan_erasing(self) -> Said:
        """Show what would go of the folder, once its day has come; nothing goes yet."""
        from kitlib.rights import vis_sletning

        self._refuse_early()
        plan = vis_sletning(self.folder)
        return {"sagt": "Det her sker, hvis I sletter. Intet er slettet endnu.", "tekst": str(plan)}

    def erase(self, word: str) -> Said:
        """Delete the folder as `laeringskit slet` does: asked for in writing, with a receipt."""
        from kitlib.rights import slet

        self._refuse_early()
        if word.strip().casefold() != "slet":
            raise KitError("Intet er slettet.", hint="Skriv ordet slet i feltet, og tryk igen.")
        return {"sagt": str(slet(self.folder))}

    def _refuse_early(self) -> None:
        # By the file as it is now, whatever the page showed when it was drawn.
        about, _ = read_about(self.folder / "om.toml")
        if check_date(about, self.today).status != "forbi":
            hint = "Hent siden igen, og se datoen under Om jeres team."
            raise KitError("Noterne skal ikke slettes endnu.", hint=hint)

    def open_made(self, number: int) -> Said:
        """Open one of the files that were made last."""
        if not 0 <= number < len(self.made):
            raise KitError("Filen er ikke en af dem, der lige er lavet.", hint="Lav dem igen.")
        path = self.made[number]
        if not path.is_file():
            raise KitError("Filen er der ikke mere.", hint="Lav den igen.")
        return self._opened(path)

    def write_notes(self) -> Said:
        """Open the workbook the notes are written in."""
        path = next((p for p in (self.folder / "data.xlsx",) if p.is_file()), None)
        if path is None:
            raise KitError(
                "Der er intet regneark i mappen, der hedder data.xlsx.",
                hint="Åbn den fil, I skriver noter i, fra mappen.",
            )
        said = self._opened(path)
        return said | {"sagt": f"{said['sagt']} Skriv, gem, og kom tilbage hertil."}

    def _files(self, said: str, paths: list[Path], *, opened: bool = False) -> Said:
        self.made = paths
        files = [self._place(path) for path in paths]
        if opened and paths:
            return {**self._opened(paths[0]), "filer": files}
        return {"sagt": said, "filer": files}

    def _opened(self, path: Path) -> Said:
        if self.opens(path):
            return {"sagt": f"{path.name} er åbnet."}
        return {"sagt": f"Åbn filen ved at dobbeltklikke på den: {self._place(path)}"}

    def _place(self, path: Path) -> str:
        root = self.folder.resolve()
        path = path.resolve()
        inside = path.is_relative_to(root)
        return path.relative_to(root).as_posix() if inside else str(path)

    def _progress(self, what: str, done: int, total: int) -> None:
        self.doing = f"{what} ({done} af {total})"
