import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.outbound.addresses import normal_url, read_web_address, why_not_public
from common.outbound.errors import AddressRefused

REFUSED = [
    ("ftp://example.org/a", "http://"),
    ("file:///etc/passwd", "http://"),
    ("javascript:alert(1)", "http://"),
    ("example.org/a", "http://"),
    ("http://", "no host"),
    ("http://user:secret@example.org/", "password"),
    ("http://user@example.org/", "user name"),
    ("http://example.org/a b", "white space"),
    ("http://example.org/a\r\nHost: x", "white space"),
    ("http://example.org\\@127.0.0.1/", "backslash"),
    ("http://0x7f000001/", "hides"),
    ("http://2130706433/", "hides"),
    ("http://127.1/", "hides"),
    ("http://0177.0.0.1/", "hides"),
    ("http://127.0.0.0x1/", "hides"),
    ("http://1.2.3.4.5/", "hides"),
    ("http://１２７.1/", "hides"),
    ("http://[fe80::1%25eth0]/", "interface"),
    ("http://[::g]/", "no"),
    ("http://a..b/", "no name"),
    ("http://exa$mple.org/", "no name"),
    ("http://example.org:99999/", "no address"),
    ("http://example.org/" + "a" * 2000, "longer"),
]
NOT_PUBLIC = [
    ("127.0.0.1", "this machine"),
    ("127.8.9.1", "this machine"),
    ("0.0.0.0", "no machine"),  # noqa: S104 - an address to refuse
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("192.168.1.1", "private"),
    ("169.254.169.254", "local link"),
    ("100.64.0.1", "reserved"),
    ("192.0.2.1", "private"),
    ("198.18.0.1", "private"),
    ("224.0.0.1", "group"),
    ("255.255.255.255", "private"),
    ("::1", "this machine"),
    ("::", "no machine"),
    ("fe80::1", "local link"),
    ("fc00::1", "private"),
    ("fec0::1", "reserved"),
    ("ff0e::1", "group"),
    ("::ffff:127.0.0.1", "this machine"),
    ("::ffff:10.0.0.1", "private"),
    ("::127.0.0.1", "reserved"),
    ("64:ff9b::7f00:1", "this machine"),
    ("64:ff9b::a9fe:a9fe", "local link"),
    ("64:ff9b:1::1", ""),
    ("2002:7f00:1::", "this machine"),
    ("2002:c0a8:101::1", "private"),
    ("2001:0:4136:e378::1", "reserved"),
    ("2001:db8::1", ""),
    ("localhost", "no address"),
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_what_is_no_plain_address_of_the_web_is_refused_with_the_reason(url, reason):
    with pytest.raises(AddressRefused) as refused:
        read_web_address(url)
    assert reason in refused.value.message


@pytest.mark.parametrize(("address", "reason"), NOT_PUBLIC)
def test_addresses_that_are_no_public_host_say_what_they_are(address, reason):
    said = why_not_public(address)
    assert said
    assert reason in said


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_asked(address):
    assert why_not_public(address) == ""


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://bücher.example/ü?q=é", "http://xn--bcher-kva.example/%C3%BC?q=%C3%A9"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ("http://example.org/a%20b", "http://example.org/a%20b"),
    ],
)
def test_an_address_is_read_into_what_is_asked(url, read):
    assert read_web_address(url).url == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://EXAMPLE.org:443/a#part"),
        ("https://example.org/a", "https://example.org/a?utm_source=x&utm_medium=y&fbclid=1"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1&gclid=2"),
        ("https://example.org", "https://example.org/"),
    ],
)
def test_addresses_of_one_page_have_one_normal_form(one, other):
    assert normal_url(one) == normal_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "http://example.org/a"),
        ("https://example.org/a?b=1&b=2", "https://example.org/a?b=2&b=1"),
        ("https://example.org/a?utm=1", "https://example.org/a"),
    ],
)
def test_addresses_that_may_differ_stay_apart(one, other):
    assert normal_url(one) != normal_url(other)


@settings(max_examples=150)
@given(st.text(max_size=40).map(lambda text: f"https://example.org/{text}"))
def test_the_normal_form_is_its_own_normal_form(url):
    assert normal_url(normal_url(url)) == normal_url(url)


@settings(max_examples=150)
@given(st.ip_addresses(v=4))
def test_an_address_inside_an_address_is_judged_as_what_it_is(address):
    number = int(address)
    inside = [f"::ffff:{address}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"]
    assert {why_not_public(one) for one in inside} == {why_not_public(str(address))}
