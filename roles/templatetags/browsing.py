"""Links from one choice of roles to the next."""

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from roles.browse import Option
from translations.models import Content
from translations.templatetags.texts import inline

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: str | None) -> str:
    """This page's query with some parameters changed; None takes one out."""
    found = _understood(context)
    for name, value in changes.items():
        found.pop(name, None)
        if value is not None:
            found[name] = value
    return _address(context, found)


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: str) -> str:
    """This page's query without one of a parameter's values, from the first page on."""
    found = _understood(context)
    found.setlist(name, [other for other in found.getlist(name) if other != value])
    found.pop("after", None)
    return _address(context, found)


@register.simple_tag
def option_label(option: Option) -> SafeString:
    """A facet's value as it is read: a title, a product's name, or the label of a stage."""
    item = option.item
    if isinstance(item, Content) and "title" in item.translated_fields():
        return inline(item.t.title)
    return conditional_escape(item)


def _understood(context: Context) -> QueryDict:
    """The parameters of the request that the page understood."""
    form = context["form"]
    found = QueryDict(mutable=True)
    for name, value in form.chosen.items():
        if isinstance(value, list):
            found.setlist(name, value)
        elif value and value != form.fields[name].initial:
            found[name] = value
    return found


def _address(context: Context, found: QueryDict) -> str:
    encoded = found.urlencode()
    return f"{context['request'].path}?{encoded}" if encoded else context["request"].path
