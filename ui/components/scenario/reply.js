/* The reply box: sent once, by button or Ctrl+Enter; a hint on request; a way to leave. */
const SLOW_S = 20; // after which a reply that got no answer can be sent again

function replyPlace(data) {
  return ["scenario", data.writer, data.id, data.position];
}

class ReplyBox {
  constructor(data, send) {
    this.data = data;
    this.send = send;
    this.shownAt = performance.now();
    this.node = el("form", "panel reply-box");
    this.field = this.drawField();
    this.button = button("button primary", data.words.send_reply);
    this.button.type = "submit";
    this.status = el("p", "muted sending");
    this.status.setAttribute("role", "status");
    this.warning = el("div");
    this.node.append(this.drawLabel(), this.field, this.warning, this.drawActs(), this.status);
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  drawLabel() {
    const label = el("label", "reply-label");
    label.htmlFor = "scenario-reply";
    label.append(el("b", "", this.data.words.your_reply), el("span", "muted", this.data.turns));
    return label;
  }

  drawField() {
    const field = el("textarea", "field");
    field.id = "scenario-reply";
    field.rows = 4;
    field.lang = this.data.text_lang;
    field.dir = this.data.text_dir;
    // In the other language's box the page's words would be turned round.
    if (this.data.dir === this.data.text_dir) field.placeholder = this.data.words.reply_hint;
    field.value = readKept(replyPlace(this.data)) ?? "";
    field.addEventListener("input", () => keep(replyPlace(this.data), field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.submit();
      }
    });
    return field;
  }

  drawActs() {
    const acts = el("div", "acts");
    const keys = el("kbd", "", this.data.words.send_keys);
    acts.append(this.button, keys);
    if (!this.data.hint) {
      const hint = button("button", this.data.words.hint);
      hint.addEventListener("click", () => this.send("hint", String(this.data.position)));
      acts.append(hint);
    }
    const leave = button("button plain leave", this.data.words.leave);
    leave.addEventListener("click", () => this.askToLeave(leave));
    acts.append(leave);
    return acts;
  }

  askToLeave(opener) {
    const box = el("dialog");
    const words = this.data.words;
    const yes = button("button", words.leave_yes);
    const no = button("button primary", words.leave_no);
    const acts = el("div", "acts");
    acts.append(no, yes);
    box.append(el("p", "", words.leave_sure), acts);
    box.dir = this.data.dir;
    this.node.after(box);
    const close = () => {
      box.close();
      box.remove();
      opener.focus();
    };
    no.addEventListener("click", close);
    yes.addEventListener("click", () => {
      close();
      this.send("leave", "leave");
    });
    box.addEventListener("cancel", () => box.remove());
    box.showModal();
    no.focus();
  }

  submit() {
    const reply = this.field.value;
    if (this.button.disabled) return;
    this.busy(true);
    this.patience = setTimeout(() => this.busy(false), SLOW_S * 1000);
    const milliseconds = Math.round(performance.now() - this.shownAt);
    // What is longer than any reply is not worth its way over the wire.
    const kept = reply.slice(0, this.data.longest + 1);
    this.send("said", JSON.stringify({ position: this.data.position, reply: kept, milliseconds }));
  }

  busy(isBusy) {
    this.button.disabled = isBusy;
    this.status.textContent = isBusy ? this.data.words.reading : "";
    clearTimeout(this.patience);
  }

  /* The same position came back: something was refused, or a hint was shown; the text stays. */
  keep(data) {
    this.data = data;
    this.busy(false);
    this.warning.replaceChildren(...(data.error ? [drawWarning(data.error)] : []));
    this.node.querySelector(".acts").replaceWith(this.drawActs());
    this.field.focus();
  }
}

function drawHint(data) {
  const node = el("section", "panel hint");
  node.append(el("h2", "", data.words.hint_title), inTalk("p", "", data.hint, data));
  node.append(el("p", "muted", data.words.hint_free));
  return node;
}
