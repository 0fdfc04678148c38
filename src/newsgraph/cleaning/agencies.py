"""Which credits are news agencies, and under which one name are they kept?"""

import re
from functools import lru_cache

# One or more lines an agency: the name that we keep, then every other way in which papers credit it.
_TABLE = """
AP | Associated Press | The Associated Press | A.P. | AP News | AP Wire | AP Sports
AP | Associated Press Writer | apnews.com
Reuters | Thomson Reuters | Reuters Staff | Reuters News Agency | Reuter | reuters.com
AFP | Agence France-Presse | Agence France Presse | L'Agence France-Presse | AFP Relaxnews | AFPRelaxnews
AFP | AFP News Agency
dpa | DPA International | Deutsche Presse-Agentur | Deutsche Presse Agentur | dpa-infocom | dpa-AFX
dpa | Deutsche Presse-Agentur GmbH
UPI | United Press International | upi.com
Bloomberg | Bloomberg News | Bloomberg Wire
CNN Wire | CNN Newswire | The-CNN-Wire | CNN Wire Staff | CNN Wire Service | The CNN Wire
Canadian Press | The Canadian Press | La Presse Canadienne | CP
PA Media | Press Association | PA | The Press Association | Press Association Reporter | PA News Agency
EFE | Agencia EFE | Agencia Efe
ANSA | Agenzia ANSA
Adnkronos
Xinhua | Xinhua News Agency
TASS | ITAR-TASS | Itar Tass
RIA Novosti | RIA
Interfax
Kyodo | Kyodo News | Kyodo News Service
Jiji Press | Jiji
Yonhap | Yonhap News Agency | Yonhap News
PTI | Press Trust of India
IANS | Indo-Asian News Service
ANI | Asian News International
AAP | Australian Associated Press
APA | Austria Presse Agentur
ATS | Keystone-SDA | Keystone-ATS | SDA
Belga | Belga News Agency
ANP | Algemeen Nederlands Persbureau
TT | TT News Agency | Tidningarnas Telegrambyrå
NTB | Norsk Telegrambyrå
Ritzau | Ritzaus Bureau
Lusa | Agência Lusa
Europa Press
epd | Evangelischer Pressedienst
KNA | Katholische Nachrichten-Agentur
SID | Sport-Informations-Dienst
MTI | Magyar Távirati Iroda
PAP | Polska Agencja Prasowa
Anadolu | Anadolu Agency | Anadolu Ajansı
MENA | Middle East News Agency
Notimex
Télam | Telam
Agência Brasil | Agencia Brasil
Estadão Conteúdo
Inter Press Service | IPS
McClatchy | McClatchy Newspapers | McClatchy DC | McClatchy-Tribune News Service
Tribune News Service | TNS | Tribune Media Services | Tribune Content Agency
Scripps Howard News Service
Knight Ridder | Knight Ridder Newspapers
Gannett News Service
Religion News Service | RNS
Catholic News Agency
Catholic News Service
Capitol News Illinois
States Newsroom
Stacker
Field Level Media
Sun-Times Wire | Sun-Times Media Wire
City News Service
Bay City News
Dow Jones Newswires | Dow Jones | Dow Jones Newswire
PR Newswire | PRNewswire
Business Wire | Businesswire
GlobeNewswire | Globe Newswire
Accesswire
SWNS
News Wires | Newswires
Local Democracy Reporting Service
Network Writers
""".strip()

# Where the agencies publish themselves: what an article that carries their mark was copied from.
_HOSTS = {
    "AP": "apnews.com", "Reuters": "reuters.com", "AFP": "afp.com", "dpa": "dpa.com", "UPI": "upi.com",
    "Bloomberg": "bloomberg.com", "CNN Wire": "cnn.com", "Canadian Press": "thecanadianpress.com",
    "PA Media": "pa.media", "EFE": "efe.com", "ANSA": "ansa.it", "Xinhua": "xinhuanet.com",
    "TASS": "tass.com", "Interfax": "interfax.com", "Kyodo": "kyodonews.net", "Yonhap": "yna.co.kr",
    "PTI": "ptinews.com", "IANS": "ians.in", "ANI": "aninews.in", "AAP": "aap.com.au", "APA": "apa.at",
    "Belga": "belganewsagency.eu", "ANP": "anp.nl", "Anadolu": "aa.com.tr", "Lusa": "lusa.pt",
    "Europa Press": "europapress.es", "Religion News Service": "religionnews.com",
    "Catholic News Agency": "catholicnewsagency.com", "Inter Press Service": "ipsnews.net",
    "Capitol News Illinois": "capitolnewsillinois.com", "States Newsroom": "statesnewsroom.com",
    "epd": "epd.de", "KNA": "kna.de",
}  # fmt: skip

# Abbreviations that are also initials or words: agencies only as they are printed, never in lower or title
# case.
_EXACT = {
    "CP",
    "PA",
    "RIA",
    "TT",
    "SID",
    "MENA",
    "ANI",
    "APA",
    "ATS",
    "SDA",
    "IPS",
    "TNS",
    "PAP",
    "RNS",
    "ANP",
    "MTI",
}


def _names() -> dict[str, str]:
    rows = ([name.strip() for name in line.split("|")] for line in _TABLE.splitlines())
    return {_key(alias): row[0] for row in rows for alias in row}


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


_KEPT = _names()


@lru_cache(maxsize=4096)
def agency_named(text: str) -> str:
    """The agency that `text`, whole, is a name of: "The Associated Press" → "AP"; "" where it is none."""
    words = text.strip(" \t\n.,;:()[]–—-")
    found = _KEPT.get(_key(words), "")
    if found and words.upper() in _EXACT and words not in _EXACT:
        return ""
    return found


def agency_host(agency: str) -> str:
    """The host where the agency of that (kept) name publishes, "" where it has none of its own."""
    return _HOSTS.get(agency, "")


def is_agency_host(host: str, agency: str) -> bool:
    """Whether a source is that agency itself: apnews.com is AP, reuters.com Reuters. Takes hosts and
    names."""
    name = host.casefold()
    if _KEPT.get(_key(name)) == agency:
        return True
    if host == _HOSTS.get(agency) or host.endswith(f".{_HOSTS.get(agency, '?')}"):
        return True
    labels = re.split(r"[.\s]+", name)
    return _key(agency) in {_key(label) for label in labels} or agency_named(name) == agency
