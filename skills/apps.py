from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = _("Skills, tools and metrics")
    holds_content = True  # its permissions are those of editors and translators
