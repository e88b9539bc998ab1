/* What the writer has to go by: the customer's words and the facts, in the message's language. */
function drawSide(data, lang) {
  const side = data.sides[lang];
  const panel = el("details", "side");
  const isWide = window.matchMedia("(min-width: 900px)").matches;
  panel.open = isWide || !data.drafts.length; // on a phone it is read before anything is written
  const summary = el("summary");
  summary.append(icon("down", 16), el("span", "", summaryOf(data, side)));
  if (side.kind === "task") summary.append(inMessageLanguage("b", "", side.customer, side));
  const body = el("div", "side-body");
  if (side.kind === "task") body.append(...drawTaskSide(data, side));
  else body.append(...drawDrillSide(data, side));
  panel.append(summary, body);
  return panel;
}

function summaryOf(data, side) {
  return side.kind === "task" ? data.words.message : data.words.drill;
}

function drawTaskSide(data, side) {
  const parts = [];
  for (const line of side.message.split(/\n+/)) {
    parts.push(inMessageLanguage("p", "line", line, side));
  }
  if (side.questions.length) parts.push(drawQuestions(data, side));
  if (data.facts.length) parts.push(drawFacts(data));
  return parts;
}

function drawQuestions(data, side) {
  const list = el("ul", "asked");
  list.setAttribute("aria-label", data.words.questions);
  for (const question of side.questions) {
    const entry = inMessageLanguage("li", "", "", side);
    const mark = el("span", "ask", QUESTION[side.lang] || "?");
    mark.setAttribute("aria-hidden", "true");
    entry.append(mark, el("span", "", question));
    list.append(entry);
  }
  return list;
}

/* Facts are the writer's own: in the language of the page. */
function drawFacts(data) {
  const box = el("div", "facts");
  const list = el("ul");
  for (const fact of data.facts) {
    const entry = el("li");
    entry.append(...(data.dir === "rtl" ? keepingNumbers(fact) : [fact]));
    list.append(entry);
  }
  box.append(el("h2", "", data.words.facts), list);
  return box;
}

function drawDrillSide(data, side) {
  const parts = [];
  for (const [title, text] of [["situation", side.situation], ["said", side.message], ["weak", side.weak]]) {
    parts.push(el("h2", "", data.words[title]));
    parts.push(inMessageLanguage("p", title === "weak" ? "weak" : "line", text, side));
  }
  return parts;
}

function inMessageLanguage(tag, className, text, side) {
  const node = el(tag, className);
  node.lang = side.lang;
  node.dir = side.dir;
  if (text) node.append(...(side.dir === "rtl" ? keepingNumbers(text) : [text]));
  return node;
}
