# The app that learners put into an image. It may be in any language; keep it small, and let it
# say its name in its page, so that `serves` in 03-serve/step.ts can tell it from other answers.
import signal
from http.server import BaseHTTPRequestHandler, HTTPServer

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="application-name" content="my-workshop">
<title>Hello</title>
<h1>Hello from a container</h1>
"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE)


# `docker stop` sends SIGTERM, which the first process of a container ignores unless told otherwise.
signal.signal(signal.SIGTERM, signal.default_int_handler)
HTTPServer(("0.0.0.0", 8000), Page).serve_forever()
