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


class OtherVectorSpaceError(ParallaxError):
    """The workspace's texts were read with another model than the configured one; vectors of two never compare."""

    code = "other_vector_space"

    def __init__(self, *, stored: str, stored_dimension: int, configured: str, configured_dimension: int) -> None:
        message = (
            f"The texts here were read with the model {stored} ({stored_dimension} dimensions), but {configured} "
            f"({configured_dimension}) is configured now. Vectors of two models cannot be compared: have all texts "
            "read again, on the page of analyses, or set the former model again."
        )
        super().__init__(
            message,
            stored=stored,
            stored_dimension=stored_dimension,
            configured=configured,
            configured_dimension=configured_dimension,
        )


class MismatchedRowsError(InvalidInputError):
    """Statements and vectors do not belong together: another count, dimension, or an id twice."""

    code = "mismatched_rows"


class UnknownAnswerError(InvalidInputError):
    """A word is no answer to one of the two questions about a passage; `details` has the `field`."""

    code = "unknown_answer"


class AnswerTakenError(InvalidInputError):
    """Somebody has answered or decided on the passage meanwhile, so saving would overwrite that unseen.

    `details` has `who`, `said` in words, and `seen`: the moment to send along to answer all the same, "" if that is
    not possible.
    """

    code = "answer_taken"


class AnswerGoneError(InvalidInputError):
    """The answer was taken back or changed meanwhile, so it cannot be taken back as it was."""

    code = "answer_gone"


class AuthorSpeaksError(InvalidInputError):
    """The author has accepted evidence on the claim, or passages that are not settled, so is not found silent."""

    code = "author_speaks"


class UnknownRelationError(InvalidInputError):
    """What was said of two statements is none of the five decisions, or lacks its direction, or they are one."""

    code = "unknown_relation"


class DecisionTakenError(InvalidInputError):
    """Somebody has decided otherwise on the two statements meanwhile, so saving would overwrite that unseen.

    `details` has `who`, `said` in words, and `seen`: the mark to send along to decide all the same.
    """

    code = "decision_taken"


class EntailmentModelUnavailableError(ParallaxError):
    """The configured model of natural language inference cannot be used; `details` has `model` and `reason`."""

    code = "entailment_model_unavailable"

    def __init__(self, model: str, reason: str) -> None:
        message = f"The inference model “{model}” cannot be used: {reason}."
        super().__init__(message, model=model, reason=reason)


class NameTakenError(InvalidInputError):
    """The form stands for another name already, and the words of a text can only fold into one.

    `details` has `form` and `name`, the other one.
    """

    code = "name_taken"


class NameChangedError(InvalidInputError):
    """Somebody changed the name meanwhile, so undoing would lose their change."""

    code = "name_changed"
