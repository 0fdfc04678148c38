"""Which internet addresses belong to everybody, and which to somebody's own machines?

A list of what is public, not of what is private: in IPv6 only 2000::/3 was ever given out, so whatever is
invented outside of it is refused without being known here. Written out rather than asked of `ipaddress`,
whose `is_global` changed between patch releases of Python 3.11 and 3.12.
Source: the IANA special-purpose address registries (RFC 6890 and later) as of 2024.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

Address = IPv4Address | IPv6Address


class _Kind(NamedTuple):
    network: str
    name: str


_NOT_PUBLIC_4 = tuple(
    (ip_network(network), name)
    for network, name in (
        _Kind("0.0.0.0/8", "unspecified"),
        _Kind("10.0.0.0/8", "private"),
        _Kind("100.64.0.0/10", "private (shared by a provider's customers)"),
        _Kind("127.0.0.0/8", "loopback"),
        _Kind("169.254.0.0/16", "link-local"),
        _Kind("172.16.0.0/12", "private"),
        _Kind("192.0.0.0/24", "reserved"),
        _Kind("192.0.2.0/24", "reserved for documentation"),
        _Kind("192.88.99.0/24", "reserved"),
        _Kind("192.168.0.0/16", "private"),
        _Kind("198.18.0.0/15", "reserved for benchmarks"),
        _Kind("198.51.100.0/24", "reserved for documentation"),
        _Kind("203.0.113.0/24", "reserved for documentation"),
        _Kind("224.0.0.0/4", "multicast"),
        _Kind("240.0.0.0/4", "reserved"),
    )
)
_GIVEN_OUT_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    (ip_network(network), name)
    for network, name in (
        _Kind("::/128", "unspecified"),
        _Kind("::1/128", "loopback"),
        _Kind("fc00::/7", "private"),
        _Kind("fe80::/10", "link-local"),
        _Kind("fec0::/10", "private"),
        _Kind("ff00::/8", "multicast"),
        _Kind("2001::/23", "reserved"),  # with Teredo, which reaches any IPv4 address behind its relays
        _Kind("2001:db8::/32", "reserved for documentation"),
        _Kind("3fff::/20", "reserved for documentation"),
    )
)
# IPv6 addresses that are a way to an IPv4 address, and how many bits stand after it. NAT64 must stay open
# where what it leads to is public: in a network without IPv4 every site is reached through it.
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 2765
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)


def kept_private(address: str) -> str:
    """What kind of address it is where it is not public ("loopback", "private", "reserved" …); "" where it
    is.

    `address` is in the form that a resolver gives, an IPv6 zone (`fe80::1%eth0`) allowed. Raises ValueError
    where it is no address at all.
    """
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return next((name for network, name in _NOT_PUBLIC_4 if parsed in network), "")
    inside = _carried(parsed)
    if inside is not None:
        return kept_private(str(inside))
    named = next((name for network, name in _NOT_PUBLIC_6 if parsed in network), "")
    return named or ("" if parsed in _GIVEN_OUT_6 else "reserved")


def _carried(address: IPv6Address) -> IPv4Address | None:
    for network, after in _CARRIERS:
        if address in network:
            return IPv4Address(int(address) >> after & 0xFFFFFFFF)
    return None
