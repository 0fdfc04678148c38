import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsgraph.text.analysis import LONGEST, SNOWBALL, WORD, forms, lexeme, lookups, stems, tokens


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("U.N. UN U.N.'s", "un un un"),
        ("O’Brien O'Brien OBrien", "obrien obrien obrien"),
        ("Congo's Congo’s workers'", "congo congo workers"),
        ("they're don't I'll", "they dont i"),
        ("l'Afrique d’État qu'il", "afrique etat il"),
        ("1,000 1000 3.5 1,5 12,345.67", "1000 1000 3.5 1.5 12345.67"),
        ("far-right AT&T M-23 and/or", "far right at t m 23 and or"),
        ("Zoë Brûlé Straße Łódź Ærø", "zoe brule strasse lodz aero"),
        ("ﬁre ２０２４ m²", "fire 2024 m2"),
        ("Ёлка Йод", "елка йод"),
        ("हिन्दी में", "हिन्दी में"),
        ("北京 2024年", "北 京 2024 年"),
        ("snake_case __init__", "snake case init"),
        ("… -- !? «»", ""),
        ("Ph.D. e-mail", "ph d e mail"),
    ],
)
def test_spellings_of_one_word_fold_together(written: str, expected: str) -> None:
    assert " ".join(forms(written)) == expected


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("mine", "mines", "en"),
        ("strike", "striking", "en"),
        ("M23", "M-23", "en"),
        ("email", "e-mails", "en"),
        ("ATT", "AT&T", "en"),
        ("lafrique", "l'Afrique", "fr"),
        ("élection", "élections", "fr"),
        ("generaux", "généraux", "fr"),
        ("Häuser", "Haus", "de"),
        ("huelga", "huelgas", "es"),
        ("Москве", "Москва", "ru"),
        ("strike", "strikes", ""),
        ("北", "北京", "zh"),
    ],
)
def test_a_word_is_looked_up_under_a_stem_of_its_other_form(one: str, other: str, language: str) -> None:
    assert set(lookups(one, language)) & set(stems(other, language))


def test_a_stem_of_one_language_never_answers_for_another() -> None:
    assert not set(stems("mine", "fr")) & set(stems("mine", "en"))


@pytest.mark.parametrize("language", sorted(SNOWBALL))
def test_every_language_of_the_table_has_its_stemmer(language: str) -> None:
    assert stems("port", language) == (f"{language}:{stems('port', language)[0].partition(':')[2]}",)


WORDY = st.text(alphabet="aelsuSÉß1203'’-.,/&_“(— \u00a0", max_size=60)


@given(st.text(max_size=300) | WORDY, st.sampled_from(["en", "de", "fr", "ru", "zh", ""]))
@example("U.S.'S D'ANGELO's 1990's 1,000 1,5 3.5. far-right, M-23 far-right-wing a-b-c-d x--y -12bn l's qu's", "en")
@example("Mueller's Mueller-Haus e2e ue1 Straße's", "de")
@example("a" * 60 + " " + "b" * 30 + "-" + "c" * 30 + " " + "1" * 60 + "'s", "en")
def test_reading_by_chunks_gives_what_reading_word_by_word_gives(text: str, language: str) -> None:
    raw = WORD.findall(text)
    found_forms, found_stems = tokens(text, language)
    assert found_forms.split() == [form for word in raw for form in lexeme(word).forms]
    assert found_stems.split() == [stem for word in raw for stem in stems(word, language)]


@given(st.text(max_size=80))
def test_a_token_is_one_short_word_that_folds_to_itself(text: str) -> None:
    for form in forms(text):
        assert 0 < len(form) <= LONGEST
        assert len(form.split()) == 1
        assert not set(form) & set('|=:*"()')


@given(st.text(alphabet="aé-'.’UN3,& ", max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = forms(text)
    assert [form for word in once for form in forms(word)] == list(once)
