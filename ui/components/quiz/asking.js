/* One way of answering for each type. A way is {node, value(), isReady(), choose(number)};
   value() is what is sent, choose() is for keys and does nothing where nothing is numbered.
   Some have missing, the words for what is not answered yet, and focus(), which goes there. */
const ASKING = {
  single: (data) => chooseAmong(data, "radio", data.question.choices),
  true_false: (data) => chooseAmong(data, "radio", data.question.choices),
  multiple: (data) => chooseAmong(data, "checkbox", data.question.choices),
  spot: askSpot,
  ordering: askOrder,
  matching: askPairs,
  numeric: (data) => askWords(data, true),
  short_text: (data) => askWords(data, false),
};

function chooseAmong(data, type, choices) {
  const group = fieldset(data, type === "checkbox" ? data.words.all_that_fit : "");
  const inputs = choices.map((choice, number) => {
    const input = choiceInput(type, choice.id);
    group.append(choiceLabel(input, data.letters[number], choice.text, data));
    return input;
  });
  return chosenWay(group, inputs, type);
}

function askSpot(data) {
  const group = fieldset(data, data.words.lines_that_fit);
  const inputs = [];
  for (const line of data.question.lines) {
    if (line.who === "customer") {
      group.append(talkLine(line, data));
      continue;
    }
    const input = choiceInput("checkbox", line.id);
    inputs.push(input);
    const label = choiceLabel(input, data.letters[inputs.length - 1], line.text, data);
    label.querySelector(".choice-text").prepend(el("span", "who", data.words.agent));
    group.append(label);
  }
  return chosenWay(group, inputs, "checkbox");
}

function fieldset(data, hint) {
  const group = el("fieldset", "choices");
  const legend = el("legend", hint ? "hint" : "unseen", hint || data.question.stem);
  group.append(legend);
  return group;
}

function choiceInput(type, id) {
  const input = el("input");
  input.type = type;
  input.name = "choice";
  input.value = id;
  return input;
}

function choiceLabel(input, letter, text, data) {
  const label = el("label", "choice");
  const mark = el("span", "letter", letter);
  mark.setAttribute("aria-hidden", "true");
  label.append(input, mark, written("span", "choice-text", text, data));
  return label;
}

function chosenWay(node, inputs, type) {
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    node,
    value: () => (type === "radio" ? chosen()[0] : chosen()),
    isReady: () => chosen().length > 0,
    choose(number) {
      const input = inputs[number];
      if (!input) return;
      input.checked = type === "radio" || !input.checked;
      input.focus();
    },
  };
}

/* Steps change places by two buttons each; what moved is said aloud, and keeps the focus. */
function askOrder(data) {
  const node = el("div", "ordering");
  const list = el("ol", "order");
  list.setAttribute("aria-label", data.words.steps);
  const told = el("p", "unseen");
  told.setAttribute("aria-live", "polite");
  const draw = () => [...list.children].forEach((row, at) => {
    row.querySelector(".letter").textContent = at + 1;
    row.querySelector(".up").disabled = at === 0;
    row.querySelector(".down").disabled = at === list.children.length - 1;
  });
  const move = (row, step, pressed) => {
    if (step < 0) row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    draw();
    const place = [...list.children].indexOf(row) + 1;
    told.textContent = filled(data.words.moved, { step: row.dataset.text, place });
    (pressed.disabled ? row.querySelector("button:not([disabled])") : pressed).focus();
  };
  for (const step of data.question.choices) list.append(orderRow(step, data, move));
  draw();
  node.append(el("p", "hint", data.words.in_order), list, told);
  return {
    node, value: () => [...list.children].map((row) => row.dataset.id),
    isReady: () => true, choose() {},
  };
}

function orderRow(step, data, move) {
  const row = el("li", "choice step");
  row.dataset.id = step.id;
  row.dataset.text = step.text;
  const acts = el("span", "moves");
  for (const [name, word, way] of [["up", "move_up", -1], ["down", "move_down", 1]]) {
    const act = button(`round soft ${name}`, "", icon("down", 18));
    act.setAttribute("aria-label", filled(data.words[word], { step: step.text }));
    act.addEventListener("click", () => move(row, way, act));
    acts.append(act);
  }
  row.append(el("span", "letter"), written("span", "choice-text", step.text, data), acts);
  return row;
}

function askPairs(data) {
  const node = el("div", "pairs");
  const selects = data.question.choices.map((left) => {
    const label = el("label", "choice pair");
    const select = el("select", "field");
    select.append(new Option(data.words.choose_partner, ""));
    for (const right of data.question.partners) select.append(new Option(right.text, right.id));
    label.append(written("span", "choice-text", left.text, data), select);
    node.append(label);
    return [left.id, select];
  });
  return {
    node,
    value: () => Object.fromEntries(selects.map(([id, select]) => [id, select.value])),
    isReady: () => selects.every(([, select]) => select.value),
    choose() {},
    missing: data.words.pair_every,
    focus: () => selects.find(([, select]) => !select.value)?.[1].focus(),
  };
}

function askWords(data, isNumber) {
  const label = el("label", "typed");
  const unit = data.question.unit;
  label.append(el("span", "", unit ? filled(data.words.unit, { unit }) : data.words.your_answer));
  const field = el("input", "field");
  field.type = "text";
  field.autocomplete = "off";
  field.maxLength = data.question.longest;
  field.dir = isNumber ? "ltr" : "auto";
  if (isNumber) field.inputMode = "decimal";
  label.append(field);
  return {
    node: label, value: () => field.value, isReady: () => field.value.trim() !== "",
    choose() {}, focus: () => field.focus(),
  };
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
