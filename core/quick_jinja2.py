"""What Jinja does for each of the thousand values of a page, in a fraction of the time.

All stands at Jinja's own places for it.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

# What Jinja marks a helper with that asks for the context.
CONTEXT = pass_context(lambda: None).jinja_pass_arg


class QuickContext(Context):
    """Calls helpers without looking for what none of them does.

    A helper that asks for the context gets the page's: what the view, an include or `with` gave,
    not what a block or a loop has `set`. No helper is a class or raises StopIteration.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **names: Any) -> Any:
        if names:
            names.pop("_block_vars", None)
            names.pop("_loop_vars", None)
        if (asked_for := getattr(called, "jinja_pass_arg", None)) is None:
            return called(*args, **names)
        if asked_for is CONTEXT:
            return called(self, *args, **names)
        return super().call(called, *args, **names)


class QuickCode(CodeGenerator):
    """Writes markup as it is; Jinja makes markup of it once more. All else is escaped as ever."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame, finalize):
            self.write("(written if type(written := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame, finalize):
            self.write(")) is Markup else escape(written))")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_plain(frame: Frame, finalize: Any) -> bool:
    """Whether values are escaped, for certain, and nothing else is done with them."""
    context = frame.eval_ctx
    return context.autoescape and not context.volatile and finalize.src is None


class QuickEnvironment(Environment):
    """Each template has the helpers in one dictionary. Jinja looks through two for each include, so
    that helpers may come after templates; here none does."""

    context_class = QuickContext
    code_generator_class = QuickCode

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
