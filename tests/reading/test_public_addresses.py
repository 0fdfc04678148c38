"""Which addresses may be reached without a word from the person?"""

import pytest

from newsgraph.reading.public_addresses import kept_private

PUBLIC = (
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:200::1",
    "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:0101:0101::1",
)  # fmt: skip
PRIVATE = {
    "0.0.0.0": "unspecified", "0.1.2.3": "unspecified", "10.0.0.1": "private", "10.255.255.255": "private",
    "100.64.0.1": "private", "100.127.255.255": "private", "127.0.0.1": "loopback", "127.255.0.3": "loopback",
    "169.254.169.254": "link-local", "172.16.0.1": "private", "172.31.255.255": "private",
    "192.0.0.1": "reserved", "192.0.2.1": "documentation", "192.168.0.1": "private",
    "198.18.0.1": "benchmark", "198.51.100.7": "documentation", "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast", "240.0.0.1": "reserved", "255.255.255.255": "reserved",
    "::": "unspecified", "::1": "loopback", "::2": "reserved", "::127.0.0.1": "reserved",
    "fe80::1": "link-local", "fe80::1%eth0": "link-local", "fd00::1": "private", "fec0::1": "private",
    "ff02::1": "multicast", "2001::1": "reserved", "2001:db8::1": "documentation", "3fff::1": "documentation",
    "5f00::1": "reserved", "64:ff9b:1::1": "reserved", "100::1": "reserved", "4000::1": "reserved",
    "::ffff:127.0.0.1": "loopback", "::ffff:10.0.0.1": "private", "::ffff:0:192.168.0.1": "private",
    "64:ff9b::10.1.2.3": "private", "64:ff9b::7f00:1": "loopback", "2002:7f00:1::": "loopback",
    "2002:c0a8:0101::1": "private",
}  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_what_everybody_can_reach_is_public(address: str) -> None:
    assert kept_private(address) == ""


@pytest.mark.parametrize("address", PRIVATE)
def test_what_belongs_to_one_machine_or_network_is_not(address: str) -> None:
    assert PRIVATE[address] in kept_private(address)


def test_what_is_no_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        kept_private("paper.example")
