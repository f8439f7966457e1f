// Starts what Wagtail's widgets would start by a script in the page, which our content security policy forbids.
// A widget writes <template data-start="initDateChooser" data-arguments="[…]">; only these names are ever called.
const KNOWN = /^(init(Date|DateTime|Time)Chooser|create\w+Chooser|\w*Chooser|InlinePanel|MultipleChooserPanel)$/;

function start(element) {
  const name = element.dataset.start.split('.').pop();
  const found = element.dataset.start.split('.').reduce((holder, part) => holder && holder[part], window);
  if (!KNOWN.test(name) || typeof found !== 'function' || element.dataset.started) return;
  element.dataset.started = '1';
  const parts = JSON.parse(element.dataset.arguments);
  if ('new' in element.dataset) Reflect.construct(found, parts);
  else found(...parts);
}

function startBelow(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches('template[data-start]')) start(node);
  node.querySelectorAll('template[data-start]').forEach(start);
}

// Inline forms, filters and choosers come later than the page.
new MutationObserver((changes) => {
  changes.forEach((change) => change.addedNodes.forEach(startBelow));
}).observe(document.documentElement, { childList: true, subtree: true });

startBelow(document.documentElement);
