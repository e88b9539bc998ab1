/* A table whose rows are drawn again in place, so that polling keeps the focus where it was. */
const WHOLE = 26; // letters: what is shorter is kept on one line
const WIDE = 40; // letters: on a phone, a second line that long takes the whole row

function cellNode(root, row, cell, first) {
  const box = el("div");
  const value = cell.figures ? ltr(cell.text) : el("span", "", cell.text);
  if (cell.tone) {
    value.className = `state ${cell.tone}`;
    box.append(value);
  } else if (first && row.opens) {
    const open = el("button", "open");
    open.type = "button";
    open.dataset.focus = `${row.row_id}:${row.opens}`;
    open.append(value);
    open.addEventListener("click", () => press(root, row.opens, row.row_id));
    box.append(open);
  } else {
    if (first) value.classList.add("strong");
    if (!cell.figures) value.dir = "auto";
    if (cell.text.length < WHOLE) value.classList.add("whole");
    box.append(value);
  }
  if (cell.under) {
    const under = el("span", "under");
    under.append(el("bdi", "", cell.under));
    box.append(under);
  }
  if (cell.share !== null) box.append(far(cell));
  return box;
}

function far(cell) {
  const bar = el("span", "far");
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-valuenow", String(Math.round(cell.share * 100)));
  bar.setAttribute("aria-label", cell.text);
  const done = el("span");
  done.style.inlineSize = `${Math.round(cell.share * 100)}%`;
  bar.append(done);
  return bar;
}

function actsNode(root, row) {
  const box = el("div", "acts");
  for (const act of row.acts) {
    const node = button(act.danger ? "act danger" : "act", act.label);
    node.dataset.focus = `${row.row_id}:${act.name}`;
    node.setAttribute("aria-label", `${act.label} ${row.cells[0].text}`);
    node.addEventListener("click", () => choose(root, act, row));
    box.append(node);
  }
  return box;
}

function choose(root, act, row) {
  if (!act.question) return press(root, act.name, row.row_id);
  const { title, body, confirm, reason } = act.question;
  const run = (given) => press(root, act.name, row.row_id, given || "");
  ask(root, {
    title,
    body,
    reason: reason ? { label: reason } : null,
    acts: [
      { label: confirm, look: "danger", run },
      { label: root.words.cancel, look: "plain" },
    ],
  });
}

function press(root, act, rowId, reason = "") {
  root.component.setTriggerValue("pressed", { act, row_id: rowId, reason });
}

/* On a phone rows are laid out as cards, which takes a table's roles away unless they are said. */
function withRole(role, node) {
  node.setAttribute("role", role);
  return node;
}

function head(facts, withActs) {
  const row = withRole("row", el("tr"));
  for (const title of facts.columns) {
    const node = withRole("columnheader", el("th", "", title));
    node.scope = "col";
    row.append(node);
  }
  if (withActs) {
    const node = withRole("columnheader", el("th"));
    node.scope = "col";
    node.append(el("span", "unseen", facts.words.acts));
    row.append(node);
  }
  const group = withRole("rowgroup", el("thead"));
  group.append(row);
  return group;
}

function rowNode(root, facts, row, withActs) {
  const line = withRole("row", el("tr"));
  row.cells.forEach((cell, at) => {
    const node = withRole("cell", el("td", cell.under.length > WIDE ? "wide" : cell.text ? "" : "bare"));
    node.dataset.title = facts.columns[at];
    node.append(cellNode(root, row, cell, at === 0));
    line.append(node);
  });
  if (withActs) {
    const node = withRole("cell", el("td", "last"));
    if (row.acts.length) node.append(actsNode(root, row));
    line.append(node);
  }
  return line;
}

function table(root, facts) {
  const withActs = facts.rows.some((row) => row.acts.length);
  const node = withRole("table", el("table"));
  const body = withRole("rowgroup", el("tbody"));
  body.append(...facts.rows.map((row) => rowNode(root, facts, row, withActs)));
  node.append(el("caption", "", facts.title), head(facts, withActs), body);
  const panel = el("div", "panel");
  panel.append(node);
  return panel;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  const focused = root.getRootNode().activeElement?.dataset.focus;
  root.words = facts.words;
  const open = root.querySelector("dialog"); // a question stays while the rows behind it move on
  root.querySelector(".panel")?.remove();
  root.prepend(table(root, facts));
  if (focused && !open) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}
