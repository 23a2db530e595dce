"""Each language says all that the template has, and nothing that would break a screen.

A placeholder that is lost raises an error instead of showing a message; a tag that is
lost breaks a view; a blank that is lost joins two words.
"""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(ROOT.glob("bigcommerce_connector*/i18n/*.po"))

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\{.*?\}\}|\{\w*\}")
_TAG = re.compile(r"<[^<>]+>")
_OUTER_BLANKS = re.compile(r"^\s*|\s*$")

_TEMPLATE = """
msgid "%(count)s of %s orders"
msgstr ""

msgid " Press <strong>Go Live</strong>: "
msgstr ""
"""
_WHOLE = """
msgid "%(count)s of %s orders"
msgstr "%s Bestellungen, davon %(count)s"

msgid " Press <strong>Go Live</strong>: "
msgstr " <strong>Live gehen</strong> wählen: "
"""


def _problems(template, language):
    """What is wrong with a language, a line for each message.

    :param polib.POFile template: the .pot
    :param polib.POFile language: the .po
    """
    wanted = {(entry.msgctxt, entry.msgid) for entry in template}
    found = [(entry.msgctxt, entry.msgid) for entry in language if not entry.obsolete]
    for _context, text in sorted(wanted.difference(found), key=str):
        yield f"not there: {text}"
    for _context, text in sorted(set(found) - wanted, key=str):
        yield f"not in the template: {text}"
    if len(found) > len(set(found)):
        yield "a message is there twice"
    for entry in language:
        if fault := _fault(entry):
            yield f"{fault}: {entry.msgid}"


def _fault(entry):
    if entry.obsolete:
        return "obsolete"
    if entry.fuzzy:
        return "fuzzy"
    if not entry.msgstr.strip():
        return "not translated"
    for what, pattern in (
        ("placeholders", _PLACEHOLDER),
        ("tags", _TAG),
        ("outer blanks", _OUTER_BLANKS),
    ):
        # Another order is another language's word order.
        if sorted(pattern.findall(entry.msgid)) != sorted(
            pattern.findall(entry.msgstr)
        ):
            return f"other {what}"
    return ""


@pytest.mark.parametrize(
    "path", LANGUAGES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_language_is_complete_and_whole(path):
    addon = path.parents[1].name
    template = polib.pofile(str(path.with_name(f"{addon}.pot")))
    assert list(_problems(template, polib.pofile(str(path)))) == []


def test_a_language_is_there_for_every_addon():
    names = {}
    for path in LANGUAGES:
        names.setdefault(path.name, set()).add(path.parents[1].name)
    folders = {path.parent for path in ROOT.glob("bigcommerce_*/__manifest__.py")}
    addons = {folder.name for folder in folders if _says_something(folder)}
    assert {name: addons - of for name, of in names.items() if addons - of} == {}


def _says_something(addon):
    """Whether it has a field, a sentence or a view that somebody reads."""
    sources = addon.glob("[!t]*/*.py")
    return any(addon.glob("views/*.xml")) or any(
        re.search(r"fields\.\w+\(|\b_\(", path.read_text()) for path in sources
    )


@pytest.mark.parametrize(
    "before, after, problem",
    [
        ("", "", None),
        ("davon %(count)s", "davon %(total)s", "other placeholders"),
        ("%s Bestellungen", "Bestellungen", "other placeholders"),
        ("</strong> wählen", " wählen", "other tags"),
        ('" <strong>Live', '"<strong>Live', "other outer blanks"),
        ('wählen: "', 'wählen:"', "other outer blanks"),
        ('"%s Bestellungen, davon %(count)s"', '""', "not translated"),
        ('msgid "%(count)', '#, fuzzy\nmsgid "%(count)', "fuzzy"),
        ("Press", "Push", "not in the template"),
        ("Press", "Push", "not there"),
        ("\nmsgid", '\n#~ msgid "Gone"\n#~ msgstr "Weg"\n\nmsgid', "obsolete"),
    ],
)
def test_what_is_broken_is_found(before, after, problem):
    language = polib.pofile(_WHOLE.replace(before, after, 1) if before else _WHOLE)
    told = [text.split(":")[0] for text in _problems(polib.pofile(_TEMPLATE), language)]
    assert problem in told if problem else told == []
