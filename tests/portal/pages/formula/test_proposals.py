"""Pages of a formula arrive as proposals, and a member's own words stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.history.queries import history_of
from portal.pages.exceptions import NotAllowed, NothingToAnswer
from portal.pages.formula import actions
from portal.pages.formula.differences import CHANGED, GONE, NEW, word_steps
from portal.pages.formula.queries import differences_of, open_proposals
from portal.pages.formula.wording import shown_difference
from portal.pages.models import FormulaPage, IndexPage, StandardPage
from tests.portal.pages.formula.conftest import FORMULA, MEMBER, admin, blocks, editor_of


def proposal_of(page: Any) -> FormulaPage:
    return FormulaPage.objects.select_related("membership__site", "source", "local").get(source=page.pk)


def keys(row: FormulaPage) -> dict[str, str]:
    return {each.key: each.kind for each in differences_of(row)}


def answer(row: FormulaPage, member: Any, by: Any, *accepted: str) -> Any:
    return actions.answer_proposal(proposal=row, accepted=accepted, site=member.site, by=by)


def publish(page: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def taken(member, model_page, heads) -> StandardPage:
    """The member's own page, taken over whole and published."""
    row = proposal_of(model_page)
    page = answer(row, member, heads["member"], *keys(row))
    page.get_latest_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def texts(page: Any) -> list[str]:
    return [str(child.value) for child in page.body]


def test_new_member_gets_every_page_of_the_branch(member, model_page):
    assert {row.source.title for row in open_proposals(member.site)} == {"Voorbeelden", "Binnenlopen"}
    assert keys(proposal_of(model_page)) == {"words.title": NEW, "words.lead": NEW, "body.a": NEW, "body.b": NEW}


def test_accepted_page_is_a_draft_with_what_was_chosen(member, model_page, heads):
    page = answer(proposal_of(model_page), member, heads["member"], "words.title", "body.b")
    assert (page.title, page.lead, page.live) == ("Binnenlopen", "", False)
    assert len(page.body) == 1
    assert "niets te kopen" in texts(page)[0]
    assert page.get_parent().pk == member.site.root_page_id
    assert history_of(proposal_of(model_page)).get().to_state == "partly"


def test_page_comes_below_the_page_that_came_from_above(member, model_page, heads):
    above = proposal_of(model_page.get_parent())
    branch = answer(above, member, heads["member"], "words.title")
    assert isinstance(branch, IndexPage)
    page = answer(proposal_of(model_page), member, heads["member"], "words.title")
    assert page.get_parent().pk == branch.pk


def test_refused_page_is_not_made_and_not_asked_again(member, model_page, heads):
    assert answer(proposal_of(model_page), member, heads["member"]) is None
    assert not StandardPage.objects.descendant_of(member.site.root_page).exists()
    publish(StandardPage.objects.get(pk=model_page.pk))
    assert proposal_of(model_page).proposed is None


def test_change_of_the_formula_is_asked_per_block(taken, model_page, member):
    page = StandardPage.objects.get(pk=model_page.pk)
    new = ("a", "paragraph", "<p>De koffie en de thee zijn klaar.</p>"), ("c", "heading", "Wie er zijn")
    publish(page, body=blocks(*new))
    assert keys(proposal_of(model_page)) == {"body.a": CHANGED, "body.c": NEW, "body.b": GONE}
    assert len(texts(StandardPage.objects.get(pk=taken.pk))) == 2


def test_own_words_stay_when_the_change_is_refused(taken, model_page, member, heads):
    publish(taken, body=blocks(("a", "paragraph", "<p>Bij ons is er appelsap.</p>")))
    page = StandardPage.objects.get(pk=model_page.pk)
    publish(page, body=blocks(("a", "paragraph", "<p>De thee is klaar.</p>"), ("c", "heading", "Wie er zijn")))
    row = proposal_of(model_page)
    own = {each.key: each.is_own for each in differences_of(row)}
    assert own == {"body.a": True, "body.c": False}
    draft = answer(row, member, heads["member"], "body.c")
    assert ["appelsap" in text or "Wie er zijn" in text for text in texts(draft)] == [True, True]
    assert proposal_of(model_page).proposed is None


def test_own_block_between_two_of_the_formula_stays_in_its_place(taken, model_page, member, heads):
    own = [("a", "paragraph", "<p>De koffie is klaar.</p>"), ("eigen", "heading", "Van ons")]
    publish(taken, body=blocks(*own, ("b", "paragraph", "<p>U hoeft niets te kopen.</p>")))
    page = StandardPage.objects.get(pk=model_page.pk)
    publish(
        page, body=blocks(("a", "paragraph", "<p>De thee is klaar.</p>"), ("b", "paragraph", "<p>Alles is gratis.</p>"))
    )
    row = proposal_of(model_page)
    draft = answer(row, member, heads["member"], *keys(row))
    assert [child.id for child in draft.body] == ["a", "eigen", "b"]


def test_answer_changes_nothing_on_the_site(taken, model_page, member, heads):
    publish(StandardPage.objects.get(pk=model_page.pk), lead="Kom binnen.")
    answer(proposal_of(model_page), member, heads["member"], "words.lead")
    page = StandardPage.objects.get(pk=taken.pk)
    assert page.lead == "U loopt gewoon binnen."
    assert page.get_latest_revision_as_object().lead == "Kom binnen."


def test_links_lead_to_own_pages_and_faces_stay_behind(member, model_page, taken, sites):
    page = StandardPage(title="Meer", slug="meer")
    link = f'<p>Lees <a linktype="page" id="{model_page.pk}">hoe het gaat</a>, of <a linktype="page" id="{sites["formula"].root_page_id}">begin</a>.</p>'
    contact = {"person": "0b1f3d0e-0000-4000-8000-000000000001", "text": "Elke dag.", "link_text": ""}
    page.body = blocks(("x", "paragraph", link), ("y", "contact", contact))
    model_page.get_parent().add_child(instance=page)
    publish(page)
    content = proposal_of(page).proposed
    assert content is not None
    first, second = content["streams"]["body"]
    assert first["value"] == f'<p>Lees <a linktype="page" id="{taken.pk}">hoe het gaat</a>, of begin.</p>'
    assert second["value"]["person"] == ""


def test_photo_and_file_stay_behind_and_are_named(member, model_page):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    image = get_image_model().objects.create(title="De kamer", file=get_test_image_file())
    page = StandardPage.objects.get(pk=model_page.pk)
    picture = {"image": image.pk, "alt_text": "Een kamer", "decorative": False}
    publish(page, body=blocks(("a", "paragraph", "<p>De koffie is klaar.</p>"), ("p", "image", picture)))
    content = proposal_of(model_page).proposed
    assert content is not None
    assert [block["id"] for block in content["streams"]["body"]] == ["a"]
    assert len(content["behind"]) == 1


def test_draft_of_the_formula_is_no_proposal(taken, model_page):
    page = StandardPage.objects.get(pk=model_page.pk)
    page.lead = "Nog niet af."
    page.save_revision()
    assert proposal_of(model_page).proposed is None


def test_page_beside_the_branch_is_no_proposal(member, sites):
    page = StandardPage(title="Over ons", slug="over-ons")
    sites["formula"].root_page.add_child(instance=page)
    publish(page)
    assert not FormulaPage.objects.filter(source=page.pk).exists()


def test_ended_membership_stops_proposals_and_keeps_pages(taken, model_page, member, heads):
    actions.end_membership(membership=member, by=heads["member"])
    publish(StandardPage.objects.get(pk=model_page.pk), lead="Kom binnen.")
    assert proposal_of(model_page).proposed is None
    assert StandardPage.objects.get(pk=taken.pk).live


def test_answering_twice_is_refused(member, model_page, heads):
    row = proposal_of(model_page)
    answer(row, member, heads["member"], "words.title")
    with pytest.raises(NotAllowed):
        answer(row, member, heads["formula"], "words.title")
    with pytest.raises(NothingToAnswer):
        answer(proposal_of(model_page), member, heads["member"], "words.title")


def test_other_organisation_may_not_answer(member, model_page, heads):
    with pytest.raises(NotAllowed):
        answer(proposal_of(model_page), member, heads["formula"], "words.title")


# ---- in the admin


def test_editor_of_the_member_answers_in_the_admin(member, model_page, heads):
    client, row = admin(MEMBER, heads["member"]), proposal_of(model_page)
    html = client.get(f"/beheer/formule/voorstel/{row.pk}/").content.decode()
    assert "De koffie is klaar." in html
    seen = row.proposed_at.isoformat()
    data = {"seen": seen, "words.title": "yes", "body.a": "yes", "body.b": "no"}
    response = client.post(f"/beheer/formule/voorstel/{row.pk}/", data)
    page = StandardPage.objects.descendant_of(member.site.root_page).get()
    assert response.url == f"/beheer/pages/{page.pk}/edit/"
    assert client.get(response.url).status_code == 200


def test_answer_to_an_older_proposal_is_shown_again(member, model_page, heads):
    row = proposal_of(model_page)
    data = {"seen": "2020-01-01T00:00:00+00:00", "body.a": "yes"}
    response = admin(MEMBER, heads["member"]).post(f"/beheer/formule/voorstel/{row.pk}/", data)
    assert response.status_code == 200
    assert "intussen anders" in response.content.decode()
    assert proposal_of(model_page).local is None


@pytest.mark.parametrize("host", [FORMULA, "localhost"])
def test_proposal_of_another_site_is_not_there(member, model_page, heads, host: str):
    client = admin(host, heads["formula"])
    assert client.get(f"/beheer/formule/voorstel/{proposal_of(model_page).pk}/").status_code in {403, 404}


def test_formula_sees_no_word_of_a_member(taken, member, heads):
    publish(taken, lead="Alleen van ons.", title="Onze kamer")
    html = admin(FORMULA, heads["formula"]).get("/beheer/formule/").content.decode()
    assert "Buren" in html
    assert ("Onze kamer" in html, "Alleen van ons" in html) == (False, False)


def test_member_sees_only_its_own_proposals(member, model_page, sites, heads):
    html = admin(FORMULA, heads["formula"]).get("/beheer/formule/").content.decode()
    assert "/beheer/formule/voorstel/" not in html
    html = admin(MEMBER, editor_of(sites["member"])).get("/beheer/formule/").content.decode()
    assert "/beheer/formule/voorstel/" in html


def test_demo_blocks_read_as_words(member, model_page):
    """What a block says is shown, never the name of its emptiness."""
    page = StandardPage.objects.get(pk=model_page.pk)
    notice = {"title": "Kunt u niet komen?", "text": "<p>Bel ons.</p>", "now": False}
    publish(page, body=blocks(("n", "notice", notice)))
    row = proposal_of(page)
    shown = [shown_difference(row, each) for each in differences_of(row)]
    assert "Kunt u niet komen? Bel ons." in [text for part in shown for _kind, text in part["steps"]]


def test_day_says_that_proposals_wait(member, heads):
    assert "2 voorstellen van de formule" in admin(MEMBER, heads["member"]).get("/beheer/").content.decode()


def test_visitor_comes_nowhere(db):
    assert Client().get("/beheer/formule/").status_code == 302


def test_steps_between_two_texts():
    assert word_steps("de koffie is klaar", "de thee is klaar") == [
        ("same", "de"),
        ("gone", "koffie"),
        ("new", "thee"),
        ("same", "is klaar"),
    ]
