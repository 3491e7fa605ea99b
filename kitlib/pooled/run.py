"""From many files to a release: the whole folder with its log line, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import Any

from kitlib.contribution import ENDING, Collected, Contribution, draft, rows_of, to_bytes
from kitlib.disclosure.steps import MODULUS
from kitlib.holding import alone
from kitlib.machine import failed
from kitlib.pooled.coverage import Coverage, read_units
from kitlib.pooled.elsewhere import ALONE, remember
from kitlib.pooled.goals import read_goals
from kitlib.pooled.intake import take_in
from kitlib.pooled.late import late_and_old
from kitlib.pooled.logged import log_line
from kitlib.pooled.preview import Decision, Preview, withheld, without
from kitlib.pooled.rows import Rows
from kitlib.pooled.rules import rules
from kitlib.pooled.write import Words, write_release
from kitlib.privacy.answers import read_answers
from kitlib.privacy.find import find_likely
from kitlib.privacy.gate import check_text
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate, pass_through
from kitlib.privacy.released import next_number, note, numbers_out, read_log
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.writing import Home, replacing_folder

__all__ = ["Pooled", "make_release", "pool"]

_PATIENCE = 300.0  # seconds one waits for another's release; a large one takes minutes


@dataclass(frozen=True, eq=False)
class Pooled:
    """What was pooled and released.

    Parameters
    ----------
    folder : Path
        The release: `offentlig` and `intern`.
    gate : Gate
        The tables that came through, and what was held back and why.
    collected : Collected
        What became of each file.
    coverage : Coverage
        Who has contributed.
    units : tuple of str
        Every unit with numbers in it, from contributions and rows.
    notes : tuple of str
        What the analyst should know: late and older files, units placed anew.
    """

    folder: Path
    gate: Gate = field(repr=False)
    collected: Collected = field(repr=False)
    coverage: Coverage = field(repr=False)
    units: tuple[str, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)


def _one_at_a_time(make: Callable[..., Pooled]) -> Callable[..., Pooled]:
    """Hold the folder of releases from the look at what is out until the next one stands."""

    @wraps(make)
    def held(files: Iterable[str | Path], out: str | Path, **options: Any) -> Pooled:
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = "Tjek stien, og at du har lov til at skrive der."
            no = KitError(f"Mappen '{folder.name}' kan ikke laves.", hint=hint)
            raise failed(error, no) from error
        try:
            with alone(folder, "saml", wait=_PATIENCE):
                return make(files, folder, **options)
        except KitError:
            with suppress(OSError):
                folder.rmdir()  # which it only is where nothing lies there
            raise

    return held


@_one_at_a_time
def pool(
    files: Iterable[str | Path],
    out: str | Path,
    *,
    rows: Sequence[Rows] = (),
    identity: str | None = None,
    units: str | Path | None = None,
    goals: str | Path | None = None,
    context: str = "",
    why: str = "",
    names: str | Path | None = None,
    approve: Callable[[Preview], Decision] | None = None,
    policy: ReleasePolicy | None = None,
    today: date | None = None,
    clear: bool = False,
    invented: bool = False,
    seconds: float = 4.0,
    listed_in: Path | None = None,
) -> Pooled:
    """Pool contributions, and rows of central systems, into a release.

    Parameters
    ----------
    files : iterable of path
        Contributions, read and opened in memory.
    out : path
        The analyst's folder; the release becomes a folder in it, beside the earlier ones.
    rows : sequence of Rows
        Tables of central systems.
    identity : str, optional
        The analyst's secret identity: opens sealed contributions, and moves the numbers alike in
        every release. Real data is not released without it.
    units : path, optional
        A list of all units, for the coverage line and the reminder.
    goals : path, optional
        The municipality's goals and their stories.
    context : str
        One line from a public statistics table, with its source.
    why : str
        What the release is for; in the log.
    names : path, optional
        What units are called now that have sent under other names.
    approve : callable, optional
        Given what will come out, before anything is written; returns who approved it and what is
        held back, or raises. Where not given, all of it is.
    policy : ReleasePolicy, optional
        The rules; those of the kit where not given.
    today : date, optional
        The day on it.
    clear : bool
        Delete the contributions once the release stands. The log keeps their checksums.
    invented : bool
        Whether `rows` are invented sample data.
    seconds : float
        As in `pass_through`.
    listed_in : Path, optional
        The list of folders the key has published to; see `kitlib.pooled.elsewhere`.

    Returns
    -------
    Pooled

    Raises
    ------
    KitError
        Nothing may come out, or something stops it; nothing is written then.
    """
    from kitlib.clock import today as this_day

    day, policy, out = today or this_day(), policy or rules(), Path(out)
    check_text(context, answers=read_answers(out), file="--kontekst", find=find_likely)
    paths, log = [Path(file) for file in files], read_log(out)
    listed = read_units(units) if units is not None else None
    given = take_in(
        paths,
        rows,
        out,
        log=log,
        identity=identity,
        listed=listed,
        names=names,
        policy=policy,
        invented=invented,
        listed_in=listed_in,
    )
    before = numbers_out(given.known)
    protect = partial(
        pass_through,
        policy=policy,
        secret=given.secret,
        today=day,
        used=given.used,
        out=before,
        seconds=seconds,
        known=given.labels,
    )
    gate = protect(given.counts)
    if not gate.tables and not gate.means:
        few = Problem(
            "Der er for få til, at noget kan vises sikkert, eller halvåret er ikke slut.",
            " ".join(dict.fromkeys(gate.held_back.values())) + " Intet er skrevet.",
        )
        raise KitError(ProblemReport.of([few, *given.collected.problems]))
    covered = given.covered(listed, policy)
    sent = given.collected.contributions
    notes = (*given.placed, *late_and_old(sent, before, gate, given.secret))
    if not (given.known or given.asked or given.made_up):
        notes = (*notes, ALONE)
    decision = Decision("")
    if approve is not None:
        preview = Preview(gate, covered, policy, before.known, notes, given.collected.problems)
        decision = approve(preview)
        if decision.held:
            kept = protect(without(given.counts, decision.held, before.known))
            gate = withheld(kept, decision.held)
    named = [*given.kinds, *covered.missing, *covered.refused, *covered.withdrawn]
    told = read_goals(goals, units=named) if goals is not None else ()
    line = log_line(
        next_number(log),
        gate,
        given,
        rows,
        policy=policy,
        decision=decision,
        before=before,
        day=day,
        why=why,
    )
    words = Words.of(policy, covered.line, context, day, gate=gate)
    with replacing_folder(out / line.folder) as folder:
        home = Home(folder, "udgivelse", opdigtet=given.made_up)
        write_release(
            gate,
            folder,
            home,
            words=words,
            goals=told,
            collected=given.collected,
            covered=covered,
            notes=notes,
        )
        note(line, folder, gate.moved)
    read_log(out)  # brings the index up to date
    if given.asked:
        remember(given.asked, out)
    if clear:
        _clear(paths, given.collected)
    return Pooled(out / line.folder, gate, given.collected, covered, tuple(given.kinds), notes)


def _clear(paths: Sequence[Path], collected: Collected) -> None:
    """Delete the contributions that were read; one that was refused stays."""
    read = {o.file for o in collected.outcomes if o.fate != "afvist"}
    for path in paths:
        if path.name in read:
            path.unlink(missing_ok=True)


def make_release(folder: Path, out: Path) -> list[Path]:
    """Make a release of a team and two that count the same: what the tests of every output make."""
    import tempfile

    from kitlib.privacy.lock import new_identity
    from kitlib.team import open_team

    made: Contribution = draft(open_team(folder)).contribution
    identity, _ = new_identity()
    with tempfile.TemporaryDirectory() as inbox:
        files = []
        for place, name in enumerate((made.enhed, "Enhed to", "Enhed tre")):
            path = Path(inbox) / f"{place}{ENDING}"
            own = made.counts.assign(noegle=(made.counts["noegle"] + place) % MODULUS)
            path.write_bytes(to_bytes(replace(made, enhed=name, rows=rows_of(own))))
            files.append(path)
        done = pool(files, out, identity=identity, seconds=0)
    return sorted(path for path in done.folder.rglob("*") if path.is_file())
