"""What the rules of the layout look at: files, imports and texts of a tree of source, read, never run."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

NOT_THE_BOARD = {"tests", "benchmarks", "docs", "node_modules"}


def sources(root: Path, part: str = "", everywhere: bool = False) -> list[Path]:
    """Python files of one part, of the whole board, or of tests and benchmarks too."""
    files = [
        file
        for file in sorted((root / part).rglob("*.py"))
        if not any(piece.startswith(".") for piece in file.relative_to(root).parts)
    ]
    apart = {"node_modules"} if everywhere else NOT_THE_BOARD
    return [file for file in files if file.relative_to(root).parts[0] not in apart]


def part_of(root: Path, file: Path) -> str:
    return file.relative_to(root).parts[0].removesuffix(".py")


def place(root: Path, file: Path, line: int) -> str:
    return f"{file.relative_to(root).as_posix()}:{line}"


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def nodes(file: Path, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, kind))


def imports(root: Path) -> Iterator[tuple[Path, int, str]]:
    """File, line and full dotted name of everything imported, `from a import b` as "a.b"."""
    for file in sources(root):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Import):
                yield from ((file, node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                start = _origin(root, file, node)
                yield from ((file, node.lineno, f"{start}.{name.name}") for name in node.names)


def _origin(root: Path, file: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    packages = file.relative_to(root).parts[: -node.level]
    return ".".join([*packages, *filter(None, [node.module])])


def texts(file: Path) -> Iterator[ast.Constant]:
    """String constants that are not docstrings."""
    loose = {id(node.value) for node in nodes(file, ast.Expr)}
    for node in nodes(file, ast.Constant):
        if isinstance(node.value, str) and id(node) not in loose:
            yield node


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
