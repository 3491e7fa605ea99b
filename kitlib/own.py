"""One employee's own file: locked with their passphrase, and seen in notebook 05 only.

It is edited in the kit's own page, in memory alone. It is readable on the disk only while its owner
writes in it with a program of their own; whatever ends that, the next command that meets the two
files keeps the newer, and none is left readable.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kitlib.ended import as_by_ctrl_c, undisturbed
from kitlib.holding import alone
from kitlib.lab import open_lab
from kitlib.notebook import MINE_NAMED
from kitlib.patience import patiently
from kitlib.placing import replacing
from kitlib.privacy.lock import lock, unlock
from kitlib.privacy.passphrase import check_passphrase, words_of
from kitlib.problems import KitError, Problem
from kitlib.start import copy_notebooks
from kitlib.twin import Twins, twins
from kitlib.whose import OWNER_ONLY

__all__ = ["Saving", "edit_own", "edit_page", "lock_again", "lock_own", "open_own"]

_NOTEBOOK = "05_who5.ipynb"
_UNFINISHED = 0o400  # of a readable file that is not whole yet, or not any more


def lock_own(path: Path, passphrase: str) -> Path:
    """Lock a file beside itself, take the readable one away, and return the locked one.

    The readable file goes only when the locked one has been opened again and says the same. Its
    bytes are written over first; a disk may keep old blocks all the same, and so do backups.

    Raises
    ------
    KitError
        Where the passphrase is too weak, or is not that of a locked file which is there already.
    """
    found = twins(path)
    with alone(found.plain, "mit"):
        if found.locked.exists():
            _settle(found, passphrase)
        else:
            check_passphrase(passphrase, own=words_of(found.plain))
            content = found.plain.read_bytes()
            with undisturbed():
                _put_locked(found.locked, content, passphrase)
                _wipe(found.plain)
    return found.locked


def lock_again(path: Path, passphrase: str) -> str:
    """Lock what lies both locked and readable, and say what was done.

    The newer is kept. An older one that says something else is kept as well, locked, under a name
    of its own.

    Raises
    ------
    KitError
        Where the passphrase is not that of the locked one; nothing is changed then.
    """
    found = twins(path)
    with alone(found.plain, "mit"):
        return _settle(found, passphrase)


def edit_own(path: Path, passphrase: str, *, edit: Callable[[Path], None]) -> Path:
    """Lay a locked file readable beside itself while its owner writes in it, then lock it again.

    Parameters
    ----------
    path : Path
        The locked file.
    edit : callable
        Told where the readable one lies; comes back when the owner is done. Whatever ends it,
        the file is locked again with what stands in it then.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or somebody else is writing in the file.
    """
    found = twins(path)
    with alone(found.plain, "mit"), as_by_ctrl_c():
        _settle(found, passphrase)
        content = _opened(found, passphrase)
        try:
            _lay(found.plain, content)
            edit(found.plain)
        finally:
            with undisturbed():
                _take_in(found, content, passphrase)
    return found.locked


def edit_page(
    path: Path, passphrase: str, *, ready: Callable[[str], None], told: Callable[[str], None]
) -> None:
    """Open a locked file in the kit's own page, and save it locked; it lies readable nowhere.

    Parameters
    ----------
    path : Path
        The locked file.
    ready : callable
        Told the page's address, which opens it once.
    told : callable
        Told what the terminal must say meanwhile.

    Raises
    ------
    KitError
        Where the passphrase is wrong, somebody else is writing in the file, or the page cannot
        show it.
    """
    from kitlib.editing.editor import Editor
    from kitlib.editing.page import EditServer

    found = twins(path)
    with alone(found.plain, "mit"), as_by_ctrl_c():
        _settle(found, passphrase)
        saving = Saving(found, passphrase)
        editor = Editor(found.plain, saving.content)
        server = EditServer(editor, saving, told=told)
        ready(server.address)
        server.run()
        if editor.is_changed:
            told("Det, der er skrevet på siden, siden der sidst blev gemt, er ikke gemt.")


class Saving:
    """A locked file that is written again and again by the one who has its passphrase.

    Parameters
    ----------
    found : Twins
        Where it lies.
    passphrase : str
        Kept in memory as long as this is.
    """

    def __init__(self, found: Twins, passphrase: str) -> None:
        self._found = found
        self._passphrase = passphrase
        self._locked = found.locked.read_bytes()
        #: What the file says.
        self.content = unlock(self._locked, passphrase, file=found.locked.name)

    @property
    def is_as_left(self) -> bool:
        """Whether the locked file is the one that was read, or saved last."""
        try:
            return self._found.locked.read_bytes() == self._locked
        except FileNotFoundError:
            return False

    def save(self, content: bytes) -> None:
        """Lock what the file is to say, put it in place, and read it back from there.

        Raises
        ------
        KitError
            Where it cannot be put in place, or does not say the same.
        """
        locked = self._found.locked
        self._locked = _put_locked(locked, content, self._passphrase)
        if locked.read_bytes() != self._locked:
            raise KitError("Filen blev ikke gemt rigtigt.", hint="Prøv at gemme igen.")
        self.content = content

    def keep_other(self) -> str:
        """Keep what another program has put in the file's place, as it is, under another name."""
        other = self._found.locked.read_bytes() if self._found.locked.exists() else b""
        if not other:
            return ""
        for target in _names_aside(self._found.plain):
            if not target.exists():
                with replacing(target, mode=OWNER_ONLY) as temporary:
                    temporary.write_bytes(other)
                return target.name
        raise _too_many()


def _opened(found: Twins, passphrase: str) -> bytes:
    return unlock(found.locked.read_bytes(), passphrase, file=found.locked.name)


def _settle(found: Twins, passphrase: str) -> str:
    """Leave nothing readable of a file that lies both locked and readable."""
    if not found.both:
        return ""
    content = _opened(found, passphrase)
    changed = found.plain.read_bytes()
    with undisturbed():
        if changed == content or _is_unfinished(found.plain, changed, content):
            _wipe(found.plain)
            return f"{found.plain.name} var den samme i begge. Nu ligger den kun låst."
        if found.plain_is_newer:
            kept = _set_aside(found, content, passphrase)
            _put_locked(found.locked, changed, passphrase)
            said = "Det, der var skrevet i den læsbare, er med i den låste"
        else:
            kept = _set_aside(found, changed, passphrase)
            said = "Den låste er, som den var"
        _wipe(found.plain)
    return f"{said}. Det, den anden sagde, ligger låst i {kept.name}."


def _take_in(found: Twins, content: bytes, passphrase: str) -> None:
    """Lock what its owner has written, and take the readable file away."""
    try:
        changed = found.plain.read_bytes()
    except FileNotFoundError:
        raise KitError(
            Problem(
                f"{found.plain.name} er flyttet, mens den var læsbar. Den låste er, som den var.",
                "Find den læsbare, læg den tilbage, og lås den med: laeringskit mit FIL --kun-laas",
                code="eget_flyttet",
            )
        ) from None
    if changed != content and not _is_unfinished(found.plain, changed, content):
        _put_locked(found.locked, changed, passphrase)
    _wipe(found.plain)


def _set_aside(found: Twins, content: bytes, passphrase: str) -> Path:
    """Keep what one of two files said, locked, under a name of its own; once."""
    for target in _names_aside(found.plain):
        if not target.exists():
            _put_locked(target, content, passphrase)
            return target
        with suppress(KitError):
            if unlock(target.read_bytes(), passphrase) == content:
                return target
    raise _too_many()


def _names_aside(plain: Path) -> Iterator[Path]:
    for number in range(1, 1000):
        name = f"{plain.stem}_foer{number if number > 1 else ''}{plain.suffix}.age"
        yield plain.with_name(name)


def _too_many() -> KitError:
    return KitError("Der ligger for mange gamle udgaver af filen.", hint="Slet nogle af dem.")


def _put_locked(target: Path, content: bytes, passphrase: str) -> bytes:
    """Write the locked file, once it has been seen to open again, and return its bytes."""
    locked = lock(content, passphrase)
    if unlock(locked, passphrase) != content:
        raise KitError("Filen kunne ikke låses.", hint="Prøv igen. Din egen fil er, som den var.")
    with replacing(target, mode=OWNER_ONLY) as temporary:
        temporary.write_bytes(locked)
    return locked


def _lay(plain: Path, content: bytes) -> None:
    """Lay a file readable for its owner alone, in its one place from the first byte on.

    Until it is whole it may not be written in, which is how a half one is told from one that its
    owner has changed.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with open(plain, "wb", opener=lambda path, _: os.open(path, flags, _UNFINISHED)) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    plain.chmod(OWNER_ONLY)


def _is_unfinished(plain: Path, raw: bytes, content: bytes) -> bool:
    """Tell whether a readable file was being laid there, or written over, when all ended."""
    rest = raw.lstrip(b"\0")
    if not rest:
        return True
    may_be_written_in = bool(plain.stat().st_mode & stat.S_IWUSR)
    return not may_be_written_in and (content.startswith(raw) or content.endswith(rest))


def _wipe(path: Path) -> None:
    """Write a file over and take it away; its words are in the locked one."""
    try:
        patiently(lambda: path.chmod(OWNER_ONLY))
        with patiently(lambda: path.open("r+b")) as stream:
            path.chmod(_UNFINISHED)
            stream.write(bytes(path.stat().st_size))
            stream.flush()
            os.fsync(stream.fileno())
        if os.name == "nt":
            path.chmod(OWNER_ONLY)  # a file that may not be written in is not removed there
        patiently(path.unlink)
    except PermissionError as error:
        raise KitError(
            Problem(
                f"{path.name} er låst, men ligger også læsbar: den er åben i et andet program.",
                f"Luk den dér, og skriv: laeringskit mit {path.name} --kun-laas",
                code="eget_aaben",
            )
        ) from error


def open_own(path: Path) -> None:
    """Open notebook 05 on one's own locked file, and keep none of what it shows.

    The notebook is a copy in a folder of its own that goes when it is closed, its figures are not
    saved on the way, and the passphrase is asked for where the notebook runs.
    """
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as name:
        folder = Path(name)
        copy_notebooks(folder)
        open_lab(
            folder / "notebooks",
            notebook=_NOTEBOOK,
            keep_outputs=False,
            names={MINE_NAMED: str(path.resolve())},
        )
