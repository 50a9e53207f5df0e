"""The time at which a role is published by the clock: its input, and how admin shows it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from roles.models import Role
from roles.publishing import problem_labels, problems

FURTHEST = timedelta(days=3_660)


class ZonedTimeInput(AdminSplitDateTime):
    """A day and a time, with the time zone that they are in beside them."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.widgets[1].format = "%H:%M"  # understood in every language

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        control = super().render(name, value, attrs, renderer)
        zone = format_html('<span class="timezone">{}</span>', current_zone())
        return mark_safe(control.replace("</p>", f"{zone}</p>"))  # noqa: S308 (both are escaped)


class FutureField(forms.DateTimeField):
    """A minute that is still to come, in the site's time zone."""

    widget = ZonedTimeInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(_joined(value) if isinstance(value, list) else value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise ValidationError(_no_such_time(), code=error.code) from error
            raise
        return moment and moment.replace(second=0, microsecond=0)

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        now = timezone.now()
        if value and value <= now:
            raise ValidationError(_("This time is in the past. Choose a time in the future."))
        if value and value > now + FURTHEST:
            raise ValidationError(_("Choose a time within the next ten years."))

    def has_changed(self, initial: datetime | None, data: Any) -> bool:
        """The input shows no seconds."""
        return super().has_changed(initial and initial.replace(second=0, microsecond=0), data)


def _joined(parts: list[str | None]) -> datetime | None:
    """The day and the time together; both are needed."""
    if not any(parts):
        return None
    day, time = parts
    day = forms.DateField().clean(day)
    return datetime.combine(day, forms.TimeField().clean(time and time.replace(".", ":")))


def current_zone() -> str:
    return timezone.get_current_timezone_name()


def _no_such_time() -> str:
    message = _(
        "The clocks change on the night you chose (%(zone)s), so this time occurs twice or not "
        "at all. Choose another time."
    )
    return message % {"zone": current_zone()}


class StatusFilter(admin.SimpleListFilter):
    """Filters roles by their status; drafts with a time to be published at have their own."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        draft, *others = Role.Status.choices
        scheduled = ("scheduled", _("scheduled")), ("late", _("publication failed"))
        return [draft, *scheduled, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        state = self.value()
        if state == "scheduled":
            return queryset.scheduled()
        if state == "late":
            return queryset.not_published_in_time()
        return queryset.filter(status=state) if state in Role.Status.values else queryset


def state_of(role: Role) -> str:
    """The status as the list shows it."""
    if not role.has_schedule:
        return role.get_status_display()
    if role.publish_problem:
        return _("publication failed: %s") % problem_labels(role.publish_problem)
    return _("scheduled: %s") % time_in_words(role.publish_at)


def schedule_of(role: Role) -> str:
    """What the form says of the time at which a role is to be published, or was to be."""
    if not role.has_schedule:
        return ""
    about = {
        "time": time_in_words(role.publish_at),
        "zone": current_zone(),
        "problem": problem_labels(role.publish_problem),
    }
    if role.publish_problem:
        return _LATE % about
    [problem] = problems(Role.objects.filter(pk=role.pk)).values()
    warning = _(
        "The role cannot be published as it stands: %s. Add the missing content before the "
        "scheduled time."
    ) % problem_labels(problem)
    return f"{_SCHEDULED % about} {warning if problem else ''}".strip()


_SCHEDULED = _(
    "Scheduled: %(time)s (%(zone)s). At that time, the last saved version of the role will be "
    "published automatically."
)
_LATE = _(
    "The role could not be published at the scheduled time, %(time)s (%(zone)s): %(problem)s. "
    "Once the missing content has been added, a publisher can set another time or publish the "
    "role now."
)


def time_in_words(time: datetime | None) -> str:
    return date_format(timezone.localtime(time), "SHORT_DATETIME_FORMAT") if time else ""
