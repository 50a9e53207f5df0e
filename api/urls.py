from django.urls import path, re_path

from api import careers, changes, description, problems, references, roles, searching, vocabulary  # noqa: F401 (its views belong to the API)
from api.service import api

urlpatterns = [
    path("api/v1/openapi.json", description.openapi_json, name="openapi"),
    path("api/v1", description.start),
    path("api/v1/", api.urls),
    re_path(r"^api/v1(?:/[\s\S]*)?$", problems.unknown_address),
]
