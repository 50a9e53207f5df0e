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
from translations.interface import byte_size, gettext, grouped, ngettext, percent
from translations.languages import language_name, native_name

Helper = Callable[..., Any]


def environment(**options: Any) -> Environment:
    """Templates with the interface's texts and every app's helpers.

    A helper is a public function in the `rendering` module of an app.
    """
    engine: Any = QuickEnvironment(extensions=["jinja2.ext.i18n", LineBreaks], **options)
    engine.policies["ext.i18n.trimmed"] = True
    engine.install_gettext_callables(
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    # Faster than those that the extension wraps, for what stands on every page.
    engine.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext, "grouped": grouped}
    engine.globals |= {"percent": percent, "byte_size": byte_size}
    engine.globals |= {"capfirst": capfirst}
    engine.globals |= {"native_name": native_name, "language_name": language_name}
    for module in rendering_modules():
        engine.globals |= helpers(module)
    return engine  # type: ignore[no-any-return]  # the extension adds methods


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
