"""Every kind of page: what a person finds on it, and what every page owes them."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("html_reader", Path(__file__).parent / "html_reader.py")
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
Html = _MODULE.Html

ZORVEXA = "11111111-1111-4111-8111-111111111111"
MONTALIN = "44444444-4444-4444-8444-444444444444"
PAGES = (
    "/",
    "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F",
    "/ask?q=Can+I+drink+alcohol+on+Zorvexa%3F",
    "/ask?q=What+is+the+weather%3F",
    "/ask?q=I+took+30+Calmidol+tablets",
    "/search",
    "/search?q=zorvexa",
    "/search?q=asthma",
    "/medicines",
    "/medicines/z",
    "/medicine/zorvanimab-injection",
    "/medicine/calmadone",
    "/medicine/coldovasin-injection",
    "/medicine/zorvanimab-injection/handout",
    "/medicine/zorvanimab-injection/how-it-works",
    f"/label/{ZORVEXA}/7",
    f"/label/{ZORVEXA}/5",
    f"/label/{ZORVEXA}/7?as_of=2026-02-01",
    f"/label/{ZORVEXA}/history",
    f"/label/{ZORVEXA}/diff/5/7",
    f"/label/{MONTALIN}/history",
    f"/label/{MONTALIN}/part",
    f"/label/{ZORVEXA}/7/warnings_and_cautions",
    f"/label/{ZORVEXA}/7/warnings_and_cautions/5.2",
    "/classes",
    "/class/EPC/opioid-agonist",
    "/conditions",
    "/condition/asthma",
    "/inactive-ingredients",
    "/side-effects",
    "/side-effect/headache",
    "/topics",
    "/topic/alcohol",
    "/new",
    "/boxed-warnings",
    "/pregnancy",
    "/dosage",
    "/tips",
    "/answers",
    "/answers/z",
    "/published",
    "/published/how-long-can-dupixent-stay-out-of-the-fridge",
    "/news",
    "/news/label-changes",
    "/news/recalls",
    "/report?q=Is+it+true%3F",
    "/about",
    "/how-answers-are-made",
    "/limits",
    "/privacy",
    "/do-not-sell",
    "/terms",
    "/accessibility",
    "/copyright",
    "/contact",
    "/emergency",
    "/api",
    "/site-map",
)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Html(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_every_page_owes(site, path):
    page = read(site, path)
    assert page.headings.count("h1") == 1
    assert page.headings[0] == "h1"
    assert not page.wrong
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    for landmark in ("header", "main", "footer", "nav"):
        assert page.all(landmark)
    assert page.all("html", lang="en")
    assert {"tel:911", "tel:988", "tel:+18002221222"} <= set(page.links)
    assert page.links[0] == "#main"
    assert "main" in page.ids
    assert page.all("meta", name="description")[0]["content"]
    assert page.all("link", rel="canonical")[0]["href"].startswith("https://labels.example/")
    assert not [name for _, given in page.tags for name in given if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label(site, path):
    page = read(site, path)
    labelled = {given.get("for") for given in page.all("label")}
    fields = [given for tag in ("input", "textarea", "select") for given in page.all(tag)]
    assert all(given["id"] in labelled for given in fields)


def crawl(client):
    seen, waiting, anchors = {}, ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        seen[path] = answer.status_code
        if answer.status_code == 302:
            waiting.append(answer.headers["location"])
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = Html(answer.text)
        for link in page.links:
            assert link, path
            address, _, anchor = link.partition("#")
            if not address and anchor:
                assert anchor in page.ids, (path, link)
            if address.startswith(("/", "?")) and not address.startswith("//"):
                target = path.split("?")[0] + address if address.startswith("?") else address
                waiting.append(target)
                if anchor:
                    anchors.add((target, anchor))
    return seen, anchors


def test_no_link_of_the_site_is_broken(site):
    seen, anchors = crawl(site)
    assert {path: status for path, status in seen.items() if status not in (200, 302)} == {}
    assert len(seen) > 150
    for path, anchor in sorted(anchors):
        assert anchor in Html(site.get(path).text).ids, (path, anchor)


def test_no_link_of_the_site_over_facts_is_broken(facts_site):
    seen, _ = crawl(facts_site)
    # a fact tells its place in a text this edition does not keep, so anchors of passages are not looked for
    assert {path: status for path, status in seen.items() if status not in (200, 302)} == {}


def test_a_citation_opens_its_passage_marked(site):
    page = read(site, "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F")
    cited = next(link for link in page.links if link.endswith("#marked"))
    section = site.get(cited.partition("#")[0]).text
    marked = section.split('<mark id="marked">')[1].split("</mark>")[0]
    assert "14 days" in marked
    assert "version 7" in section
    assert "5 January 2026" in section


def test_every_passage_of_a_section_has_an_address(site, full):
    label = full.label_by_set_id(ZORVEXA)
    section = next(each for each in full.sections(label.key) if "SUPPLIED" in each.title.upper())
    page = read(site, f"/label/{ZORVEXA}/7/{section.id}")
    starts = {f"p-{each.start}" for each in full.passages(label.key, section.id)}
    assert starts
    assert starts <= set(page.ids)


def test_an_answer_shows_what_it_rests_on(site):
    page = read(site, "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F")
    assert "14 days" in page.text
    badges = [given["class"] for given in page.all("span") if "badge" in given.get("class", "")]
    assert "badge label" in badges
    assert page.data[0]["mainEntity"][0]["name"] == "How long can Zorvexa stay out of the fridge?"


def test_an_older_version_says_that_it_is_one(site):
    assert "older version" in read(site, f"/label/{ZORVEXA}/5").text
    assert "older version" not in read(site, f"/label/{ZORVEXA}/7").text


def test_the_medicine_page_tells_the_facts(site):
    page = read(site, "/medicine/zorvanimab-injection")
    for words in ("Atopic dermatitis", "100 mg every 2 weeks", "14 days", "Headache"):
        assert words.lower() in page.text.lower(), words
    assert page.data[0]["@type"] == "Drug"
    assert page.data[0]["activeIngredient"] == ["zorvanimab"]
    assert "This label has no boxed warning" in page.text or "boxed-warning" not in page.ids


def test_a_name_leads_to_its_medicine(site):
    assert site.get("/medicine/zorvexa").headers["location"] == "/medicine/zorvanimab-injection"
    assert site.get("/medicine/zorvexa/handout").headers["location"] == "/medicine/zorvanimab-injection/handout"
    way = site.get("/medicine/zorvexa/how-it-works?weight=60&weeks=8").headers["location"]
    assert way == "/medicine/zorvanimab-injection/how-it-works?weight=60&weeks=8"
    assert site.get(f"/label/{ZORVEXA}").headers["location"] == f"/label/{ZORVEXA}/7"


def test_a_known_medicine_without_a_label_has_a_page_that_says_so(site):
    page = read(site, "/medicine/warfarin")
    assert "does not hold its label" in page.text


def test_a_sentence_that_names_a_command_is_not_for_readers_of_pages(site):
    page = read(site, "/ask?q=What+is+warfarin+used+for%3F")
    assert "plainlabel build" not in page.text
    assert "warfarin" in page.text


def test_a_list_of_one_entry_says_what_it_lists(site):
    page = read(site, "/condition/asthma")
    assert "Pick a condition" not in page.text
    assert "2 labels" in page.text


def test_a_partial_label_says_so(site):
    assert "only some sections" in read(site, f"/label/{MONTALIN}/part").text


def test_an_edition_of_facts_says_that_it_has_no_text(facts_site):
    page = read(facts_site, f"/label/{ZORVEXA}/7/warnings_and_cautions")
    assert "not their text" in page.text


def test_suggestions_know_medicines_and_conditions(site):
    assert site.get("/suggest?q=zor").json()[0] == {
        "text": "Zorvexa",
        "kind": "medicine",
        "to": "/medicine/zorvanimab-injection",
    }
    assert "condition" in {each["kind"] for each in site.get("/suggest?q=asth").json()}
    assert site.get("/suggest?q=zorvexs").json()[0]["text"] == "Zorvexa"
    assert site.get("/suggest").json() == []


@pytest.mark.parametrize("path", ["/nowhere", "/medicine/qqqq", "/label/x/1", f"/label/{ZORVEXA}/99", "/new?page=9", "/static/x"])
def test_what_is_not_there_is_a_page_that_helps(site, path):
    answer = site.get(path)
    assert answer.status_code == 404
    page = Html(answer.text)
    assert page.headings.count("h1") == 1
    assert "/medicines" in page.links
    assert "content-security-policy" in answer.headers
