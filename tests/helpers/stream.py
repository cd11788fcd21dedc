"""A network camera on loopback: Motion JPEG over HTTP, whose picture the test changes while it runs."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

_RATE = 15.0  # pictures a second


class StreamedCamera:
    """`show` changes the picture, `hold` sends none until the next `show`.

    `end` breaks every stream off and refuses new ones; `viewers` counts who looks.
    """

    def __init__(self) -> None:
        self._jpeg = b""
        self._over = threading.Event()
        self.viewers = 0
        self.url = ""

    def show(self, image: Image.Image) -> None:
        """The picture from now on."""
        file = io.BytesIO()
        image.convert("RGB").save(file, "JPEG", quality=92)
        self._jpeg = file.getvalue()

    def hold(self) -> None:
        """As a camera that has been opened and takes its time."""
        self._jpeg = b""

    def end(self) -> None:
        """As if it were pulled out."""
        self._over.set()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """One viewer."""
        if self._over.is_set():
            handler.send_error(503)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        handler.end_headers()
        self.viewers += 1
        try:
            while not self._over.wait(1 / _RATE):
                if not (jpeg := self._jpeg):
                    continue
                head = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                handler.wfile.write(head + jpeg + b"\r\n")
        except OSError:
            pass  # the viewer has gone
        finally:
            self.viewers -= 1


@contextmanager
def streamed_camera(image: Image.Image) -> Iterator[StreamedCamera]:
    """A camera that shows `image` at first."""
    camera = StreamedCamera()
    camera.show(image)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            camera.serve(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    camera.url = f"http://127.0.0.1:{server.server_port}/camera.mjpg"
    try:
        yield camera
    finally:
        camera.end()
        server.shutdown()
        server.server_close()
        thread.join()
