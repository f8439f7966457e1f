"""The question tree: nobody walks in a circle, every question can be reached, every answer leads to one thing."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from portal.pages.blocks.questions import AnswerBlock, QuestionBlocks, faults_of


@pytest.mark.parametrize(
    ("tree", "faults"),
    [
        ({}, {}),
        ({"a": ["b", "c"], "b": [], "c": ["b"]}, {}),
        ({"a": ["x"]}, {"a": "De vraag “x” bestaat niet."}),
        ({"a": ["b"], "b": ["a"]}, {"b": "Zo loopt iemand in een kring: “a” komt terug."}),
        ({"a": ["a"]}, {"a": "Zo loopt iemand in een kring: “a” komt terug."}),
        ({"a": [], "b": []}, {"b": "Geen antwoord leidt naar deze vraag."}),
    ],
)
def test_faults_of_a_tree(tree, faults):
    assert faults_of(tree) == faults


def answer(**values: Any) -> Any:
    return AnswerBlock().to_python({"sentence": "Ik wil praten", "page": None, "url": "", "next": "", **values})


@pytest.mark.parametrize("values", [{}, {"next": "praten", "url": "/contact/"}])
def test_answer_leads_to_one_thing(values):
    with pytest.raises(StructBlockValidationError):
        AnswerBlock().clean(answer(**values))


@pytest.mark.parametrize("values", [{"next": "praten"}, {"url": "/contact/"}])
def test_answer_that_leads_somewhere_is_good(values):
    assert AnswerBlock().clean(answer(**values))["sentence"] == "Ik wil praten"


def questions(*names: str, following: str = "") -> Any:
    def block(name: str) -> dict[str, Any]:
        answers = [{"sentence": "Ja", "url": "/"}, {"sentence": "Nee", "url": "/"}]
        if name == names[0] and following:
            answers[0] = {"sentence": "Ja", "next": following}
        items = [{"type": "item", "value": item, "id": f"{name}{n}"} for n, item in enumerate(answers)]
        return {"type": "question", "id": name, "value": {"name": name, "question": f"Vraag {name}?", "answers": items}}

    return QuestionBlocks().to_python([block(name) for name in names])


def test_name_that_is_used_twice_is_refused():
    with pytest.raises(StreamBlockValidationError) as error:
        QuestionBlocks().clean(questions("een", "een", following="een"))
    assert list(error.value.block_errors) == [1]


def test_question_that_nothing_leads_to_is_refused():
    with pytest.raises(StreamBlockValidationError) as error:
        QuestionBlocks().clean(questions("een", "twee"))
    assert list(error.value.block_errors) == [1]


def test_tree_that_holds_together_is_kept():
    assert len(QuestionBlocks().clean(questions("een", "twee", following="twee"))) == 2
