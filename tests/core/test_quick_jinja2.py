import pytest
from django.template import engines
from django.utils.safestring import SafeString
from jinja2 import Environment, nodes, pass_context, pass_environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from core import quick_jinja2


class Drawn:
    """Something that knows its markup."""

    def __html__(self) -> str:
        return "<i>drawn</i>"


class WithMarkup:
    def __str__(self) -> str:
        return "R&D"


def shown(template: str, **names: object) -> str:
    return engines["jinja2"].from_string(template).render(names)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('<b>"R&D\'s"</b>', "&lt;b&gt;&#34;R&amp;D&#39;s&#34;&lt;/b&gt;"),
        (Markup("<b>&amp;</b>"), "<b>&amp;</b>"),
        (SafeString("<b>"), "<b>"),
        (Drawn(), "<i>drawn</i>"),
        (WithMarkup(), "R&amp;D"),
        (7, "7"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
@pytest.mark.parametrize(
    "template",
    [
        "{{ value }}",
        "{% macro one(value) %}{{ value }}{% endmacro %}{{ one(value) }}",
        "{% for one in [value] %}{{ one }}{% endfor %}",
        "{% set one %}{{ value }}{% endset %}{{ one }}",
        "{% filter trim %}{{ value }}{% endfilter %}",
        "{{ value if value is not none else value }}",
    ],
)
def test_markup_is_written_as_it_is_and_all_else_is_escaped(template, value, written):
    assert shown(template, value=value) == written


def test_what_is_said_to_be_safe_or_not_to_be_escaped_is_not():
    assert shown("{{ value | safe }}", value="<b>") == "<b>"
    assert shown("{% autoescape false %}{{ value }}{% endautoescape %}", value="<b>") == "<b>"
    assert shown("{% autoescape on %}{{ value }}{% endautoescape %}", value="<b>", on=True) == (
        "&lt;b&gt;"
    )


def test_helper_gets_the_context_if_it_asks_for_it():
    @pass_context
    def page_name(context, mark, *, end=""):
        return context["name"] + mark + end

    @pass_environment
    def is_escaping(environment):
        return environment.autoescape

    template = (
        "{% set here = 1 %}{% for n in [1, 2] %}{% set twice = 2 * n %}"
        "{{ page_name('!', end=twice | string) }}{% endfor %}{{ is_escaping() }}"
    )

    assert shown(template, name="x", page_name=page_name, is_escaping=is_escaping) == "x!2x!4True"


def test_known_helper_is_called_with_what_it_is_given():
    assert shown("{{ capfirst('role') }}{{ _('Roles') }}") == "RoleRoles"
    assert shown("{{ url('role', *['x']) }}") == "/en/roles/x/"


def test_helper_that_is_known_and_asks_for_the_context_gets_it(rf):
    template = "{% for n in [1] %}{{ page_file(format) }}{% endfor %}"

    assert shown(template, request=rf.get("/en/roles/"), format="csv") == "/en/roles.csv"


def test_name_of_a_helper_may_have_another_meaning_in_a_template():
    template = "{% macro capfirst(text) %}({{ text }}){% endmacro %}{{ capfirst('a') }}"

    assert shown(template) == "(a)"
    assert shown("{% set _ = text.upper %}{{ _() }}", text="a") == "A"


def test_no_template_hands_on_anything_under_the_name_of_a_helper():
    """What it includes would have the helper; so would a block, of what is set outside of it."""
    environment = engines["jinja2"].env
    for name in environment.list_templates(filter_func=lambda path: "django/" not in path):
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
        given = {one.name for one in tree.find_all(nodes.Macro)}
        given |= {one.target for one in tree.find_all(nodes.Import)}
        for imported in tree.find_all(nodes.FromImport):
            given |= {one[1] if isinstance(one, tuple) else one for one in imported.names}
        for setting in tree.find_all((nodes.Assign, nodes.AssignBlock, nodes.For, nodes.With)):
            targets = setting.targets if isinstance(setting, nodes.With) else [setting.target]
            given |= {one.name for target in targets for one in _names(target)}
        for caller in tree.find_all((nodes.Macro, nodes.CallBlock)):
            if any(caller.find_all(nodes.Include)):
                given |= {argument.name for argument in caller.args}

        assert not given & environment.globals.keys(), name


def _names(target: nodes.Node) -> list[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else [*target.find_all(nodes.Name)]


def test_attribute_is_read_of_an_object_or_a_dictionary_and_may_be_missing():
    class Titled:
        title = "Lead"

        @property
        def broken(self) -> str:
            raise AttributeError("broken")

    template = "{{ role.title }} {{ a.b.title() }} {{ role.broken is defined }}"

    assert shown(template, role=Titled(), a={"b": "x"}) == "Lead X False"


@pytest.mark.parametrize(
    "template",
    [
        "a{% block b %}b{{ value }}{% endblock %}{% if value %}c{% else %}d{% endif %}",
        "{% set x %}a{{ 'b' }}{% endset %}{{ x }}1c",
        "{% for n in [1] %}ab{{ n }}c{% else %}d{% endfor %}",
        "{% macro m() %}b{{ caller() }}{% endmacro %}a{% call m() %}1{% endcall %}c",
    ],
)
def test_what_a_template_collects_is_written_in_order(template):
    assert shown(template, value=1) == "ab1c"


def test_pieces_of_a_page_are_handed_on_at_once():
    template = engines["jinja2"].env.from_string("a{{ b }}c{% block d %}e{{ f }}{% endblock %}")

    assert [*template.generate(b=1, f=2)] == ["a1ce2"]


def test_method_is_called_with_what_it_is_given():
    assert shown("{{ text.replace('a', 'b').join(['1', '2']) }}", text="a") == "1b2"


def test_what_is_not_there_fails_where_it_is_called():
    with pytest.raises(Exception, match="is undefined"):
        shown("{{ nothing() }}")


def shown_context() -> Context:
    return Context(Environment(), {}, None, {})


def private_names() -> list[tuple[object, str]]:
    """What core.quick_jinja2 uses of Jinja without a promise that it stays."""
    context = EvalContext(Environment(autoescape=True))
    generator, frame = CodeGenerator(Environment(), "name", "file"), Frame(context)
    return [
        (Environment, "context_class"),
        (Environment, "code_generator_class"),
        (Environment, "make_globals"),
        *((Context, name) for name in ("call", "__init__")),
        *((shown_context(), name) for name in ("vars", "parent")),
        (pass_context(lambda: None), "jinja_pass_arg"),
        *((generator, name) for name in ("_output_child_pre", "_output_child_post")),
        *((generator, name) for name in ("visit_Call", "visit_Getattr", "visit_Name")),
        *((generator, name) for name in ("enter_frame", "blockvisit")),
        *((generator, name) for name in ("buffer", "write", "writeline")),
        *((frame, name) for name in ("eval_ctx", "buffer", "toplevel", "block_frame", "symbols")),
        *((frame.symbols, name) for name in ("ref", "find_load", "loads")),
        *((context, name) for name in ("autoescape", "volatile")),
        (generator._make_finalize(), "src"),
    ]


def test_private_parts_of_jinja_are_there_and_listed():
    for owner, name in private_names():
        assert hasattr(owner, name), f"Jinja has no {name} on {owner} any more"
        assert f"{name}`" in quick_jinja2.__doc__


def test_private_names_in_generated_code_are_those_of_jinja():
    code = Environment(autoescape=True).compile(
        "{% block page %}{% for one in all %}{{ helper() }}{% endfor %}{% endblock %}", raw=True
    )

    names = ("environment", "context", "concat", "missing", "Markup", "_block_vars", "_loop_vars")
    for name in names:
        assert name in code, f"Jinja's generated code knows no {name} any more"
        assert f"`{name}`" in quick_jinja2.__doc__


def test_helper_finds_what_the_view_and_the_template_have_set():
    @pass_context
    def told(context):
        return [context["a"], context.get("b"), context.get("c", 3), context.get("d")]

    assert shown("{% set b = 2 %}{{ told() }}", a=1, told=told) == "[1, 2, 3, None]"
    with pytest.raises(KeyError, match="a"):
        shown("{{ told() }}", told=told)


def test_template_that_is_included_or_imported_has_all_helpers():
    template = (
        '{% from "components/met.html" import brief_tag %}{{ brief_tag() }}'
        '{% include "components/ignored.html" %}'
    )

    assert "Briefly described" in shown(template, form={"ignored": []})
