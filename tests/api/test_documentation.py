"""The page about the API and docs/api.md, whose examples are run as they stand there."""

import html
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from api.description import openapi
from tests.api.running import output_of, serving
from translations.languages import language_codes

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def run(kind, example, site):
    """What an example prints, where the site is one that this test serves."""
    with serving() as server:
        address = f"http://{server.server_name}:{server.server_port}"
        program = example.replace(site, address)
        command = shlex.split(program) if kind == "sh" else [sys.executable, "-c", program]
        return output_of(command, server)


@pytest.mark.parametrize("code", language_codes())
def test_page_names_every_address_and_parameter(client, db, code):
    page = html.unescape(client.get(f"/{code}/api/").content.decode())

    for path, methods in openapi()["paths"].items():
        assert path in page
        for parameter in methods["get"]["parameters"]:
            assert parameter["in"] == "path" or f">{parameter['name']}<" in page


def test_page_is_found_in_the_language_of_the_reader(client, db):
    response = client.get("/api/", headers={"accept-language": "pl"})

    assert (response.status_code, response.headers["Location"]) == (302, "/pl/api/")


def test_examples_of_the_page_run(content, open_connections):
    page = run("sh", "curl -s http://site/fi/api/", "http://site")
    curl, python = map(html.unescape, re.findall(r"<code>(.*?)</code></pre>", page, re.DOTALL))
    site = re.search(r"http://[^/]+", curl)[0]

    roles = json.loads(run("sh", curl, site))
    assert roles["data"][0].keys() == {"slug", "title"}
    assert "Asiakastuen tiiminvetäjä" in run("python", python, site)


def test_examples_of_the_guide_run(content, open_connections):
    examples = [(kind, text) for kind, text in FENCE.findall(GUIDE.read_text()) if kind != "json"]
    printed = {kind: run(kind, text, "http://localhost:8000") for kind, text in examples}

    assert json.loads(printed["sh"])["language"] == "fi"
    assert "customer-support-team-lead Customer support team lead" in printed["python"]


def test_answer_in_the_guide_has_what_answers_have(client, content):
    [example] = [
        json.loads(text) for kind, text in FENCE.findall(GUIDE.read_text()) if kind == "json"
    ]
    answer = client.get("/api/v1/roles?lang=fi&fields=title").json()

    assert example.keys() == answer.keys()
    assert example["data"][0] in answer["data"]
