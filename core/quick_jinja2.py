"""A Jinja environment that writes the thousand values of a page in less time.

Leans on parts of Jinja that its documentation does not describe; a test names the missing one when
a release changes them, and pyproject.toml keeps Jinja below the next minor version:

- `Environment.context_class` (documented) with `Context.call`, `Context.__init__`,
  `Context.vars`, `Context.parent`, `_block_vars`, `_loop_vars`
- `jinja_pass_arg`, the mark that `pass_context` leaves on a helper
- `Environment.code_generator_class` (documented) with `CodeGenerator._output_child_pre`,
  `CodeGenerator._output_child_post`, `CodeGenerator.visit_Call`, `CodeGenerator.visit_Getattr`,
  `CodeGenerator.visit_Name`, `CodeGenerator.enter_frame`, `CodeGenerator.blockvisit`,
  `CodeGenerator.buffer`, `CodeGenerator.write`, `CodeGenerator.writeline`
- `Frame.eval_ctx` with `autoescape` and `volatile`; `Frame.buffer`, `Frame.toplevel`,
  `Frame.block_frame`; `Frame.symbols` with `ref`, `find_load` and `loads`; `finalize.src`
- `environment`, `context`, `concat`, `missing` and `Markup` as names in the generated code
- `Environment.make_globals`
"""

from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context

from core.markup import written

# The mark of a helper that asks for the context.
PASSES_CONTEXT = getattr(pass_context(lambda: None), "jinja_pass_arg")  # noqa: B009 (no type has it)


class QuickContext(Context):
    """Calls helpers directly, without the checks that none of ours needs.

    A helper that asks for the context gets the page's: what the view, an include or `with` gave,
    not what a block or a loop has `set`. No helper is a class or raises StopIteration.

    All templates have the same helpers: so none that is included or imports another has to look
    which of its own the other has not.
    """

    def __init__(
        self, environment: Environment, parent: Any, name: Any, blocks: Any, globals: Any = None
    ) -> None:
        super().__init__(environment, parent, name, blocks)

    def call(self, helper: Callable[..., Any], /, *args: Any, **names: Any) -> Any:
        if names:
            names.pop("_block_vars", None)
            names.pop("_loop_vars", None)
        if (pass_arg := getattr(helper, "jinja_pass_arg", None)) is None:
            return helper(*args, **names)
        if pass_arg is PASSES_CONTEXT:
            return helper(self, *args, **names)
        return super().call(helper, *args, **names)

    def __getitem__(self, name: str) -> Any:
        return self.vars[name] if name in self.vars else self.parent[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.vars[name] if name in self.vars else self.parent.get(name, default)


class QuickCodeGenerator(CodeGenerator):
    """Generates code that does with less what a page does hundreds of times.

    Markup is written as it is, and a text escaped, where Jinja makes Markup of both. A template and
    a block collect what they write and hand it on at once: each piece would pass all templates
    around. Helpers are called, and attributes read, without a function in between; and helpers are
    not looked for among what the view has given: a name that is a helper's is a helper, unless the
    template itself gives it another meaning.
    """

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

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        if frame.buffer is not None or not (frame.toplevel or frame.block_frame):
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def enter_frame(self, frame: Frame) -> None:
        loads = frame.symbols.loads
        known = {target for target in loads if self._is_helper(loads[target])}
        for target in known:
            self.writeline(f"{target} = environment.globals[{loads[target][1]!r}]")
        frame.symbols.loads = {target: loads[target] for target in loads if target not in known}
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        name = frame.symbols.ref(node.name)
        if node.ctx == "load" and self._is_helper(frame.symbols.find_load(name)):
            self.write(name)
        else:
            super().visit_Name(node, frame)

    def _is_helper(self, load: tuple[str, str | None] | None) -> bool:
        """Whether what a name is loaded from is the helper of that name."""
        return (
            load is not None and load[0] == VAR_LOAD_RESOLVE and load[1] in self.environment.globals
        )

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(found if (found := getattr((held := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr(held, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        helper = None if forward_caller else self._helper(node, frame)
        if helper is None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(context, " if hasattr(helper, "jinja_pass_arg") else "(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _helper(self, node: nodes.Call, frame: Frame) -> Callable[..., Any] | None:
        """The helper that is called, if it is known and takes no more than the context."""
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return None
        if not self._is_helper(frame.symbols.find_load(frame.symbols.ref(node.node.name))):
            return None
        helper: Any = self.environment.globals[node.node.name]
        passes = getattr(helper, "jinja_pass_arg", PASSES_CONTEXT)
        return helper if passes is PASSES_CONTEXT else None


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
