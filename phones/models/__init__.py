from .devices import Device
from .submissions import Submission

__all__ = ["Device", "Submission"]
