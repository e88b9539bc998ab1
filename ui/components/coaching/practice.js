/* A moment of an own call: hear it, say it better, see what the criterion makes of it. */
const practices = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const practice = practices.get(root) ?? new Practice(root);
  practices.set(root, practice);
  practice.show(unpacked(component.data), component.setTriggerValue);
  return () => setTimeout(() => {
    if (!root.isConnected) practice.player?.stop();
  });
}

function tryPlace(data) {
  return ["practice", data.writer, data.card, data.next];
}

class Practice {
  constructor(root) {
    this.root = root;
  }

  /* A new try leaves the recording playing and what is being written where it is. */
  show(data, send) {
    this.root.dir = data.dir;
    this.root.lang = data.language;
    const again = this.card === data.card;
    const same = again && (data.error || this.next === data.next);
    const written = same ? this.field.value : readKept(tryPlace(data)) ?? "";
    const asked = again && this.sent;
    if (!again) {
      this.player?.stop();
      this.player = data.url ? createPlayer(data) : null;
    }
    this.player?.forgetMoments();
    forgetOthers(tryPlace(data));
    Object.assign(this, { card: data.card, next: data.next, data, send, sent: false });
    this.root.replaceChildren(this.drawn());
    this.field.value = written;
    if (asked) this.tell(data);
  }

  drawn() {
    const { data } = this;
    const page = el("div", "practice");
    const grid = el("div", "practice-grid");
    const main = el("div");
    main.append(this.drawBox(), drawTries(data));
    const side = el("div");
    side.append(drawMoments(data, this.player), drawModel(data));
    grid.append(main, side);
    page.append(this.drawHead(), grid);
    return page;
  }

  drawHead() {
    const head = el("header", "practice-head");
    const back = button("button plain back", this.data.words.back, icon("forward", 16));
    back.addEventListener("click", () => this.send("back", "back"));
    head.append(back, pieces(this.data.line, "muted"), el("h1", "", this.data.title));
    return head;
  }

  drawBox() {
    const { data } = this;
    const form = el("form", "panel practice-box");
    const label = el("label");
    label.htmlFor = "practice-words";
    label.append(el("b", "", data.words.say_better));
    this.field = this.drawField();
    this.status = el("p", "muted");
    this.status.setAttribute("role", "status");
    this.button = button("button primary", data.words.judge);
    this.button.type = "submit";
    const acts = el("div", "acts");
    acts.append(this.button, el("kbd", "", data.words.keys));
    form.append(label, this.field);
    if (data.error) form.append(practiceWarning(data.error));
    form.append(acts, this.status, el("p", "muted", data.words.private));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    return form;
  }

  drawField() {
    const field = el("textarea", "field");
    field.id = "practice-words";
    field.rows = 4;
    field.lang = this.data.text_lang;
    field.dir = this.data.text_dir;
    // In the other language's box the page's words would be turned round.
    if (this.data.dir === this.data.text_dir) field.placeholder = this.data.words.hint;
    field.addEventListener("input", () => keep(tryPlace(this.data), field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.submit();
      }
    });
    return field;
  }

  submit() {
    if (this.button.disabled) return;
    this.button.disabled = true;
    this.status.textContent = this.data.words.reading;
    this.sent = true;
    const text = this.field.value.slice(0, this.data.longest + 1);
    this.send("written", JSON.stringify({ number: this.data.next, text }));
  }

  tell(data) {
    if (data.error) {
      this.field.focus();
      return;
    }
    const latest = this.root.querySelector(".try");
    latest?.setAttribute("tabindex", "-1");
    latest?.focus();
  }
}

function practiceWarning(sentence) {
  const node = el("p", "warning");
  node.setAttribute("role", "alert");
  node.append(icon("alert", 18), el("span", "", sentence));
  return node;
}

function drawTries(data) {
  const node = el("section", "tries");
  if (!data.tries.length) return node;
  node.append(el("h2", "", data.words.tries));
  for (const one of data.tries) node.append(drawTry(one, data));
  return node;
}

function drawTry(one, data) {
  const node = el("article", "panel try");
  const head = el("div", "try-head");
  head.append(el("h3", "", one.title), verdictChip(one.verdict, one.word, data.language));
  node.append(head, said(one.text, data));
  if (one.why) {
    const why = el("p", "why");
    why.append(el("b", "", data.words.why), " ", one.why);
    node.append(why);
  }
  for (const quote of one.quotes) {
    const deciding = el("p", "deciding muted");
    deciding.append(el("span", "", `${data.words.deciding}: `), inCallLanguage("q", quote, data));
    node.append(deciding);
  }
  return node;
}

function drawMoments(data, player) {
  const node = el("section", "panel");
  node.append(el("h2", "", data.words.moment));
  for (const moment of data.moments) node.append(drawQuote("soft", moment, data, player));
  if (data.unsaid) node.append(el("p", "muted", data.words.nothing_said));
  return node;
}

function drawModel(data) {
  if (!data.model) return el("p", "muted model-later", data.words.model_later);
  const node = el("section", "panel model");
  node.append(el("h2", "", data.words.try_saying), said(data.model, data));
  const why = inCallLanguage("p", data.model_why, data);
  why.className = "muted";
  node.append(why);
  return node;
}
