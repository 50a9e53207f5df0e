import logging

from config.logs import foreign_host


def test_foreign_host_is_one_line_at_info(client, caplog):
    logger = logging.getLogger("django.security.DisallowedHost")
    assert foreign_host in logger.filters

    response = client.get("/health/live", headers={"host": "evil.example"})

    assert response.status_code == 400
    [record] = [one for one in caplog.records if one.name == logger.name]
    assert (record.levelname, record.exc_info, record.exc_text) == ("INFO", None, None)
    assert "evil.example" in record.getMessage()
