import json
import urllib.error
import urllib.request

import pytest

from tests.support.servers import served


@pytest.mark.parametrize(
    "header", [{"X-Forwarded-Proto": "https"}, {"SCRIPT_NAME": "/prefix"}, {"PATH_INFO": "/other"}]
)
def test_word_of_another_program_on_the_machine_is_not_believed(tmp_path, header):
    with served(tmp_path) as (address, _):
        request = urllib.request.Request(f"{address}page", headers=header)
        with urllib.request.urlopen(request) as answer:
            assert answer.read() == b"http||/page"


def test_a_refused_request_is_logged_as_one_json_line_without_the_readers_address(tmp_path):
    with served(tmp_path) as (address, log), pytest.raises(urllib.error.HTTPError, match="414"):
        urllib.request.urlopen(address + "a" * 9000)

    records = [json.loads(line) for line in log.read_text().splitlines()]
    refused = [record["message"] for record in records if record["levelname"] == "WARNING"]
    assert refused == ["Invalid request: Request Line is too large (9014 > 8190)"]


def test_no_control_socket_is_opened(tmp_path):
    with served(tmp_path, LOG_FORMAT="text") as (address, log):
        urllib.request.urlopen(address).close()

    assert list(tmp_path.rglob("*.ctl")) == []
    assert "Shutting down: Master" in log.read_text()
