"""One Chinese page, and a real local server that serves it in seven ways, most of which lie."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "港口的早市六点开门，渔民把夜里打来的鱼摆上木板，价钱用粉笔写在黑板上。"
BODY = (
    f"<h1>早市</h1><p>{SENTENCE}</p><p>雨天也不休息，只是摊位会少一半，附近的面馆生意反而更好。"
    "老板说，冬天来的客人最多，大家都想喝一碗热汤再回去。</p>"
)


def page(meta=""):
    """Give the page, with the charset that a meta element claims."""
    tag = f'<meta charset="{meta}">' if meta else ""
    return f"<!DOCTYPE html><html><head>{tag}<title>早市</title></head><body>{BODY}</body></html>"


WAYS = {
    # name: (header's charset, meta's charset, the encoding that it really is in)
    "gbk-header-gbk": ("gbk", "", "gbk"),
    "gbk-nothing-declared": ("", "", "gbk"),
    "gbk-meta-gb2312": ("", "gb2312", "gbk"),
    "utf8-header-gbk": ("gbk", "", "utf-8"),
    "utf8-header-latin1": ("iso-8859-1", "", "utf-8"),
    "utf8-meta-gb2312": ("", "gb2312", "utf-8"),
    "gbk-header-utf8": ("utf-8", "", "gbk"),
}


def content_type(way):
    """Give the header of one way."""
    charset = WAYS[way][0]
    return "text/html" + (f"; charset={charset}" if charset else "")


def body(way):
    """Give the bytes of one way."""
    _, meta, encoding = WAYS[way]
    return page(meta).encode(encoding)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        way = self.path.strip("/")
        if way == "picture":
            kind, data = "text/html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
        elif way in WAYS:
            kind, data = content_type(way), body(way)
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def serving():
    """Serve; gives the address without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
