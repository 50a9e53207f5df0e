"""Admin at an address that the operator has chosen, in a process of its own."""

import json
import os
import subprocess
import sys

SCRIPT = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import reverse
from config.methods import allowed_methods
from config.serving import BYPASS

settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
pages = ["/admin/", "/admin/login/", "/back/office/", "/back/office/checks/", "/back/office/r/1/1/"]
answers = {page: client.get(page) for page in pages}
print(json.dumps({
    "pages": {
        page: [answer.status_code, answer.get("Location")] for page, answer in answers.items()
    },
    "names": [reverse("admin:index"), reverse("check", args=["empty"]), reverse("admin:login")],
    "cached": [not path.startswith(BYPASS) for path in ("/back/office/x/", "/admin/x/")],
    "forms": ["POST" in allowed_methods(path) for path in ("/back/office/x/", "/admin/x/")],
    "robots": client.get("/robots.txt").text,
}))
"""


def test_admin_and_what_knows_of_it_move_to_the_address_of_the_setting():
    environment = {
        **os.environ,
        "ADMIN_PATH": "back/office",
        "DATABASE_URL": "sqlite://:memory:",
        "DEBUG": "1",  # static files as they stand
        "HTTPS": "0",
        "LOG_FORMAT": "text",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)

    login = "/back/office/login/?next=/back/office/"
    assert answer["pages"] == {
        "/admin/": [404, None],
        "/admin/login/": [404, None],
        "/back/office/": [302, login],
        "/back/office/checks/": [302, f"{login}checks/"],
        "/back/office/r/1/1/": [302, f"{login}r/1/1/"],
    }
    assert answer["names"] == ["/back/office/", "/back/office/checks/empty/", "/back/office/login/"]
    assert answer["cached"] == [False, True]
    assert answer["forms"] == [True, False]
    assert "office" not in answer["robots"]
