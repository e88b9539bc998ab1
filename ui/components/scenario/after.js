/* After the talk: how it ended, what turned it, and what can be done with it. */

function drawAfter(data, send) {
  const node = el("div", "after");
  node.append(drawEnding(data, send), drawTurningPoints(data), drawWholeTalk(data));
  return node;
}

function drawEnding(data, send) {
  const ending = data.ending;
  const node = el("section", "panel ending");
  const head = el("div", "ending-head");
  if (ending.score !== null) head.append(ltr(ending.score, "score-value"));
  const words = el("div");
  words.append(verdictChip(ending.shape, ending.word, data.language));
  if (ending.counted) {
    const counted = el("p", "muted", ending.counted);
    counted.title = data.words.score_how_long;
    words.append(counted);
  }
  if (ending.hints) words.append(el("p", "muted", ending.hints));
  head.append(words);
  node.append(head);
  if (ending.debrief) node.append(inTalk("p", "debrief", ending.debrief, data));
  if (data.error) node.append(drawWarning(data.error));
  node.append(drawEndingActs(data, send));
  return node;
}

function drawEndingActs(data, send) {
  const node = el("div");
  const acts = el("div", "acts");
  const look = (name) => (data.main_act === name ? "button primary" : "button");
  const offered = data.main_act === "retry" ? ["retry", "submit"] : ["submit", "retry"];
  const can = { submit: data.can_submit, retry: !data.reader };
  for (const name of offered.filter((one) => can[one])) acts.append(act(look(name), data.words[name], name, send));
  if (acts.childElementCount) node.append(acts);
  if (data.submitted) {
    const sent = el("p", "sent");
    sent.append(icon("done", 20), el("span", "", data.submitted));
    node.prepend(sent);
  } else if (data.can_submit) {
    node.append(el("p", "muted", data.words.submit_about));
  }
  return node;
}

function act(className, label, name, send) {
  const node = button(className, label);
  node.addEventListener("click", () => {
    node.disabled = true;
    setTimeout(() => { node.disabled = false; }, 5000);
    send(name, name);
  });
  return node;
}

function drawTurningPoints(data) {
  const node = el("section", "turning");
  node.append(el("h2", "", data.words.turning_points));
  if (!data.points.length) node.append(el("p", "muted", data.words.no_turning_points));
  for (const point of data.points) node.append(drawPoint(point, data));
  return node;
}

function drawPoint(point, data) {
  const node = el("article", "panel point");
  const head = el("div", "point-head");
  const change = el("span", "change");
  const arrow = el("span", "arrow");
  arrow.append(icon("forward", 16));
  change.append(drawMood(point.before), arrow, drawMood(point.after));
  head.append(el("h3", "", point.title), change);
  node.append(head, pair(point.customer_title, point.customer, "customer", data));
  node.append(pair(data.words.you_wrote, point.reply, "you", data));
  const why = el("p", "why");
  why.append(el("b", "", data.words.why), " ", inTalk("span", "", point.why, data));
  node.append(why);
  const marks = el("div", "marks");
  for (const name of point.shown) marks.append(mark("met", data.words.shown, name, data));
  for (const name of point.missed) marks.append(mark("not_met", data.words.missed, name, data));
  if (marks.childElementCount) node.append(marks);
  node.append(pair(data.words.model, point.model, "model", data));
  return node;
}

function pair(title, words, className, data) {
  const node = el("div", `told ${className}`);
  node.append(el("h4", "", title), inTalk("p", "", words, data));
  return node;
}

function mark(verdict, word, name, data) {
  const node = el("span", `chip v-${verdict}`);
  node.append(shape(verdict, data.language, 15), el("span", "unseen", `${word} `), el("span", "", name));
  return node;
}

function drawWholeTalk(data) {
  const node = el("details", "panel whole");
  node.open = data.reader;
  const summary = el("summary");
  summary.append(icon("down", 18), el("span", "", data.words.whole_talk));
  node.append(summary, drawBubbles(data));
  return node;
}
