"""What can go wrong in the agreement app, told so that a person can act on it."""

from collections.abc import Sequence

from common.errors import InvalidInputError, ParallaxError


class UnknownEmbeddingEngineError(InvalidInputError):
    """The configured embedding engine is none that exists."""

    code = "unknown_embedding_engine"

    def __init__(self, engine: str, known: Sequence[str]) -> None:
        message = f"There is no embedding engine '{engine}'; choose one of {', '.join(known)}."
        super().__init__(message, engine=engine, known=list(known))


class EmbeddingEngineUnavailableError(ParallaxError):
    """The embedding engine's files are not installed, or are not the ones that were tried."""

    code = "embedding_engine_unavailable"

    def __init__(self, engine: str, package: str, reason: str = "it is not installed") -> None:
        message = f"The embedding engine '{engine}' needs {package}, but {reason}."
        super().__init__(message, engine=engine, package=package, reason=reason)


class MismatchedRowsError(InvalidInputError):
    """Statements and vectors do not belong together: another count, dimension, or an id twice."""

    code = "mismatched_rows"
