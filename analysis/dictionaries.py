"""Optional dictionaries, opened when first needed.

Voikko splits Finnish compounds, Morfeusz has the base forms of Polish words. Words that are not
in a dictionary have no analyses. A dictionary is opened once per process, since it takes up to
30 MB. Voikko is not thread-safe.
"""

import ctypes
import ctypes.util
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from itertools import takewhile
from threading import Lock

logger = logging.getLogger(__name__)


class Voikko:
    """libvoikko with the dictionary voikko-fi, both from the system."""

    def __init__(self) -> None:
        self._library = library = ctypes.CDLL(_name_of_voikko())
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

    def analyses(self, word: str) -> list[list[str]]:
        """The possible parts of a word, the last part in its base form."""
        analyses = []
        for base, structure in self._readings(word.encode()):
            parts, start = [], 0
            for letters in structure.split("=")[1:-1]:
                parts.append(base[start : start + len(letters)])
                start += len(letters)
            parts = [part.strip("-") for part in (*parts, base[start:])]
            analyses.append([part for part in parts if part])
        return analyses

    def _readings(self, word: bytes) -> list[tuple[str, str]]:
        analyses = self._library.voikkoAnalyzeWordCstr(self._handle, word)
        if not analyses:
            return []
        try:
            readings, n = [], 0
            while analyses[n]:
                names = (b"BASEFORM", b"STRUCTURE")
                base, structure = (self._value(analyses[n], name) for name in names)
                if base and structure:
                    readings.append((base, structure))
                n += 1
            return readings
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


def _name_of_voikko() -> str:
    """Linux knows it by this name. Elsewhere it is looked for, which takes long."""
    is_linux = sys.platform == "linux"
    return (None if is_linux else ctypes.util.find_library("voikko")) or "libvoikko.so.1"


class Morfeusz:
    """Morfeusz 2 with its dictionary, both in its package.

    Asked by its interface for C, which takes a quarter of the time of that for Python, and lets
    other threads work while it loads. There is one for the process, so all ask it in turn.
    """

    _lock = Lock()

    def __init__(self) -> None:
        if not (module := find_spec("_morfeusz2")) or not module.origin:
            raise ImportError("morfeusz2 is not installed")
        library = ctypes.CDLL(module.origin)
        library.morfeusz_analyse.restype = ctypes.POINTER(_Interpretation)
        library.morfeusz_analyse.argtypes = [ctypes.c_char_p]
        library.morfeusz_set_option.argtypes = [ctypes.c_int, ctypes.c_int]
        with self._lock:
            if not library.morfeusz_set_option(_ENCODING, _UTF_8):  # loads the dictionary
                raise OSError("no dictionary")
        self._analyse = library.morfeusz_analyse

    def analyses(self, word: str) -> list[list[str]]:
        """The base forms of a word, the most probable first, each as a single part."""
        bases = [base.partition(":")[0] for base, _ in self.readings(word)]
        return [[base] for base in dict.fromkeys(bases)]

    def readings(self, word: str) -> list[tuple[str, str]]:
        """The possible readings of a word: the base form and the grammatical tag of each."""
        with self._lock:
            found = takewhile(lambda one: one.start >= 0, self._analyse(word.encode()))
            readings = [(one.base.decode(), one.tag.decode()) for one in found]
        return [(base, tag) for base, tag in readings if tag != "ign"]


class _Interpretation(ctypes.Structure):
    """One reading of a part of a text. `start` is below 0 after the last."""

    _fields_ = [
        ("start", ctypes.c_int),
        ("end", ctypes.c_int),
        ("form", ctypes.c_char_p),
        ("base", ctypes.c_char_p),
        ("tag", ctypes.c_char_p),
    ]


class NullDictionary:
    """Replaces a dictionary that is not installed."""

    def analyses(self, word: str) -> list[list[str]]:
        """No analyses for any word."""
        return []


_ENCODING, _UTF_8 = 1, 8  # MORFOPT_ENCODING, MORFEUSZ_UTF_8
_Texts = ctypes.POINTER(ctypes.c_char_p)
_Analyses = ctypes.POINTER(ctypes.c_void_p)
DICTIONARIES: dict[str, Callable[[], Voikko | Morfeusz]] = {
    "voikko": Voikko,
    "morfeusz": Morfeusz,
}
Dictionary = Voikko | Morfeusz | NullDictionary
_NOT_THERE = (ImportError, OSError, AttributeError)
_lock = Lock()


def dictionary(name: str) -> Dictionary:
    """The dictionary with a name, or a `NullDictionary` if it is not installed."""
    return _open_all()[name] if name in installed() else NullDictionary()


def installed() -> tuple[str, ...]:
    """The names of the dictionaries that are installed."""
    with _lock:
        return tuple(_open_all())


def load_morfeusz() -> None:
    """Has it load its dictionary, if it is there. In a thread, the others go on meanwhile."""
    with suppress(*_NOT_THERE):
        Morfeusz()


@cache
def _open_all() -> dict[str, Dictionary]:
    opened: dict[str, Dictionary] = {}
    for name, make in DICTIONARIES.items():
        try:
            opened[name] = make()
        except _NOT_THERE as error:
            logger.info("The dictionary %s is not used: %s", name, error)
    return opened
