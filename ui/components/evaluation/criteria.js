/* The criteria: what needs a person first and open, what the engine decided in one line each. */
const VERDICT_KEYS = ["met", "not_met", "not_applicable"];

function drawCriteria(data, view, desk) {
  const list = el("div", "criteria");
  const shown = data.criteria.filter((row) => view.tab === "all" || row.group === view.tab);
  for (const row of shown) list.append(drawCriterion(row, data, view, desk));
  if (view.tab === "needs") {
    if (!shown.length) list.append(el("p", "panel nothing", data.words.nothing_needed));
    const accepted = data.criteria.filter((row) => row.group === "accepted");
    if (accepted.length) list.append(drawAccepted(accepted, data, desk));
  }
  return list;
}

function drawTabs(data, view, desk) {
  const tabs = el("div", "tabs");
  const list = el("div");
  list.setAttribute("role", "tablist");
  for (const tab of data.tabs) list.append(drawTab(tab, view, desk));
  list.addEventListener("keydown", (event) => moveBetweenTabs(event, list));
  tabs.append(list);
  if (data.may_judge) tabs.append(keyHint(data.words));
  return tabs;
}

function drawTab(tab, view, desk) {
  const node = button("", tab.label);
  node.classList.add(...(tab.only ? [`only-${tab.only}`] : []));
  node.dataset.tab = tab.id;
  node.setAttribute("role", "tab");
  node.setAttribute("aria-selected", tab.id === view.tab);
  node.tabIndex = tab.id === view.tab ? 0 : -1;
  node.addEventListener("click", () => desk.openTab(tab.id));
  return node;
}

function moveBetweenTabs(event, list) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
  if (!step) return;
  event.preventDefault();
  const tabs = [...list.children].filter((tab) => tab.offsetParent !== null);
  const along = getComputedStyle(list).direction === "rtl" ? -step : step;
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  tabs[(at + along + tabs.length) % tabs.length].click();
}

function keyHint(words) {
  const hint = el("span", "keys");
  hint.append(icon("keyboard", 20), el("kbd", "", "J"), el("kbd", "", "K"), el("span", "", words.keys));
  return hint;
}

function drawCriterion(row, data, view, desk) {
  const node = el("article", "panel criterion");
  node.dataset.criterion = row.id;
  node.tabIndex = -1;
  node.classList.toggle("current", row.id === view.current);
  const head = el("div", "row");
  head.append(
    shape(row.verdict, data.language, 18), el("h3", "", row.title), el("span", "weight", row.weight_text),
    verdictChip(row.verdict, row.word, data.language),
  );
  const body = el("div", "body");
  body.append(sentence(row.note, "muted"));
  if (row.override) body.append(drawDecision(row, data, desk));
  const told = view.why.has(row.id) ? data.why[row.id] : null;
  // What decided stands in the why as well, with its words marked.
  for (const moment of told && !told.older ? [] : row.moments) body.append(drawQuote("", moment, data, desk.player()));
  if (row.better) body.append(drawBetter(row, data));
  body.append(drawVerdicts(row, data, view, desk));
  if (view.why.has(row.id)) body.append(drawWhy(row, data, desk.player()));
  if (view.guidance.has(row.id)) body.append(el("p", "guidance muted", row.guidance));
  if (view.form?.id === row.id) body.append(drawReasonForm(row, data, view, desk));
  node.append(head, body);
  node.addEventListener("pointerdown", () => desk.makeCurrent(row.id));
  return node;
}

/* Better words for what was missed, in the call's own register. */
function drawBetter(row, data) {
  const node = el("div", "better");
  node.append(el("span", "muted", data.words.better), inCallLanguage("p", row.better, data));
  return node;
}

function drawVerdicts(row, data, view, desk) {
  const group = el("div", "verdicts");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", row.title);
  if (data.may_judge) {
    VERDICT_KEYS.forEach((verdict, i) => group.append(drawVerdictButton(verdict, i + 1, row, data, view, desk)));
  }
  const why = button("button plain why-button", data.why_words.open, icon("ask", 18));
  why.setAttribute("aria-expanded", view.why.has(row.id));
  why.setAttribute("aria-keyshortcuts", "W");
  why.addEventListener("click", () => desk.toggleWhy(row.id));
  group.append(why);
  const guidance = button("button plain", data.words.guidance, icon("book", 18));
  guidance.setAttribute("aria-expanded", view.guidance.has(row.id));
  guidance.addEventListener("click", () => desk.toggleGuidance(row.id));
  group.append(guidance);
  return group;
}

function drawVerdictButton(verdict, key, row, data, view, desk) {
  const node = el("button", `verdict-button v-${verdict}`);
  node.type = "button";
  node.append(shape(verdict, data.language, 16), el("span", "", data.verdicts[verdict]), el("kbd", "", String(key)));
  node.dataset.verdict = verdict;
  node.setAttribute("aria-keyshortcuts", String(key));
  node.setAttribute("aria-pressed", (pending(view, row) ?? row.verdict) === verdict);
  node.addEventListener("click", () => desk.choose(row.id, verdict));
  return node;
}

function pending(view, row) {
  return view.form?.id === row.id ? view.form.verdict : null;
}

/* A verdict that differs from the engine's needs its reason; the usual ones are one press away. */
function drawReasonForm(row, data, view, desk) {
  const form = el("form", "reason-form");
  const label = el("label", "", data.words[`reason_for_${view.form.verdict}`]);
  const field = el("input", "field");
  field.id = label.htmlFor = `reason-${row.id}`;
  field.maxLength = 500;
  field.dir = "auto";
  field.autocomplete = "off";
  field.required = true;
  field.value = view.form.draft;
  field.placeholder = data.words.reason_hint;
  field.addEventListener("input", () => (view.form.draft = field.value));
  const pills = el("div", "pills");
  for (const usual of data.usual_reasons[view.form.verdict]) {
    const pill = button("pill", usual);
    pill.addEventListener("click", () => desk.override(row.id, view.form.verdict, usual));
    pills.append(pill);
  }
  const acts = el("div", "acts");
  const save = button("button primary", data.words.save_reason);
  save.type = "submit";
  const cancel = button("button", data.words.cancel);
  cancel.addEventListener("click", () => desk.closeForm());
  acts.append(save, cancel);
  form.append(label, pills, field, acts);
  form.noValidate = true;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") desk.closeForm();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = field.value.trim();
    if (reason) desk.override(row.id, view.form.verdict, reason);
    else field.focus();
  });
  return form;
}

/* The person's verdict beside the engine's, never over it. */
function drawDecision(row, data, desk) {
  const node = el("div", "decision");
  node.append(el("span", "", row.override.by));
  const engine = el("s");
  engine.append(
    el("span", "", data.words.engine_said),
    verdictChip(row.engine.verdict, row.engine.word, data.language),
  );
  node.append(engine);
  if (data.may_judge) {
    const undo = button("button plain", data.words.undo, icon("undo", 16));
    undo.addEventListener("click", () => desk.clear(row.id));
    node.append(undo);
  }
  const why = el("p", "why", row.override.reason);
  why.dir = "auto";
  node.append(why);
  return node;
}

function drawAccepted(rows, data, desk) {
  const panel = el("section", "panel accepted");
  const head = el("div", "row");
  const review = button("button plain", data.words.review_accepted);
  review.addEventListener("click", () => desk.openTab("accepted"));
  head.append(el("h3", "", data.words.accepted_title), review);
  const list = el("ul");
  for (const row of rows) {
    const line = el("button");
    line.type = "button";
    line.append(shape(row.verdict, data.language, 16), el("span", "name", row.title));
    line.append(el("span", "unseen", row.word), el("span", "weight", row.weight_short));
    line.addEventListener("click", () => desk.openCriterion(row.id));
    const entry = el("li");
    entry.append(line);
    list.append(entry);
  }
  panel.append(head, list);
  return panel;
}
