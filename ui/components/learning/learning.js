/* The catalogue, a module, the path, the certificates: one view at a time. */
function catalogueView(root, facts) {
  const list = el("ul", "modules");
  for (const module of facts.modules) {
    const item = el("li", "panel module");
    item.append(el("h2", "", module.title), el("p", "muted", module.summary));
    if (module.steps.length) item.append(stepsNode(module.steps));
    const open = goNode(root, module.primary ? "primary" : "", module.verb, module.way);
    open.setAttribute("aria-label", `${module.verb}: ${module.title}`);
    item.append(open);
    list.append(item);
  }
  return [headNode(root, facts.head), list];
}

function stepsNode(steps) {
  const list = el("ul", "steps");
  for (const step of steps) {
    const item = el("li");
    item.append(markNode(step.state), el("span", "", step.text));
    list.append(item);
  }
  return list;
}

function moduleView(root, facts) {
  const columns = el("div", "columns");
  const main = el("div", "stack");
  const side = el("div", "stack");
  for (const section of facts.sections) main.append(rowsNode(root, section));
  const rules = sheet(facts.rules.title);
  rules.append(rulesNode(facts.rules.rows));
  side.append(rules);
  if (facts.why) {
    const why = sheet(facts.why.title);
    why.append(el("p", "", facts.why.text));
    side.prepend(why);
  }
  columns.append(main, side);
  return [headNode(root, facts.head), columns];
}

function rowsNode(root, section) {
  const node = sheet(section.title);
  if (section.note) node.append(el("p", "muted", section.note));
  const list = el("ul", "rows");
  for (const row of section.rows) {
    const item = el("li");
    const words = el("div", "words");
    words.append(el("h3", "", row.title));
    if (row.under) words.append(el("p", "muted", row.under));
    if (row.facts.length) words.append(pieces(row.facts, "muted"));
    if (row.state) item.append(markNode(row.state, 22));
    item.append(words);
    if (row.verb) item.append(rowButton(root, row));
    list.append(item);
  }
  node.append(list);
  return node;
}

function rowButton(root, row) {
  const node = goNode(root, row.primary ? "primary" : "", row.verb, row.way);
  node.setAttribute("aria-label", `${row.verb}: ${row.title}`);
  return node;
}

function pathView(root, facts) {
  const list = el("ol", "stages");
  for (const stage of facts.stages) {
    const item = el("li", `panel stage ${stage.current ? "current" : ""}`);
    if (stage.current) item.setAttribute("aria-current", "step");
    const words = el("div", "words");
    words.append(el("h2", "", stage.title), el("p", "muted", stage.summary), pieces(stage.facts, "muted"));
    if (stage.due) words.append(el("p", stage.late ? "due" : "muted", stage.due));
    if (stage.next) words.append(el("p", "next", stage.next));
    item.append(markNode(stage.state, 34), words);
    if (stage.verb) item.append(rowButton(root, stage));
    list.append(item);
  }
  return [headNode(root, facts.head), list];
}

function certificatesView(root, facts) {
  const list = el("ul", "papers");
  for (const paper of facts.papers) {
    const item = el("li", `panel paper ${paper.revoked ? "revoked" : ""}`);
    const seal = el("span", "seal");
    seal.append(icon("award", 34));
    const words = el("div", "words");
    const code = el("p", "muted");
    code.append(`${paper.code_label} `, ltr(paper.code, "codes"));
    words.append(el("h2", "", paper.title), pieces(paper.facts, "muted"), code);
    if (paper.revoked) words.append(el("p", "withdrawn", paper.revoked));
    const tools = el("div", "tools");
    for (const link of paper.links) tools.append(linkNode(link, paper.title));
    item.append(seal, words, tools);
    list.append(item);
  }
  return [headNode(root, facts.head), list];
}

function linkNode(link, title) {
  const node = el("a", "button");
  node.href = link.address;
  if (link.download) node.download = "";
  else node.target = "_blank";
  node.append(icon(link.download ? "down_file" : "shield", 18), el("span", "", link.label));
  node.setAttribute("aria-label", `${link.label}: ${title}`);
  return node;
}

const VIEWS = {
  catalogue: catalogueView, module: moduleView, lesson: lessonView, path: pathView,
  certificates: certificatesView,
};

export default function (component) {
  drawInto(component, (root, facts) => VIEWS[facts.view](root, facts));
}
