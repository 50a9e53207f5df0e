"""Examples of what to search for, taken from the content."""

from collections.abc import Iterable

from roles.models import Question, Role
from skills.models import Skill, Tool
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import exact_text

# A text and its language.
Example = tuple[str, str]


def examples(language: str) -> list[Example]:
    """Examples from the role that changed last. Four queries."""
    role = Role.objects.published().order_by("-updated_at", "slug").first()
    if role is None:
        return []
    skills = Skill.objects.filter(is_retired=False, role_skills__role=role)
    tools = Tool.objects.filter(tool_uses__role=role).order_by("tool_uses__order", "slug")
    return [
        *title_examples([role, *skills.order_by("role_skills__order", "pk")[:1]], language),
        *((tool.name, language) for tool in tools[:1]),
        *title_examples([role], other_language(language)),
        *title_examples(Question.objects.filter(role=role)[:1], language, "question"),
    ]


def title_examples(
    items: Iterable[TranslatedContent], language: str, field: str = "title"
) -> list[Example]:
    """The titles of items that are written in this language."""
    texts = (exact_text(item, field, language) for item in items)
    return [(text, language) for text in texts if text]


def other_language(language: str) -> str:
    """Another language than this one, if there is any."""
    return next((code for code in reversed(language_codes()) if code != language), language)
