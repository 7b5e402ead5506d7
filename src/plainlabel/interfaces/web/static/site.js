// Small helps only: every page works without this file.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
const input = document.getElementById("q");
if (input && input.form) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  const holder = document.createElement("div");
  holder.className = "holder";
  input.replaceWith(holder);
  holder.append(input, list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "suggestions"]]) {
    input.setAttribute(name, value);
  }
  let timer = 0, asked = 0, chosen = -1;
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, place) => {
      const item = document.createElement("li");
      item.id = "suggestion-" + place;
      item.setAttribute("role", "option");
      item.dataset.to = each.to;
      const kind = document.createElement("span");
      kind.className = "quiet";
      kind.textContent = " " + each.kind;
      item.append(each.text, kind);
      return item;
    }));
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? found.length + " suggestions" : "";
  };
  const ask = async () => {
    const number = ++asked, words = input.value.trim();
    if (words.length < 3 || words.length > 60) return close();
    try {
      const found = await (await fetch("/suggest?q=" + encodeURIComponent(words))).json();
      if (number === asked && document.activeElement === input) show(found);
    } catch { close(); }
  };
  const choose = (place) => {
    for (const each of list.children) each.setAttribute("aria-selected", "false");
    chosen = (place + list.children.length) % list.children.length;
    list.children[chosen].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp") { choose(chosen < 0 ? list.children.length - 1 : chosen - 1); event.preventDefault(); }
    else if (event.key === "Escape") { close(); event.preventDefault(); }
    else if (event.key === "Enter" && chosen >= 0) { location.assign(list.children[chosen].dataset.to); event.preventDefault(); }
  });
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    if (item) { location.assign(item.dataset.to); event.preventDefault(); }
  });
}
