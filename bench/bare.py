"""What Flask costs by itself: an answer of as many bytes as asked for, from JSON, under the same server."""

from __future__ import annotations

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/<int:size>")
def bare(size: int) -> object:
    """Read a JSON body, answer JSON of about `size` bytes."""
    request.get_json()
    return jsonify({"text": "x" * max(0, size - 14)})
