"""Asks the API as programs do."""

import json
from typing import Any

from django.test import Client

ROOT = "/api/v1/"


def ask(path: str, status: int = 200, **headers: str) -> Any:
    """The answer at a path below the API's, e.g. `roles?stage=lead`, as a program reads it."""
    response = Client(headers=headers).get(f"{ROOT}{path}")
    assert response.status_code == status, response.content
    return json.loads(response.content)


def refused(path: str, **headers: str) -> dict[str, str]:
    """The messages of refused parameters, by parameter."""
    problem = ask(path, 422, **headers)
    return {error["parameter"]: error["message"] for error in problem["errors"]}
