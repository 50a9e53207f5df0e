"""Admin's links to the pages that readers see.

They are answered here in place of Django, which tells all staff the address of any object.
"""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from core.admin import ContentAdmin
from core.editing import is_key


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Redirects staff to the page of an object, if they may see the object."""
    model_admin = _admin_of(content_type_id)
    item = model_admin and model_admin.get_object(request, object_id)
    if not model_admin or item is None or not model_admin.has_view_permission(request, item):
        raise Http404
    if not (address := model_admin.get_view_on_site_url(item)):
        raise Http404
    return HttpResponseRedirect(address)


def _admin_of(content_type_id: str) -> ContentAdmin | None:
    """The admin of a kind of content, by the id of its type."""
    known = ContentType.objects.filter(pk=content_type_id if is_key(content_type_id) else 0)
    model = next((content_type.model_class() for content_type in known), None)
    if model is None or not admin.site.is_registered(model):
        return None
    model_admin = admin.site.get_model_admin(model)
    return model_admin if isinstance(model_admin, ContentAdmin) else None
