import socket

import pytest

from tests.tools.front import NameServer, container_front, front_by_hand, seconds_until


def test_configurations_are_those_of_the_project_at_other_places(tmp_path):
    (tmp_path / "hand").mkdir()
    container = container_front(tmp_path, port=1, resolver=2, web=3)
    by_hand = front_by_hand(tmp_path / "hand", port=1, web=3)

    for text in (container, by_hand):
        assert "listen 127.0.0.1:1;" in text
        assert "proxy_buffer_size 32k;" in text
        assert "/srv/rolebook" not in text
    assert "resolver 127.0.0.1:2 valid=1s;" in container
    assert "set $site http://web:3;" in container
    assert "server 127.0.0.1:3;" in by_hand
    assert "ssl_certificate" not in by_hand
    assert str(tmp_path) in (tmp_path / "too-long" / "server.conf").read_text()


@pytest.mark.parametrize(("kind", "address"), [(1, b"\x7f\x00\x00\x03"), (28, b"")])
def test_name_server_knows_where_web_is_now(kind, address):
    server = NameServer("127.0.0.2")
    server.address = "127.0.0.3"
    question = b"ab\x01\x00\x00\x01" + bytes(6) + b"\x03web\x00\x00" + bytes([kind]) + b"\x00\x01"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(10)
        asker.sendto(question, ("127.0.0.1", server.port))
        answer = asker.recv(512)

    assert answer[:2] == b"ab"
    assert answer[7] == bool(address)
    assert answer.endswith(address)


def test_waiting_ends():
    assert seconds_until(lambda: False, most=0.05) == 0.05
    assert seconds_until(lambda: True, most=10) < 10
