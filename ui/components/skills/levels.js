/* A person's skills: each a row with its words and nuqtas; a press opens what it rests on. */
function levelRow(root, row) {
  const item = el("li");
  const open = el("button", "level-row");
  open.type = "button";
  open.dataset.focus = row.id;
  const words = el("span", "words");
  words.append(el("b", "", row.title), el("span", "muted", row.words));
  if (row.about) words.append(el("span", "about", row.about));
  open.append(words, nuqtas(row.level, 22));
  open.addEventListener("click", () => {
    comeBackTo(open, root);
    root.component.setTriggerValue("open", row.id);
  });
  item.append(open);
  return item;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  const panel = el("section", "panel levels");
  if (facts.title) panel.append(el("h2", "", facts.title));
  const list = el("ul", "level-rows");
  list.append(...facts.rows.map((row) => levelRow(root, row)));
  panel.append(list, nuqtaLegend(facts.legend), el("p", "muted", facts.note));
  root.replaceChildren(panel);
}
