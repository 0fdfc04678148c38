import pytest

from newsgraph.cleaning.phrases import FURNITURE_PHRASES, says_comment_form, says_furniture


@pytest.mark.parametrize(
    "line",
    [
        "leave a reply",
        "leave your comment",
        "your email address will not be published.",
        "your e-mail address will not be published.",
        "required fields are marked *",
        "post a comment",
        "join the discussion",
        "join the conversation",
        "save my name, e-mail and website",
        "log in to comment",
        "sign in to comment",
        "no comments yet",
        "kommentar schreiben",
        "schreiben sie einen kommentar",
        "laisser un commentaire",
        "deja una respuesta",
        "deja un comentario",
        "lascia un commento",
    ],
)
def test_a_comment_form_is_known_by_what_it_says(line: str) -> None:
    assert says_comment_form(line)
    assert says_comment_form(f"hello. {line}")


@pytest.mark.parametrize("line", ["", "the government commented on the conversation", "reply by mail", "no comment"])
def test_words_of_a_form_alone_are_no_form(line: str) -> None:
    assert not says_comment_form(line)


def test_furniture_says_one_of_its_phrases_anywhere() -> None:
    assert all(says_furniture(f"and then {phrase} again") for phrase in FURNITURE_PHRASES)
    assert not says_furniture("the river wall held through the night")
