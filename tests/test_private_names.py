"""What the program uses of Django without a promise that it stays: which module, and which name.

What `core.quick_jinja2` uses of Jinja is in tests/core/test_quick_jinja2.py, what hyphenation uses
of pyphen in tests/translations/test_hyphenation.py.
"""

import ast
import importlib
from collections import defaultdict
from pathlib import Path

import markupsafe
import pytest
from babel import localedata
from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.contrib.admin.templatetags import admin_list
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.forms import ModelForm, forms
from django.http import request
from django.urls import resolvers

from accounts.models import User
from core import prepared
from skills.models import Skill

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for config in apps.get_app_configs()
    if (ROOT / config.name).is_dir()
    for path in sorted((ROOT / config.name).rglob("*.py"))
]
# The module, and what it uses of which object or class. Compiled queries, too: test_prepared.py.
USED = [
    ("backup.restoring", connection, "constraint_checks_disabled"),
    ("backup.restoring", connection, "check_constraints"),
    ("backup.snapshot", connection, "chunked_cursor"),
    ("accounts.models", User, "_get_session_auth_hash"),
    ("config.urls", resolvers, "normalize"),
    ("core.admin", ModelAdmin, "_changeform_view"),
    ("core.bulk", QuerySet, "_raw_delete"),
    ("core.counting", connection, "connection"),
    ("core.forms", forms, "DeclarativeFieldsMetaclass"),
    ("core.lazy_views", resolvers.URLResolver, "_populate"),
    ("core.markup", markupsafe, "_escape_inner"),
    ("core.merging", ModelForm, "_get_validation_exclusions"),
    ("core.models", QuerySet(Skill), "_for_write"),
    ("core.prepared", ModelState(), "fields_cache"),
    ("core.prepared", connection, "execute_wrappers"),
    ("core.prepared", connection, "queries_logged"),
    ("core.row_reader", connection, "close_if_health_check_failed"),
    ("core.row_reader", connection, "validate_no_broken_transaction"),
    ("core.row_reader", connection, "wrap_database_errors"),
    ("core.sqlite3.base", connection, "_close"),
    ("core.sqlite3.base", connection, "_commit"),
    ("core.sqlite3.base", connection, "_rollback"),
    ("core.sqlite3.base", DatabaseWrapper, "_start_transaction_under_autocommit"),
    ("core.sqlite3.base", connection, "wrap_database_errors"),
    ("core.transactions", connection, "run_on_commit"),
    ("core.transactions", connection, "savepoint_ids"),
    ("translations.admin_texts", admin_list, "_boolean_icon"),
    ("pagecache.request", request, "split_domain_port"),
    ("pagecache.request", request, "validate_host"),
    ("translations.locale_data", localedata, "_cache"),
    ("translations.models", Model, "_get_FIELD_display"),
]
# Django has it in the instances with something prefetched only: test_prepared.py looks for it.
MODULES = {prepared.PREFETCHED: {"core.prepared"}}
for module, _, name in USED:
    MODULES.setdefault(name, set()).add(module)
# Private names that Django documents, or that are the standard library's of named tuples.
DOCUMENTED = {
    "_meta",
    "_base_manager",
    "_default_manager",
    "_state",
    "_make",
    "_fields",
    "_replace",
    "_exit",
}


@pytest.mark.both_databases
@pytest.mark.parametrize(("module", "owner", "name"), USED)
def test_private_name_is_there_and_listed(module, owner, name):
    assert hasattr(owner, name), f"There is no {name} any more: see {module}"
    assert f"{name}`" in importlib.import_module(module).__doc__


def names_in(path: Path) -> set[str]:
    """The names that a module uses of others: attributes, imports, methods, texts."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.alias | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
    return names


def test_private_name_is_used_by_its_modules_only():
    users = defaultdict(set)
    # Any object may have an attribute `connection`, and texts are normalized, too.
    private = MODULES.keys() - {"connection", "normalize"}
    for path in SOURCES:
        for name in names_in(path) & private:
            users[name].add(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))

    assert users == {name: MODULES[name] for name in private}


def test_no_other_private_attribute_is_used():
    """An attribute that begins with `_` is one that the module itself defines, or is listed."""
    wrong = []
    for path in SOURCES:
        attributes, own = set(), set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                own.add(node.name)
            elif isinstance(node, ast.Attribute):
                (own if isinstance(node.ctx, ast.Store) else attributes).add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
        private = {name for name in attributes if name.startswith("_") and name[:2] != "__"}
        wrong += [(path.name, name) for name in private - own - DOCUMENTED if name not in MODULES]

    assert wrong == []
