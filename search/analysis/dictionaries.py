"""Dictionaries that are used where they are installed: found when first asked for.

Voikko knows Finnish words and where compounds are joined, Morfeusz the base forms of Polish ones.
A dictionary is told words and says what it knows; a word that it does not know is no error. Each
is opened once for a process, since it takes up to 30 MB, and is not for two threads at once.
"""

import ctypes
import ctypes.util
import logging
from collections.abc import Callable
from functools import cache
from threading import Lock

logger = logging.getLogger(__name__)


class Voikko:
    """libvoikko with the dictionary voikko-fi, both from the system."""

    def __init__(self) -> None:
        self._library = library = ctypes.CDLL(ctypes.util.find_library("voikko") or _SONAME)
        library.voikkoInit.restype = ctypes.c_void_p
        library.voikkoInit.argtypes = [_Texts, ctypes.c_char_p, ctypes.c_char_p]
        library.voikkoTerminate.argtypes = [ctypes.c_void_p]
        library.voikkoAnalyzeWordCstr.restype = _Analyses
        library.voikkoAnalyzeWordCstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        library.voikko_mor_analysis_value_cstr.restype = ctypes.c_void_p
        library.voikko_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        library.voikko_free_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p]
        library.voikko_free_mor_analysis.argtypes = [_Analyses]
        problem = ctypes.c_char_p()
        self._handle = library.voikkoInit(ctypes.byref(problem), b"fi", None)
        if not self._handle:
            raise OSError((problem.value or b"no dictionary").decode(errors="replace"))

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.voikkoTerminate(self._handle)

    def splits(self, word: str) -> list[list[str]]:
        """The ways to read a word: its parts, the last one in its base form."""
        found = []
        for base, structure in self._readings(word.encode()):
            parts, start = [], 0
            for letters in structure.split("=")[1:-1]:
                parts.append(base[start : start + len(letters)])
                start += len(letters)
            parts = [part.strip("-") for part in (*parts, base[start:])]
            found.append([part for part in parts if part])
        return found

    def _readings(self, word: bytes) -> list[tuple[str, str]]:
        analyses = self._library.voikkoAnalyzeWordCstr(self._handle, word)
        if not analyses:
            return []
        try:
            found, n = [], 0
            while analyses[n]:
                names = (b"BASEFORM", b"STRUCTURE")
                base, structure = (self._value(analyses[n], name) for name in names)
                if base and structure:
                    found.append((base, structure))
                n += 1
            return found
        finally:
            self._library.voikko_free_mor_analysis(analyses)

    def _value(self, analysis: int, name: bytes) -> str:
        address = self._library.voikko_mor_analysis_value_cstr(analysis, name)
        if not address:
            return ""
        try:
            return ctypes.string_at(address).decode()
        finally:
            self._library.voikko_free_mor_analysis_value_cstr(address)


class Morfeusz:
    """Morfeusz 2 with its dictionary, both in its package."""

    def __init__(self) -> None:
        import morfeusz2  # a large library: loaded when it is needed

        self._morfeusz = morfeusz2.Morfeusz(generate=False)

    def splits(self, word: str) -> list[list[str]]:
        """The base forms of a word, most likely ones first; each a single part."""
        readings = self._morfeusz.analyse(word)
        bases = [reading[2][1].partition(":")[0] for reading in readings if reading[2][2] != "ign"]
        return [[base] for base in dict.fromkeys(bases)]


class Nothing:
    """Stands for a dictionary that is not there."""

    def splits(self, word: str) -> list[list[str]]:
        """Knows no word."""
        return []


_SONAME = "libvoikko.so.1"
_Texts = ctypes.POINTER(ctypes.c_char_p)
_Analyses = ctypes.POINTER(ctypes.c_void_p)
DICTIONARIES: dict[str, Callable[[], Voikko | Morfeusz]] = {
    "voikko": Voikko,
    "morfeusz": Morfeusz,
}
Dictionary = Voikko | Morfeusz | Nothing
_opening = Lock()


def dictionary(name: str) -> Dictionary:
    """The dictionary with a name. Knows nothing if it is not installed."""
    return _opened()[name] if name in found() else Nothing()


def found() -> tuple[str, ...]:
    """The names of the dictionaries that are installed."""
    with _opening:
        return tuple(_opened())


@cache
def _opened() -> dict[str, Dictionary]:
    there: dict[str, Dictionary] = {}
    for name, make in DICTIONARIES.items():
        try:
            there[name] = make()
        except (ImportError, OSError, AttributeError) as error:
            logger.info("The dictionary %s is not used: %s", name, error)
    return there
