"""Translators in tests: the translating page of an object, filled in and sent."""

from typing import Any

from django.urls import reverse

from tests.support.editing import Desk
from translating.page import TranslatingPage
from translations.models import TranslatedContent


def translating_page(item: TranslatedContent, language: str = "nb") -> str:
    """The address of the page on which an object is translated."""
    name = f"admin:{item._meta.app_label}_{item._meta.model_name}_translate"
    return f"{reverse(name, args=[item.pk])}?language={language}"


def opened(desk: Desk, item: TranslatedContent, language: str = "nb") -> TranslatingPage:
    response: Any = desk.get(translating_page(item, language))
    assert response.status_code == 200
    page: TranslatingPage = response.context_data["page"]
    return page


def filled_in(page: TranslatingPage, **texts: str) -> dict[str, str]:
    """What a browser would send, with some texts in place of others: `Question__answer="Ja."`, or
    `title="Leder"` for one of the object itself."""
    sent = {}
    for row in page.rows:
        is_own = row.item == page.owner
        name = row.name if is_own else f"{type(row.item).__name__}__{row.name}"
        sent[row.input_name] = texts.pop(name, row.form.value)
        sent[f"{row.prefix}-opened"] = row.form.opened_json()
    assert not texts
    return sent
