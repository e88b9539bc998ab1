/* All cards of one person, the newest first. */
export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const data = unpacked(component.data);
  root.dir = data.dir;
  root.lang = data.language;
  const list = el("div", "card-list");
  for (const card of data.cards) list.append(drawCardLine(card, component.setTriggerValue));
  root.replaceChildren(list);
}

function drawCardLine(card, send) {
  const line = el("button", "panel");
  line.type = "button";
  const what = el("span", "what");
  what.append(el("b", "", card.title), pieces(card.about, "muted"));
  line.append(ltr(card.score, "score-value"), what, el("span", card.fresh ? "new" : "seen", card.state));
  line.addEventListener("click", () => send("open", String(card.id)));
  return line;
}
