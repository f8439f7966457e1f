"""“Wat past bij mij?”: five questions, answers in the address, and reasons that are true."""

from __future__ import annotations

import pytest

from tests.factories.bank import VacancyFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/vacatures/wat-past/"
END = f"{ADDRESS}?stap=6"


@pytest.fixture
def places():
    VacancyFactory(title="Honden uitlaten", summary="Met een hond naar buiten.", dayparts=["tue-morning"])
    VacancyFactory(title="Soep koken", summary="Koken voor gasten.", dayparts=["tue-evening"], frequency="weekly")
    VacancyFactory(title="Ouderen bellen", summary="Een praatje aan de telefoon.")


def shown(client, address):
    page = client.get(address).content.decode()
    return [title for title in ("Honden uitlaten", "Soep koken", "Ouderen bellen") if title in page]


def test_five_questions_and_then_the_list(client, places):
    for step, question in enumerate(
        ["Wat doet u graag?", "Wanneer kunt u?", "Waar woont u?", "Met wie", "liever niet?"], 1
    ):
        response = client.get(f"{ADDRESS}?stap={step}&doen=dieren")
        page = response.content.decode()
        assert response.cookies == {}
        assert question in page
        assert f'name="stap" value="{step + 1}"' in page
        assert step == 1 or '<input type="hidden" name="doen" value="dieren">' in page
    assert "Dit past misschien bij u" in client.get(END).content.decode()


def test_reasons_are_the_persons_own_answers(client, places):
    page = client.get(f"{END}&doen=dieren&wanneer=ochtend&plaats=Tiel").content.decode()
    assert "U koos: iets met dieren." in page
    assert "U kunt dan: dinsdagochtend." in page
    assert "Het is vlakbij." in page
    assert "Soep koken" not in page


def test_a_part_of_a_word_is_no_reason(client):
    VacancyFactory(title="Huiswerk aan de keukentafel", summary="Samen leren.")
    page = client.get(f"{END}&doen=koken").content.decode()
    assert "Huiswerk aan de keukentafel" in page
    assert "U koos" not in page


def test_what_somebody_would_rather_not_is_left_out(client, places):
    assert shown(client, END) == ["Honden uitlaten", "Soep koken", "Ouderen bellen"]
    assert shown(client, f"{END}&liever_niet=bellen&liever_niet=dieren") == ["Soep koken"]
    assert shown(client, f"{END}&liever_niet=avond") == ["Honden uitlaten", "Ouderen bellen"]
    assert shown(client, f"{END}&liever_niet=vast&liever_niet=dieren&liever_niet=bellen") == []


def test_unknown_place_asks_that_question_again_with_what_was_typed(client):
    response = client.get(f"{END}&plaats=Nergenshuizen&doen=koken")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Waar woont u?" in page
    assert "Deze plaats kennen we niet." in page
    assert 'value="Nergenshuizen"' in page
    assert '<input type="hidden" name="doen" value="koken">' in page


@pytest.mark.parametrize(
    "query", ["stap=0", "stap=-1", "stap=999", "stap=²", "stap=x", "doen=vliegen", "samen=x", "plaats=%00"]
)
def test_nothing_breaks_it(client, query):
    assert client.get(f"{ADDRESS}?{query}").status_code in {200, 422}
