"""What can be wrong with a catalogue of translations, as sentences."""

from __future__ import annotations

import gettext
import io
import string
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())

Key = tuple[str, str | None]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def key_of(message: Message) -> Key:
    return forms(message.id)[0], message.context


def read(source: str | Path, language: str | None = None) -> Catalog:
    text = source.read_bytes() if isinstance(source, Path) else source.encode()
    return read_po(io.BytesIO(text), locale=language)


def template() -> dict[Key, Message]:
    return {key_of(message): message for message in read(LOCALES / "messages.pot") if message.id}


def extracted() -> set[Key]:
    """Every message that the source names, as `make words` finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=_KEYWORDS)
    return {(forms(message)[0], context) for _, _, message, _, context in found}


_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gaps(text: str) -> set[str]:
    """The names in braces; ValueError for braces that are none, or that ask for more than a name."""
    found = set()
    for _, name, spec, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(text)
        found.add(name)
    return found


def _numbers(catalogue: Catalog) -> dict[int, set[int]]:
    """Which numbers a plural form stands for, as far as one counts."""
    form = gettext.c2py(catalogue.plural_expr)
    stands: dict[int, set[int]] = {}
    for n in range(1_001):
        stands.setdefault(form(n), set()).add(n)
    return stands


def complaints(catalogue: Catalog, wanted: dict[Key, Message]) -> list[str]:
    """All that is wrong with a catalogue, measured against the template."""
    said = {key_of(message): message for message in catalogue if message.id}
    wrong = [f"missing: {key}" for key in wanted.keys() - said.keys()]
    wrong += [f"no longer said: {key}" for key in said.keys() - wanted.keys()]
    stands = _numbers(catalogue)
    for key in wanted.keys() & said.keys():
        wrong += [f"{problem}: {key}" for problem in _problems(wanted[key], said[key], stands)]
    return sorted(wrong)


def _problems(wanted: Message, found: Message, stands: dict[int, set[int]]) -> list[str]:
    written, plural = forms(found.string), len(forms(wanted.id)) > 1
    wrong = ["fuzzy"] if found.fuzzy else []
    if len(written) != (len(stands) if plural else 1):
        wrong.append(f"{len(written)} forms")
    known = set().union(*(gaps(form) for form in forms(wanted.id)))
    for index, form in enumerate(written):
        if not form.strip() and forms(wanted.id)[0].strip():
            wrong.append("empty")
            continue
        try:
            has = gaps(form)
        except ValueError:
            wrong.append("braces")
            continue
        # A form for one number alone may write it out: "a label", "jedna etykieta".
        needed = known - ({"n"} if len(stands.get(index, ())) == 1 else set())
        wrong += [f"gap {gap} is new" for gap in sorted(has - known)]
        wrong += [f"gap {gap} is lost" for gap in sorted(needed - has)]
    if written[0] == forms(wanted.id)[0] and len(_words(written[0])) > SAME_WORDS:
        wrong.append("still English")
    return wrong


SAME_WORDS = 3
"""Names and short words may be the same in two languages; a sentence is not."""


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word.isalpha()]


def served(language: str) -> dict[object, str]:
    """What the compiled catalogue holds."""
    return dict(gettext.translation("messages", LOCALES, languages=[language])._catalog)


def compiled(catalogue: Catalog) -> dict[object, str]:
    """What it would hold, were it compiled now."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    return dict(gettext.GNUTranslations(made)._catalog)
