/* The day: a dark head with one gold button, what waits, and the figures beside it. */
function hero(root, day) {
  const head = el("section", day.path.length ? "hero with-path" : "hero");
  const words = el("div", "words");
  words.append(el("h1", "", day.greeting), el("p", "", day.under));
  head.append(words);
  if (day.first) head.append(goButton(root, "gold", day.first.verb, day.first.way, "forward"));
  if (day.path.length) head.append(pathOf(day));
  return head;
}

function goButton(root, look, label, way, mark) {
  const node = button(`button ${look}`, label, mark ? icon(mark, 18) : null);
  node.addEventListener("click", () => root.component.setTriggerValue("way", way));
  return node;
}

function dueNode(root, due, first) {
  const item = el("li", "due panel");
  const mark = el("span", due.urgent ? "mark urgent" : "mark");
  mark.append(icon(ICONS[due.mark] ? due.mark : "phone", 22));
  const words = el("div", "words");
  words.append(el("h3", "", due.title), el("p", "muted", due.why));
  if (due.facts.length || due.when || due.minutes) {
    const line = el("p", "facts muted");
    if (due.when) line.append(markedFact("calendar", due.when, due.urgent ? "when urgent" : "when"));
    if (due.minutes) line.append(markedFact("clock", due.minutes, "when"));
    for (const fact of due.facts) line.append(el("span", "", fact));
    words.append(line);
  }
  const act = goButton(root, first ? "primary" : "", due.verb, due.way);
  act.setAttribute("aria-label", `${due.verb}: ${due.title}`);
  item.append(mark, words, act);
  return item;
}

function markedFact(mark, words, look) {
  const fact = el("span", look);
  fact.append(icon(mark, 16), el("span", "", words));
  return fact;
}

function dues(root, day) {
  const part = el("section", "waiting");
  const head = el("div", "head");
  head.append(el("h2", "", day.dues_title));
  if (day.dues_under) head.append(el("span", "muted", day.dues_under));
  part.append(head);
  if (!day.dues.length) {
    part.append(el("p", "quiet panel", day.quiet));
    return part;
  }
  const list = el("ul");
  list.append(...day.dues.map((due, at) => dueNode(root, due, at === 0)));
  part.append(list);
  return part;
}

function panels(root, day) {
  const part = el("div", "panels");
  if (day.skills) part.append(skillPicture(root, day.skills));
  part.append(...day.panels.filter((panel) => panel.figures.length).map((panel) => figures(root, panel)));
  return part;
}

function figures(root, panel) {
  const part = el("section", "figures panel");
  part.append(el("h2", "", panel.title));
  const list = el("dl");
  for (const figure of panel.figures) {
    const line = el("div", "figure");
    const name = el("dt");
    name.append(figure.way ? wayLink(root, figure) : el("span", "", figure.label));
    if (figure.under) name.append(el("span", "muted", figure.under));
    line.append(name, el("dd", "", figure.value));
    list.append(line);
  }
  part.append(list);
  return part;
}

function wayLink(root, figure) {
  const link = el("button", "way", figure.label);
  link.type = "button";
  link.addEventListener("click", () => root.component.setTriggerValue("way", figure.way));
  return link;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  const body = el("div", "body");
  body.append(dues(root, facts.day), panels(root, facts.day));
  root.replaceChildren(hero(root, facts.day), body);
}
