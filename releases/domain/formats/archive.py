"""Several files as one ZIP archive that is written as it is read, in constant memory."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from releases.domain.formats.sink import Sink

MEDIA_TYPE = "application/zip"
CHUNK = 2**18


def write_archive(files: Iterable[tuple[str, Callable[[], BinaryIO]]], *, made_at: datetime) -> Iterator[bytes]:
    """Yield the archive of the files, each given by its name and what opens it; equal files give equal bytes."""
    sink = Sink()
    moment = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[call-overload]
        for name, opened in files:
            entry = zipfile.ZipInfo(name, moment)
            # Parquet is compressed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            # Sizes stand behind the data, since nothing can be gone back to: a file may have any size.
            with opened() as source, archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    if sink.waiting >= CHUNK:
                        yield sink.take()
    yield sink.take()
