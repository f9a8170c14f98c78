"""Cards of a service, drawn by the host: asked for over HTTP, held against Google's schema."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from simulator.app import create_app
from simulator.ui import Settings, extension

CARDS = {
    "good": {"sections": [{"widgets": [{"textParagraph": {"text": "Hello"}}]}]},
    "bad": {"sections": [{"widgets": [{"textInput": {"name": "x"}}]}]},
}


@pytest.fixture
def service():
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            there = self.path.startswith("/gallery/cards?") and "language=xx" not in self.path
            self.send_response(200 if there else 404)
            self.end_headers()
            found = {"language": "fi", "languages": ["en", "fi"], "cards": CARDS}
            self.wfile.write(json.dumps(found).encode() if there else b"")

        def log_message(self, *args):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def client(world, address):
    return create_app(world, extend=[extension(Settings(service=address))]).test_client()


def test_cards_are_asked_for_in_a_language_and_what_is_wrong_is_said(world, service):
    address, asked = service
    page = client(world, address).get("/_simulator/gallery/cards?language=fi").get_data(as_text=True)
    assert asked == ["/gallery/cards?language=fi"]
    assert 'data-card="good"' in page
    assert "bad: " in page
    assert "TextInput needs label or hintText" in page
    assert client(world, address).get("/_simulator/gallery/cards.json").get_json() == CARDS


def test_a_service_without_a_gallery_has_none_here(world, service):
    address, _ = service
    assert client(world, address).get("/_simulator/gallery/cards?language=xx").status_code == 404
    assert client(world, "").get("/_simulator/gallery/cards").status_code == 404
