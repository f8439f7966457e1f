// Beside the form: how easy the text reads, while it is written. The server reads it; here it is only gathered.
const address = document.querySelector("script[data-address][src*='readability']")?.dataset.address;
const form = document.querySelector("#page-edit-form, [data-edit-form]");
const FIELDS = "#id_lead, #id_title, [data-contentpath] textarea, [data-contentpath] input[type=text]";

// What is written in boxes, and what is written in Draftail: its blocks are paragraphs.
function texts() {
  const boxes = [...form.querySelectorAll(FIELDS)].filter((box) => box.type !== "hidden" && !box.closest("[data-field-wrapper] .w-hidden, [hidden]"));
  const found = boxes.map((box) => box.value).filter((text) => text.includes(" "));
  for (const block of form.querySelectorAll(".public-DraftEditor-content [data-block=true]")) found.push(block.textContent);
  return found.filter((text) => text.trim());
}

function build() {
  const panel = document.createElement("aside");
  panel.className = "portal-readability";
  panel.id = "leesbaarheid";
  panel.setAttribute("aria-label", "Leesbaarheid");
  const head = document.createElement("h2");
  head.textContent = "Leesbaarheid";
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  panel.append(head, said);
  const bar = document.createElement("a");
  bar.className = "portal-readability-bar";
  bar.href = "#leesbaarheid";
  bar.hidden = true;
  panel.hidden = form.id !== "page-edit-form";
  form.prepend(panel, bar);
  // Who writes further down sees the verdict in one line, and goes up for the words.
  new IntersectionObserver(([seen]) => (bar.hidden = seen.isIntersecting || panel.hidden), { rootMargin: "-60px 0px 0px" }).observe(panel);
  return { panel, said, bar };
}

function show({ panel, said, bar }, html) {
  said.innerHTML = html;
  // A form of a few words, such as that of a neighbourhood, is no text to judge.
  panel.hidden = form.id !== "page-edit-form" && !said.querySelector(".portal-lix span, li");
  if (panel.hidden) bar.hidden = true;
  const verdict = said.querySelector(".portal-lix")?.firstChild.textContent.trim() || "";
  const count = said.querySelectorAll("li").length;
  bar.textContent = `Leesbaarheid: ${verdict}${count ? ` ${count} ${count === 1 ? "punt" : "punten"} om na te kijken.` : ""}`;
  bar.classList.toggle("portal-bar-hard", Boolean(said.querySelector(".portal-hard")));
}

if (address && form) {
  const panel = build();
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
  let last = "";
  let timer;
  const ask = async () => {
    const now = JSON.stringify(texts());
    if (now === last) return;
    last = now;
    const body = new FormData();
    body.append("texts_json", now);
    body.append("screen", location.pathname);
    body.append("csrfmiddlewaretoken", token());
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (answer.ok || answer.status === 422) show(panel, await answer.text());
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  };
  form.addEventListener("input", later);
  form.addEventListener("keyup", later);
  form.addEventListener("click", later);
  later();
}
