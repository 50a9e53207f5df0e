import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError, pass_context

from core import quick_jinja2, template_whitespace
from core.template_code import code_kept_in

COMPILERS = [quick_jinja2]


@pass_context
def asking(context):
    """A helper that asks for the context."""


class Compiling(Environment):
    """Says which templates were compiled."""

    def __init__(self, templates):
        super().__init__(loader=DictLoader(templates))
        self.compiled = []

    def compile(self, source, name=None, *args, **options):
        self.compiled.append(name)
        return super().compile(source, name, *args, **options)


def start(file, templates, compilers=COMPILERS):
    """A start of the program: what its templates say, and which ones were compiled."""
    environment = Compiling(templates)
    with code_kept_in(file, environment, compilers):
        said = [environment.get_template(name).render() for name in templates]
    assert environment.bytecode_cache is None
    return said, environment.compiled


@pytest.fixture
def file(tmp_path):
    start(tmp_path / "code", {"a": "one", "b": "two"})
    return tmp_path / "code"


def test_template_is_compiled_at_the_first_start_and_when_its_source_has_changed(file):
    assert start(file, {"a": "one", "b": "two"}) == (["one", "two"], [])
    assert start(file, {"a": "one", "b": "three"}) == (["one", "three"], ["b"])
    assert start(file, {"a": "one", "b": "three"}) == (["one", "three"], [])


def test_file_holds_only_what_was_used_last(file):
    before = file.stat().st_size
    start(file, {"a": "one"})

    assert file.stat().st_size < before
    assert [path.name for path in file.parent.iterdir()] == ["code"]


@pytest.mark.parametrize("forged", [b"", b"short", b"x" * 500])
def test_code_that_the_site_has_not_written_is_not_run(file, forged):
    file.write_bytes(forged)

    assert start(file, {"a": "one"}) == (["one"], ["a"])


def test_code_signed_with_another_key_or_for_another_compiler_is_not_run(file, settings):
    assert start(file, {"a": "one"}, [template_whitespace]) == (["one"], ["a"])
    settings.SECRET_KEY = "another"

    assert start(file, {"a": "one"}, [template_whitespace]) == (["one"], ["a"])


@pytest.mark.parametrize("helpers", [{"b": len}, {}, {"a": len, "b": len}, {"a": asking}])
def test_code_for_other_helpers_is_not_run(tmp_path, monkeypatch, helpers):
    """A call of a helper that asks for the context is compiled otherwise than one that does not."""

    def compiled(known):
        monkeypatch.setattr("jinja2.environment.DEFAULT_NAMESPACE", known)
        return start(tmp_path / "code", {"a": "one"})[1]

    assert compiled({"a": len}) == ["a"]
    assert compiled({"a": len}) == []
    assert compiled(helpers) == ["a"]


def test_templates_are_compiled_where_nothing_can_be_kept(tmp_path):
    assert start(tmp_path / "nowhere" / "code", {"a": "one"}) == (["one"], ["a"])


def test_nothing_is_kept_of_templates_of_which_one_is_wrong(tmp_path):
    with pytest.raises(TemplateSyntaxError):
        start(tmp_path / "code", {"a": "one", "b": "{% if %}"})

    assert not (tmp_path / "code").exists()
