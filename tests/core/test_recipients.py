"""Who is meant by a pasted list?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.recipients import Address, email_of, parse

MAYA, TOM, LEE = "maya@acme.example", "tom@acme.example", "lee.chen+x@sub.acme.test"


def emails(text):
    return [address.email for address in parse(text).addresses]


@pytest.mark.parametrize(
    "text",
    [
        f"{MAYA},{TOM},{LEE}",
        f"{MAYA}; {TOM} ;{LEE};",
        f"{MAYA}\n{TOM}\r\n\r\n{LEE}\n",
        f"{MAYA}\t{TOM}\t{LEE}",
        f"{MAYA} {TOM}  {LEE}",
        f"{MAYA}，{TOM}；{LEE}",
        f"<{MAYA}>, <{TOM}>, <{LEE}>",
        f"'{MAYA}', \"{TOM}\", mailto:{LEE}?subject=hello",
        f"Maya <{MAYA}>, Tom <{TOM}>; Lee <{LEE}>",
        f"Maya Chen <{MAYA}>\nMAILTO:{TOM}\n {LEE}",
        f"\u200b{MAYA}, {TOM}\u200b,\u202a{LEE}\u202c",
        f"{MAYA}> {TOM}, {LEE}",
        f"Maya Chen <{MAYA}>{TOM}, {LEE}",
        f"Maya Chen <{MAYA}> Tom <{TOM}> {LEE}",
        f"Chen, Maya <{MAYA}>Tom <{TOM}>; {LEE}",
        f",;\n{MAYA},,{TOM};;{LEE},",
    ],
)
def test_are_all_three_found_in_order(text):
    assert emails(text) == [MAYA, TOM, LEE]
    assert parse(text).malformed == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Maya Chen <{MAYA}>", "Maya Chen"),
        (f'"Chen, Maya" <{MAYA}>', "Chen, Maya"),
        (f"“Chen, Maya” <{MAYA}>", "Chen, Maya"),
        (f"„Chen; Maya“ <{MAYA}>", "Chen; Maya"),
        (f"Chen, Maya <{MAYA}>", "Chen, Maya"),
        (f"O’Brien-Chen, Maya <{MAYA}>", "O’Brien-Chen, Maya"),
        (f"李, 明 <{MAYA}>", "李, 明"),
        (f"'Maya Chen' <{MAYA}>", "Maya Chen"),
        (f'"Maya \\"May\\" Chen" <{MAYA}>', 'Maya "May" Chen'),
        (f"  Maya \u200b  Chen\x07 <{MAYA}>", "Maya Chen"),
        (f"{MAYA} <{MAYA}>", ""),
        (f"{MAYA.upper()} <{MAYA}>", ""),
        (f"Maya <3 Chen <{MAYA}>", "Maya <3 Chen"),
        (f"{'x' * 300} <{MAYA}>", "x" * 200),
        (MAYA, ""),
    ],
)
def test_what_is_she_called(text, name):
    assert [address.name for address in parse(text).addresses] == [name]
    assert emails(text) == [MAYA]
    assert parse(text).malformed == ()


@pytest.mark.parametrize(
    "bad",
    [
        "maya",
        "maya@",
        "@acme.example",
        "maya@acme",
        "maya@localhost",
        "maya@@acme.example",
        "maya @acme.example",
        "maya@acme..example",
        "maya@[192.0.2.1]",
        ".maya@acme.example",
        "Maya <maya>",
        "<>",
        "Maya Chen",
        "x" * 65 + "@acme.example",
    ],
)
def test_is_a_malformed_address_named_and_the_good_ones_kept(bad):
    parsed = parse(f"{TOM}, {bad}, {LEE}")
    assert parsed.malformed == (bad,)
    assert [address.email for address in parsed.addresses] == [TOM, LEE]


def test_is_what_follows_an_address_in_brackets_lost():
    parsed = parse(f"Maya <{MAYA}> and Tom <{TOM}>oops")
    assert [(address.name, address.email) for address in parsed.addresses] == [
        ("Maya", MAYA),
        ("and Tom", TOM),
    ]
    assert parsed.malformed == ("oops",)


def test_does_an_unfinished_address_pass_for_the_family_name_of_the_next():
    parsed = parse(f"oops, Maya <{MAYA}>")
    assert parsed.malformed == ("oops",)
    assert [(address.name, address.email) for address in parsed.addresses] == [("Maya", MAYA)]


@pytest.mark.parametrize(
    "text",
    [
        f"Oops1, Maya <{MAYA}>",
        f"eBay, Maya <{MAYA}>",
        f"Oops, <{MAYA}>",
        f"Chen, Maya, X <{MAYA}>",
    ],
)
def test_does_what_is_no_name_before_a_comma_stay_out_of_the_name(text):
    parsed = parse(text)
    assert emails(text) == [MAYA]
    assert parsed.malformed
    assert "," not in parsed.addresses[0].name


def test_does_a_name_or_address_keep_its_first_and_last_letter():
    assert parse(f"Xena X <{MAYA}>").addresses[0].name == "Xena X"
    assert emails("Xena@acme.example, mail@x.exampleX") == ["xena@acme.example", "mail@x.examplex"]


def test_are_two_people_on_one_line_told_apart():
    assert emails(f"Maya <{MAYA}>, Tom <{TOM}>") == [MAYA, TOM]
    assert [address.name for address in parse(f"Chen, Maya <{MAYA}>; Lee, Tom <{TOM}>").addresses] == [
        "Chen, Maya",
        "Lee, Tom",
    ]


def test_is_the_same_address_twice_one_person():
    parsed = parse(f"{MAYA.upper()}, Maya <Maya@Acme.Example>, {MAYA}, M. <{MAYA}>")
    assert parsed.addresses == (Address("Maya", MAYA, "Maya <Maya@Acme.Example>"),)


def test_does_a_name_learned_later_move_anybody():
    assert emails(f"{MAYA}, {TOM}, Maya <{MAYA}>") == [MAYA, TOM]


def test_is_the_same_malformed_address_named_once():
    assert parse("oops, oops,oops").malformed == ("oops",)


def test_is_an_unclosed_quote_or_bracket_no_trap():
    assert emails(f'"Maya, {TOM}, <{MAYA}') == [TOM, MAYA]
    assert emails(f'5" pipes, {TOM}') == [TOM]


def test_are_500_addresses_read():
    people = [f"person{number}@acme.example" for number in range(500)]
    assert emails("\n".join(people)) == people


def test_is_nothing_typed_nobody():
    assert parse("") == parse(" \n,; ")
    assert parse("").addresses == ()


def test_what_is_an_address():
    assert email_of("Maya@Acme.Example") == MAYA
    assert email_of("maya@acme.test") == "maya@acme.test"
    assert email_of("zoë@acme.example") == "zoë@acme.example"
    assert email_of("maya@acme.local") is None
    assert email_of("maya@test") is None
    assert email_of("a b@acme.example") is None


@given(st.text(alphabet=st.sampled_from('ab@.,;<>"\n \t“„'), max_size=60))
def test_is_any_text_read_without_failing(text):
    parsed = parse(text)
    found = [address.email for address in parsed.addresses]
    assert len(set(found)) == len(found)
    for address in parsed.addresses:
        assert email_of(address.email) == address.email
        assert address.email in text.lower()
    assert all(piece.strip() == piece and piece for piece in parsed.malformed)


NAMES = st.text(alphabet="abcdefgh -", max_size=12).map(str.strip)
PEOPLE = st.lists(st.tuples(NAMES, st.integers(0, 40)), max_size=15)


@given(PEOPLE, st.sampled_from([",", ";", "\n", ", ", " ;\n", "\t"]))
def test_is_every_address_of_a_list_found_once(people, divider):
    typed = [
        f"{name} <p{number}@acme.example>" if name else f"p{number}@acme.example" for name, number in people
    ]
    assert set(emails(divider.join(typed))) == {f"p{number}@acme.example" for _, number in people}
    assert parse(divider.join(typed)).malformed == ()
