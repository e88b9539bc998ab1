/* A module for an agent: who, which, until when and why; it stays filled in until it was assigned. */
function choice(facts, name, options, chosen) {
  const field = el("select", "field");
  field.append(option("", facts.words.choose));
  for (const { id, title } of options) field.append(option(String(id), title));
  field.value = chosen === null ? "" : String(chosen);
  return labelled(facts.words[name], name, field);
}

function option(value, title) {
  const node = el("option", "", title);
  node.value = value;
  return node;
}

function labelled(words, name, field) {
  const label = el("label", name);
  field.name = name;
  field.required = true;
  label.append(el("span", "", words), field);
  return label;
}

function dayField(facts) {
  const field = el("input", "field");
  field.type = "date";
  field.value = facts.due.value;
  field.min = facts.due.min;
  field.max = facts.due.max;
  return labelled(facts.words.due, "due", field);
}

function reasonWords(facts) {
  const field = el("input", "field");
  field.type = "text";
  field.maxLength = 500;
  field.dir = "auto";
  field.placeholder = facts.words.reason_hint;
  return labelled(facts.words.reason, "reason", field);
}

function send(root, form, facts) {
  const given = Object.fromEntries(new FormData(form));
  const complete = Object.values(given).every((value) => value.trim());
  root.querySelector(".missing").textContent = complete ? "" : facts.words.missing;
  if (complete) return root.component.setTriggerValue("assign", given);
  form.querySelector(":invalid")?.focus();
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  const form = el("form", "panel assign");
  form.noValidate = true;
  const go = button("button primary", facts.words.send);
  go.type = "submit";
  const missing = el("p", "missing");
  missing.setAttribute("role", "alert");
  form.append(
    choice(facts, "agent", facts.agents, facts.chosen.agent),
    choice(facts, "module", facts.modules, facts.chosen.module),
    dayField(facts), reasonWords(facts), go, missing,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(root, form, facts);
  });
  root.replaceChildren(form);
}
