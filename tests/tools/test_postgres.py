import sys
from pathlib import Path

import psycopg
import pytest

from tests.tools import postgres

# Connects to DATABASE_URL and writes where the server keeps its data to the file it is given.
ASK = """
import os, pathlib, psycopg, sys
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    (folder,) = connection.execute("SHOW data_directory").fetchone()
pathlib.Path(sys.argv[1]).write_text(os.environ["DATABASE_URL"] + " " + folder)
sys.exit(3)
"""


def test_a_command_gets_a_server_that_is_gone_when_it_ends(tmp_path):
    answer = tmp_path / "answer"

    status = postgres.main([sys.executable, "-c", ASK, str(answer)])

    url, folder = answer.read_text().split()
    assert status == 3
    assert not Path(folder).parent.exists()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)


def test_a_program_that_fails_says_why():
    with pytest.raises(RuntimeError, match="unrecognized option '--durable'"):
        postgres.run("initdb", "--durable", user=None)
