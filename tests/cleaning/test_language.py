import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.language import detect_language, language_code, settle_language

TEXTS = {
    "en": "The harbour council voted on Tuesday to close the old pier, and the fishermen said that nobody had "
    "asked them.",
    "de": "Der Rat hat am Dienstag beschlossen, die alte Mole zu schließen, und die Fischer sagten, dass sie "
    "nicht gefragt wurden.",
    "fr": "Le conseil a décidé mardi de fermer la vieille jetée, et les pêcheurs ont dit que personne ne les "
    "avait consultés dans le port.",
    "es": "El consejo decidió el martes cerrar el viejo muelle y los pescadores dijeron que nadie les había "
    "preguntado por la decisión.",
    "it": "Il consiglio ha deciso martedì di chiudere il vecchio molo e i pescatori hanno detto che nessuno li "
    "aveva consultati nel porto.",
    "pt": "O conselho decidiu na terça-feira fechar o velho cais, e os pescadores disseram que não foram "
    "ouvidos por ninguém da cidade.",
    "nl": "De raad besloot dinsdag om de oude pier te sluiten en de vissers zeiden dat het niet aan hen was "
    "gevraagd, ook niet door de stad.",
    "sv": "Rådet beslutade på tisdagen att stänga den gamla piren och fiskarna sade att de inte har fått frågan "
    "av någon i staden.",
    "pl": "Rada postanowiła we wtorek zamknąć stare molo, a rybacy powiedzieli, że nikt ich nie zapytał i że to "
    "jest dla nich nie do przyjęcia.",
    "ru": "Совет решил во вторник закрыть старый причал, и рыбаки сказали, что их никто не спросил.",
    "uk": "Рада вирішила у вівторок закрити старий причал, і рибалки сказали, що їх ніхто не питав.",
    "ja": "市議会は火曜日に古い桟橋を閉鎖することを決めた。",
    "zh": "市议会星期二决定关闭旧码头，渔民说没有人问过他们。",
    "ko": "시의회는 화요일 낡은 부두를 폐쇄하기로 결정했다.",
    "ar": "قرر المجلس يوم الثلاثاء إغلاق الرصيف القديم وقال الصيادون إن أحدا لم يسألهم",
    "el": "Το συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά αποβάθρα.",
    "he": "המועצה החליטה ביום שלישי לסגור את המזח הישן",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_sentence_or_two_tell_the_language(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Goma", "1 2 3 4 5", "Shr 5 cts vs 12 cts", "xyz " * 50])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en-US", "en"),
        ("de_DE", "de"),
        ("eng", "en"),
        ("English", "en"),
        ("nb-NO", "no"),
        ("iw", "he"),
        ("x-default", ""),
        ("", ""),
    ],
)
def test_declarations_are_read_in_every_notation(declared: str, code: str) -> None:
    assert language_code(declared) == code


def test_the_words_win_over_a_template_that_claims_another_language() -> None:
    language, claims = settle_language([("en-US", "html lang")], TEXTS["de"])
    assert language == "de"
    assert claims == [("de", "its commonest words", True), ("en", "html lang", False)]


def test_the_declaration_stands_where_the_words_are_too_few() -> None:
    assert settle_language([("fr", "html lang")], "Goma") == ("fr", [("fr", "html lang", True)])


def test_agreement_needs_no_evidence() -> None:
    assert settle_language([("en", "html lang")], TEXTS["en"]) == ("en", [])


@given(st.text(max_size=700))
def test_any_text_gives_a_code_or_nothing(text: str) -> None:
    assert len(detect_language(text)) in (0, 2)
