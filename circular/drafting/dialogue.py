"""The questions to put to the market before a tender, by what each clause would demand."""

from __future__ import annotations

from collections.abc import Mapping

from circular.drafting.blocks import Block, Heading, Items, Paragraph
from circular.drafting.frame import frame
from circular.drafting.library import clauses_for
from circular.drafting.model import ClauseTemplate, Level
from circular.language import Language


def dialogue_title(category: str, language: Language) -> str:
    """The title of the document."""
    from circular.tender.categories import category as known

    return f"{frame().headings['dialogue'][language]}: {known(category).name[language]}"


def dialogue_blocks(
    category: str, level: Level, library: Mapping[str, ClauseTemplate], language: Language, told: Mapping[str, str]
) -> list[Block]:
    """A heading for each clause of the category at the level, with its questions."""
    from circular.tender.categories import category as known

    shape, about = frame(), known(category)
    subject = shape.say(shape.categories[about.id], language, told)
    found: list[Block] = [Paragraph(shape.say(shape.texts["dialogue"], language, {**told, "subject": subject}))]
    for template in clauses_for(about.id, dict(library)):
        if template.questions and level in template.levels:
            found.append(Heading(1, template.title[language]))
            found.append(Items(tuple(question[language] for question in template.questions)))
    return found
