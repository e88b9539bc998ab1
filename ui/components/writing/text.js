/* Drafts as code points: the server counts those, JavaScript's own strings count UTF-16 units. */
function lettersOf(text) {
  return Array.from(text);
}

/* The text cut wherever a note or a good stretch begins or ends; what was replaced is one piece. */
function cut(draft, replaced) {
  const letters = lettersOf(draft.text);
  const notes = draft.notes.filter((note) => note.start !== null);
  const edges = new Set([0, letters.length]);
  for (const note of notes) edges.add(note.start).add(note.end);
  for (const [start, end] of draft.good) edges.add(start).add(end);
  const places = [...edges].sort((one, other) => one - other);
  const pieces = places.slice(0, -1).map((start, i) => {
    const end = places[i + 1];
    return {
      start, end, text: letters.slice(start, end).join(""),
      notes: notes.filter((note) => note.start <= start && end <= note.end),
      good: draft.good.some(([from, to]) => from <= start && end <= to),
    };
  });
  return withReplaced(pieces, notes, replaced);
}

function withReplaced(pieces, notes, replaced) {
  for (const note of notes) {
    if (!replaced.has(note.index)) continue;
    const covered = pieces.filter((piece) => note.start <= piece.start && piece.end <= note.end);
    covered.forEach((piece, i) => {
      piece.text = i ? "" : replaced.get(note.index);
      piece.fixed = true;
    });
  }
  return pieces;
}

function assembled(draft, replaced) {
  return cut(draft, replaced).map((piece) => piece.text).join("");
}

function filled(sentence, gaps) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => gaps[name] ?? whole);
}
