"""A look at every page that any test opens: what holds for all of them."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient

from tests.http.outside import BASE

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "rect",
}
NEEDS_LABEL = {"input", "select", "textarea"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: list[tuple[dict[str, str | None], bool]] = []
        self.forms: list[dict[str, list[tuple[str, str]] | str]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.tags.append((tag, said))
        if len(said) != len(attrs):
            self.wrong.append(f"an attribute twice: {tag} {attrs}")
        if "id" in said:
            self.ids.append(said["id"] or "")
        if tag == "label" and said.get("for"):
            self.labelled.add(said["for"] or "")
        if tag in NEEDS_LABEL and said.get("type") not in {"hidden", "submit"}:
            self.inputs.append((said, "label" in self.open))
        if tag == "form":
            self.forms.append(
                {
                    "action": said.get("action", ""),
                    "method": said.get("method", "get"),
                    "fields": [],
                    "buttons": [],
                }
            )
        if self.forms and "form" in self.open:
            if (
                tag == "input"
                and said.get("name")
                and (said.get("type") not in {"radio", "checkbox"} or "checked" in said)
            ):
                self.forms[-1]["fields"].append((said["name"], said.get("value") or ""))
            if tag == "button" and said.get("name"):
                self.forms[-1]["buttons"].append((said["name"], said.get("value") or ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> where {self.open[-3:]} is open")
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"script", "style"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        """What can be read, on one line."""
        return " ".join(" ".join(self.words).split())

    def has(self, tag: str, **attrs: str) -> bool:
        """Whether there is such a tag."""
        return any(
            name == tag
            and all(said.get(key.rstrip("_").replace("_", "-")) == value for key, value in attrs.items())
            for name, said in self.tags
        )

    def links(self) -> list[str]:
        return [said.get("href") or "" for name, said in self.tags if name == "a"]

    def form(self, action: str, button: tuple[str, str] | None = None):
        """The form that is sent to an address (with a certain button)."""
        for form in self.forms:
            if (
                form["action"] == action
                and form["method"] == "post"
                and (button is None or button in form["buttons"])
            ):
                return form
        raise AssertionError(f"no form to {action} in {[form['action'] for form in self.forms]}")


def complaints(text: str, *, whole: bool) -> list[str]:
    """What is wrong with a page, or with a part of one."""
    page = Page(text)
    wrong = [*page.wrong, *_doubled(page), *_unnamed(page), *_running(page), *_leading(page)]
    if page.open:
        wrong.append(f"left open: {page.open}")
    return wrong + _framed(page, text) if whole else wrong


def _doubled(page: Page) -> list[str]:
    return [f"id twice: {one}" for one in set(page.ids) if page.ids.count(one) > 1]


def _unnamed(page: Page) -> list[str]:
    wrong = []
    for said, inside in page.inputs:
        named = (
            inside or said.get("id") in page.labelled or said.get("aria-label") or said.get("aria-labelledby")
        )
        if not named:
            wrong.append(f"no label: {said}")
    wrong += ["picture without alt" for tag, said in page.tags if tag == "img" and "alt" not in said]
    return wrong


def _running(page: Page) -> list[str]:
    wrong = []
    for tag, said in page.tags:
        if tag == "style" or "style" in said:
            wrong.append(f"inline style: {tag}")
        if tag == "script" and not (said.get("src") or "").startswith("/assets/"):
            wrong.append("inline script")
        wrong += [f"handler: {name}" for name in said if name.startswith(("on", "hx-on"))]
        if "javascript:" in (said.get("href") or said.get("src") or "").lower():
            wrong.append(f"script in an address: {said}")
    return wrong


def _leading(page: Page) -> list[str]:
    wrong = []
    for tag, said in page.tags:
        if said.get("target") == "_blank" and "noopener" not in (said.get("rel") or ""):
            wrong.append("new window with an opener")
        if tag in {"a", "form"} and (said.get("href") == "" or said.get("action") == ""):
            wrong.append(f"leads nowhere: {tag} {said}")
    for form in page.forms:
        ours = form["action"] != "/signout" or page.has("meta", name="htmx-config")
        if form["method"] == "post" and ours and "csrf" not in dict(form["fields"]):
            wrong.append(f"no token in the form to {form['action']}")
    return wrong


def _framed(page: Page, text: str) -> list[str]:
    """What a whole page has once."""
    tags = [tag for tag, _ in page.tags]
    wrong = [f"{tags.count(one)} {one}" for one in ("h1", "main") if tags.count(one) != 1]
    if not any(tag == "html" and said.get("lang") for tag, said in page.tags):
        wrong.append("no language")
    if not text.partition("<title>")[2].partition("</title>")[0].strip():
        wrong.append("no title")
    if not page.has("a", href="#main"):
        wrong.append("no skip link")
    for _, said in page.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            wrong += [
                f"{name} of nothing: {one}" for one in (said.get(name) or "").split() if one not in page.ids
            ]
    return wrong


class Browser(FlaskClient):
    """A browser without scripts, and with an eye for what holds on every page."""

    def open(self, *args, **kwargs):
        kwargs.setdefault("base_url", BASE)
        headers = {"Accept": "text/html", **dict(kwargs.pop("headers", None) or {})}
        answer = super().open(*args, headers=headers, **kwargs)
        said = answer.headers
        assert said["X-Content-Type-Options"] == "nosniff"
        policy = said["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        if answer.mimetype == "text/html" and answer.data and answer.status_code not in {301, 302, 303, 308}:
            text = answer.get_data(as_text=True)
            assert "Traceback" not in text
            assert said["Cache-Control"] == "no-store"
            whole = "<!doctype html>" in text.lower()
            wrong = complaints(text, whole=whole)
            assert not wrong, f"{args[0]}: {wrong}"
        return answer

    def see(self, path: str, status: int = 200, **more) -> Page:
        """Open a page; it has to answer with this status."""
        answer = self.get(path, **more)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return Page(answer.get_data(as_text=True))

    def send(self, page: Page, action: str, button: tuple[str, str] | None = None, **changes):
        """Fill in a form of the page and press one of its buttons."""
        form = page.form(action, button)
        fields = [(name, value) for name, value in form["fields"] if name not in changes]
        for name, value in changes.items():
            fields += [(name, one) for one in (value if isinstance(value, list | tuple) else [value])]
        if button:
            fields.append(button)
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        return self.post(action, data=data, headers={"Origin": BASE})

    def follow(self, answer) -> Page:
        """To where a form leads."""
        assert answer.status_code == 303, (answer.status_code, Page(answer.get_data(as_text=True)).text[:600])
        return self.see(answer.headers["Location"])
