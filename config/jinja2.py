"""The engine of the pages that readers see. Admin has Django's own."""

from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.text import capfirst
from django.utils.translation import npgettext, pgettext
from jinja2 import Environment

from core.quick_jinja2 import QuickEnvironment
from core.template_whitespace import LineBreaks
from translations.interface import gettext, grouped, ngettext, percent

Helper = Callable[..., Any]


def environment(**options: Any) -> Environment:
    """Templates with the interface's texts and every app's helpers.

    A helper is a public function in the `rendering` module of an app.
    """
    made = QuickEnvironment(extensions=["jinja2.ext.i18n", LineBreaks], **options)
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension for texts adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    # Quicker ones for what stands on every page.
    made.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext, "grouped": grouped}
    made.globals["percent"] = percent
    made.globals["capfirst"] = capfirst
    for module in rendering_modules():
        made.globals |= helpers(module)
    return made


def rendering_modules() -> Iterator[ModuleType]:
    """The modules of the apps that hold helpers of templates."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "rendering"):
            yield import_module(f"{app.name}.rendering")


def helpers(module: ModuleType) -> dict[str, Helper]:
    """The public functions that a module defines."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    }
