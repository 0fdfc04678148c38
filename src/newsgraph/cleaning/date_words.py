"""Which month is "août", how far is "ET" from Greenwich? The words of dates."""

_NAMES = {
    1: ("january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari ianuarie styczeń stycznia"),
    2: ("february feb februar feber février fevrier fév févr fevr febrero febbraio fevereiro fev februari lutego"),
    3: "march mar märz maerz mär mrz mars marzo março marco maart mrt marca",
    4: "april apr avril avr abril abr aprile kwietnia",
    5: "may mai mayo maggio mag maio mei maj maja",
    6: "june jun juni juin junio giugno giu junho czerwca",
    7: "july jul juli juillet juil julio luglio lug julho lipca",
    8: "august aug août aout agosto ago augustus augusti sierpnia",
    9: "september sep sept septembre septiembre setiembre settembre setembro set września",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out październik października",
    11: "november nov novembre noviembre novembro listopada",
    12: ("december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember grudnia"),
}
MONTHS: dict[str, int] = {name: number for number, names in _NAMES.items() for name in names.split()}

# Minutes east of Greenwich. Where an abbreviation has several meanings, the one that newspapers mean by it.
FIXED_ZONES: dict[str, int] = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 60, "IST": 330, "CET": 60, "MEZ": 60, "WAT": 60,
    "WEST": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "SAST": 120, "CAT": 120, "EEST": 180, "MSK": 180, "EAT": 180,
    "PKT": 300,
    "HKT": 480, "SGT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630,
    "AEDT": 660,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210,
    "NDT": -150, "BRT": -180, "ART": -180,
}  # fmt: skip

# Abbreviations that mean "whatever the clock shows there": summer time depends on the day.
NAMED_ZONES: dict[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
    "UK": "Europe/London",
}
