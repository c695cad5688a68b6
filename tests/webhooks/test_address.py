"""A webhook can never be turned against our own network, however its address is written or its name resolves."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from app.webhooks.address import AllowedNetworks, UrlRefused, parse_and_check_target_url, resolve_and_check_addresses

INTERNET = AllowedNetworks()
INTRANET = AllowedNetworks((ip_network("10.1.0.0/16"), ip_network("fd12::/16")))
PLAIN = AllowedNetworks((ip_network("10.1.0.0/16"),), plain_http=True)

HIDDEN = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2001:0:a00:1::1",
    "2002:7f00:1::1",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


def resolving_to(*addresses: str) -> list[str]:
    target = parse_and_check_target_url("https://hooks.example.com/in", INTERNET)
    return [str(address) for address in resolve_and_check_addresses(target, INTERNET, lambda _host, _port: addresses)]


@pytest.mark.parametrize("address", HIDDEN)
def test_a_name_may_not_lead_to_a_hidden_address(address: str) -> None:
    with pytest.raises(UrlRefused):
        resolving_to(address)


@pytest.mark.parametrize("address", [address for address in HIDDEN if "%" not in address])
def test_a_hidden_address_may_not_be_written_out(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(UrlRefused) as refused:
        parse_and_check_target_url(f"https://{host}/hooks", INTERNET)
    assert refused.value.errors[0].pointer == "/url"


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111"])
def test_the_public_internet_is_in_reach(address: str) -> None:
    assert resolving_to(address) == [address]


@pytest.mark.parametrize("addresses", [("93.184.215.14", "10.0.0.1"), ("::1", "93.184.215.14")])
def test_one_hidden_address_among_several_spoils_the_name(addresses: Sequence[str]) -> None:
    with pytest.raises(UrlRefused):
        resolving_to(*addresses)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "017700000001", "1.2.3.4.5", "a.0x7f"],
)
def test_an_address_in_disguise_is_refused(host: str) -> None:
    with pytest.raises(UrlRefused):
        parse_and_check_target_url(f"https://{host}/", AllowedNetworks((ip_network("127.0.0.0/8"),)))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks",
        "//hooks.example.com",
        "ftp://hooks.example.com",
        "file:///etc/passwd",
        "gopher://hooks.example.com",
        "http://hooks.example.com",
        "https://",
        "https:///hooks",
        "https://user@hooks.example.com",
        "https://user:word@hooks.example.com",
        "https://hooks.example.com#@10.0.0.1",
        "https://hooks.example.com\\@10.0.0.1",
        "https://hooks.example.com /",
        "https://hooks.example.com/\r\nX: y",
        "\thttps://hooks.example.com",
        "https://hooks.example.com:0",
        "https://hooks.example.com:99999",
        "https://hooks.example.com:x",
        "https://[::1",
        "https://[hooks]/",
        "https://-a.example.com",
        "https://a..example.com",
        "https://%31%32%37.0.0.1",
        "https://①②⑦.0.0.1",
        "https://hôte.example.com",
        "https://" + "a" * 64 + ".com",
    ],
)
def test_what_is_not_a_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        parse_and_check_target_url(url, INTERNET)


def test_an_address_is_taken_apart_once() -> None:
    target = parse_and_check_target_url("HTTPS://Hooks.Example.com:8443/in?a=1", INTERNET)
    assert (target.scheme, target.host, target.port, target.path) == ("https", "hooks.example.com", 8443, "/in?a=1")
    assert parse_and_check_target_url("https://hooks.example.com", INTERNET).path == "/"


@pytest.mark.parametrize("url", ["https://10.1.2.3/", "https://[fd12::7]/", "https://[::ffff:10.1.2.3]/"])
def test_the_intranet_is_in_reach_where_it_is_listed(url: str) -> None:
    target = parse_and_check_target_url(url, INTRANET)
    assert resolve_and_check_addresses(target, INTRANET)
    with pytest.raises(UrlRefused):
        parse_and_check_target_url(url, INTERNET)


def test_beside_a_listed_network_the_rest_stays_hidden() -> None:
    with pytest.raises(UrlRefused):
        parse_and_check_target_url("https://10.2.0.1/", INTRANET)


def test_plain_http_goes_to_listed_networks_only() -> None:
    target = parse_and_check_target_url("http://rse.intranet/hooks", PLAIN)
    assert resolve_and_check_addresses(target, PLAIN, lambda _host, _port: ["10.1.0.9"])
    with pytest.raises(UrlRefused):
        resolve_and_check_addresses(target, PLAIN, lambda _host, _port: ["93.184.215.14"])
    with pytest.raises(UrlRefused):
        resolve_and_check_addresses(target, PLAIN, lambda _host, _port: ["10.2.0.1"])
    with pytest.raises(UrlRefused):
        parse_and_check_target_url("http://10.1.2.3/", INTRANET)
