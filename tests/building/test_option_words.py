"""An option's key is said in words; what is no key stays as it was written."""

import pytest

from circular.building.elements import element_name, option_words


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_option_is_said_with_the_name_of_its_element(language: str) -> None:
    window = element_name("window", language)
    assert window != "window"
    assert option_words("window/Nye vinduer", language) == f"{window}: Nye vinduer"
    assert option_words("window[nord/syd]/Nye", language) in (f"{window} (nord/syd): Nye", "window[nord/syd]/Nye")
    assert option_words("window[nord]/A/B", language) == f"{window} (nord): A/B"
    for other in ("window", "vindue/Nye", "[x]/y", "", "a/b/c", "window[nord/Nye"):
        assert option_words(other, language) == other
