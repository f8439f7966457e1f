// The groups of rooms at the desk open and close by themselves; here they also close by Escape and by a click beside them.

const groups = document.querySelectorAll(".desk-nav details");
const close = (but) => {
  for (const group of groups) if (group !== but) group.open = false;
};

document.addEventListener("click", (event) => close(event.target.closest?.(".desk-nav details")));
document.addEventListener("focusin", (event) => close(event.target.closest?.(".desk-nav details")));
document.addEventListener("keydown", (event) => {
  const open = document.querySelector(".desk-nav details[open]");
  if (event.key !== "Escape" || !open) return;
  const inside = open.contains(document.activeElement);
  close(null);
  if (inside) open.querySelector("summary").focus();
});
