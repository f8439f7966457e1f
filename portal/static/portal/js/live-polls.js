// Polls on the participant's page: the server makes the form, the choice goes over the socket.

const NOBODY = "00000000-0000-0000-0000-000000000000";

export function pollsOf({ place, socket, words, say, report, stays }) {
  const find = (id) => place.querySelector(`[data-poll="${id}"]`);

  place.addEventListener("submit", async (event) => {
    const poll = event.target.closest("[data-poll]");
    if (!poll || stays(event) || !socket.isOpen) return;
    const option = new FormData(event.target).get("option");
    event.preventDefault();
    if (!option) return;
    try {
      const { results } = await socket.command("answer_poll", { poll: poll.dataset.poll, option });
      show(poll, results ?? {});
      say(words("thanks"));
    } catch ({ text }) {
      say(text);
    }
  });

  function show(poll, results) {
    poll.querySelector("button")?.remove();
    for (const choice of poll.querySelectorAll("[data-option]")) {
      choice.querySelector("input")?.remove();
      const n = results[choice.dataset.option];
      if (n !== undefined) choice.querySelector("[data-field=votes]").textContent = String(n);
    }
  }

  function open(poll) {
    if (find(poll.id)) return;
    const row = document.getElementById("een-peiling").content.firstElementChild.cloneNode(true);
    row.dataset.poll = poll.id;
    const form = row.querySelector("form");
    form.action = form.dataset.action.replace(NOBODY, poll.id);
    row.querySelector("legend").textContent = poll.question;
    const first = row.querySelector("[data-option]");
    for (const option of poll.options) first.before(choiceOf(first, option));
    first.remove();
    place.querySelector("[data-part=peilingen]").prepend(row);
    report(words("poll", { text: poll.question }));
  }

  function choiceOf(example, option) {
    const choice = example.cloneNode(true);
    choice.dataset.option = option.id;
    const input = choice.querySelector("input");
    input.value = option.id;
    input.id = `o-${option.id}`;
    const label = choice.querySelector("label");
    label.htmlFor = input.id;
    label.textContent = option.text;
    return choice;
  }

  // The numbers are for who has chosen; before that they would lead.
  function tick(numbers) {
    for (const [id, n] of Object.entries(numbers)) {
      const choice = place.querySelector(`[data-option="${id}"]`);
      if (choice && !choice.querySelector("input")) choice.querySelector("[data-field=votes]").textContent = String(n);
    }
  }

  function close(id, results, phone) {
    const poll = find(id);
    if (!poll) return;
    show(poll, results);
    const n = Object.values(phone ?? {}).reduce((sum, one) => sum + one, 0);
    const line = poll.querySelector("[data-field=phoned]");
    line.hidden = n === 0;
    line.textContent = n === 1 ? words("poll-phone-one") : words("poll-phone", { n });
  }

  return { open, close, tick };
}
