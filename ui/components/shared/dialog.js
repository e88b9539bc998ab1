/* A question before an act: sentences, perhaps a warning, a day to choose, a reason to give. */
function ask(root, question) {
  const dialog = el("dialog");
  const title = el("h2", "", question.title);
  title.id = "question";
  dialog.setAttribute("aria-labelledby", "question");
  dialog.append(title, el("p", "", question.body));
  if (question.warning) dialog.append(warning(question.warning));
  const day = question.date ? dayField(question.date) : null;
  if (day) dialog.append(day.node);
  const field = question.reason ? reasonField(question.reason) : null;
  if (field) dialog.append(field.node);
  const acts = el("div", "acts");
  const asked = [day, field].filter(Boolean);
  const given = () => [field ? field.value() : null, day ? day.value() : null];
  for (const act of question.acts) acts.append(actButton(act, dialog, asked, given));
  dialog.append(acts);
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}

function warning(text) {
  const node = el("p", "warning");
  node.append(icon("alert", 18), el("span", "", text));
  return node;
}

function reasonField(words) {
  const node = el("label", "reason-form");
  const field = el("textarea", "field");
  field.rows = 2;
  field.maxLength = 500;
  field.dir = "auto";
  field.required = true;
  field.value = words.value || "";
  node.append(el("span", "", words.label), field);
  return { node, value: () => field.value.trim(), demand: () => field.focus() };
}

function dayField(words) {
  const node = el("label", "reason-form");
  const field = el("input", "field");
  field.type = "date";
  field.required = true;
  for (const name of ["value", "min", "max"]) field[name] = words[name];
  node.append(el("span", "", words.label), field);
  const value = () => (field.validity.valid ? field.value : "");
  return { node, value, demand: () => field.focus() };
}

function actButton(act, dialog, asked, given) {
  const node = button(`button ${act.look}`, act.label);
  node.addEventListener("click", () => {
    if (!act.run) return dialog.close();
    const missing = asked.find((field) => !field.value());
    if (missing) return missing.demand();
    act.run(...given());
    dialog.close();
  });
  return node;
}
