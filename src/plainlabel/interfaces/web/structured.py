"""What pages tell search engines in schema.org's terms: only what the facts say."""

from __future__ import annotations

from typing import Any

from plainlabel.answers.contract import Answer
from plainlabel.answers.shown import Shown

_CONTEXT = "https://schema.org"


def site_data(base_url: str) -> dict[str, Any]:
    """Returns the site with its search."""
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": "PlainLabel",
        "url": f"{base_url}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base_url}/ask?q={{question}}"},
            "query-input": "required name=question",
        },
    }


def answer_data(answer: Answer, url: str) -> dict[str, Any]:
    """Returns one question with its answer and the labels it rests on."""
    text = " ".join([answer.summary, *(each.text for each in answer.statements)])
    page: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": ["MedicalWebPage", "FAQPage"],
        "url": url,
        "about": [{"@type": "Drug", "name": each.name} for each in answer.medicines],
        "citation": sorted({each.url for each in answer.citations}),
        "mainEntity": [
            {"@type": "Question", "name": answer.question, "acceptedAnswer": {"@type": "Answer", "text": text}},
        ],
    }
    days = [each.effective for each in answer.citations if each.effective]
    return {**page, "dateModified": max(days)} if days else page


def medicine_data(shown: Shown, url: str) -> dict[str, Any]:
    """Returns a medicine: its names, ingredients, forms, class and maker, as its label's record gives them."""
    products = shown.products
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Drug",
        "url": url,
        "name": shown.name,
        "nonProprietaryName": " and ".join(shown.ingredients),
        "activeIngredient": list(shown.ingredients),
        "drugClass": [{"@type": "DrugClass", "name": each.name} for each in shown.classes if each.kind == "EPC"],
        "administrationRoute": sorted({route.lower() for each in products for route in each.routes}),
        "dosageForm": sorted({each.form.lower() for each in products if each.form}),
        "prescribingInfo": f"https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid={shown.label.set_id}",
    }
    if shown.label.labeler:
        data["manufacturer"] = {"@type": "Organization", "name": shown.label.labeler}
    return {name: value for name, value in data.items() if value}
