"""A drawing as PNG, by resvg in a process of its own: a huge picture can take that process, never the site's.

    python -m arguments.rasterising ZOOM CPU_SECONDS ADDRESS_SPACE_BYTES < drawing.svg > drawing.png

The child needs neither Django nor the environment of its parent. Text is drawn with the variable font that it was
measured with; other scripts with the fonts that the machine has.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from arguments.errors import PictureTooCostlyError, PictureTooLargeError

PNG_TYPE = "image/png"
SCALES = (1, 2, 3)
MOST_PIXELS = 40_000_000
"""The picture takes four bytes a pixel, twice while it is written: 350 MB at the limit."""
CPU_SECONDS = 60
WALL_SECONDS = 60.0
ADDRESS_SPACE = 1_500_000_000
"""Bytes, counting libraries and what is reserved but not used."""

_PROJECT = Path(__file__).resolve().parent.parent


def count_pixels(width: int, height: int, scale: float) -> int:
    """Return how many pixels a drawing of this size in CSS pixels has at a scale."""
    return round(width * scale) * round(height * scale)


def fits(width: int, height: int, scale: float) -> bool:
    """Whether a drawing of this size may be drawn at a scale."""
    return 0 < count_pixels(width, height, scale) <= MOST_PIXELS


def rasterise(svg: str, *, width: int, height: int, scale: float) -> bytes:
    """Return the drawing, `width` by `height` CSS pixels, as PNG at a scale.

    Raises `PictureTooLargeError` above `MOST_PIXELS` and `PictureTooCostlyError` when the process reaches a limit of
    time or memory. What is transparent in the drawing stays so. Equal input gives equal output on one machine.
    """
    if not fits(width, height, scale):
        size = f"{round(width * scale):,} × {round(height * scale):,}".replace(",", "\u202f")
        raise PictureTooLargeError(
            f"At {scale:g}× a PNG of this map has {size} pixels; {MOST_PIXELS // 1_000_000} million are the most."
            " Choose a smaller scale, fold branches, or take SVG or PDF, which stay sharp at any size.",
            width=round(width * scale),
            height=round(height * scale),
        )
    limits = (str(CPU_SECONDS), str(ADDRESS_SPACE))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "arguments.rasterising", f"{scale:g}", *limits],
            input=svg.encode(),
            capture_output=True,
            check=False,
            timeout=WALL_SECONDS,
            cwd=_PROJECT,
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise PictureTooCostlyError(f"Drawing the picture took longer than {WALL_SECONDS:.0f} s. {_ADVICE}") from None
    if done.returncode != 0 or not done.stdout:
        raise PictureTooCostlyError(f"Drawing the picture took more memory or time than it may. {_ADVICE}")
    return done.stdout


_ADVICE = "Choose a smaller scale, fold branches, or take SVG or PDF."


def main() -> None:
    """Draw what comes in on standard input."""
    zoom, cpu_seconds, address_space = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Imported here: the site draws nothing itself, and the limits hold for the libraries too.
    import resvg_py  # noqa: PLC0415
    from fontpkg_inter import ROOT  # noqa: PLC0415

    svg = sys.stdin.buffer.read().decode()
    font = str(ROOT / "files" / "Inter[opsz,wght].ttf")
    sys.stdout.buffer.write(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, font_files=[font], sans_serif_family="Inter")
    )


if __name__ == "__main__":
    main()
