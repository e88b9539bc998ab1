/* The drawer: the level with its interval, then each piece of evidence; a call plays its moment. */
const KIND_ICONS = {
  call: ICONS.phone, writing: ICONS.email, scenario: ICONS.chat, quiz: ICONS.book,
};

function levelBox(facts) {
  const box = el("div", "level");
  const head = el("p", "level-head");
  head.append(nuqtas(facts.level, 28), el("b", "", facts.level_words));
  box.append(head);
  if (facts.scale) box.append(scaleDrawing(facts.scale));
  for (const line of facts.lines) box.append(el("p", "muted", line));
  return box;
}

function evidenceItem(root, item, facts) {
  const node = el("li", "item");
  node.append(item.url ? playButton(root, item, facts) : kindMark(item));
  const words = el("div", "words");
  const top = el("div", "top");
  top.append(pieces(item.about, "muted"));
  if (item.verdict) top.append(verdict(item, facts));
  words.append(top, ...(item.verdict ? saidWords(root, item) : learnedWords(root, item, facts)));
  node.append(words);
  return node;
}

function verdict(item, facts) {
  const node = el("span", `verdict v-${item.verdict}`);
  node.append(shape(item.verdict, facts.language, 14), el("span", "", item.verdict_word));
  return node;
}

/* The criterion leads to the call it was decided in. */
function saidWords(root, item) {
  const title = el("p", "title");
  title.append(item.link ? criterionLink(root, item) : el("span", "", item.title));
  if (!item.quote) return [title];
  const quote = inCallLanguage("p", item.quote, item);
  quote.classList.add("said-words");
  return [title, quote];
}

function criterionLink(root, item) {
  const node = wayButton(root, { ...item.link, label: item.title }, "way");
  node.setAttribute("aria-label", `${item.title}: ${item.link.label}`);
  node.title = item.link.label;
  return node;
}

function readOn(root, item) {
  const node = wayButton(root, item.link, "way");
  node.setAttribute("aria-label", `${item.link.label}: ${item.about.join(", ")}`);
  return node;
}

function learnedWords(root, item, facts) {
  const nodes = [el("p", "title", item.title)];
  if (item.missed.length) {
    const list = el("ul", "missed");
    list.append(...item.missed.map((stem) => el("li", "", stem)));
    nodes.push(el("p", "muted", facts.words.missed), list);
  }
  if (item.link) nodes.push(readOn(root, item));
  return nodes;
}

function kindMark(item) {
  const mark = el("span", "mark");
  const node = svg(20);
  drawn(node, "path", {
    d: KIND_ICONS[item.kind], fill: "none", stroke: "currentColor", "stroke-width": 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  mark.append(node);
  return mark;
}

function playButton(root, item, facts) {
  const node = roundPlay("soft", actLabel("play", item, facts));
  node.addEventListener("click", () => toggle(root, node, item, facts));
  return node;
}

/* One recording at a time: what plays stops where its moment ends, or when another begins. */
function toggle(root, node, item, facts) {
  const playing = root.playing;
  stop(root);
  if (playing && playing.node === node) return;
  const audio = new Audio(item.url);
  root.playing = { audio, node, item };
  audio.addEventListener("loadedmetadata", () => { audio.currentTime = item.from; });
  audio.addEventListener("timeupdate", () => {
    if (item.end && audio.currentTime >= item.end) stop(root);
  });
  audio.addEventListener("ended", () => stop(root));
  audio.addEventListener("error", () => broken(root, node, facts));
  audio.play().catch(() => {}); // what went wrong is said by the error event
  show(node, "pause", item, facts);
  node.dataset.playing = "yes";
}

function stop(root) {
  if (!root.playing) return;
  const { audio, node, item } = root.playing;
  root.playing = null;
  audio.pause();
  show(node, "play", item, root.facts);
  delete node.dataset.playing;
}

function broken(root, node, facts) {
  stop(root);
  const words = node.parentElement.querySelector(".words");
  if (words.querySelector("[role=alert]")) return;
  const told = el("p", "broken", facts.words.cannot_play);
  told.setAttribute("role", "alert");
  words.append(told);
}

function show(node, name, item, facts) {
  const label = actLabel(name, item, facts);
  node.replaceChildren(icon(name, 18));
  node.setAttribute("aria-label", label);
  node.title = label;
}

/* There are several: each tells its criterion, its day and its time. */
function actLabel(name, item, facts) {
  return `${facts.words[name]}: ${[item.title, ...item.about].join(" · ")}`;
}

function wayButton(root, way, className) {
  const node = button(className, way.label);
  node.addEventListener("click", () => {
    root.component.setTriggerValue("go", { page: way.page, chosen: way.chosen });
  });
  return node;
}

function evidenceList(root, facts) {
  const part = el("section");
  const head = el("div", "head");
  head.append(el("h3", "", facts.words.rests_on), el("span", "muted", facts.counted));
  const list = el("ul", "items");
  const first = facts.items.slice(0, facts.shown_first);
  list.append(...first.map((item) => evidenceItem(root, item, facts)));
  part.append(head, list);
  if (facts.private) part.append(el("p", "muted", facts.private));
  if (first.length === facts.items.length) return part;
  const all = button("way", facts.show_all);
  all.addEventListener("click", () => {
    const more = facts.items.slice(facts.shown_first);
    const nodes = more.map((item) => evidenceItem(root, item, facts));
    list.append(...nodes);
    all.remove();
    nodes[0].querySelector("button")?.focus();
  });
  part.append(all);
  return part;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return () => stop(root);
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.facts = facts;
  root.dir = facts.direction;
  root.lang = facts.language;
  root.replaceChildren(el("p", "muted under", facts.under), levelBox(facts));
  if (facts.items.length || facts.private) root.append(evidenceList(root, facts));
  const acts = el("div", "acts");
  acts.append(...facts.acts.map((act, at) => wayButton(root, act, at ? "button" : "button primary")));
  root.append(acts);
  return () => stop(root);
}
