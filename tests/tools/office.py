"""Where LibreOffice is that reads text documents."""

import shutil
from pathlib import Path


def office_path() -> str:
    """The program; it is no use without Writer. Raises FileNotFoundError."""
    program = shutil.which("soffice")
    if program and list(Path(program).resolve().parent.glob("libsw*lo.so")):
        return program
    raise FileNotFoundError("LibreOffice Writer is not installed.")
