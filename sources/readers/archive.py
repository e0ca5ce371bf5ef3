"""ZIP archives that were made by strangers."""

import io
import re
import zipfile
import zlib

from sources.errors import BrokenDocument, EncryptedDocument, UnsafeDocument

# A book of a thousand chapters and pictures has 5,000 members.
MEMBERS_MAX = 10_000
# What a document of 60 MB may swell to; pictures, most of it as a rule, do not swell at all.
EXPANDED_MAX = 400_000_000
# One member that is parsed: the text of the longest books has 10 MB, its markup ten times as much.
MEMBER_MAX = 100_000_000
# Markup shrinks to a tenth, repetitive markup to a fiftieth; deflate's utmost, 1 : 1,032, is what bombs use.
RATIO_MAX = 300
RATIO_COUNTS_FROM = 1_000_000
# Bytes of the archive's directory: 10,000 members with long names.
_DIRECTORY_MAX = 4_000_000
_END_RECORD = b"PK\x05\x06"
_BAD_NAME = re.compile(r"(?:^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00)")


class Archive:
    """The members of a ZIP archive, checked as a whole before any is read; nothing is written anywhere.

    Raises UnsafeDocument for an archive that swells, has too many members or names that lead out of it,
    EncryptedDocument when a member asks for a password, BrokenDocument when it cannot be read. Archives inside the
    archive are never opened.
    """

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise BrokenDocument("The file is a damaged archive: it may not have arrived whole.") from error
        _check(self._zip.infolist())

    def names(self) -> list[str]:
        """Return the members' names in the order of the archive's directory."""
        return self._zip.namelist()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """Return a member's bytes; BrokenDocument when it is missing or damaged."""
        try:
            with self._zip.open(name) as member:
                # A header that states too little is cut there by the library, one that states too much was refused.
                data = member.read(MEMBER_MAX + 1)
        except KeyError as error:
            raise BrokenDocument(f"The document lacks its part “{name[:80]}”.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            # A place before the archive's start is a ValueError, a method that is not known a RuntimeError.
            raise BrokenDocument(f"The document's part “{name[:80]}” is damaged.") from error
        if len(data) > MEMBER_MAX:
            raise UnsafeDocument(f"The document's part “{name[:80]}” is too large to be read.")
        return data


def _check_directory(data: bytes) -> None:
    """Refuse a directory that is too large before the library reads it into memory."""
    end = data.rfind(_END_RECORD, max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        raise BrokenDocument("The file is a damaged archive: its end is missing.")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > _DIRECTORY_MAX:
        raise UnsafeDocument("The archive lists too many parts to be a document.")


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS_MAX:
        raise UnsafeDocument(f"The archive has {len(members):,} parts; a document may have {MEMBERS_MAX:,}.")
    for member in members:
        if _BAD_NAME.search(member.orig_filename):
            raise UnsafeDocument("The archive has a part whose name leads out of it.")
        if member.flag_bits & 1:
            raise EncryptedDocument("The document asks for a password: save it without one.")
        swells = member.file_size > RATIO_MAX * max(1, member.compress_size)
        if member.file_size > MEMBER_MAX or (swells and member.file_size > RATIO_COUNTS_FROM):
            raise UnsafeDocument(
                f"The archive is made to swell: {member.compress_size:,} bytes would become {member.file_size:,}."
            )
    total = sum(member.file_size for member in members)
    if total > EXPANDED_MAX:
        raise UnsafeDocument(
            f"The archive would swell to {total / 1e6:,.0f} MB; {EXPANDED_MAX / 1e6:.0f} MB are allowed."
        )
