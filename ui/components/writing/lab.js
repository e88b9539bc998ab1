/* One piece: what it answers, the drafts with their notes, the draft being written. */
const labs = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const lab = labs.get(root) ?? new Lab(root);
  labs.set(root, lab);
  lab.show(unpacked(component.data), component.setTriggerValue);
}

class Lab {
  constructor(root) {
    this.root = root;
    this.key = null;
  }

  /* What is being written stays through every run of the page. */
  show(data, send) {
    const sameDrafts = this.key === data.key && this.data?.drafts.length === data.drafts.length;
    const isAnswered = this.waiting && !sameDrafts;
    Object.assign(this, { data, send, waiting: false });
    this.root.dir = data.dir;
    this.root.lang = data.language;
    if (!sameDrafts) {
      const last = data.drafts.at(-1);
      this.lang = data.text_lang;
      this.tab = last ? String(last.number) : "1";
      this.writing = !last;
      this.text = "";
      this.replaced = new Map();
      this.takeUp();
    }
    this.key = data.key;
    data.text_lang = data.languages.length ? this.lang : data.text_lang;
    data.text_dir = data.sides[data.text_lang].dir;
    this.draw(data.error ? "field" : isAnswered ? "notes-head" : null);
  }

  /* After a reload: what was typed; what was read since is kept no longer. */
  takeUp() {
    const { data } = this;
    forgetOthers(this.place());
    const kept = data.next ? readKept(this.place()) : null;
    if (!kept) return;
    this.text = kept.text;
    this.writing = true;
    if (data.sides[kept.language]) this.lang = kept.language;
  }

  place() {
    const { writer, key, next } = this.data;
    return ["writing", writer, key, next];
  }

  keepTyped() {
    keep(this.place(), this.text && { text: this.text, language: this.data.text_lang });
  }

  draw(focus) {
    const data = this.data;
    const page = el("div", `lab${this.writing ? " writing" : ""}`);
    const grid = el("div", "grid");
    grid.append(drawSide(data, data.text_lang), ...this.drawMiddle());
    page.append(this.drawHead(), grid);
    this.root.replaceChildren(page);
    if (focus) this.root.querySelector(`.${focus}`)?.focus();
  }

  drawHead() {
    const data = this.data;
    const head = el("header", "lab-head");
    const back = button("button plain back", data.words.all_tasks, icon("forward", 16));
    back.addEventListener("click", () => this.send("back", "back"));
    const language = data.sides[data.text_lang].lang;
    const line = [...data.head.line, data.words[`in_${language}`]];
    const title = el("div", "lab-title");
    title.append(back, pieces(line, "muted"), el("h1", "", data.head.title));
    head.append(title, data.drafts.length ? this.drawTabs() : el("span"));
    return head;
  }

  drawTabs() {
    const data = this.data;
    const tabs = el("div", "tabs");
    tabs.setAttribute("role", "group");
    for (const draft of data.drafts) tabs.append(this.tabButton(String(draft.number), draft.label));
    if (data.compare) tabs.append(this.tabButton("compare", data.words.compare));
    if (data.reader) return tabs;
    const model = this.tabButton("model", data.words.model, data.model ? null : icon("lock", 16));
    if (!data.model) {
      model.disabled = true;
      model.title = data.words.model_locked;
      model.setAttribute("aria-label", data.words.model_locked);
    }
    tabs.append(model);
    return tabs;
  }

  tabButton(id, label, mark) {
    const tab = button("tab", label, mark);
    tab.setAttribute("aria-pressed", String(!this.writing && this.tab === id));
    tab.addEventListener("click", () => {
      Object.assign(this, { tab: id, writing: false });
      this.draw();
    });
    return tab;
  }

  drawMiddle() {
    const data = this.data;
    const middle = el("div", "middle");
    if (this.writing) {
      middle.append(this.drawEditor());
      const before = data.drafts.at(-1);
      if (before) return [middle, drawNotes(data, before, this)];
      middle.classList.add("wide");
      return [middle];
    }
    if (this.tab === "compare") middle.append(drawCompare(data));
    else if (this.tab === "model") middle.append(drawModel(data));
    else return this.drawRead(middle, data.drafts[Number(this.tab) - 1]);
    middle.classList.add("wide");
    middle.append(this.drawActs());
    return [middle];
  }

  drawRead(middle, draft) {
    middle.append(drawDraft(this.data, draft, this), drawPoints(this.data, draft), this.drawActs());
    return [middle, drawNotes(this.data, draft, this)];
  }

  drawActs() {
    const data = this.data;
    const acts = el("div", "lab-acts");
    acts.append(el("p", data.sent ? "sent" : "muted", data.sent || data.line));
    const buttons = el("div", "buttons");
    if (data.sent && !data.reader) buttons.append(this.actButton("button", data.words.again, "pen", () => this.send("again", "again")));
    if (data.submit) buttons.append(this.actButton("button", data.submit, "send", () => this.submit()));
    if (data.next) buttons.append(this.actButton("button primary", data.next_label, "pen", () => this.startDraft()));
    if (buttons.childElementCount) acts.append(buttons);
    return acts;
  }

  actButton(className, label, mark, act) {
    const node = button(className, label, icon(mark, 18));
    node.addEventListener("click", act);
    return node;
  }

  drawEditor() {
    const data = this.data;
    const form = el("form", "panel editor");
    const head = el("div", "draft-head");
    head.append(el("h2", "", data.words.your_reply), el("span", "chip", data.register));
    form.append(head);
    if (data.languages.length) form.append(this.drawLanguages());
    if (data.error) {
      const error = el("p", "error", data.error);
      error.setAttribute("role", "alert");
      form.append(error);
    }
    form.append(this.drawField(), el("p", "muted hint", data.words.hint), this.drawEditorActs());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendDraft();
    });
    return form;
  }

  drawField() {
    const data = this.data;
    const field = el("textarea", "field");
    field.lang = data.text_lang;
    field.dir = data.text_dir;
    field.rows = 12;
    field.value = this.text;
    field.setAttribute("aria-label", data.words.your_reply);
    field.addEventListener("input", () => {
      this.text = field.value;
      this.keepTyped();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.sendDraft();
    });
    return field;
  }

  drawLanguages() {
    const data = this.data;
    const group = el("div", "tabs languages");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", data.words.choose_language);
    for (const language of data.languages) {
      const choice = button("tab", language.label);
      choice.setAttribute("aria-pressed", String(language.id === this.lang));
      choice.addEventListener("click", () => this.choose(language.id));
      group.append(choice);
    }
    return group;
  }

  drawEditorActs() {
    const data = this.data;
    const acts = el("div", "lab-acts");
    const read = button("button primary", data.words.get_feedback, icon("pen", 18));
    read.type = "submit";
    const line = el("p", "muted", data.line || "");
    const buttons = el("div", "buttons");
    if (data.drafts.length) {
      buttons.append(this.actButton("button plain", data.words.cancel_draft, "undo", () => {
        this.writing = false;
        this.draw();
      }));
    }
    buttons.append(read);
    acts.append(line, buttons);
    return acts;
  }

  choose(language) {
    this.lang = language;
    this.data.text_lang = language;
    this.keepTyped();
    this.data.text_dir = this.data.sides[language].dir;
    this.draw();
  }

  startDraft() {
    const last = this.data.drafts.at(-1);
    if (!this.text) this.text = assembled(last, this.replacedIn(last));
    this.writing = true;
    this.draw("field");
  }

  sendDraft() {
    if (this.waiting) return;
    this.waiting = true;
    const { next, text_lang } = this.data;
    const draft = { number: next, text: this.text, language: text_lang };
    this.send("draft", JSON.stringify(draft));
    const read = this.root.querySelector(".editor .primary");
    read.disabled = true;
    read.querySelector("span").textContent = this.data.words.reading;
  }

  submit() {
    if (this.waiting) return;
    this.waiting = true;
    this.send("submit", "submit");
  }

  suggest(draft, note) {
    this.send("suggest", JSON.stringify({ draft: draft.number, note: note.index }));
  }

  replacedIn(draft) {
    return this.replaced.get(draft.number) ?? new Map();
  }

  isReplaced(draft, note) {
    return this.writing ? !this.text.includes(note.quote) : this.replacedIn(draft).has(note.index);
  }

  /* While reading, the span changes; while writing, the first such words in the field do. */
  replace(draft, note, better) {
    if (this.writing) {
      this.text = this.text.replace(better === null ? note.better[0] : note.quote, () => better ?? note.quote);
      this.keepTyped();
    } else {
      const replaced = this.replacedIn(draft);
      if (better === null) replaced.delete(note.index);
      else replaced.set(note.index, better);
      this.replaced.set(draft.number, replaced);
      this.text = "";
    }
    this.draw();
    this.root.querySelector(`[data-note="${note.index}"] button`)?.focus();
  }

  light(index) {
    for (const piece of this.root.querySelectorAll(".written [data-notes]")) {
      const named = index !== null && piece.dataset.notes.split(" ").includes(String(index));
      piece.classList.toggle("lit", named);
    }
  }
}
