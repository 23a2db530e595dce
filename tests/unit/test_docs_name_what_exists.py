"""What the documents point to is there: models, fields, methods and files."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "bigcommerce_connector"
KITS = ROOT / "bigcommerce_connector_mrp"
DELIVERY = ROOT / "bigcommerce_connector_delivery"
GALLERIES = ROOT / "bigcommerce_connector_website_sale"
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ADDON / "README.md",
    ADDON / "settlement" / "README.md",
    KITS / "README.md",
    DELIVERY / "README.md",
    GALLERIES / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "benchmarks" / "README.md",
    ROOT / "bigcommerce_simulator" / "README.md",
    ADDON / "tests" / "worked_examples" / "README.md",
]
APP_PAGE = ADDON / "static" / "description" / "index.html"
MOST_KILOBYTES = 150
GLOSSARY = ROOT / "docs" / "glossary.md"
EXTENDING = ROOT / "docs" / "extending.md"
CODE = ("*.py", "*.js", "*.xml", "*.sh", "*.toml", "*.yaml", "Makefile", "run")
OF_ODOO = {"limit_time_real_cron", "max_cron_threads", "proxy_mode"}
_METHOD = re.compile(r"^(?:([a-z_.]+)\.)?(_\w+)(?:\((.*)\))?$")
# Written like a file of this repository, and none.
_ELSEWHERE = re.compile(r"^(/|~|https?:|\.\./|odoo/)|[<*{…]")
_FILE = re.compile(r"^[\w./-]+(/|\.(py|js|md|xml|yml|yaml|toml|sh|in|lock))$")


def _members():
    """The names that the classes of each model define, in all addons."""
    members = defaultdict(set)
    for model, node in _classes():
        members[model] |= _defined(node)
    return members


@cache
def _classes():
    """The classes of all addons, with the models that they define or extend."""
    return [
        (model, node)
        for path in ROOT.glob("bigcommerce_connector*/**/*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        for model in _models(node)
    ]


def _models(node):
    for item in node.body:
        if isinstance(item, ast.Assign) and item.targets[0].id in ("_name", "_inherit"):
            for part in ast.walk(item.value):
                if isinstance(part, ast.Constant):
                    yield part.value


def _defined(node):
    return {
        target.id
        for item in node.body
        if isinstance(item, ast.Assign)
        for target in item.targets
    } | {item.name for item in node.body if isinstance(item, ast.FunctionDef)}


def _quoted(path):
    """The texts in backquotes; blocks of code have lines of their own, not these."""
    return re.findall(
        r"`([^`\n]+)`", re.sub(r"```.*?```", "", path.read_text(), flags=re.S)
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_document_names_exist(path):
    roots = (ROOT, ADDON, KITS, ADDON / "sync" / "orders", ADDON / "api", path.parent)
    missing = [
        name
        for name in _quoted(path)
        if "/" in name and _FILE.match(name) and not _ELSEWHERE.search(name)
        if not any((root / name).exists() for root in roots)
    ]
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text())
    missing += [
        link
        for link in links
        if not link.startswith("http") and not (path.parent / link).exists()
    ]
    assert missing == []


@pytest.fixture(scope="module")
def words():
    """All names in the code."""
    files = [path for kind in CODE for path in ROOT.rglob(kind) if path.is_file()]
    return {word for path in files for word in re.findall(r"\w+", path.read_text())}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_in_a_document_are_in_the_code(path, words):
    names = {
        name
        for text in _quoted(path)
        if "/" not in text
        for name in re.findall(r"(?<![\w…])[A-Za-z]*_\w+", text)
    }
    assert names - words <= OF_ODOO


@pytest.mark.parametrize("page", ["architecture.md", "glossary.md"])
def test_a_page_lists_all_flows(page):
    text = (ADDON / "models" / "bigcommerce_flow.py").read_text()
    [kinds] = [
        ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "KINDS"
    ]
    listed = ", ".join(f"`{kind}`" for kind, _label in kinds)
    assert listed in " ".join((ROOT / "docs" / page).read_text().split())


def test_models_and_fields_of_the_glossary_exist():
    members = _members()
    names = [
        name for name in _quoted(GLOSSARY) if re.match(r"^[a-z_]+(\.[a-z_]+)+$", name)
    ]
    names = [name for name in names if not _FILE.match(name)]
    assert len(names) > 30  # it finds them
    missing = []
    for name in names:
        model, _dot, member = name.rpartition(".")
        if name not in members and member not in members.get(model, ()):
            missing.append(name)
    # Odoo's own models, without a field of ours.
    assert set(missing) <= {"pos.config", "pos.session", "account.tax"}


def _arguments():
    """What each method takes, by model and name."""
    found = defaultdict(dict)
    for model, node in _classes():
        for item in node.body:
            if isinstance(item, ast.FunctionDef):
                taken = [argument.arg for argument in item.args.args[1:]]
                found[model][item.name] = taken
    return found


def _promised():
    """Model, method, and what it takes (None: not said), of each row of a table."""
    for line in EXTENDING.read_text().splitlines():
        if line.startswith("| `"):
            first, second = line.split("|")[1:3]
            for text in re.findall(r"`([^`<]+)`", first):
                model, method, arguments = _METHOD.match(text).groups()
                taken = None if arguments is None else _names(arguments)
                yield model or second.strip(" `"), method, taken


def _names(arguments):
    return [one.partition("=")[0].strip() for one in arguments.split(",") if one]


def test_methods_that_others_may_override_exist_and_take_what_is_said():
    arguments, promised = _arguments(), list(_promised())
    assert len(promised) > 30  # it finds them
    wrong = [
        (model, method, taken)
        for model, method, taken in promised
        if method not in arguments[model]
        or taken not in (None, arguments[model][method])
    ]
    assert wrong == []


def test_the_app_page_shows_small_pictures_and_runs_no_script():
    page = APP_PAGE.read_text()
    assert "<script" not in page
    too_large = [
        name
        for name in re.findall(r'src="([^"]+)"', page)
        if (APP_PAGE.parent / name).stat().st_size > MOST_KILOBYTES * 1024
    ]
    assert too_large == []
