/* What the learning pages share: heads, buttons that lead on, small diamonds for what is done. */
Object.assign(ICONS, {
  award: "M12 3.500a5.800 5.800 0 1 1 0 11.600 5.800 5.800 0 0 1 0-11.600zM8.500 14.200L7 21l5-2.600 5 2.600-1.500-6.800M12 7.300v4M10 9.300h4",
  cards: "M8.500 6.500l10-2.300 2.600 11.300-10 2.300zM8.400 9l-5.400 2.200 4.200 10.300 7.800-3.200",
  route: "M5 19.500a2.300 2.300 0 1 1 0-.1M7.300 19.500H15a3.700 3.700 0 0 0 0-7.500H9a3.700 3.700 0 0 1 0-7.500h7.700M19 4.500a2.300 2.300 0 1 1 0-.1",
  down_file: "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14",
});

function goNode(root, look, label, way, mark) {
  const node = button(`button ${look}`, label, mark ? icon(mark, 18) : null);
  node.addEventListener("click", () => root.component.setTriggerValue("way", way));
  return node;
}

function headNode(root, head) {
  const node = el("header", "head");
  if (head.back) {
    const back = el("button", "crumb", head.back.label);
    back.type = "button";
    back.addEventListener("click", () => root.component.setTriggerValue("way", head.back.way));
    node.append(back);
  }
  node.append(el("h1", "", head.title));
  if (head.facts && head.facts.length) node.append(pieces(head.facts, "muted"));
  if (head.lead) node.append(el("p", "lead", head.lead));
  const tools = el("div", "tools");
  for (const tool of head.tools || []) tools.append(goNode(root, "", tool.label, tool.way, tool.mark));
  if (tools.childElementCount) node.append(tools);
  return node;
}

/* done, part or open: a full, a begun and an empty nuqta. */
function markNode(state, size = 20) {
  const node = svg(size, "0 0 34 34");
  node.classList.add("mark", state);
  drawn(node, "path", { d: "M17 2.500L31.500 17 17 31.500 2.500 17z", class: "edge" });
  if (state === "done") drawn(node, "path", { d: "M11 17l4.500 4.500 7.500-8", class: "tick" });
  if (state === "part") drawn(node, "path", { d: "M17 10.500l6.500 6.500-6.500 6.500-6.500-6.500z", class: "heart" });
  return node;
}

function sheet(title, look = "") {
  const node = el("section", `panel sheet ${look}`);
  if (title) node.append(el("h2", "", title));
  return node;
}

function rulesNode(rules) {
  const list = el("ol", "rules");
  for (const rule of rules) {
    const item = el("li");
    item.append(el("h3", "", rule.title), el("p", "", rule.text));
    list.append(item);
  }
  return list;
}

function drawInto(component, draw) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  root.replaceChildren(...draw(root, facts));
}
