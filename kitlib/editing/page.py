"""The page where one's own locked file is edited: `laeringskit mit FIL --ret`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.dansk import plural
from kitlib.editing.editor import Editor, Fault
from kitlib.ended import undisturbed
from kitlib.local.served import LocalServer
from kitlib.local.shell import shell
from kitlib.machine import told as told_of
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.editing.table import EditTable
    from kitlib.own import Saving

__all__ = ["EditServer"]

_HERE = Path(__file__).parent
_MOST = 100_000  # bytes of a message: the longest cell somebody pastes

_UNSAVED = (
    "Der er ændringer på siden, som ikke er gemt. Gem dem på siden, eller tryk Ctrl-C igen for at "
    "lukke uden at gemme."
)
_OTHER = "Filen er åben i et andet vindue. Skriv dér, eller luk det, og hent så siden her igen."
_CHANGED = (
    "Et andet program har ændret filen, siden den blev åbnet her. Intet er gemt. Gem kun, hvis det "
    "er det her, der skal gælde: så lægges den anden udgave låst ved siden af."
)


class EditServer(LocalServer):
    """Serves one's own file until its page is closed.

    Parameters
    ----------
    editor : Editor
        What is edited.
    saving : Saving
        Where it is saved.
    told : callable
        Told what the terminal must say.
    **options
        As `LocalServer`.
    """

    def __init__(
        self, editor: Editor, saving: Saving, *, told: Callable[[str], None], **options: Any
    ) -> None:
        super().__init__(most=_MOST, **options)
        self._editor = editor
        self._saving = saving
        self._told = told
        self._window = ""
        self._is_asked = False

    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do one thing to the file, and return what the page needs to know of it."""
        step = _STEPS.get(what)
        if step is None:
            return None
        window = str(message.get("vindue", ""))
        if what == "tilstand" and (not self._window or message.get("tag")):
            self._window = window
        if window != self._window:
            return {"optaget": _OTHER}
        try:
            return step(self, message)
        except KitError as error:
            return {"problem": " ".join(f"{p}" for p in error.report)}
        except (KeyError, TypeError, ValueError, StopIteration):
            return {"problem": "Siden og filen passer ikke sammen længere. Hent siden igen."}
        except (OSError, MemoryError) as error:
            return {"problem": f"{told_of(error, doing='mit')} Intet er gemt."}

    def gone(self, message: Mapping[str, Any]) -> None:
        """Let another window take over, when this one is closed."""
        if message.get("vindue") == self._window:
            self._window = ""

    def news(self) -> dict[str, Any]:
        """Tell the page that the terminal has been asked to end it."""
        return {"slut": _UNSAVED if self._is_asked else ""}

    def ends(self) -> bool:
        """End at once where all is saved; else ask once."""
        if self._is_asked or not self._editor.is_changed:
            return True
        self._is_asked = True
        self._told(_UNSAVED)
        return False

    def state(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return all of it, as the page is drawn from the first."""
        tables = [self._table(place, table) for place, table in enumerate(self._editor.tables)]
        return {"fil": self._editor.path.name, "tabeller": tables, **self._said()}

    def set(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Write one cell."""
        said = self._editor.set(int(message["raekke"]), int(message["sted"]), str(message["ord"]))
        return {"ord": said, **self._said()}

    def add(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Add an empty row."""
        return {"raekke": self._editor.add(int(message["tabel"])), **self._said()}

    def delete(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Take a row away."""
        self._editor.delete(int(message["raekke"]))
        return self._said()

    def undo(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Take the last change back."""
        row = self._editor.undo()
        return {**self.state(message), "hvor": row}

    def save(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Save the file locked, read it back, and say so; or say why not."""
        stops = [f for f in self._editor.faults() if f.blocks]
        if stops:
            n = plural(len(stops), "fejl", "fejl")
            return {"problem": f"Intet er gemt: ret først {n}.", **self._said()}
        content, _ = self._editor.made()
        self._editor.check(content)
        kept = ""
        if not self._saving.is_as_left:
            if not message.get("alligevel"):
                return {"aendret": _CHANGED}
            kept = self._saving.keep_other()
        with undisturbed():
            self._saving.save(content)
        self._editor.saved(content)
        self._is_asked = False
        aside = f" Den anden udgave ligger låst i {kept}." if kept else ""
        return {**self.state(message), "gemt": f"Gemt.{aside}"}

    def finish(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """End the page from the page."""
        self.end()
        return {"slut": True}

    def _said(self) -> dict[str, Any]:
        editor = self._editor
        return {
            "fejl": [_fault(f) for f in editor.faults()],
            "ugemt": editor.is_changed,
            "fortryd": editor.can_undo,
        }

    def _table(self, place: int, table: EditTable) -> dict[str, Any]:
        rows = [r for r in self._editor.rows.values() if r.table == place and not r.gone]
        return {
            "nr": place,
            "navn": table.instrument.title(table.instrument.name),
            "urørt": list(table.left),
            "felter": [
                {
                    "sted": f.place,
                    "navn": f.column.heading,
                    "doc": f.column.doc,
                    "hjaelp": f.column.allowed_text,
                    "slags": f.column.kind,
                    "valg": list(f.choices),
                    "tal": dict(f.numbers),
                }
                for f in table.fields
            ],
            "raekker": [{"id": r.id, "ord": r.cells} for r in rows],
        }

    def page(self, nonce: str) -> str:
        """Return the page, with nothing of the file on it."""
        return shell(_HERE, "Din egen fil", nonce, css=("edit.css",), js=("edit.js",))


_STEPS: dict[str, Callable[[EditServer, Mapping[str, Any]], dict[str, Any]]] = {
    "tilstand": EditServer.state,
    "ret": EditServer.set,
    "ny": EditServer.add,
    "slet": EditServer.delete,
    "fortryd": EditServer.undo,
    "gem": EditServer.save,
    "faerdig": EditServer.finish,
}


def _fault(fault: Fault) -> dict[str, Any]:
    problem = fault.problem
    return {
        "raekke": fault.row,
        "sted": fault.place,
        "stopper": fault.blocks,
        "ord": f"{problem.message} {problem.hint}".strip(),
        "kolonne": problem.column or "",
        "alvor": problem.level,
    }
