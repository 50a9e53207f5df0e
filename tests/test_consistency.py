"""Nothing is there twice, nothing for nothing, and what belongs together agrees."""

import ast
import gettext
import io
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from jinja2 import meta, nodes

from config.jinja2 import helpers, rendering_modules
from config.management.commands.makemessages import texts_as_code
from roles.models import Hue

ROOT = Path(__file__).resolve().parent.parent
LONGEST_LINE = 120  # characters, of a template
APPS = {config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir()}
# `analysis` and `documents` know no Django.
PACKAGES = sorted({*APPS, "analysis", "documents"})
SOURCES = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Every package's pages extend it: it alone calls helpers of all packages.
ICON = "components/icon.html"
AROUND_EVERY_PAGE = "base.html"
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
FUNCTIONS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def without_tags(template: str) -> str:
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", template, flags=re.DOTALL)


# --- Templates and styles --------------------------------------------------------------------


def template_name(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


def test_no_line_of_a_template_is_too_long():
    long = [
        f"{template_name(path)}:{number}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]

    assert long == []


def layers() -> list[str]:
    """The apps, the uppermost first, as import-linter has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    [layers] = [
        one["layers"]
        for one in contracts["contracts"]
        if one["type"] == "layers" and "containers" not in one
    ]
    return layers


@cache
def parsed(name: str) -> nodes.Template:
    environment = engines["jinja2"].env
    source, _, _ = environment.loader.get_source(environment, name)
    return environment.parse(source)


def drawn_with(name: str, *, exclude: str = "") -> Iterator[str]:
    """A template and all that it includes, imports or extends, except one and what that draws."""
    yield name
    drawn = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    for node in parsed(name).find_all(drawn):
        if isinstance(node.template, nodes.Const) and node.template.value != exclude:
            yield from drawn_with(node.template.value, exclude=exclude)
    for call in parsed(name).find_all(nodes.Call):
        if template := drawn_by_helper(call):
            yield from drawn_with(template, exclude=exclude)


def drawn_by_helper(call: nodes.Call) -> str:
    """The template that a helper draws, if it does."""
    helper = call.node.name if isinstance(call.node, nodes.Name) else ""
    return call.args[0].value if helper == "once" else ICON if helper == "icon" else ""


def called_helpers(name: str) -> set[str]:
    """The functions that a template calls and does not define itself."""
    calls = (call.node for call in parsed(name).find_all(nodes.Call))
    called = {function.name for function in calls if isinstance(function, nodes.Name)}
    return called & meta.find_undeclared_variables(parsed(name))


@pytest.mark.parametrize("app", layers())
def test_template_calls_helpers_of_its_own_or_a_lower_layer_only(app):
    upper = layers()[: layers().index(app)]
    modules = [module for module in rendering_modules() if module.__name__.split(".")[0] in upper]
    forbidden = {name for module in modules for name in helpers(module)}

    templates = [template_name(path) for path in (ROOT / "templates" / app).rglob("*.html")]
    wrong = {
        (name, helper)
        for name in templates
        for used in drawn_with(name, exclude=AROUND_EVERY_PAGE)
        for helper in called_helpers(used) & forbidden
    }
    assert wrong == set()


def test_every_helper_is_called_by_a_template():
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    called = {name for path in templates for name in calls_in(path)}

    public = {name for module in rendering_modules() for name in helpers(module)}
    assert public - called == set()


def calls_in(path: Path) -> list[str]:
    return re.findall(r"\b(\w+)\(", path.read_text())


def test_every_component_is_in_the_gallery():
    shown = set(drawn_with("gallery.html"))

    components = {template_name(path) for path in (ROOT / "templates" / "components").iterdir()}
    assert components - shown == set()


def test_styles_of_a_component_stand_in_one_file():
    """Forced colours in base.css, paper, and what a page does with a component are exceptions."""
    files: dict[str, set[str]] = {}
    for path in STYLES:
        if path.stem not in ("admin", "base", "print"):
            for name in components_in(path.read_text()):
                files.setdefault(name, set()).add(path.name)

    assert {name: found for name, found in files.items() if len(found) > 1} == {}


def components_in(rules: str) -> set[str]:
    """The classes that a style sheet describes by themselves: `.card { … }`."""
    screen = re.sub(r"@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", " ", rules)
    return set(re.findall(r"^\s*(?:@media[^{]*\{\s*)?\.([\w-]+) \{", screen, re.MULTILINE))


def test_every_template_is_used():
    code = "".join(path.read_text() for path in (*SOURCES, *TEMPLATES))
    sections = (ROOT / "roles" / "page.py").read_text()

    unused = []
    for path in TEMPLATES:
        is_admins = path.is_relative_to(settings.DJANGO_TEMPLATES)
        folder = settings.DJANGO_TEMPLATES if is_admins else ROOT / "templates"
        name = path.relative_to(folder).as_posix()
        is_section = name.startswith("roles/sections/") and f'"{path.stem}"' in sections
        is_override = is_admins and any(
            (Path(config.path) / "templates" / name).exists() for config in apps.get_app_configs()
        )
        if not (f'"{name}"' in code or f"errors/{path.stem}" in code or is_section or is_override):
            unused.append(name)
    assert unused == []


def classes_in_markup() -> set[str]:
    markup = [without_tags(path.read_text()) for path in TEMPLATES if "admin" not in path.parts]
    markup += [path.read_text() for path in SOURCES if path.name == "rendering.py"]
    scripts = [path.read_text() for path in (ROOT / "static" / "js").iterdir()]
    found = " ".join(
        re.findall(r'class="([^"]*)"', " ".join(markup))
        + re.findall(r'className: "([^"]*)"', " ".join(scripts))
    )
    return {name for name in found.split() if "{" not in name}


def classes_in_styles() -> set[str]:
    # Django's own markup has the classes of admin.css.
    rules = "".join(path.read_text() for path in STYLES if path.stem != "admin")
    selectors = re.sub(r'/\*.*?\*/|"[^"]*"|\{[^{}]*\}', " ", rules, flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def test_every_class_is_styled_and_every_style_is_used():
    assert classes_in_markup() == classes_in_styles()


def test_every_hue_is_in_the_palette():
    rules = "".join(path.read_text() for path in STYLES)

    assert set(re.findall(r"data-hue=\"?([a-z]+)", rules)) == set(Hue.values)


def test_no_style_depends_on_the_language():
    """So the browser tests look at the dark colours in one language only."""
    rules = "".join(path.read_text() for path in STYLES)

    assert re.findall(r":lang\b|\[(?:xml:)?lang\b", rules) == []


def test_every_file_that_is_served_is_named_somewhere():
    named = "".join(
        path.read_text()
        for path in (*SOURCES, *TEMPLATES, *STYLES, *(ROOT / "static" / "js").glob("*.js"))
    )
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]

    unused = [path.name for path in files if path.name not in named and "LICENSE" not in path.name]
    assert unused == []


# --- The interface's languages ---------------------------------------------------------------


def catalogue(path: Path):
    with path.open("rb") as file:
        return read_po(file)


def extracted() -> Iterator[tuple[str, ...]]:
    """The texts of the interface as they stand in code and templates, plural forms together."""
    for path in (*SOURCES, *TEMPLATES):
        text = path.read_text() if path.suffix == ".py" else texts_as_code(path)
        for _, message, _, _ in extract("python", io.BytesIO(text.encode()), FUNCTIONS):
            yield message if isinstance(message, tuple) else (message,)


def identity(message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


def test_there_is_a_catalogue_for_every_language_but_that_of_the_code():
    languages = [path.parent.parent.name for path in CATALOGUES]

    assert languages == sorted(code for code, _ in settings.LANGUAGES if code != "en")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_interface_is_translated_completely_and_correctly(path):
    found = catalogue(path)
    messages = [message for message in found if message.id]

    assert [message.id for message in messages if message.fuzzy] == []
    assert list(found.obsolete) == []
    for message in messages:
        written = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(written), f"{message.id} is not translated"
        assert list(message.check(found)) == [], message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_holds_what_code_and_templates_say_and_nothing_else(path):
    known = {identity(message) for message in catalogue(path) if message.id}

    assert set(extracted()) == known


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_has_no_line_numbers(path):
    assert [line for line in path.read_text().splitlines() if line.startswith("#:")] == []


def test_polish_has_its_plural_forms():
    [path] = [path for path in CATALOGUES if "/pl/" in path.as_posix()]
    plural = gettext.c2py(catalogue(path).plural_expr)

    forms = {number: plural(number) for number in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 112, 122)}
    few, many = forms[2], forms[5]
    assert len({forms[1], few, many}) == 3
    assert {number for number, form in forms.items() if form == few} == {2, 4, 22, 122}
    assert {number for number, form in forms.items() if form == many} == {
        0,
        5,
        11,
        12,
        14,
        21,
        25,
        112,
    }


# --- Documents -------------------------------------------------------------------------------


def test_readme_names_every_make_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split()
    named = re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert set(named) == set(targets)


def test_table_of_settings_names_every_variable_that_is_read():
    read = r"(?:environment\.\w+|os\.environ\.get|words)\(\s*[\"']([A-Z_]+)[\"']"
    code = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.M)

    assert table == sorted(set(re.findall(read, code)))


def test_table_of_loggers_names_every_logger():
    table = re.findall(r"^\| `([\w.]+)` \|", (ROOT / "docs" / "deploy.md").read_text(), re.M)
    loggers = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in SOURCES
        if "getLogger(__name__)" in path.read_text()
    }

    assert sorted(table) == sorted({*loggers, "django.request"})


def test_table_of_style_sheets_names_every_file():
    rows = re.findall(r"^\| (`[^|]*\.css`) \|", (ROOT / "docs" / "look.md").read_text(), re.M)
    table = [name for row in rows for name in re.findall(r"`([\w-]+\.css)`", row)]

    assert sorted(table) == [path.name for path in STYLES]


def links_of(path: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
    return re.findall(r"\]\(([^)#\s]+)", text)


@pytest.mark.parametrize(
    "path", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_documents_lead_to_files_that_are_there(path):
    local = [link for link in links_of(path) if "://" not in link]

    assert [link for link in local if not (path.parent / link).exists()] == []


# --- Code ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_migrations_make_the_tables_that_the_models_describe(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_every_rule_of_the_database_is_broken_in_a_test():
    rules = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES
        for constraint in model._meta.constraints
    }
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    assert len(rules) > 15
    assert [rule for rule in rules if rule not in tests] == []


def functions(path: Path) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def test_every_test_is_found_and_has_a_name_of_its_own():
    for path in (ROOT / "tests").rglob("*.py"):
        names = functions(path)
        assert not names or path.name.startswith("test_"), path
        assert [name for name, times in Counter(names).items() if times > 1] == [], path


# --- Names -----------------------------------------------------------------------------------

# Django finds these by their name.
NAMED_BY_DJANGO = {"Meta", "Command", "Migration", "DatabaseWrapper"}


def classes_by_name() -> dict[str, list[str]]:
    """The files that define a class, nested ones too, by its name."""
    files = defaultdict(list)
    others = [
        path for name in ("benchmarks", "drills", "tests") for path in (ROOT / name).rglob("*.py")
    ]
    for path in (*SOURCES, *sorted(others)):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name not in NAMED_BY_DJANGO:
                files[node.name].append(path.relative_to(ROOT).as_posix())
    return files


def test_a_class_name_has_one_meaning():
    assert {name: files for name, files in classes_by_name().items() if len(files) > 1} == {}
