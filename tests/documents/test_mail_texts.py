"""A mail's texts: the body in both forms, and what stands after an attachment."""

from __future__ import annotations

from email.message import EmailMessage

from circular.documents.mail import read_mail

DEMAND = "Mindst 40 % af murstenene skal genbruges i den nye facade."


def mail(plain: str, html: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Rettelse"
    made.set_content(plain)
    made.add_alternative(html, subtype="html")
    return made


def texts(made: EmailMessage) -> list[str]:
    return [block.text for block in read_mail(made.as_bytes(), "a.eml").blocks]


def test_a_demand_that_only_the_html_says_is_read() -> None:
    assert DEMAND in texts(mail("Denne mail vises bedst som HTML.\n", f"<p>{DEMAND}</p>"))


def test_the_same_in_html_is_not_told_again() -> None:
    assert texts(mail(f"{DEMAND}\n", f"<p><b>Mindst 40 %</b>{DEMAND[11:]}</p>")) == ["Rettelse", DEMAND]


def test_a_row_that_only_the_table_in_html_holds_is_read_beside_the_body() -> None:
    said = texts(mail("Kære alle, se kravet herunder.\n", f"<p>Kære alle, se kravet herunder.</p><table><tr><td>K-1<td>{DEMAND}</table>"))  # fmt: skip
    assert f"K-1 | {DEMAND}" in said


def test_a_text_after_an_attachment_is_read() -> None:
    made = EmailMessage()
    made.set_content("Se bilaget.\n")
    made.add_attachment("ID;Krav\n", filename="krav.csv")
    after = EmailMessage()
    after.set_content(f"{DEMAND}\n")
    made.attach(after)
    assert DEMAND in texts(made)
