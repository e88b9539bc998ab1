/* The page before the first question, and the one after the last. */
function drawStart(data, send) {
  const node = el("section", "panel card start");
  node.append(el("h1", "", data.title));
  const list = el("ul", "facts");
  for (const line of data.lines) list.append(el("li", "", line));
  const begin = button("button primary", data.begin);
  begin.addEventListener("click", () => {
    begin.disabled = true;
    send("begin", "begin");
  });
  node.append(list, begin);
  return node;
}

function drawResult(data, send) {
  const node = el("div", "result quiz-grid");
  const main = el("div", "result-main");
  main.append(drawScore(data, send), drawAnswered(data));
  node.append(main);
  if (data.look_again.length) node.append(drawLookAgain(data, send));
  return node;
}

function drawScore(data, send) {
  const node = el("section", "panel card score");
  const title = el("h1");
  if (data.passed) title.append(shape("met", data.language, 26));
  title.append(el("span", "", data.title));
  const number = el("p", "number");
  if (data.score) number.append(ltr(data.score, "big"));
  number.append(el("span", "muted", data.counted));
  node.append(title, number);
  for (const line of data.lines) node.append(el("p", "", line));
  const acts = el("div", "acts");
  if (data.certificate) acts.append(act("button primary", data.certificate, "certificates", send));
  if (data.step) acts.append(act("button primary", data.step, "step", send));
  const isSecond = data.certificate || data.step;
  acts.append(act(isSecond ? "button" : "button primary", data.again, "again", send));
  node.append(acts);
  return node;
}

function act(look, word, name, send) {
  const node = button(look, word);
  node.addEventListener("click", () => send(name, name));
  return node;
}

function drawLookAgain(data, send) {
  const node = el("section", "panel card");
  node.append(el("h2", "", data.look_title));
  const list = el("ul", "lessons");
  for (const lesson of data.look_again) {
    const row = el("li");
    const open = button("button soft", lesson.title, icon("book", 18));
    open.addEventListener("click", () => send("lesson", lesson.id));
    row.append(open, el("span", "muted", lesson.minutes));
    list.append(row);
  }
  node.append(list);
  return node;
}

function drawAnswered(data) {
  const node = el("section", "answered");
  node.append(el("h2", "", data.questions_title));
  for (const question of data.questions) {
    const box = el("details", "panel");
    const summary = el("summary");
    const words = el("span", "stem-line");
    words.append(el("b", "", `${question.number}. `), written("span", "", question.stem, data));
    const verdict = el("span", `verdict v-${question.verdict}`);
    verdict.append(shape(question.verdict, data.language, 16), el("span", "", question.word));
    summary.append(icon("down", 16), words, verdict);
    box.append(summary);
    if (question.context) box.append(written("p", "context", question.context, data));
    box.append(drawTold(question.items, data));
    node.append(box);
  }
  return node;
}
