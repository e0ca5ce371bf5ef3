"""Reads one document from standard input under limits, and writes what it read to standard output, a line each.

    python -m sources.readers MEDIA_TYPE LANGUAGE CPU_SECONDS ADDRESS_SPACE_BYTES

It needs neither Django nor the environment of its parent, and gives up the right to write files before it looks at the
first byte.
"""

import resource
import sys

from common.errors import ParallaxError
from sources.domain.sentences import split_sentences
from sources.readers.reading import Glance
from sources.readers.registry import read
from sources.readers.wire import dump_glance, dump_reading, dump_refusal

_OPEN_FILES_MAX = 64


def main() -> None:
    """Read, and answer in lines."""
    media_type, language, cpu_seconds, address_space = sys.argv[1:5]
    _limit(int(cpu_seconds), int(address_space))
    data = sys.stdin.buffer.read()
    try:
        for result in read(media_type, data):
            if isinstance(result, Glance):
                line = dump_glance(result)
            else:
                line = dump_reading(result, split_sentences(result.document, language))
            print(line, flush=True)  # noqa: T201 - the pipe to the parent
    except ParallaxError as error:
        print(dump_refusal(error), flush=True)  # noqa: T201 - the same


def _limit(cpu_seconds: int, address_space: int) -> None:
    """Take limits that this process cannot lift again."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES_MAX, _OPEN_FILES_MAX))


if __name__ == "__main__":
    main()
