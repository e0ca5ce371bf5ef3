"""Unpacks an answer piece by piece, so that a few packed bytes cannot become many before anyone looks."""

import zlib
from collections.abc import Iterable, Iterator

from common.outbound.errors import AnswerRefused

STEP = 64 * 1024
"""Bytes that come out at once at most."""
_GZIP_OR_ZLIB, _RAW = 47, -15


def unpack(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield the pieces as they were before packing, each of `STEP` bytes at most where they were packed.

    `coding` is the value of the Content-Encoding header. AnswerRefused for one that was not asked for and for bytes
    that do not unpack or end too early.
    """
    name = coding.strip().lower()
    if name in {"", "identity"}:
        return iter(pieces)
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise AnswerRefused(f"The server sent the answer packed in a way that is not read: {name[:40]}.")
    return _unpack_deflate(pieces, may_be_raw=name == "deflate")


def _unpack_deflate(pieces: Iterable[bytes], *, may_be_raw: bool) -> Iterator[bytes]:
    machine, begun = zlib.decompressobj(_GZIP_OR_ZLIB), False
    try:
        for piece in pieces:
            # RFC 9110 wants the zlib form for "deflate"; some servers send it bare. Its first byte tells them apart.
            if not begun and may_be_raw and piece and piece[0] & 0x0F != zlib.DEFLATED:
                machine = zlib.decompressobj(_RAW)
            begun = begun or bool(piece)
            rest = piece
            while rest:
                out = machine.decompress(rest, STEP)
                if out:
                    yield out
                rest = machine.unconsumed_tail
                if machine.eof and machine.unused_data:
                    rest, machine = machine.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
    except zlib.error as error:
        raise AnswerRefused("The server's answer is packed wrongly and cannot be read.") from error
    if begun and not machine.eof:
        raise AnswerRefused("The server's answer broke off before its end.")
