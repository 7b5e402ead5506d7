"""Each row the site owes (A: the answer page, B: medicines, D: the site itself), as a person would use it, in Chromium."""

import json

import pytest

FRIDGE = "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F"
MEDICINE = "/medicine/zorvanimab-injection"


@pytest.fixture
def at(page, address):
    """Returns what opens an address of the site and gives the page."""

    def open_(path):
        answer = page.goto(address + path)
        assert answer.status == 200
        return page

    return open_


def text(page, selector="main"):
    return page.locator(selector).first.inner_text()


def test_a1_a_question_gets_its_answer_first(at):
    page = at("/")
    page.fill("#q", "How long can Zorvexa stay out of the fridge?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?q=**")
    assert "14 days" in text(page, ".summary")
    assert page.locator(".summary").bounding_box()["y"] < page.locator(".statements").bounding_box()["y"]


def test_a2_the_answer_tells_its_label_version_and_dates(at):
    page = at(FRIDGE)
    assert "From the label of" in text(page, ".first")
    assert "Labels checked" in text(page, ".first")
    assert "version 7" in text(page, ".sources")


def test_a3_how_it_works_is_shown_in_steps(at):
    page = at(MEDICINE)
    page.get_by_role("link", name="How it works", exact=True).first.click()
    page.wait_for_url("**/how-it-works")
    headings = page.locator("h2").all_inner_texts()
    assert headings[0] == "What the label says"
    assert "How fast, how long, and a missed dose" in headings


def test_a4_every_statement_carries_its_grade(at):
    page = at(FRIDGE)
    statements = page.locator(".statements > li")
    assert statements.count() > 0
    assert statements.locator(".badge").count() == statements.count()


def test_a5_uses_stand_with_age_and_role(at):
    words = text(at(MEDICINE), "section:has(#used-for)")
    assert "years" in words or "adults" in words


def test_a6_and_a7_related_questions_and_medicines_are_no_repeats(at):
    page = at(FRIDGE)
    related = page.locator("aside.beside .chips a").all_inner_texts()
    assert related
    assert len(related) == len(set(related))
    page.locator("aside.beside .chips a").first.click()
    page.wait_for_url("**/ask?q=**")
    assert text(page, "h1") == related[0]


def test_a8_the_answer_can_be_copied_with_its_source_shared_and_printed(at, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at(FRIDGE)
    assert "/ask?q=" in page.locator("#link").input_value()
    page.get_by_role("button", name="Copy with source").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "14 days" in copied
    assert "label version 7" in copied
    assert page.get_by_role("button", name="Print").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("header.top form").is_visible()


def test_a9_breadcrumbs_lead_back(at):
    page = at(FRIDGE)
    page.locator(".crumbs a", has_text="Answers").click()
    page.wait_for_url("**/answers")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [("Zorvexa", "Zorvexa"), ("zorvanimab", "Zorvexa"), ("zorvexsa", "Zorvexa"), ("asthma", "Asthma"), ("opioid", "Calmidol")],
)
def test_b1_search_finds_brand_ingredient_misspelling_condition_and_class(at, words, found):
    page = at("/search")
    page.fill("#q", words)
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/search?q=**")
    assert found.lower() in text(page).lower()


def test_b2_medicines_from_a_to_z(at):
    page = at("/medicines")
    page.get_by_role("link", name="Z", exact=True).first.click()
    page.wait_for_url("**/medicines/z")
    page.get_by_role("link", name="Zorvexa").first.click()
    page.wait_for_url(f"**{MEDICINE}")


def test_b3_new_labels_stand_newest_first_with_their_dates(at):
    page = at("/new")
    assert "version" in text(page)
    assert page.locator("main li a").count() > 3


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/classes", "Classes of medicines"),
        ("/dosage", "Dosage"),
        ("/inactive-ingredients", "Inactive ingredients"),
        ("/pregnancy", "Pregnancy and breast-feeding"),
        ("/tips", "Patient tips"),
        ("/conditions", "Conditions and treatments"),
        ("/topics", "Health guide: topics"),
        ("/boxed-warnings", "Boxed warnings"),
        ("/side-effects", "Side effects"),
        ("/answers", ""),
        ("/kinds", "Kinds of product"),
    ],
)
def test_b4_to_b10_and_b14_each_list_opens_and_leads_on(at, path, words):
    page = at(path)
    assert words.lower() in text(page, "h1").lower()
    link = page.locator("main ul a").last
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")
    assert page.locator("h1").count() == 1


def test_b6_rates_stand_beside_the_comparator_with_bars(at):
    page = at(MEDICINE)
    row = page.locator("table.rates tbody tr").first
    assert row.locator("td.number").count() == 2
    assert row.locator("svg rect").count() == 2
    assert "%" in row.inner_text()


def test_b7_an_inactive_ingredient_lists_its_labels(at):
    page = at("/inactive-ingredients")
    page.locator("main ul a[href^='/inactive-ingredient']").last.click()
    page.wait_for_url("**/inactive-ingredient*/**")
    assert page.locator("main li a").count() > 0


def test_b12_the_professional_view_has_contents_and_deep_links(at):
    page = at(MEDICINE)
    page.get_by_role("link", name="Whole label for professionals").click()
    page.wait_for_url("**/label/**")
    first = page.locator("main a[href*='/label/']").nth(1)
    first.click()
    assert page.locator("main [id]").count() > 0
    assert page.locator("h1").count() == 1


def test_b13_the_handout_is_one_page_with_the_numbers_to_call(at):
    page = at(f"{MEDICINE}/handout")
    pdf = page.pdf(format="Letter")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    assert "1-800-222-1222" in page.locator("body").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "/about",
        "/contact",
        "/how-answers-are-made",
        "/privacy",
        "/terms",
        "/limits",
        "/accessibility",
        "/copyright",
        "/do-not-sell",
        "/site-map",
    ],
)
def test_d1_the_texts_are_reached_from_every_page(at, path):
    page = at("/")
    page.locator(f"footer a[href='{path}']").click()
    page.wait_for_url(f"**{path}")
    assert len(text(page)) > 200


def test_d2_there_is_no_cookie_and_the_privacy_signal_is_answered(at, page):
    at("/")
    at(MEDICINE)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    told = json.loads(page.context.request.get(page.url.split("/medicine")[0] + "/.well-known/gpc.json").text())
    assert told["gpc"] is True


def test_d4_structured_data_says_what_the_page_says(at):
    page = at(FRIDGE)
    data = json.loads(page.locator("script[type='application/ld+json']").first.inner_text())
    assert text(page, ".summary") in json.dumps(data, ensure_ascii=False)


def test_d5_the_address_of_an_answer_gives_the_same_answer_again(at, page):
    first = text(at(FRIDGE), ".summary")
    address = page.locator("#link").input_value()
    assert text(at("/" + address.split("/", 3)[3]), ".summary") == first


def test_d6_the_api_is_described_and_answers(at, page):
    at("/api")
    base = page.url.removesuffix("/api")
    document = page.context.request.get(f"{base}/api/v1/openapi.json").json()
    assert "/api/v1/ask" in document["paths"]
    assert (
        "14 days"
        in page.context.request.get(f"{base}/api/v1/ask", params={"q": "How long can Zorvexa stay out of the fridge?"}).json()[
            "summary"
        ]
    )


def test_an_error_of_an_answer_is_reported_with_its_citation(at):
    page = at(FRIDGE)
    page.get_by_role("link", name="Report an error in this answer").click()
    page.wait_for_url("**/report?**")
    assert "version 7" in page.locator("main").inner_text() + "".join(
        page.locator("textarea, input").evaluate_all("all => all.map(one => one.value)")
    )
