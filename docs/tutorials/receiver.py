"""Receives webhooks and verifies them as Standard Webhooks says: `python receiver.py SECRET [PORT]`."""  # noqa: INP001 - a script of its own

import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 9099
FIVE_MINUTES = 300


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        verified = self.is_signed(body) and self.is_fresh()
        event = json.loads(body)
        person = event["data"].get("person")
        told = f"{event['type']} {event['data']['object']}{f' to {person}' if person else ''}"
        sys.stdout.write(f"{'verified' if verified else 'REFUSED'}: {told}\n")
        sys.stdout.flush()
        self.send_response(204 if verified else 401)
        self.end_headers()

    def is_signed(self, body: bytes) -> bool:
        content = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        ours = "v1," + base64.b64encode(hmac.digest(KEY, content, hashlib.sha256)).decode()
        return any(hmac.compare_digest(ours, theirs) for theirs in self.headers["webhook-signature"].split())

    def is_fresh(self) -> bool:
        return abs(time.time() - int(self.headers["webhook-timestamp"])) < FIVE_MINUTES

    def log_message(self, *_: object) -> None:
        """Say nothing but what was told."""


HTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()
