/* One card: what went well, one focus, the score, the history of that criterion, the reply. */
const cards = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const card = cards.get(root) ?? new Card(root);
  cards.set(root, card);
  card.show(unpacked(component.data), component.setTriggerValue);
  return () => setTimeout(() => {
    if (!root.isConnected) card.close();
  });
}

class Card {
  constructor(root) {
    this.root = root;
    this.stopKeys = listenToKeys(playerKeys(() => this.player));
  }

  /* A rerun of the same card leaves the recording playing. */
  show(data, send) {
    this.root.dir = data.dir;
    this.root.lang = data.language;
    if (this.shown === data.card) {
      this.root.querySelector(".reply").replaceWith(drawReply(data, send));
      return;
    }
    this.shown = data.card;
    this.player?.stop();
    this.player = data.url ? createPlayer(data) : null;
    this.root.replaceChildren(drawCard(data, this.player, send));
    this.player?.seek(0);
  }

  close() {
    this.stopKeys();
    this.player?.stop();
  }
}

function drawCard(data, player, send) {
  const card = el("div", "card");
  const grid = el("div", "card-grid");
  const main = el("div");
  main.append(drawStrengths(data, player));
  main.append(data.focus ? drawFocus(data, player, send) : drawNoFocus(data));
  if (data.hints.length || data.worth) main.append(drawHints(data, player));
  main.append(drawWholeCall(data, player));
  const aside = el("div");
  aside.append(drawScoreTable(data));
  if (data.history) aside.append(drawHistory(data));
  aside.append(drawReply(data, send));
  grid.append(main, aside);
  card.append(drawCardHead(data, send), grid);
  return card;
}

function drawCardHead(data, send) {
  const head = el("header", "card-head");
  const back = button("button plain back", data.words.all_cards, icon("forward", 16));
  back.addEventListener("click", () => send("back", "back"));
  head.append(back, pieces(data.head.line, "muted"), el("h1", "", data.head.title));
  head.append(el("p", "muted", data.head.under));
  return head;
}

function section(className, title, mark) {
  const node = el("section", `panel ${className}`);
  const head = el("h2");
  if (mark) head.append(mark);
  head.append(el("span", "", title));
  node.append(head);
  return node;
}

function drawStrengths(data, player) {
  const node = section("strengths", data.words.went_well, icon("heart", 20));
  if (!data.strengths.length) node.append(el("p", "muted", data.words.no_strengths));
  for (const strength of data.strengths) {
    const row = el("div", "strength");
    if (player && strength.from !== null) row.append(momentButton("soft", strength, data, player));
    const words = el("div", "said");
    const praise = inCallLanguage("p", "", data);
    praise.className = "muted";
    if (strength.about) praise.append(ltr(strength.about), " · ");
    praise.append(strength.praise);
    words.append(said(strength.quote, data), praise);
    row.append(words);
    node.append(row);
  }
  return node;
}

function drawFocus(data, player, send) {
  const focus = data.focus;
  const node = section("focus", focus.title, el("span", "nuqta"));
  if (focus.customer) node.append(drawQuote("", focus.customer, data, player));
  const compare = el("div", `compare${focus.agent ? "" : " alone"}`);
  if (focus.agent) {
    const arrow = el("div", "arrow");
    arrow.append(icon("forward", 20));
    compare.append(drawWords("yours", focus.agent.about, focus.agent.quote, data), arrow);
    if (player && focus.agent.from !== null) {
      compare.querySelector("h3").prepend(momentButton("soft", focus.agent, data, player));
    }
  }
  compare.append(drawWords("better", data.words.try_saying, focus.try_saying, data));
  const why = el("p", "why");
  const reason = inCallLanguage("span", focus.why, data);
  reason.classList.toggle("apart", data.dir !== data.text_dir);
  why.append(el("b", "", data.words.why), " ", reason);
  const skill = el("p", "skill");
  skill.append(icon("book", 18), el("span", "", focus.skill));
  node.append(compare, why, skill, drawPractise(data, send));
  return node;
}

/* Beside the score: what was also heard, and one thing worth trying. */
function drawHints(data, player) {
  const node = section("hints", data.words.also_heard);
  if (!data.hints.length) node.querySelector("h2").remove();
  for (const hint of data.hints) {
    const row = el("div", "strength");
    if (player && hint.from !== null) row.append(momentButton("soft", hint, data, player));
    const words = el("div", "said");
    const name = el("p", "muted");
    if (hint.about) name.append(ltr(hint.about), " · ");
    name.append(hint.name);
    words.append(said(hint.quote, data), name);
    row.append(words);
    node.append(row);
  }
  if (data.worth) node.append(drawWords("worth", data.worth.title, data.worth.saying, data));
  node.append(el("p", "muted note", data.words.also_heard_why));
  return node;
}

function drawPractise(data, send) {
  const node = el("div", "practise");
  const open = button("button", data.words.practise);
  open.addEventListener("click", () => send("practise", "practise"));
  node.append(open, el("p", "muted", data.words.practise_about));
  return node;
}

function drawNoFocus(data) {
  const node = section("focus", data.words.no_focus, el("span", "nuqta"));
  node.append(el("p", "muted", data.words.no_focus_why));
  return node;
}

function drawWords(className, title, quote, data) {
  const node = el("div", className);
  const head = el("h3");
  head.append(el("span", "", title));
  node.append(head, said(quote, data));
  return node;
}

function drawWholeCall(data, player) {
  const node = el("details", "panel whole");
  const summary = el("summary");
  summary.append(icon("down", 18), el("span", "", data.words.whole_call));
  node.append(summary);
  if (player) node.append(drawPlayer(data, player));
  if (data.note) node.append(el("p", "player-note muted", data.note));
  node.append(drawTranscript(data, player));
  return node;
}

function drawScoreTable(data) {
  const node = el("aside", "panel");
  const head = el("div", "card-score");
  const sums = el("div");
  if (data.score.auto_fail) sums.append(el("p", "auto-fail", data.score.auto_fail));
  if (data.score.counted) sums.append(el("p", "", data.score.counted));
  sums.append(sentence(data.score.arithmetic, "arithmetic"));
  head.append(ltr(data.score.value, `score-value${data.score.known ? "" : " none"}`), sums);
  const table = el("table", "points");
  table.setAttribute("aria-label", data.words.criteria);
  for (const row of data.table) table.append(drawPoints(row, data));
  node.append(head, table);
  return node;
}

function drawPoints(row, data) {
  const line = el("tr");
  const name = el("th");
  name.scope = "row";
  const cell = el("div");
  const title = el("span", "", `${row.title} `);
  title.append(el("em", row.plain ? "unseen" : `v-${row.verdict}`, row.word));
  cell.append(shape(row.verdict, data.language, 15), title);
  name.append(cell);
  const points = el("td");
  points.append(row.arithmetic ? ltr(row.points) : el("span", "", row.points));
  line.append(name, points);
  return line;
}

function drawHistory(data) {
  const node = section("", data.history.title);
  const list = el("ol", "history");
  for (const call of data.history.calls) {
    const entry = el("li");
    entry.title = call.label;
    entry.append(shape(call.verdict, data.language, 20), el("span", "unseen", call.label));
    list.append(entry);
  }
  node.append(list, sentence(data.history.summary, "muted"));
  return node;
}

function drawReply(data, send) {
  const node = section("reply", data.words.reply);
  if (data.reply.read_at) {
    const read = el("p", "read-at");
    read.append(icon("done", 20), el("span", "", data.reply.read_at));
    node.append(read);
    if (data.reply.comment) {
      const comment = el("p", "own-comment", data.reply.comment);
      comment.dir = "auto";
      node.append(comment);
    }
    return node;
  }
  node.append(replyForm(data, send));
  return node;
}

function replyForm(data, send) {
  const form = el("form", "reply-form");
  const field = el("textarea", "field");
  field.rows = 2;
  field.maxLength = 2000;
  field.dir = "auto";
  field.placeholder = data.words.reply_hint;
  field.setAttribute("aria-label", data.words.reply);
  const read = button("button soft", data.words.read_it, icon("done", 20));
  read.type = "submit";
  form.append(field, read);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    read.disabled = true;
    send("acknowledge", field.value.trim());
  });
  return form;
}
