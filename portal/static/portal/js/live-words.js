// What the participant's page says in words: how many, and what came while somebody was away.

// For who would rather read words than numbers (a choice of the reader, see the style sheet).
export function many(words, votes) {
  if (votes === null) return "";
  const least = [20, 5, 2, 1, 0].find((n) => votes >= n) ?? 0;
  return words[`many-${least}`];
}

const KINDS = {
  "q.add": "question",
  "q.state": "answer",
  "tip.show": "tip",
  "note.add": "note",
  say: "say",
  "poll.open": "poll",
};

// “2 vragen, 1 tip”, of the messages that were heard afterwards; empty when there is nothing to tell.
export function listOf(words, events) {
  const counts = new Map();
  const seen = new Set();
  for (const { t, d } of events) {
    const kind = KINDS[t];
    if (!kind || (t === "q.state" && d.state !== "beantwoord")) continue;
    const id = `${t} ${d.question?.id ?? d.tip?.id ?? d.note?.id ?? d.poll?.id ?? d.id}`;
    if (seen.has(id)) continue;
    seen.add(id);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, n]) => (n === 1 ? words[`missed-${kind}`] : words[`missed-${kind}s`].replace("{n}", n)))
    .join(", ");
}
