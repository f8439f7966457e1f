// A button that reads a text aloud with the browser's own voice; without a voice there is no button.

export function readAloud(box, textOf) {
  const voice = window.speechSynthesis;
  const button = box?.querySelector("button");
  if (!voice || !button) return;
  const start = button.textContent;
  const stop = () => {
    button.textContent = start;
    button.setAttribute("aria-pressed", "false");
  };
  box.hidden = false;
  stop();
  button.addEventListener("click", () => {
    const was = voice.speaking;
    voice.cancel();
    if (was) return stop();
    const said = new SpeechSynthesisUtterance(textOf());
    said.lang = "nl-NL";
    said.onend = said.onerror = stop;
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    voice.speak(said);
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
