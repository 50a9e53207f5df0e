"""A Jinja environment that writes the thousand values of a page in less time.

Leans on parts of Jinja that its documentation does not describe; a test names the missing one when
a release changes them, and pyproject.toml keeps Jinja below the next minor version:

- `Environment.context_class` (documented) with `Context.call`, `_block_vars`, `_loop_vars`
- `jinja_pass_arg`, the mark that `pass_context` leaves on a helper
- `Environment.code_generator_class` (documented) with `CodeGenerator._output_child_pre`,
  `CodeGenerator._output_child_post`, `CodeGenerator.write`
- `Frame.eval_ctx` with `autoescape` and `volatile`; `finalize.src`
- `environment` and `Markup` as names in the generated code
- `Environment.make_globals`
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from core.markup import written

# The mark of a helper that asks for the context.
PASSES_CONTEXT = getattr(pass_context(lambda: None), "jinja_pass_arg")  # noqa: B009 (no type has it)


class QuickContext(Context):
    """Calls helpers directly, without the checks that none of ours needs.

    A helper that asks for the context gets the page's: what the view, an include or `with` gave,
    not what a block or a loop has `set`. No helper is a class or raises StopIteration.
    """

    def call(self, helper: Callable[..., Any], /, *args: Any, **names: Any) -> Any:
        if names:
            names.pop("_block_vars", None)
            names.pop("_loop_vars", None)
        if (pass_arg := getattr(helper, "jinja_pass_arg", None)) is None:
            return helper(*args, **names)
        if pass_arg is PASSES_CONTEXT:
            return helper(self, *args, **names)
        return super().call(helper, *args, **names)


class QuickCodeGenerator(CodeGenerator):
    """Generates code that writes Markup as it is, and a text escaped, where Jinja makes Markup of
    both."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_only_escaped(frame, finalize):
            self.write("(written if type(written := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_only_escaped(frame, finalize):
            self.write(")) is Markup else environment.written(written))")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_only_escaped(frame: Frame, finalize: Any) -> bool:
    """Whether it is known at compile time that values are escaped, and nothing else."""
    context = frame.eval_ctx
    return bool(context.autoescape and not context.volatile and finalize.src is None)


class QuickEnvironment(Environment):
    """Gives each template the helpers in one dictionary.

    Jinja chains two for each include, so that helpers may be added after templates are loaded; here
    none is.
    """

    written = staticmethod(written)
    context_class = QuickContext
    code_generator_class = QuickCodeGenerator

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
