"""A page for whoever works on the host: every widget, and what is sent when they are used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from .host import cards

_CARDS = Path(__file__).with_name("gallery.json")


def register(pages: Blueprint) -> None:
    """Add the gallery to the simulator's pages."""

    @pages.get("/_simulator/gallery")
    def gallery() -> ResponseReturnValue:
        settings = {
            "endpoint": "/_simulator/gallery",
            "name": "Gallery",
            "logo": "",
            "universalActions": [{"label": "Settings", "runFunction": "https://example.com/notify"}],
            "linkPrefixes": ["https://example.com/"],
        }
        return render_template("gallery.html", settings=settings, names=list(_cards()))

    @pages.post("/_simulator/gallery/open")
    def gallery_open() -> ResponseReturnValue:
        card = _cards()[request.get_json()["trigger"]]
        wrong = cards.problems(card)
        if wrong:
            return jsonify(error="\n".join(wrong))
        return jsonify(answer={"navigations": [{"pushCard": card}]})

    @pages.post("/_simulator/gallery/act")
    def gallery_act() -> ResponseReturnValue:
        return _act(request.get_json())

    @pages.post("/_simulator/gallery/suggest")
    def gallery_suggest() -> ResponseReturnValue:
        inputs = request.get_json()["formInputs"]
        typed = next(
            (value["stringInputs"]["value"][0] for value in inputs.values() if "stringInputs" in value), ""
        )
        return jsonify(
            answer={
                "items": [f"{typed}{end}" for end in ("@example.com", ".lee@example.com", ".wu@example.com")]
            }
        )

    @pages.post("/_simulator/gallery/consent")
    def gallery_consent() -> ResponseReturnValue:
        return jsonify(answer={})


def _cards() -> dict[str, Any]:
    text = _CARDS.read_text(encoding="utf-8").replace("$HOST", request.host_url.rstrip("/"))
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _act(body: dict[str, Any]) -> ResponseReturnValue:
    what = body["function"].rsplit("/", 1)[-1]
    if what == "fail":
        return jsonify(error="POST https://example.com/fail\nHTTP 500")
    seen = json.dumps(
        {key: body.get(key) for key in ("formInputs", "parameters")}, ensure_ascii=False, sort_keys=True
    )
    card = {
        "name": what,
        "header": {"title": "What was sent", "subtitle": what},
        "sections": [
            {"widgets": [{"textParagraph": {"text": seen.replace("&", "&amp;").replace("<", "&lt;")}}]}
        ],
    }
    steps: dict[str, list[dict[str, Any]]] = {
        "push": [{"pushCard": card}],
        "pop": [{"pop": True}],
        "root": [{"popToRoot": True}],
        "update": [{"updateCard": _cards()["inputs"]}],
    }
    return jsonify(
        answer={"navigations": steps.get(what, []), "notification": seen if what == "notify" else ""}
    )
