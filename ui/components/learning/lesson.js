/* A lesson: its goal; the good talk with notes, then the labelled bad one, rules, what to say instead. */
function talkNode(talk, look) {
  const node = sheet("", look);
  const label = el("h2", `label ${look === "good" ? "v-met" : "v-not_met"}`);
  label.append(shape(look === "good" ? "met" : "not_met", "", 18), el("span", "", talk.label));
  node.append(label, el("p", "muted", talk.setting));
  const list = el("ol", "talk");
  list.append(...talk.lines.map(lineNode));
  node.append(list);
  return node;
}

function lineNode(line) {
  const item = el("li", `line ${line.who}`);
  const bubble = el("p", "bubble", line.text);
  item.append(el("span", "who", line.name), bubble);
  if (line.note) item.append(remark(line.note, "met", line.note_word));
  if (line.fault) item.append(remark(line.fault, "not_met", line.fault_word));
  return item;
}

function remark(text, verdict, word) {
  const node = el("p", `remark v-${verdict}`);
  const words = el("span");
  words.append(el("b", "", `${word} `), text);
  node.append(shape(verdict, "", 15), words);
  return node;
}

function insteadNode(part) {
  const node = sheet(part.title);
  const list = el("ul", "instead");
  for (const one of part.rows) {
    const item = el("li");
    const arrow = el("span", "arrow");
    arrow.append(icon("forward", 20));
    item.append(saidNode("drop", part.drop, one.drop), arrow, saidNode("say", part.say, one.say), el("p", "why", one.why));
    list.append(item);
  }
  node.append(list);
  return node;
}

function saidNode(look, label, text) {
  const node = el("p", look);
  node.append(el("span", "small", label), text);
  return node;
}

function bodyOf(facts) {
  const stack = el("div", "stack");
  stack.append(talkNode(facts.good, "good"), talkNode(facts.bad, "bad"));
  const rules = sheet(facts.rules.title);
  rules.append(rulesNode(facts.rules.rows));
  stack.append(rules);
  if (facts.instead.rows.length) stack.append(insteadNode(facts.instead));
  return stack;
}

function goalOf(goal) {
  const node = sheet(goal.title, "goal");
  node.append(el("p", "", goal.text));
  return node;
}

function lessonView(root, facts) {
  root.classList.add("lesson");
  const parts = [];
  if (facts.head) parts.push(headNode(root, facts.head));
  if (facts.goal) parts.push(goalOf(facts.goal));
  if (facts.good) parts.push(bodyOf(facts));
  return parts;
}
