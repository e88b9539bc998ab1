/* A quiz: its start, one question and what is told of it, its end. The key comes from the server
   with what is told, and is on no page before. */
const quizzes = new WeakMap();
const WRITES = "textarea, select, input[type=text]";

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const quiz = quizzes.get(root) ?? new Quiz(root);
  quizzes.set(root, quiz);
  quiz.show(unpacked(component.data), component.setTriggerValue);
  return () => setTimeout(() => {
    if (!root.isConnected) quiz.close();
  });
}

class Quiz {
  constructor(root) {
    this.root = root;
    this.keys = (event) => this.press(event);
    document.addEventListener("keydown", this.keys);
  }

  close() {
    document.removeEventListener("keydown", this.keys);
  }

  /* A rerun of the same question keeps what was chosen so far. */
  show(data, send) {
    this.root.dir = data.dir;
    this.root.lang = data.language;
    const same = this.data?.phase === "ask" && data.phase === "ask" && this.data.id === data.id
      && this.data.language === data.language;
    const before = this.data?.id;
    [this.data, this.send] = [data, send];
    if (same) return this.refresh();
    this.way = null;
    this.next = null;
    this.root.replaceChildren(drawHead(data, send), this.body());
    if (before && (data.phase === "told" || before !== data.id)) this.focus();
  }

  body() {
    const { data, send } = this;
    if (data.phase === "start") return drawStart(data, send);
    if (data.phase === "result") return drawResult(data, send);
    const grid = el("div", "quiz-grid");
    const side = el("aside");
    if (data.rules) side.append(drawRules(data, send));
    side.append(drawAside(data.aside, data));
    grid.append(this.question(), side);
    return grid;
  }

  question() {
    const { data } = this;
    const node = el("form", "question");
    node.noValidate = true;
    if (data.question.context) node.append(drawContext(data.question, data));
    const stem = written("h1", "stem", data.question.stem, data);
    stem.tabIndex = -1;
    node.append(stem);
    if (data.phase === "told") {
      node.append(drawTold(data.told.items, data));
    } else {
      this.way = ASKING[data.question.type](data);
      this.shownAt = performance.now();
      node.append(this.way.node);
    }
    this.problem = el("p", "problem");
    this.problem.setAttribute("role", "alert");
    node.append(this.problem, this.foot());
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.onward();
    });
    this.say(data.error);
    return node;
  }

  foot() {
    const { data, send } = this;
    const foot = el("div", "foot");
    const note = el("p", "note muted");
    note.setAttribute("role", "status");
    if (data.phase === "told") {
      note.append(el("b", "unseen", `${data.told.summary}. `));
      if (data.told.note) note.append(icon("history", 18), el("span", "", data.told.note));
    }
    const asks = data.phase === "ask";
    const word = asks && data.check ? "check" : data.last ? "finish" : "next";
    this.next = button("button primary", data.words[word]);
    this.next.type = "submit";
    const enter = el("kbd", "", "Enter");
    enter.setAttribute("aria-hidden", "true");
    this.next.append(enter);
    foot.append(note);
    if (data.reports !== false) foot.append(drawReport(data, send));
    foot.append(this.next);
    return foot;
  }

  onward() {
    if (this.next.disabled) return;
    if (this.data.phase === "told") {
      this.next.disabled = true;
      this.send("onward", String(this.data.position));
      return;
    }
    if (!this.way.isReady()) {
      this.say(this.way.missing ?? this.data.words.pick_first);
      return this.way.focus?.();
    }
    this.say("");
    this.next.disabled = true;
    const ms = Math.round(performance.now() - this.shownAt);
    const given = { position: this.data.position, answer: this.way.value(), ms };
    this.send("answer", JSON.stringify(given));
  }

  refresh() {
    this.next.disabled = false;
    this.say(this.data.error);
    this.root.querySelector(".report")?.replaceWith(drawReport(this.data, this.send));
  }

  say(words) {
    this.problem.textContent = words;
    this.problem.hidden = !words;
  }

  /* The next question is read from its top; what was told, from the button that goes on. */
  focus() {
    const target = this.data.phase === "told" ? this.next : this.root.querySelector("h1");
    if (this.data.phase !== "told") target?.setAttribute("tabindex", "-1");
    target?.focus({ preventScroll: this.data.phase === "told" });
    if (this.data.phase !== "told") window.scrollTo({ top: 0 });
  }

  press(event) {
    const target = event.composedPath()[0];
    const busy = event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented;
    if (busy || !this.next || target.matches?.(WRITES) || target.closest?.("dialog")) return;
    if (event.key === "Enter" && !target.matches?.("button, a, summary, input")) {
      event.preventDefault();
      this.onward();
    } else if (this.way) {
      this.chooseBy(event);
    }
  }

  chooseBy(event) {
    const digit = "1234567890".indexOf(event.key);
    const eastern = "١٢٣٤٥٦٧٨٩٠".indexOf(event.key);
    const letter = this.data.letters.findIndex((one) => one[0] === event.key.toUpperCase()[0]);
    const number = [digit, eastern, letter].find((at) => at >= 0);
    if (number === undefined || event.key.length !== 1) return;
    event.preventDefault();
    this.way.choose(number);
  }
}
