"""Reads a release again, byte by byte, and says what is not as it was."""

from releases import storing
from releases.domain.canonical import root_hash
from releases.enums import FileRole
from releases.models import Release


def find_faults(release: Release) -> list[str]:
    """Return what is wrong with the files of the release in the store, in words; nothing if all is as it was."""
    faults = []
    for file in release.files.all():
        path = storing.stored_path(file.sha256)
        if not path.exists():
            faults.append(f"{file.name} is missing: {file.sha256} is not in the store.")
        elif path.stat().st_size != file.size or storing.sha256_of(path) != file.sha256:
            faults.append(f"{file.name} is not what was released: its bytes do not have the hash {file.sha256}.")
    canonical = {file.name: file.sha256 for file in release.files.all() if file.role == FileRole.CANONICAL}
    if root_hash(canonical) != release.root_hash:
        faults.append(f"The root hash {release.root_hash} does not follow from the hashes of the files.")
    return faults
