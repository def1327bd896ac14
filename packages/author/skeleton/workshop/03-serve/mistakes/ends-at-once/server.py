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


signal.signal(signal.SIGTERM, signal.default_int_handler)
