"""What can go wrong with an import of annotations."""

from common.errors import InvalidInputError, ParallaxError


class UnreadableAnnotations(InvalidInputError):
    """The file is no JSON, is too large, or holds no annotation; `details["field"]` is `annotations`."""

    code = "unreadable_annotations"


class ImportNotReady(ParallaxError):
    """The import of annotations is in another state than the step needs: it was confirmed, or taken back, already."""

    code = "import_not_ready"
