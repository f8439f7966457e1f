// Small things for every page; all of it works without.

// After an error the summary gets the focus, so that it is read out first.
document.getElementById("fouten")?.focus();

// One persistent place tells how many results there are; a region that is itself replaced stays silent.
document.addEventListener("htmx:afterSwap", (event) => {
  const said = event.target.querySelector?.("[data-say]") ?? document.querySelector("[data-say]");
  const place = document.getElementById("melding");
  if (said && place) place.textContent = said.dataset.say;
});

// A print link prints; a print button is there only where it can.
for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) {
    event.preventDefault();
    window.print();
  }
});

// The phone's own way to share, where there is one; the links beside it work everywhere.
for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    navigator.share({ title: button.dataset.share, url }).catch(() => {}); // the person thought better of it
  });
}

// Empty fields stay out of the address, so that it can be shared.
for (const form of document.querySelectorAll("[data-tidy]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const name of Object.keys(detail.parameters)) if (detail.parameters[name] === "") delete detail.parameters[name];
});
