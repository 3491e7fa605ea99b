"""How the house stands: lines, rooms, floors and arrows of kitlib, read from its imports.

    python benchmarks/house.py            this tree
    python benchmarks/house.py OTHER      another checkout, to compare

A room is a folder of kitlib or a module that stands alone. An arrow is one room that imports from
another, also inside a function; what is imported for types alone is none. A floor is how many
arrows lie one above another at most; rooms that import each other in a ring share one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path


def imports(tree: ast.AST, *, package: str) -> Iterator[str]:
    """Yield each module of kitlib that is imported, but for types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for other in node.orelse:
                yield from imports(other, package=package)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "kitlib")
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module.split(".")[0] == "kitlib":
                yield from (f"{node.module}.{a.name}" for a in node.names)
        else:
            yield from imports(node, package=package)


def modules(root: Path) -> dict[str, Path]:
    """Return every module of kitlib by its dotted name."""
    found = {}
    for path in sorted((root / "kitlib").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def arrows(root: Path) -> dict[str, set[str]]:
    """Return module -> modules it imports from; a name of a face counts as the face."""
    known = modules(root)
    found: dict[str, set[str]] = {}
    for name, path in known.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found[name] = set()
        for target in imports(tree, package=name):
            while target not in known and "." in target:
                target = target.rpartition(".")[0]
            if target in known and target != name:
                found[name].add(target)
    return found


def room_of(module: str, known: dict[str, Path]) -> str:
    """Return the room of a module: its folder, or itself where it stands alone."""
    path = known[module]
    return module if path.name == "__init__.py" else module.rpartition(".")[0]


def rings(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the strongly connected parts of a graph, lowest first (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    done: list[set[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            part = set(stack[stack.index(node) :])
            del stack[stack.index(node) :]
            done.append(part)

    for node in graph:
        if node not in order:
            visit(node)
    return done


def rooms(root: Path) -> dict[str, set[str]]:
    """Return room -> rooms it imports from; loose modules are rooms of their own."""
    known = modules(root)

    def named(module: str) -> str:
        room = room_of(module, known)
        return module if room == "kitlib" else room

    found: dict[str, set[str]] = {}
    for module, others in arrows(root).items():
        found.setdefault(named(module), set()).update(
            named(o) for o in others if named(o) != named(module)
        )
    return found


def floors(graph: dict[str, set[str]]) -> int:
    """Return how many floors there are, with rings on one."""
    parts = rings(graph)
    place = {node: i for i, part in enumerate(parts) for node in part}
    height: list[int] = []
    for i, part in enumerate(parts):
        below = {place[o] for node in part for o in graph.get(node, ()) if place.get(o, i) != i}
        height.append(1 + max((height[b] for b in below), default=0))
    return max(height)


def main(root: Path) -> None:
    known, graph = modules(root), rooms(root)
    lines = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in known.values())
    source = "".join(p.read_text(encoding="utf-8") for p in known.values())
    print(f"{len(known)} modules, {lines} lines, {source.count('# fmt: skip')} fmt: skip")
    print(f"{len(graph)} rooms, {floors(graph)} floors, {sum(map(len, graph.values()))} arrows")
    for ring in rings(graph):
        if len(ring) > 1:
            print("rooms in a ring:", ", ".join(sorted(ring)))
    for ring in rings(arrows(root)):
        if len(ring) > 1:
            print("modules in a ring:", ", ".join(sorted(ring)))


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[1]
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
