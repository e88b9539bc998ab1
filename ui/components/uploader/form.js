/* What is said once for the whole batch: whose calls, which channel and direction, when. */
const YEARS_BACK = 5;

function detailsForm(root) {
  const { facts } = root;
  const form = el("div", "details");
  form.append(
    choice(facts.words.agent, "agent_id", facts.agents, facts.words.choose_agent),
    pills(facts.words.channel, "channel", facts.channels),
    pills(facts.words.direction, "direction", facts.directions),
    dateFields(facts),
    choice(facts.words.language, "language", facts.languages),
  );
  const problem = el("p", "problem");
  problem.setAttribute("role", "alert");
  form.append(problem);
  return form;
}

function labelled(title, node) {
  const label = el("label", "labelled");
  label.append(el("span", "label", title), node);
  return label;
}

function choice(title, name, options, placeholder) {
  const select = selectOf(name, options);
  if (placeholder) select.prepend(new Option(placeholder, "", true, true));
  return labelled(title, select);
}

function selectOf(name, options) {
  const select = el("select", "field");
  select.name = name;
  for (const option of options) select.append(new Option(option.title, option.value));
  return select;
}

function pills(title, name, options) {
  const group = el("fieldset", "labelled");
  group.append(el("legend", "label", title));
  const line = el("div", "pills");
  options.forEach((option, at) => {
    const pill = el("label", "pill");
    const input = el("input");
    input.type = "radio";
    input.name = name;
    input.value = option.value;
    input.checked = at === 0;
    pill.append(input, el("span", "", option.title));
    line.append(pill);
  });
  group.append(line);
  return group;
}

/* Native date fields speak the browser's language, not the page's: three lists and a time. */
function dateFields(facts) {
  const now = new Date();
  const group = el("fieldset", "labelled");
  const fields = el("div", "date");
  const days = Array.from({ length: 31 }, (_, at) => ({ value: at + 1, title: String(at + 1) }));
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, at) => now.getFullYear() - at);
  const day = selectOf("day", days);
  const month = selectOf("month", facts.months.map((title, at) => ({ value: at + 1, title })));
  const year = selectOf("year", years.map((value) => ({ value, title: String(value) })));
  day.value = now.getDate();
  month.value = now.getMonth() + 1;
  const time = el("input", "field time");
  time.name = "time";
  time.value = clockOf(now);
  time.dir = "ltr";
  time.inputMode = "numeric";
  const titles = [facts.words.day, facts.words.month, facts.words.year, facts.words.time];
  [day, month, year, time].forEach((node, at) => {
    node.setAttribute("aria-label", titles[at]);
    fields.append(node);
  });
  group.append(el("legend", "label", facts.words.happened_at), fields);
  return group;
}

function clockOf(at) {
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

/* The details as the server takes them, or the name of the word that says what is missing. */
function readDetails(root) {
  const value = (name) => root.querySelector(`[name=${name}]`).value;
  const checked = (name) => root.querySelector(`[name=${name}]:checked`).value;
  if (!value("agent_id")) return { missing: "agent_missing", field: "agent_id" };
  const happenedAt = readDate(value);
  if (!happenedAt) return { missing: "date_wrong", field: "time" };
  if (happenedAt > new Date()) return { missing: "date_future", field: "day" };
  return {
    agent_id: Number(value("agent_id")),
    channel: checked("channel"),
    direction: checked("direction"),
    language: value("language") || null,
    happened_at: happenedAt.toISOString(),
  };
}

function readDate(value) {
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(westernDigits(value("time").trim()));
  if (!time) return null;
  const day = Number(value("day"));
  const at = new Date(value("year"), value("month") - 1, day, time[1], time[2]);
  return at.getDate() === day ? at : null;
}

function westernDigits(text) {
  return text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
}
