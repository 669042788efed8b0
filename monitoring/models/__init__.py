from .digests import Digest
from .excuses import Excuse
from .handing_over import HandOver
from .problems import Problem, ProblemKind, ProblemStep
from .telling import Companion, Help, VisitAdvice, VisitAnswer
from .visits import Visit

__all__ = [
    "Companion",
    "Digest",
    "Excuse",
    "HandOver",
    "Help",
    "Problem",
    "ProblemKind",
    "ProblemStep",
    "Visit",
    "VisitAdvice",
    "VisitAnswer",
]
