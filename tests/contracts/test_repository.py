"""What no linter looks at: the repository speaks of the product alone; the package keeps its own rules."""

import ast
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mobility_coach"
PURE = [PACKAGE / "domain", PACKAGE / "services"]
LONGEST_MODULE = 400

Rule = Callable[[ast.Module], Iterator[tuple[int, str]]]


def modules(*folders: Path) -> list[Path]:
    found = sorted(path for folder in folders for path in folder.rglob("*.py"))
    assert found, "the rule looks at nothing"
    return found


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def broken(rule: Rule, paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {told}"
        for path in paths
        for line, told in rule(nodes(path))
    ]


def texts() -> list[Path]:
    """Every file of the repository that people read; what tools made is left out."""
    folders = [PACKAGE, *(ROOT / name for name in ("resources", "packaging", "tests", ".ci"))]
    files = [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.toml"),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]
    binary = {".pyc", ".png", ".jpg", ".qm", ".wav"}
    found = [path for path in files if path.suffix not in binary and "__pycache__" not in path.parts]
    assert len(found) > 100, "the rule looks at nothing"
    return found


def called(call: ast.Call) -> str:
    """The last part of what is called: `Qt.QLabel(…)` and `QLabel(…)` are the same."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def all_in(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in all_in(tree):
        if isinstance(node, ast.Call):
            yield called(node), node


# --- the repository ---

# Homes and workplaces of people and build machines; hosts that packages come from.
FOREIGN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:home|root|work|Users)/|\b[A-Z]:\\+Users\\"),
    "a host of a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|(?:crates|ghcr)\.io|npmjs\.(?:com|org)|conda\.anaconda\.org|proxy\.golang"
    ),
}


def test_the_repository_speaks_of_the_product_alone() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {what}: {line.strip()[:100]}"
        for path in texts()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        for what, pattern in FOREIGN.items()
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/ada/coach",
        "in /" + "work/main",
        "C:" + "\\Users\\Ada",
        "https://" + "pypi" + ".org/simple",
    ],
)
def test_a_foreign_line_is_found(line: str) -> None:
    assert any(pattern.search(line) for pattern in FOREIGN.values())


def test_links_between_our_texts_lead_somewhere() -> None:
    missing = [
        f"{page.name}: {target}"
        for page in ROOT.glob("*.md")
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (ROOT / target).exists()
    ]
    assert missing == []


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), f"a name is there twice: {sorted(names)}"
    return dict(pairs)


def test_every_json_resource_can_be_read_everywhere() -> None:
    files = sorted((ROOT / "resources").rglob("*.json"))
    assert len(files) >= 9
    for path in files:
        data = path.read_bytes()
        text = data.decode("utf-8")
        assert not text.startswith("\ufeff"), f"{path.name} begins with a byte order mark"
        assert text == unicodedata.normalize("NFC", text), f"{path.name} has letters in parts (not NFC)"
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]", text), path.name
        assert text.endswith("}\n"), f"{path.name} does not end with one line break"
        assert isinstance(json.loads(text, object_pairs_hook=once), dict), path.name


# --- every module ---


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in modules(PACKAGE, ROOT / "packaging")
        if not ast.get_docstring(nodes(path))
    ]
    assert silent == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in modules(PACKAGE, ROOT / "packaging")}
    long = {path.relative_to(ROOT).as_posix(): n for path, n in lengths.items() if n > LONGEST_MODULE}
    assert long == {}


# --- rules of our own; each is a function that finds what breaks it ---


def printing(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """`print` anywhere; people read what the command line's `Output` writes, and the log the rest."""
    for name, call in calls(tree):
        if name == "print" and isinstance(call.func, ast.Name):
            yield call.lineno, "print: use the log"


CLOCKS = {"now", "utcnow", "today"}


def clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """A clock that is read, or waited for; time comes as an argument or through a port."""
    for node in all_in(tree):
        match node:
            case ast.Import(names=names) if any(each.name == "time" for each in names):
                yield node.lineno, "import time"
            case ast.ImportFrom(module="time"):
                yield node.lineno, "import from time"
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=attr):
                if owner in {"datetime", "date"} and attr in CLOCKS:
                    yield node.lineno, f"{owner}.{attr}"


def unmarked_words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """`tr` of something made at run time, which no catalogue can hold: a literal or a table's entry can."""
    entries = {
        target.id
        for node in all_in(tree)
        if isinstance(node, ast.Assign) and is_entry(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for name, call in calls(tree):
        for words in call.args[: {"tr": 1, "ntr": 2}.get(name, 0)]:
            if not is_literal(words) and not is_entry(words, entries):
                yield call.lineno, ast.unparse(call)


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_entry(node: ast.expr, entries: set[str]) -> bool:
    """`TABLE[key]`, `TABLE[key].field`, or a field of a name that was bound to such an entry."""
    if not isinstance(node, ast.Subscript | ast.Attribute):
        return False
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and (node.id.isupper() or node.id in entries)


# Widgets and formats that take text for HTML when it looks like it.
RICH = {"QErrorMessage", "QMessageBox", "QStaticText", "QTextBrowser", "QTextDocument", "QTextEdit"}
RICH |= {"AutoText", "MarkdownText", "RichText"}
RICH_CALLS = {"setHtml", "insertHtml", "setMarkdown", "setDefaultStyleSheet"}
TOOLTIPS = {"setToolTip": 0, "setWhatsThis": 0, "showText": 1}


def rich_text(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Text that Qt may read as HTML; what people and files bring goes through ui/parts/labels.py."""
    for name, call in calls(tree):
        # A bare QLabel may hold a picture.
        if name in RICH_CALLS or (name == "QLabel" and (call.args or call.keywords)):
            yield call.lineno, ast.unparse(call)
        if name in TOOLTIPS and not is_plain(call.args[TOOLTIPS[name]]):
            yield call.lineno, ast.unparse(call)
    for node in all_in(tree):
        match node:
            case ast.alias(name=name) | ast.Attribute(attr=name) if name in RICH:
                yield node.lineno, name


def is_plain(node: ast.expr) -> bool:
    """Escaped by `tooltip`, freed of marks by `without_marks`, or words of our own."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            return is_plain(body) and is_plain(orelse)
        case ast.Call():
            if called(node) in {"tooltip", "without_marks"}:
                return True
            return called(node) == "tr" and is_literal(node.args[0])
    return is_literal(node)


def labels_of_its_own(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """A label or a text that is not made in ui/parts/labels.py or ui/parts/controls.py."""
    for node in all_in(tree):
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).endswith("QLabel") for base in node.bases
        ):
            yield node.lineno, f"class {node.name}"
    for name, call in calls(tree):
        if name == "setText" and isinstance(call.func, ast.Attribute):
            yield call.lineno, ast.unparse(call)


def test_nothing_prints_but_the_command_line() -> None:
    assert broken(printing, [path for path in modules(PACKAGE) if PACKAGE / "cli" not in path.parents]) == []


def test_the_lower_floors_read_no_clock() -> None:
    assert broken(clocks, modules(*PURE)) == []


def test_every_text_for_people_can_be_translated() -> None:
    assert broken(unmarked_words, modules(PACKAGE)) == []


def test_the_window_shows_plain_text_only() -> None:
    ui = PACKAGE / "ui"
    # What is copied goes to the clipboard, which shows nothing.
    names = ("labels.py", "controls.py", "copying.py", "menus.py", "text_field.py")  # fields hold plain text
    helpers = [ui / "parts" / name for name in names]
    assert all(path.is_file() for path in helpers)
    assert broken(rich_text, modules(ui)) == []
    assert broken(labels_of_its_own, [path for path in modules(ui) if path not in helpers]) == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (printing, "def f():\n    print('hello')"),
        (clocks, "import time\ntime.sleep(1)"),
        (clocks, "from time import monotonic"),
        (clocks, "import datetime\ndatetime.datetime.now()"),
        (clocks, "from datetime import datetime\nstart = datetime.now"),
        (clocks, "from datetime import date\ndate.today()"),
        (unmarked_words, "tr(f'{n} reps')"),
        (unmarked_words, "tr(text)"),
        (unmarked_words, "tr('a' + b)"),
        (unmarked_words, "tr('{n} reps'.format(n=n))"),
        (unmarked_words, "wording.tr(info.text)"),
        (unmarked_words, "ntr('{count} rep', many, count)"),
        (rich_text, "QLabel(title)"),
        (rich_text, "from PySide6.QtWidgets import QMessageBox"),
        (rich_text, "QtWidgets.QMessageBox.warning(window, title, text)"),
        (rich_text, "view.setHtml(text)"),
        (rich_text, "label.setTextFormat(Qt.TextFormat.AutoText)"),
        (rich_text, "button.setToolTip(drill.title)"),
        (rich_text, "QToolTip.showText(place, drill.title, self)"),
        (labels_of_its_own, "class Title(QLabel):\n    pass"),
        (labels_of_its_own, "label.setText(drill.title)"),
    ],
)
def test_a_rule_finds_what_breaks_it(rule: Rule, source: str) -> None:
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (clocks, "from datetime import datetime, time\nself._clock.now()\ndatetime.fromisoformat(text)"),
        (unmarked_words, "tr('{n} reps').format(n=n)\nntr('{count} rep', '{count} reps', count)"),
        (unmarked_words, "info = COMMANDS[command]\ntr(info.text)\ntr(PROBLEMS[failure])"),
        (
            rich_text,
            "QLabel()\nbutton.setToolTip(tooltip(text) if text else '')\nbanner.show_text(text)",
        ),
        (labels_of_its_own, "picture = QLabel()\ntitle = PlainLabel(drill.title)"),
    ],
)
def test_a_rule_lets_pass_what_keeps_it(rule: Rule, source: str) -> None:
    assert list(rule(ast.parse(source))) == []
