// Draws the map of a list with addresses, after a click. Nothing is loaded before it; on an error the list stays.
function load(block) {
  if (window.L) return Promise.resolve();
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = block.dataset.css;
  document.head.append(sheet);
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = block.dataset.script;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

function draw(block, canvas, fail) {
  const { L } = window;
  L.Icon.Default.imagePath = block.dataset.images;
  const map = L.map(canvas, { scrollWheelZoom: false });
  const points = [...block.querySelectorAll("[data-latitude]")].map((spot) => {
    const at = [Number(spot.dataset.latitude), Number(spot.dataset.longitude)];
    const label = document.createElement("strong");
    label.textContent = spot.querySelector("strong").textContent;
    L.marker(at, { alt: label.textContent, title: label.textContent }).addTo(map).bindPopup(label);
    return at;
  });
  map.fitBounds(L.latLngBounds(points).pad(0.2), { maxZoom: 15 });
  const tiles = L.tileLayer(block.dataset.tiles, { minZoom: 6, maxZoom: 19, attribution: block.dataset.credit });
  tiles.on("tileerror", () => fail(map));
  tiles.addTo(map);
  return map;
}

for (const block of document.querySelectorAll("[data-map]")) {
  if (block.dataset.ready || !block.querySelector("[data-latitude]")) continue;
  block.dataset.ready = "yes";
  const list = block.querySelector("ul");
  const button = document.createElement("button");
  const said = document.createElement("span");
  const line = document.createElement("p");
  const canvas = document.createElement("div");
  let map;
  button.type = "button";
  button.className = "button quiet small";
  button.textContent = block.dataset.show;
  said.className = "hint";
  said.setAttribute("role", "status");
  said.textContent = block.dataset.notice;
  line.className = "actions no-print";
  line.append(button, said);
  canvas.className = "map-canvas";
  list.before(line);

  const away = () => {
    map?.remove();
    map = undefined;
    canvas.remove();
    button.textContent = block.dataset.show;
    button.setAttribute("aria-expanded", "false");
  };
  const fail = () => {
    away();
    button.remove();
    said.textContent = block.dataset.failed;
  };
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", async () => {
    if (map) return away();
    line.after(canvas);
    button.textContent = block.dataset.hide;
    button.setAttribute("aria-expanded", "true");
    try {
      await load(block);
      map = draw(block, canvas, fail);
    } catch {
      fail();
    }
  });
}
