"""Addresses of all that the API answers with JSON, below that of the API."""

from api.service import operations

urlpatterns = [operation.url for operation in operations()]
