"""LibreOffice, which reads what we write (`make services` installs it)."""

import subprocess
import tempfile
from pathlib import Path

from tests.tools.office import office_path


def converted(file: bytes, extension: str, wanted: str) -> bytes:
    """A file in another format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"file.{extension}"
        source.write_bytes(file)
        profile = Path(folder, "profile").as_uri()
        subprocess.run(
            [
                office_path(),
                "--headless",
                f"-env:UserInstallation={profile}",
                *("--convert-to", wanted, "--outdir", folder, source),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return source.with_suffix(f".{wanted}").read_bytes()
