/* A question before an act: sentences, perhaps a warning, perhaps a reason to give. */
function ask(root, question) {
  const dialog = el("dialog");
  const title = el("h2", "", question.title);
  title.id = "question";
  dialog.setAttribute("aria-labelledby", "question");
  dialog.append(title, el("p", "", question.body));
  if (question.warning) dialog.append(warning(question.warning));
  const field = question.reason ? reasonField(question.reason) : null;
  if (field) dialog.append(field.node);
  const acts = el("div", "acts");
  for (const act of question.acts) acts.append(actButton(act, dialog, field));
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
  node.append(el("span", "", words.label), field);
  return { node, value: () => field.value.trim(), demand: () => field.focus() };
}

function actButton(act, dialog, field) {
  const node = button(`button ${act.look}`, act.label);
  node.addEventListener("click", () => {
    if (!act.run) return dialog.close();
    if (field && !field.value()) return field.demand();
    act.run(field ? field.value() : null);
    dialog.close();
  });
  return node;
}
