/* What stands around a question: the head, the situation, the rules, how it goes, the report. */
const DIAMOND = "M12 2.5L21.5 12 12 21.5 2.5 12z";
const ICON_PATHS = {
  back: "M15 5l-7 7 7 7",
  flag: "M6 21V4M6 5h11l-2 4 2 4H6",
  history: "M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4M12 8v4.5l3 2",
};
Object.assign(ICONS, ICON_PATHS);

function drawHead(data, send) {
  const head = el("header", "quiz-head");
  const back = button("button plain back", data.module, icon("back", 16));
  back.addEventListener("click", () => send("back", "back"));
  head.append(back, el("span", "chip mode", data.mode));
  if (!data.marks) return head;
  const progress = el("div", "progress");
  const marks = el("span", "marks");
  marks.setAttribute("aria-hidden", "true");
  for (const mark of data.marks) marks.append(drawMark(mark));
  progress.append(marks, el("b", "", data.progress));
  head.append(progress);
  return head;
}

function drawMark(look) {
  const node = svg(look === "here" ? 18 : 14);
  node.classList.add("mark", look);
  drawn(node, "path", { d: DIAMOND });
  return node;
}

function drawContext(question, data) {
  const node = el("div", `situation${question.spoken ? " spoken" : ""}`);
  if (question.spoken) {
    const who = el("span", "who-mark", data.words.customer.replace(/^ال/, "").slice(0, 1));
    who.setAttribute("aria-hidden", "true");
    node.append(who);
  }
  const bubble = el("div", "panel bubble");
  bubble.append(pieces(question.about, "muted"), written("p", "context", question.context, data));
  node.append(bubble);
  return node;
}

/* Figures such as GH-310 keep their direction inside Arabic. */
function written(tag, className, text, data) {
  const node = el(tag, className);
  node.append(...(data.dir === "rtl" ? keepingNumbers(text) : [text]));
  return node;
}

function talkLine(line, data) {
  const node = el("div", "talk-line");
  node.append(el("span", "who", data.words[line.who]), written("p", "", line.text, data));
  return node;
}

function drawRules(data, send) {
  const node = el("section", "panel rules");
  for (const rule of data.rules.rules) {
    node.append(el("p", "muted", rule.about), el("h3", "", rule.title), written("p", "rule-text", rule.text, data));
  }
  const open = button("button plain", data.words.open_lesson, icon("book", 18));
  open.addEventListener("click", () => send("lesson", data.rules.lesson));
  node.append(open);
  return node;
}

function drawAside(aside, data) {
  const node = el("section", "panel so-far");
  node.append(el("h3", "", aside.title));
  if (aside.counts.length) {
    const counts = el("p", "counts");
    for (const count of aside.counts) {
      const piece = el("span", `v-${count.verdict}`);
      piece.append(shape(count.verdict, data.language, 15), el("span", "", count.text));
      counts.append(piece);
    }
    node.append(counts);
  }
  node.append(el("p", "muted", aside.text));
  return node;
}

/* A note about the question; it opens in place and never leaves the page. */
function drawReport(data, send) {
  const node = el("div", "report");
  if (data.reported) {
    const thanks = el("p", "muted", data.words.reported);
    thanks.setAttribute("role", "status");
    node.append(thanks);
    return node;
  }
  const open = button("button plain", data.words.something_wrong, icon("flag", 18));
  open.setAttribute("aria-expanded", "false");
  open.addEventListener("click", () => openReport(node, open, data, send));
  node.append(open);
  return node;
}

function openReport(node, open, data, send) {
  const form = el("form", "report-form");
  const field = el("textarea", "field");
  field.rows = 2;
  field.maxLength = 500;
  field.dir = "auto";
  field.placeholder = data.words.report_hint;
  field.setAttribute("aria-label", data.words.report_hint);
  const keep = button("button soft", data.words.report_send);
  keep.type = "submit";
  const cancel = button("button plain", data.words.report_cancel);
  cancel.addEventListener("click", () => node.replaceWith(drawReport(data, send)));
  const acts = el("div", "acts");
  acts.append(keep, cancel);
  form.append(field, acts);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return field.focus();
    keep.disabled = true;
    send("report", field.value.trim());
  });
  open.replaceWith(form);
  field.focus();
}
