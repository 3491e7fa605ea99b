"""From many files to a release: the whole folder with its log line, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial, wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.aggregate import TOTAL
from kitlib.contribution import ENDING, Collected, Contribution, collect, draft, rows_of, to_bytes
from kitlib.dansk import join
from kitlib.disclosure.steps import MODULUS
from kitlib.holding import alone
from kitlib.machine import failed
from kitlib.pooled.coverage import Coverage, coverage, read_units
from kitlib.pooled.elsewhere import ALONE, elsewhere, remember
from kitlib.pooled.goals import read_goals
from kitlib.pooled.late import late_and_old, marks
from kitlib.pooled.preview import Decision, Preview, without
from kitlib.pooled.renamed import as_now, placed_anew, read_names, refuse_same_persons
from kitlib.pooled.rows import Rows, counted_rows
from kitlib.pooled.rules import rules
from kitlib.pooled.write import Words, write_release
from kitlib.privacy.answers import read_answers
from kitlib.privacy.find import find_likely
from kitlib.privacy.gate import check_text
from kitlib.privacy.labels import PLACES, KnownLabels, label_problems, problems_of
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate, SafeTable, pass_through, publisher_secret
from kitlib.privacy.release_moved import Out
from kitlib.privacy.released import LogLine, next_number, note, numbers_out, read_log
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.writing import Home, replacing_folder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Pooled", "make_release", "pool"]

_PATIENCE = 300.0  # seconds one waits for another's release; a large one takes minutes
_NAMED = 3  # units named in a message; the rest are "flere"


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
    labels = KnownLabels.of(listed)
    look = partial(_look, policy=policy, labels=labels)
    moved: dict[str, str] = {}
    now = partial(as_now, names=read_names(names) if names else {}, labels=labels, moved=moved)
    collected = collect(paths, identity=identity, look=look, now=now)
    refuse_same_persons(collected.contributions)
    made_up = all(c.opdigtet for c in collected.contributions) and (invented or not rows)
    if identity is None and not made_up:
        raise KitError(
            "Rigtige tal samles kun med en nøgle, så de er beskyttet ens hver gang.",
            hint="Brug --noegle FIL. Lav en med: laeringskit saml --ny-noegle FIL",
        )
    asked = None if made_up else listed_in
    known = sorted([*elsewhere(asked, out), *log], key=lambda o: o[0].dato) if asked else log
    _refuse_another(known, rows, policy)
    secret = publisher_secret(None if made_up else identity)
    counts = labels.spelled(_counts(collected, rows, policy, labels, secret))
    if counts.empty:
        raise KitError(
            collected.problems if collected.problems else "Der er ingen bidrag at samle."
        )
    used: dict[str, list[str]] = {}
    for line, _ in known:
        used |= line.overskrifter
    before = numbers_out(known)
    protect = partial(
        pass_through,
        policy=policy,
        secret=secret,
        today=day,
        used=used,
        out=before,
        seconds=seconds,
        known=labels,
    )
    gate = protect(counts)
    if not gate.tables and not gate.means:
        few = Problem(
            "Der er for få til, at noget kan vises sikkert, eller halvåret er ikke slut.",
            " ".join(dict.fromkeys(gate.held_back.values())) + " Intet er skrevet.",
        )
        raise KitError(ProblemReport.of([few, *collected.problems]))
    once = counts.drop_duplicates("enhed")
    have = {str(unit): str(kind) for unit, kind in zip(once["enhed"], once["type"], strict=True)}
    covered = coverage(
        have,
        listed,
        caveat=str(policy.words.get("forbehold", "")),
        # The first of a unit's refused files says what was wrong; a later may be a mere copy.
        refused={
            o.unit: o.reason for o in reversed(collected.outcomes) if o.fate == "afvist" and o.unit
        },
        withdrawn={o.unit for o in collected.outcomes if o.fate == "trukket tilbage"},
    )
    notes = (*placed_anew(moved), *late_and_old(collected.contributions, before, gate, secret))
    if not (known or asked or made_up):
        notes = (*notes, ALONE)
    decision = Decision("")
    if approve is not None:
        preview = Preview(gate, covered, policy, before.known, notes, collected.problems)
        decision = approve(preview)
        if decision.held:
            gate = protect(without(counts, decision.held, before.known))
            held = dict.fromkeys(decision.held, "Holdt tilbage af den, der godkendte.")
            gate = replace(gate, held_back={**gate.held_back, **held})
            if not gate.tables and not gate.means:
                raise KitError("Alt er holdt tilbage, så intet er skrevet.")
    named = [*have, *covered.missing, *covered.refused, *covered.withdrawn]
    told = read_goals(goals, units=named) if goals is not None else ()
    line = LogLine(
        next_number(log),
        day.isoformat(),
        why,
        {t.words.name: list(t.grouping) for t in gate.tables},
        dict(gate.held_back),
        {o.checksum: o.fate for o in collected.outcomes if o.checksum},
        gate.method,
        used | {t.words.name: _headings(t) for t in gate.tables if t.words.frie},
        sorted({table.table for table in rows if not table.person}),
        version("laeringskit"),
        policy.checksum,
        decision.role,
        list(decision.held),
        asdict(policy.moving) if gate.method == "noegle" else {},
        marks(collected.contributions, _new_periods(gate, before), secret),
    )
    words = Words.of(policy, covered.line, context, day, gate=gate)
    with replacing_folder(out / line.folder) as folder:
        home = Home(folder, "udgivelse", opdigtet=made_up)
        write_release(
            gate,
            folder,
            home,
            words=words,
            goals=told,
            collected=collected,
            covered=covered,
            notes=notes,
        )
        note(line, folder, gate.moved)
    read_log(out)  # brings the index up to date
    if asked:
        remember(asked, out)
    if clear:
        read = {o.file for o in collected.outcomes if o.fate != "afvist"}
        for path in paths:
            if path.name in read:
                path.unlink(missing_ok=True)
    return Pooled(out / line.folder, gate, collected, covered, tuple(have), notes)


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


def _new_periods(gate: Gate, before: Out) -> set[str]:
    """Return the half-years that come out for the first time."""
    return {str(row["periode"]) for row in gate.moved} - set(before.sent)


def _headings(table: SafeTable) -> list[str]:
    return [a for a in dict.fromkeys(table.public["a"]) if a != TOTAL]


def _refuse_another(
    log: Sequence[tuple[LogLine, Path]], rows: Sequence[Rows], policy: ReleasePolicy
) -> None:
    """Refuse what could be held against a release that is out, so that somebody is seen."""
    if log and policy.method == "skjul":
        raise KitError(
            "Der er allerede en udgivelse. Med skjulte felter kan den ene regnes ud af den anden.",
            hint='Skriv metode = "noegle" i reglerne, så kan de lægges ved siden af hinanden.',
        )
    before = {name for line, _ in log for name in line.uden_person}
    again = [table.table for table in rows if not table.person and table.table in before]
    if again:
        raise KitError(
            f"Tabellen '{again[0]}' er udgivet før fra rækker uden person, så det kan ikke ses, "
            "om det er de samme personer. Den ene udgivelse kunne regnes ud af den anden.",
            hint="Nævn kolonnen, der siger hvem, med --person NAVN. Den bliver ikke vist.",
        )


def _look(found: Contribution, name: str, *, policy: ReleasePolicy, labels: KnownLabels) -> None:
    """Refuse a contribution with a label that may not be published; it may be made elsewhere."""
    places = {column: (getattr(found, column),) for column in PLACES}
    tables: dict[str, list[str]] = {}
    for table, a, b, *_ in found.rows:
        tables.setdefault(table, []).extend((a, b))
    if problems := problems_of(places, tables, policy, labels, file=name):
        raise KitError(ProblemReport.of(problems))


def _counts(
    collected: Collected,
    rows: Sequence[Rows],
    policy: ReleasePolicy,
    labels: KnownLabels,
    secret: bytes,
) -> pd.DataFrame:
    """Put the counts of contributions and of rows below one another."""
    import pandas as pd

    parts = [collected.frame] if len(collected.contributions) else []
    for table in rows:
        parts.append(counted_rows(table, policy, secret))
        if problems := label_problems(parts[-1], policy, labels, file=table.path.name):
            raise KitError(ProblemReport.of(problems))
    if not parts:
        return collected.frame
    there: set[tuple[str, str]] = set()
    twice: set[str] = set()
    for part in parts:
        pairs = set(part[["tabel", "enhed"]].drop_duplicates().itertuples(index=False, name=None))
        twice |= {unit for _, unit in pairs & there}
        there |= pairs
    if twice:
        named = join([*sorted(twice)[:_NAMED], *(["flere"] if len(twice) > _NAMED else [])])
        raise KitError(
            f"De samme tal er med to gange for {named}.",
            hint="En enhed kan være i et bidrag eller i en tabel med rækker, ikke i begge. "
            "Tag den ud det ene sted, så ingen tælles to gange.",
        )
    return pd.concat(parts, ignore_index=True)
