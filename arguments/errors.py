"""What can be wrong with an argument or a map, told so that a person can act on it."""

from common.errors import InvalidInputError, ParallaxError


class OtherWorkspaceError(InvalidInputError):
    """A claim, argument or author belongs to another workspace than the rest."""

    code = "other_workspace"


class WrongAimError(InvalidInputError):
    """A reason or objection without a conclusion, an undercut without an argument, or with both."""

    code = "wrong_aim"


class NoPremiseError(InvalidInputError):
    """An argument needs at least one premise."""

    code = "no_premise"


class PremiseTwiceError(InvalidInputError):
    """A claim is a premise of the argument already."""

    code = "premise_twice"


class ArgumentExistsError(InvalidInputError):
    """The same author draws the same inference already; `details["argument"]` is its id."""

    code = "argument_exists"


class MapSlugTakenError(InvalidInputError):
    """The workspace has a map at this address."""

    code = "map_slug_taken"


class PictureTooLargeError(InvalidInputError):
    """A picture would have more pixels than one may have; `details` has `width` and `height`."""

    code = "picture_too_large"


class PictureTooCostlyError(InvalidInputError):
    """Drawing a picture reached its limit of time or memory."""

    code = "picture_too_costly"


class TooManySheetsError(InvalidInputError):
    """A printed map would take more sheets of paper than anybody pins to a wall; `details` has `sheets`."""

    code = "too_many_sheets"


class AnsweredMeanwhileError(InvalidInputError):
    """Somebody answered the question after the page was opened; `details` has the `verdict` and `note` that stand."""

    code = "answered_meanwhile"


class UnknownQuestionError(InvalidInputError):
    """The argument's scheme has no such question, or the argument has no scheme."""

    code = "unknown_question"


class ChangedMeanwhileError(ParallaxError):
    """Somebody else changed what this edit is about; `details` names it, and who and what where that is known."""

    code = "changed_meanwhile"


class UnknownPartError(InvalidInputError):
    """An edit names a claim, argument, passage or piece of evidence that does not exist."""

    code = "unknown_part"


class NothingToUndoError(InvalidInputError):
    """No edit of this session is left to take back, or to make again."""

    code = "nothing_to_undo"


class EditTakenError(InvalidInputError):
    """Another edit has the id that was sent with this one."""

    code = "edit_taken"


class LeadNotAcceptedError(InvalidInputError):
    """A map cannot be published before its lead claim is signed off; `details["number"]` is the claim's."""

    code = "lead_not_accepted"


class UnreadableMapError(InvalidInputError):
    """A file of a map cannot be taken; `details["notices"]` says why, each with its line where there is one."""

    code = "unreadable_map"


class ImportEndedError(ParallaxError):
    """A file of a map was imported already, or it was thrown away."""

    code = "import_ended"
