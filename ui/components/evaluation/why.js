/* Why a verdict is what it is: what decided, what came near, what would have changed it. */
function drawWhy(row, data, player) {
  const node = el("section", "why-panel");
  node.setAttribute("aria-label", `${data.why_words.open} ${row.title}`);
  const told = data.why[row.id];
  if (!told) {
    const waiting = el("p", "muted waiting", data.why_words.reading);
    waiting.setAttribute("role", "status");
    node.append(waiting);
    return node;
  }
  if (told.older) node.append(olderEngine(told, data));
  if (told.places.length) node.append(part(data.why_words.what_decided, told.places.map((place) => drawPlace(place, data, player))));
  node.append(part(told.near.length ? data.why_words.came_near : "", lookedAt(told, data, player)));
  node.append(part(data.why_words.what_if, [whatIfs(told.changes, data)]));
  node.append(...legend(node, data));
  return node;
}

function part(title, contents) {
  const node = el("div", "why-part");
  if (title) node.append(el("h4", "", title));
  node.append(...contents);
  return node;
}

function olderEngine(told, data) {
  const node = el("div", "older");
  node.append(el("p", "", told.older));
  if (told.differs) {
    const line = el("p", "");
    line.append(el("span", "", data.why_words.differs), verdictChip(told.differs.verdict, told.differs.word, data.language));
    node.append(line);
  }
  return node;
}

function lookedAt(told, data, player) {
  const near = told.near.map((place) => drawPlace(place, data, player));
  const searched = !near.length && !told.places.length;
  const told_as = [told.looked, searched ? data.why_words.nothing_near : "", told.missing, told.doubt];
  return [...near, el("p", "muted", told_as.filter(Boolean).join(" "))];
}

function drawPlace(place, data, player) {
  const node = el("div", "place");
  const quote = drawQuote("soft", place, data, player);
  quote.querySelector(".said p").replaceWith(markedWords(place.pieces, data.text_lang, data.text_dir));
  node.append(quote);
  const facts = el("ul", "facts");
  for (const line of [...place.lines, ...place.weighed]) facts.append(el("li", "", line));
  for (const line of place.against) facts.append(withIcon(line));
  node.append(facts);
  if (place.examples.length) node.append(drawExamples(place, data));
  return node;
}

function withIcon(line) {
  const node = el("li", "against");
  node.append(icon("alert", 15), el("span", "", line));
  return node;
}

/* Words of a call or of the bank, in their own language and direction, cut at their marks. */
function markedWords(pieces, lang, dir) {
  const node = el("p");
  node.lang = lang;
  node.dir = dir;
  for (const piece of pieces) {
    const words = dir === "rtl" ? keepingNumbers(piece.text) : [piece.text];
    const mark = el(piece.mark ? "mark" : "span", piece.mark);
    mark.append(...words);
    node.append(mark);
  }
  return node;
}

function drawExamples(place, data) {
  const node = el("div", "examples");
  node.append(el("h5", "", data.why_words.examples));
  const list = el("ul");
  for (const example of place.examples) {
    const entry = el("li");
    entry.append(markedWords(example.pieces, example.lang, example.dir));
    const about = el("p", "muted about");
    about.append(icon(example.is_act ? "check" : "minus", 14), el("span", "", `${example.about} · ${example.marked}`));
    entry.append(about);
    list.append(entry);
  }
  node.append(list);
  return node;
}

function whatIfs(changes, data) {
  if (!changes.length) return el("p", "muted", data.why_words.nothing_changes);
  const list = el("ul", "what-ifs");
  for (const change of changes) {
    const entry = el("li");
    entry.append(el("span", "", change.text), verdictChip(change.verdict, change.word, data.language));
    list.append(entry);
  }
  return list;
}

/* What the marks in the quotes mean, for those that stand there. */
function legend(panel, data) {
  const kinds = ["phrase", "for", "against"].filter((kind) => panel.querySelector(`.quote mark.${kind}`));
  if (!kinds.length) return [];
  const node = el("p", "muted marks-legend");
  for (const kind of kinds) node.append(el("mark", kind, data.why_words[`mark_${kind}`]));
  return [node];
}
