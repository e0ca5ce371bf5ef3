"""A site in this process and a browser that opens it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def find_chromium(unmeasured: str) -> str | None:
    """Return where Chromium is; where there is none, say what therefore is not measured."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        print(f"{unmeasured} not measured: no Chromium on the PATH")
    return executable


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site on a free port of this machine for a while; Django is set up by then."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    class Silent(WSGIRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
