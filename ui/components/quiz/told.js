/* Every choice with its verdict: shape, words, then colour; the own one dashed, the best one solid. */
function drawTold(items, data) {
  const list = el("ol", "told");
  list.setAttribute("aria-label", data.words.your_answer);
  for (const item of items) list.append(drawToldItem(item, data));
  return list;
}

function drawToldItem(item, data) {
  const look = `${item.best ? " best" : ""}${item.own ? " own" : ""}`;
  const node = el("li", `choice ${item.verdict ? `v-${item.verdict}` : "plain"}${look}`);
  const mark = item.letter || item.place;
  if (mark) {
    const letter = el("span", "letter", mark);
    letter.setAttribute("aria-hidden", "true");
    node.append(letter);
  }
  const words = el("div", "choice-text");
  if (item.who) words.append(el("span", "who", data.words[item.who]));
  words.append(drawSaid(item, data));
  if (item.word || item.why) words.append(drawWhy(item, data));
  node.append(words);
  return node;
}

function drawSaid(item, data) {
  const said = written("p", "said-text", item.text, data);
  if (item.partner) said.append(written("span", "partner", item.partner, data));
  return said;
}

function drawWhy(item, data) {
  const why = el("p", "why");
  if (item.word) why.append(shape(item.verdict, data.language, 16), el("b", "", item.word), " ");
  why.append(written("span", "", item.why, data));
  return why;
}
