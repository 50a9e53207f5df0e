"""What one might search for: words of the content itself."""

from collections.abc import Iterable

from roles.models import Question, Role
from skills.models import Skill, Tool
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import exact_text

# A text and the code of its language.
Example = tuple[str, str]


def examples(language: str) -> list[Example]:
    """Words that find something: of the role that changed last. Four queries."""
    role = Role.objects.published().order_by("-updated_at", "slug").first()
    if role is None:
        return []
    skills = Skill.objects.filter(is_retired=False, role_skills__role=role)
    tools = Tool.objects.filter(tool_uses__role=role).order_by("tool_uses__order", "slug")
    return [
        *titles([role, *skills.order_by("role_skills__order", "pk")[:1]], language),
        *((tool.name, language) for tool in tools[:1]),
        *titles([role], another_than(language)),
        *titles(Question.objects.filter(role=role)[:1], language, "question"),
    ]


def titles(
    items: Iterable[TranslatedContent], language: str, field: str = "title"
) -> list[Example]:
    """What some items are called in just this language, as far as they are."""
    found = (exact_text(item, field, language) for item in items)
    return [(text, language) for text in found if text]


def another_than(language: str) -> str:
    """A language to show that any will do."""
    return next((code for code in reversed(language_codes()) if code != language), language)
