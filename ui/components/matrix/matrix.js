/* Agents by skills: a table with real headers whose cells open what they rest on. On a phone one
   skill at a time; the text view says in words what the shapes say. */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function head(root, facts) {
  const row = el("tr");
  row.append(header(facts.words.agent));
  facts.columns.forEach((column, at) => {
    const node = header(column.title, column.under);
    node.dataset.column = at;
    row.append(node);
  });
  const group = el("thead");
  group.append(row);
  return group;
}

function header(title, under) {
  const node = el("th", "", title);
  node.scope = "col";
  if (under) node.append(el("span", "under", under));
  return node;
}

function agentRow(root, row, at) {
  const line = el("tr");
  const name = el("th", "name");
  name.scope = "row";
  const open = el("button", "open");
  open.type = "button";
  open.append(el("bdi", "", row.name));
  open.addEventListener("click", () => press(root, row.agent, ""));
  name.append(open);
  line.append(name, ...row.cells.map((cell, column) => cellNode(root, row, cell, at, column)));
  return line;
}

function cellNode(root, row, cell, at, column) {
  const node = el("td");
  node.dataset.column = column;
  const open = el("button", "cell");
  open.type = "button";
  open.dataset.at = `${at}:${column}`;
  open.setAttribute("aria-label", cell.label);
  open.append(nuqtas(cell.level), belowNuqtas(cell), inWords(cell));
  open.addEventListener("click", () => {
    comeBackTo(open, root);
    press(root, row.agent, root.columns[column].id);
  });
  open.addEventListener("keydown", (event) => step(root, event, at, column));
  node.append(open);
  return node;
}

function belowNuqtas(cell) {
  const line = el("span", "below");
  line.append(el("span", "", cell.range));
  if (cell.change) line.append(changeMark(cell));
  return line;
}

function changeMark(cell) {
  const mark = el("span", `change ${cell.change}`);
  mark.append(el("span", "", cell.change === "up" ? "↑" : "↓"), el("span", "", cell.change_word));
  return mark;
}

function inWords(cell) {
  const list = el("span", "in-words");
  list.append(...cell.text.map((words) => el("span", "", words)));
  return list;
}

function press(root, agent, skill) {
  root.component.setTriggerValue("open", { agent, skill });
}

/* Arrows go as the eye does: right is right in both directions. */
function step(root, event, at, column) {
  if (!STEPS[event.key]) return;
  const [down, right] = STEPS[event.key];
  const aside = root.dir === "rtl" ? -right : right;
  const next = root.querySelector(`[data-at="${at + down}:${column + aside}"]`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function skillPills(root, facts) {
  const group = el("div", "pills");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", facts.words.skill);
  facts.columns.forEach((column, at) => {
    const pill = button("pill", column.title);
    pill.addEventListener("click", () => chooseColumn(root, at));
    group.append(pill);
  });
  return group;
}

function chooseColumn(root, at) {
  root.column = at;
  for (const node of root.querySelectorAll("[data-column]")) {
    node.classList.toggle("other", Number(node.dataset.column) !== at);
  }
  root.querySelectorAll(".pill").forEach((pill, number) => {
    pill.setAttribute("aria-pressed", String(number === at));
  });
}

function views(root, facts) {
  const group = el("div", "views");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", facts.words.view);
  for (const view of ["shapes", "text"]) {
    const choice = button("view", facts.words[`view_${view}`]);
    choice.dataset.view = view;
    choice.addEventListener("click", () => chooseView(root, view));
    group.append(choice);
  }
  return group;
}

function chooseView(root, view) {
  root.view = view;
  root.classList.toggle("as-text", view === "text");
  for (const choice of root.querySelectorAll(".view")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.view === view));
  }
}

function table(root, facts) {
  const node = el("table");
  const body = el("tbody");
  body.append(...facts.rows.map((row, at) => agentRow(root, row, at)));
  node.append(el("caption", "unseen", facts.caption), head(root, facts), body);
  const panel = el("div", "panel");
  panel.append(node);
  return panel;
}

function legend(facts) {
  const box = el("div", "legend");
  box.append(nuqtaLegend(facts.legend), el("p", "muted", facts.words.legend_change));
  return box;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  root.columns = facts.columns;
  const top = el("div", "top");
  top.append(skillPills(root, facts), views(root, facts));
  root.replaceChildren(top, table(root, facts), legend(facts));
  chooseColumn(root, Math.min(root.column || 0, facts.columns.length - 1));
  chooseView(root, root.view || "shapes");
}
