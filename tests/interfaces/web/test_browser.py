"""What a person does in a browser: headless Chromium by Playwright; skipped where either is not there."""

import pytest

PAGES = (
    "/",
    "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F",
    "/medicine/zorvanimab-injection",
    "/medicine/zorvanimab-injection/handout",
    "/medicine/zorvanimab-injection/how-it-works",
    "/label/11111111-1111-4111-8111-111111111111/7",
    "/label/11111111-1111-4111-8111-111111111111/history",
    "/label/11111111-1111-4111-8111-111111111111/diff/5/7",
    "/label/55555555-5555-4555-8555-555555555555/4/how_supplied",
    "/search?q=asthma",
    "/medicines/z",
    "/side-effect/headache",
    "/news",
    "/published",
    "/published/how-long-can-dupixent-stay-out-of-the-fridge",
    "/site-map",
)


def test_a_misspelt_name_is_suggested_and_chosen_by_keyboard(page, address):
    page.goto(address)
    page.locator("#q").press_sequentially("zorvexs", delay=20)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/medicine/zorvanimab-injection")
    assert page.locator("h1").inner_text() == "Zorvexa"


def test_a_citation_shows_the_marked_passage(page, address):
    page.goto(f"{address}/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F")
    page.locator(".cite").first.click()
    page.wait_for_url("**/label/**")
    mark = page.locator("#marked")
    assert "14 days" in mark.inner_text()
    box = mark.bounding_box()
    assert 0 <= box["y"] < 900
    assert page.evaluate("getComputedStyle(document.querySelector('#marked')).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_site_works_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#q", "How long can Zorvexa stay out of the fridge?")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/ask?q=**")
    assert "14 days" in page.locator(".summary").inner_text()
    context.close()


def test_the_history_leads_to_a_comparison_and_to_the_label_of_a_day_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/medicine/zorvanimab-injection")
    page.get_by_role("link", name="Label history").click()
    page.wait_for_url("**/history")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/diff/5/7")
    assert page.locator("ins").first.is_visible()
    page.go_back()
    page.get_by_label("Day", exact=True).fill("2024-06-01")
    page.get_by_role("button", name="Show the label of that day").click()
    page.wait_for_url("**/5?as_of=2024-06-01")
    assert "as it stood on 1 June 2024" in page.locator("main").inner_text()
    context.close()


def test_the_keyboard_alone_reaches_the_content(page, address):
    page.goto(f"{address}/medicine/zorvanimab-injection")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_handout_prints_on_one_page(page, address):
    page.goto(f"{address}/medicine/zorvanimab-injection/handout")
    pdf = page.pdf(format="Letter")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_needs_sideways_scrolling(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.parametrize("width", [360, 640])
def test_text_of_twice_the_size_fits(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_nothing_comes_from_elsewhere_and_the_policy_is_kept(browser, address):
    context = browser.new_context()
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    for path in PAGES:
        page.goto(address + path)
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert told == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the package axe-playwright-python").Axe()
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        found = axe.run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    context.close()
