// Suggestions while typing, after the combobox pattern of the ARIA practices: the focus stays in the box, the arrows
// walk through the list, Enter opens, Escape closes. Without this script the box is a plain search box.

const WAIT_MS = 180;

for (const box of document.querySelectorAll("[data-suggest]")) start(box);

function start(box) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let active = -1;
  let timer = 0;
  let asked = new AbortController();

  list.id = `${box.id}-lijst`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestLabel);
  list.hidden = true;
  said.className = "hide";
  said.setAttribute("role", "status");
  box.after(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" })) box.setAttribute(name, value);

  function close() {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const options = [...list.children];
    active = (number + options.length + 1) % (options.length + 1);
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    const option = options[active];
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      active = -1;
      box.removeAttribute("aria-activedescendant");
    }
  }

  function show(answer) {
    list.replaceChildren(
      ...answer.suggestions.map((each, number) => {
        const option = document.createElement("li");
        const kind = document.createElement("span");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = each.url;
        kind.textContent = each.kind;
        option.append(each.text, " ", kind);
        return option;
      }),
    );
    active = -1;
    said.textContent = answer.said;
    list.hidden = !answer.suggestions.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    try {
      const response = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: asked.signal });
      if (response.ok) show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // away from the net: the box still searches
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) {
      // Closed by Escape, the arrow opens it again on the first of it.
      if (event.key === "ArrowDown" && list.children.length && box.value.trim().length > 1) {
        event.preventDefault();
        list.hidden = false;
        box.setAttribute("aria-expanded", "true");
        choose(0);
      }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(active === -1 && event.key === "ArrowUp" ? list.children.length - 1 : active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    }
  });
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}
