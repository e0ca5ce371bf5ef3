"""How answers become bytes."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework import renderers
from rest_framework.utils.encoders import JSONEncoder

from api.database_json import JsonPage

_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
_encode_other = JSONEncoder().default


class JSONRenderer(renderers.JSONRenderer):
    """JSON, quicker than the framework's and with the same values; `Accept: application/json; indent=2` indents."""

    def render(
        self,
        data: Any,  # noqa: ANN401 - what a view answers
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the bytes of an answer; of one that has no body, none."""
        if data is None:
            return b""
        if self.get_indent(accepted_media_type or "", dict(renderer_context or {})) is not None:
            plain = data.plain() if isinstance(data, JsonPage) else orjson.loads(_encoded(data))
            return super().render(plain, accepted_media_type, renderer_context)
        if isinstance(data, JsonPage):
            return data.encoded()
        return _encoded(data)


def _encoded(data: Any) -> bytes:  # noqa: ANN401 - as above
    """Return values as JSON; parts of them may be JSON already, as fragments.

    Whole numbers beyond 64 bits, which somebody's metadata may hold, are left to the slower writer.
    """
    try:
        return orjson.dumps(data, default=_encode_other, option=_OPTIONS)
    except TypeError:
        return json.dumps(data, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()
