// Reads a page aloud with the browser's own voice. Without script, or without a voice, there is no button.
const place = document.querySelector("[data-read-aloud]");
const text = document.querySelector("[data-read]");
const voice = window.speechSynthesis;

// Sentence by sentence: browsers stop in the middle of a long text.
const parts = () =>
  [...text.querySelectorAll("h2, h3, p, li, summary, caption, dt, dd, blockquote")]
    .filter((element) => !element.querySelector("p, li, h3") && !element.closest(".no-print, form, [hidden]") && element.offsetParent)
    .flatMap((element) => (element.textContent.match(/[^.!?…]+[.!?…]*/g) || []).map((said) => [element, said.trim()]))
    .filter(([, said]) => said);

function start(button) {
  const queue = parts();
  let marked;
  const next = () => {
    marked?.classList.remove("spoken-now");
    if (!queue.length || button.getAttribute("aria-pressed") !== "true") return stop(button);
    const [element, said] = queue.shift();
    marked = element;
    element.classList.add("spoken-now");
    const utterance = new SpeechSynthesisUtterance(said);
    utterance.lang = "nl-NL";
    utterance.onend = next;
    utterance.onerror = next;
    voice.speak(utterance);
  };
  button.setAttribute("aria-pressed", "true");
  button.textContent = place.dataset.stop;
  next();
}

function stop(button) {
  button.setAttribute("aria-pressed", "false");
  button.textContent = place.dataset.start;
  voice.cancel();
  text.querySelectorAll(".spoken-now").forEach((element) => element.classList.remove("spoken-now"));
}

if (place && text && voice && !place.firstChild) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet small";
  button.setAttribute("aria-pressed", "false");
  button.textContent = place.dataset.start;
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop : start)(button));
  place.append(button);
  window.addEventListener("pagehide", () => voice.cancel());
}
