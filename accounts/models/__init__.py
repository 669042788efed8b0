from .imports import REGISTER_URLS, ImportBatch, ImportChange, ImportFile
from .people import Record, SealedPerson, User, Versioned, YearClosed, refuse_locked
from .photos import Photo

__all__ = [
    "REGISTER_URLS",
    "ImportBatch",
    "ImportChange",
    "ImportFile",
    "Photo",
    "Record",
    "SealedPerson",
    "User",
    "Versioned",
    "YearClosed",
    "refuse_locked",
]
