"""Rules of the layout, each a function from the root of a tree to its violations ("file:line what is wrong").

They read the source only; nothing of it is run. `test_architecture.py` holds them against this repository.
"""

import ast
import re
import sys
from pathlib import Path

from tests.source_tree import dotted, imports, nodes, part_of, place, sources, texts, tree

# Who may import what of ours; a name with a dot allows that module alone. Only entrance imports pages.
# The arrow pages -> db is missing on purpose: every way around a permission would travel along it.
# Of access a page needs the words alone; what is permitted, board/ has answered already.
_FOR_PAGES = ("refusals", "viewer", "written", "terms", "policy.Action")
ARROWS: dict[str, set[str]] = {
    "app": {"entrance", "settings", "clock", "db.opening", "board", "demo"},  # puts the house together
    "entrance": {"pages", "board", "access", "settings"},
    "pages": {"board", "charts", *(f"access.{part}" for part in _FOR_PAGES)},
    "board": {"access", "db", "analysis", "instruments", "exports", "clock", "settings"},
    "exports": {"charts"},
    "demo": {"board", "access", "instruments", "clock", "settings", "db.opening"},
    "access": set(),
    "db": {"access", "clock", "settings"},
    "analysis": set(),
    "charts": set(),
    "instruments": set(),
    "settings": set(),
    "clock": set(),
}
# Who may import what of others; the standard library is free.
LIBRARIES: dict[str, set[str]] = {
    "app": {"streamlit", "starlette"},
    "entrance": {"streamlit", "starlette", "streamlit_authenticator", "extra_streamlit_components"},
    "pages": {"streamlit"},
    "board": {"numpy"},
    "exports": {"altair"},
    "demo": {"numpy"},
    "access": {"bcrypt", "zxcvbn"},
    "db": {"duckdb"},
    "analysis": {"numpy", "scipy"},
    "charts": {"altair", "segno"},
    "instruments": set(),
    "settings": set(),
    "clock": set(),
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
# Decorators that only wrap a definition, and makers of constants: they draw nothing and read nothing.
WRAPPERS = {"st.fragment", "st.dialog", "dataclass", "contextmanager", "lru_cache", "property", "classmethod"}
MAKERS = {"re.compile", "frozenset", "timedelta", "field"}
# As the repository writes SQL: all small or all capital letters, so that "Select a case" stays a sentence.
_SQL = re.compile(
    r"^\s*((select|SELECT)\s.*\s(from|FROM)|(insert|INSERT)\s+(into|INTO)|(update|UPDATE)\s+\w+\s+(set|SET)"
    r"|(delete|DELETE)\s+(from|FROM)|(create|CREATE|alter|ALTER|drop|DROP)\s+(table|TABLE|index|INDEX))\s",
    re.DOTALL,
)
_HOLE = "hole"


def imports_follow_the_arrows(root: Path) -> list[str]:
    """Every import of ours follows an arrow; every part of the board has its arrows written down."""
    ours = {part_of(root, file) for file in sources(root)}
    found = [f"{part}: has no arrows, write them down" for part in sorted(ours - ARROWS.keys())]
    for file, line, target in imports(root):
        part, aim = part_of(root, file), target.split(".")[0]
        allowed = ARROWS.get(part, set()) | {part}
        follows = any(target == arrow or target.startswith(f"{arrow}.") for arrow in allowed)
        if aim in ours | ARROWS.keys() and not follows:
            found.append(f"{place(root, file, line)} {part} may not import {target}")
    return found


def libraries_stay_in_their_part(root: Path) -> list[str]:
    """Streamlit only in app.py, entrance and pages; duckdb only in db; numbers in analysis; and so on."""
    ours = {part_of(root, file) for file in sources(root)} | ARROWS.keys()
    return [
        f"{place(root, file, line)} {part_of(root, file)} may not import {target}"
        for file, line, target in imports(root)
        if (aim := target.split(".")[0]) not in ours | sys.stdlib_module_names
        and aim not in LIBRARIES.get(part_of(root, file), set())
    ]


def nothing_is_imported_by_name(root: Path) -> list[str]:
    """No import in disguise: what cannot be read cannot be kept."""
    return [
        f"{place(root, file, call.lineno)} imports by name"
        for file in sources(root)
        for call in nodes(file, ast.Call)
        if dotted(call.func).split(".")[-1] in {"import_module", "__import__", "exec", "eval"}
    ]


def pages_only_define(root: Path) -> list[str]:
    """A page file run by itself does nothing: Streamlit may run one without the login in front of it."""
    found = []
    for file in sources(root, "pages"):
        makers = MAKERS | _records(tree(file))
        for statement in tree(file).body:
            if not _only_defines(statement, makers):
                found.append(f"{place(root, file, statement.lineno)} does something at import")
    return found


def html_is_never_raw(root: Path) -> list[str]:
    """No HTML of our making: `unsafe_allow_html` nowhere, `st.html` and its scripts only in entrance."""
    found = []
    for file in sources(root):
        for call in nodes(file, ast.Call):
            keywords = {keyword.arg for keyword in call.keywords}
            name = dotted(call.func)
            outside = part_of(root, file) != "entrance"
            if "unsafe_allow_html" in keywords:
                found.append(f"{place(root, file, call.lineno)} allows raw HTML")
            elif outside and (name in {"st.html", "st.iframe"} or name.startswith("st.components.")):
                found.append(f"{place(root, file, call.lineno)} draws HTML outside entrance")
    return found


def written_text_is_drawn_in_one_place(root: Path) -> list[str]:
    """What people wrote is a `Written`; only pages/sheet.py takes the text out of it.

    `.text` may be called (`column.text("...")`), never read; nothing guesses how to draw (`st.write`).
    """
    found = []
    for file in [*sources(root, "pages"), *sources(root, "entrance")]:
        called = {id(call.func) for call in nodes(file, ast.Call)}
        for node in nodes(file, ast.Attribute):
            if node.attr == "text" and id(node) not in called and file.name != "sheet.py":
                found.append(f"{place(root, file, node.lineno)} takes the text out of what somebody wrote")
            if node.attr in {"write", "write_stream"} and id(node) in called:
                found.append(f"{place(root, file, node.lineno)} draws by guessing")
    return found


def sql_stays_in_db(root: Path) -> list[str]:
    """No SQL outside db/."""
    return [
        f"{place(root, file, text.lineno)} speaks SQL"
        for file in sources(root)
        if part_of(root, file) != "db"
        for text in texts(file)
        if _SQL.search(f"{text.value} ")
    ]


def sql_is_never_composed(root: Path) -> list[str]:
    """No value is written into SQL: no f-string, no format, no %; values travel as parameters.

    Names cannot be parameters: one in double quotes (`from "{table}"`) may be written in.
    """
    return [
        f"{place(root, file, node.lineno)} composes SQL"
        for file in sources(root)
        for node in ast.walk(tree(file))
        if _SQL.search(f"{_composed(node)} ")
    ]


def _composed(node: ast.AST) -> str:
    """The text into which this expression writes values, or nothing; a value counts as a word."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(piece.value) if isinstance(piece, ast.Constant) else _HOLE for piece in node.values)
        return text if _HOLE in text.replace(f'"{_HOLE}"', "") else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _text(node.func.value)
    return _text(node.left) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def one_clock(root: Path) -> list[str]:
    """Only clock.py asks what time it is."""
    asks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    return [
        f"{place(root, file, call.lineno)} asks what time it is"
        for file in sources(root)
        if part_of(root, file) != "clock"
        for call in nodes(file, ast.Call)
        if ".".join(dotted(call.func).split(".")[-2:]) in asks
    ]


def analysis_knows_no_time(root: Path) -> list[str]:
    """Mathematics and drawings depend on what they are given, not on when or how lucky."""
    return [
        f"{place(root, file, line)} {part_of(root, file)} may not import {target}"
        for file, line, target in imports(root)
        if part_of(root, file) in {"analysis", "charts"}
        and target.split(".")[0] in {"time", "datetime", "random", "secrets", "os", "socket"}
    ]


def entrance_shadows_nothing(root: Path) -> list[str]:
    """Streamlit puts the script's folder first on sys.path: no file there stands in for another module."""
    tops = {path.stem for path in root.iterdir() if path.suffix == ".py" or path.is_dir()}
    seen = {target.split(".")[0] for _, _, target in imports(root)}
    taken = tops | ARROWS.keys() | seen | sys.stdlib_module_names | set().union(*LIBRARIES.values())
    return [
        f"entrance/{path.name} stands in for another module of that name"
        for path in sorted((root / "entrance").glob("*"))
        if path.stem in taken
    ]


def names_say_something(root: Path) -> list[str]:
    """No file or folder is called utils, helpers, common, misc or manager."""
    paths = {path for file in sources(root, everywhere=True) for path in [file, *file.parents] if root in path.parents}
    return sorted(f"{path.relative_to(root)} says nothing" for path in paths if path.stem in EMPTY_NAMES)


RULES = [
    imports_follow_the_arrows,
    libraries_stay_in_their_part,
    nothing_is_imported_by_name,
    pages_only_define,
    html_is_never_raw,
    written_text_is_drawn_in_one_place,
    sql_stays_in_db,
    sql_is_never_composed,
    one_clock,
    analysis_knows_no_time,
    entrance_shadows_nothing,
    names_say_something,
]


def _records(module: ast.Module) -> set[str]:
    """Names of dataclasses without a method of their own: making one does nothing."""
    classes = [statement for statement in module.body if isinstance(statement, ast.ClassDef)]
    return {
        made.name
        for made in classes
        if "dataclass" in _names(made.decorator_list)
        and not any(isinstance(inner, ast.FunctionDef) for inner in made.body)
    }


def _only_defines(statement: ast.stmt, makers: set[str]) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=value):
            return isinstance(value, ast.Constant)
        case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
            defaults = [*args.defaults, *args.kw_defaults]
            return _names(statement.decorator_list) <= WRAPPERS and _only_makes(defaults, makers)
        case ast.ClassDef(body=body):
            within = all(_only_defines(inner, makers) for inner in body)
            return _names(statement.decorator_list) <= WRAPPERS and within
        case ast.If(test=test, body=body, orelse=[]):
            return dotted(test) == "TYPE_CHECKING" and all(_only_defines(inner, makers) for inner in body)
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return _only_makes([value], makers)
    return False


def _names(decorators: list[ast.expr]) -> set[str]:
    return {dotted(d.func) if isinstance(d, ast.Call) else dotted(d) for d in decorators}


def _only_makes(values: "list[ast.expr | None]", makers: set[str]) -> bool:
    calls = [node for value in values if value for node in ast.walk(value) if isinstance(node, ast.Call)]
    return all(dotted(call.func) in makers for call in calls)
