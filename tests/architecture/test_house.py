"""The house rules that a program can check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MODULES = sorted(
    path
    for app in ("cms", "questions", "evidence")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST = 400
WORD_LISTS = {"questions/audit/synonyms.py", "questions/audit/wording.py", "questions/audit/opposites.py"}
BANNED = {"utils", "helpers", "common", "core", "misc", "services", "managers"}
SIGNAL_MODULES = {"questions/page_signals.py", "questions/take_signals.py"}
# A page never calls a model: what weighs 72 MB is imported where a run needs it.
LAZY = {"questions/drafting/registry.py"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def test_there_is_something_to_check():
    assert len(MODULES) > 100


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_no_giant_and_says_what_it_is(path: Path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST or name(path) in WORD_LISTS
    assert not text.strip() or ast.get_docstring(parsed(path)), "a module begins with what it is for"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_stand_at_the_top(path: Path):
    local = [
        f"{node.name}:{inner.lineno}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not local or name(path) in LAZY


def test_no_room_is_called_after_nothing():
    assert not [name(path) for path in MODULES if path.stem in BANNED or BANNED & set(path.parts[:-1][-2:])]


def receivers(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Name) and node.id in {
            "receiver",
            "post_save",
            "pre_save",
            "post_delete",
            "m2m_changed",
        }:
            yield node.id


def test_signals_are_heard_in_one_module_each():
    assert {name(path) for path in MODULES if any(receivers(path))} <= SIGNAL_MODULES


def test_models_do_no_business_in_save():
    saving = [
        name(path)
        for path in MODULES
        if "models" in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name == "save" and "Form" not in path.read_text()
    ]
    assert saving == []


def test_templates_load_nothing_from_elsewhere():
    pages = [path for app in ("cms", "questions", "evidence") for path in (ROOT / app).rglob("*.html")]
    assert pages
    loud = [
        name(page)
        for page in pages
        for sign in ("style=", "onclick=", "javascript:", 'src="http', 'href="http://', "url(http")
        if sign in page.read_text() and "{{" not in sign
    ]
    assert loud == []
