"""The YAML inside Argdown: front matter and `{data}`, read into plain JSON values.

Plain words mean what YAML 1.2 says (`yes` is a word, `true` a truth value), as in the reference parser, not what
PyYAML's default, YAML 1.1, says. A time becomes its ISO text in UTC. Anchors cannot multiply: what aliases repeat
is counted, and a block with too many values, too deep or too long is refused.
"""

from __future__ import annotations

import datetime as dt
import math
import re

import yaml

from arguments.domain.interchange.debate import Json

MAXIMUM_LENGTH = 1_000_000
"""Characters of one block: far more than people write, and read in a few seconds."""
MAXIMUM_DEPTH = 60
"""Levels of one block."""
MAXIMUM_VALUES = 200_000
"""Values of one block, aliases written out."""

_PREFIX = "tag:yaml.org,2002:"
_BLOCK_START = re.compile(r"\{[ \t]*\n")
_BRACKETS = re.compile(r"[\[\]{}]")
_BLOCK_END = re.compile(r"\}\s*$")


class DataError(ValueError):
    """Why a block cannot be read; `line` (from 0) and `column` (from 0) are inside the block."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        """Say why and where."""
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


class _Loader(yaml.SafeLoader):
    """Safe values only, with YAML 1.2's plain words."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_TIME = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
_NUMBER = (
    r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)(?<!_)|[-+]?[0-9][0-9_]*\.[0-9_]*(?<!_)"
    r"|\.[0-9_]+(?:[eE][-+]?[0-9]+)?(?<!_)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_WORDS = {
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)(?<!_)", list("-+0123456789")),
    "float": (_NUMBER, list("-+0123456789.")),
    "timestamp": (_TIME, list("0123456789")),
    "merge": (r"<<", ["<"]),
}
for _name, (_pattern, _firsts) in _WORDS.items():
    _Loader.add_implicit_resolver(f"{_PREFIX}{_name}", re.compile(f"(?:{_pattern})\\Z"), _firsts)


def _read_whole(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node).replace("_", "").lower()
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-")
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
    if len(digits) > 300:
        raise DataError("a number with more than 300 digits", node.start_mark.line, node.start_mark.column)
    return sign * int(digits, base) if base != 10 else sign * int(digits)


def _read_number(loader: _Loader, node: yaml.ScalarNode) -> float | None:
    text = loader.construct_scalar(node).replace("_", "").lower()
    value = float(text.replace(".inf", "inf").replace(".nan", "nan"))
    return value if math.isfinite(value) else None


def _read_time(loader: _Loader, node: yaml.ScalarNode) -> str:
    try:
        time = yaml.SafeLoader.construct_yaml_timestamp(loader, node)
    except ValueError:
        return str(node.value)
    if not isinstance(time, dt.datetime):
        return f"{time.isoformat()}T00:00:00.000Z"
    moment = time.astimezone(dt.UTC) if time.tzinfo else time
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _read_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Json]:
    loader.flatten_mapping(node)
    values: dict[str, Json] = {}
    for key_node, value_node in node.value:
        key = _key(loader.construct_object(key_node, deep=True))
        if key in values and key_node.tag != f"{_PREFIX}merge":
            raise DataError(f"“{key}” is given twice", key_node.start_mark.line, key_node.start_mark.column)
        values[key] = loader.construct_object(value_node, deep=True)
    return values


def _key(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return ",".join(map(_key, value)) if isinstance(value, list) else str(value)


_Loader.add_constructor(f"{_PREFIX}int", _read_whole)
_Loader.add_constructor(f"{_PREFIX}float", _read_number)
_Loader.add_constructor(f"{_PREFIX}timestamp", _read_time)
_Loader.add_constructor(f"{_PREFIX}map", _read_mapping)


def read_yaml(text: str) -> Json:
    """The value of a YAML text.

    Raises:
        DataError: It is no YAML, holds what JSON cannot, names a key twice, or is too long or too deep.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise DataError(f"a block of data may have {MAXIMUM_LENGTH:,} characters at most")
    if any(f"{bracket}" * MAXIMUM_DEPTH in "".join(_BRACKETS.findall(text)) for bracket in "[{"):
        raise DataError(f"data may be nested {MAXIMUM_DEPTH} levels deep at most")
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise DataError(error.problem or "this is no YAML", line, column) from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise error if isinstance(error, DataError) else DataError(str(error)) from error
    except RecursionError as error:
        raise DataError(f"data may be nested {MAXIMUM_DEPTH} levels deep at most") from error
    _measure(value)
    return value


def read_data(image: str) -> Json:
    """The value of a `{…}` block: flow style on one line, block style where the brace stands alone on its line."""
    match = _BLOCK_START.match(image)
    return read_yaml(_BLOCK_END.sub("", image[match.end() :]) if match else image)


def starts_block_style(image: str) -> bool:
    """Whether the first line of a `{…}` block holds the brace alone."""
    return _BLOCK_START.match(image) is not None


def _measure(value: Json) -> None:
    waiting: list[tuple[Json, int]] = [(value, 0)]
    count = 0
    while waiting:
        held, depth = waiting.pop()
        count += 1
        if depth > MAXIMUM_DEPTH:
            raise DataError(f"data may be nested {MAXIMUM_DEPTH} levels deep at most")
        if count > MAXIMUM_VALUES:
            raise DataError(f"a block of data may hold {MAXIMUM_VALUES:,} values at most")
        if isinstance(held, dict):
            waiting.extend((inner, depth + 1) for inner in held.values())
        elif isinstance(held, list):
            waiting.extend((inner, depth + 1) for inner in held)
        elif not isinstance(held, str | int | float | bool | None):
            raise DataError(f"a value of kind {type(held).__name__} has no place in JSON")
