/* One scenario: its brief, the talk, or what came of it. */
const talks = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const talk = talks.get(root) ?? new Talk(root);
  talks.set(root, talk);
  talk.show(unpacked(component.data), component.setTriggerValue);
}

class Talk {
  constructor(root) {
    this.root = root;
  }

  /* The same place again keeps the box and what is written in it. */
  show(data, send) {
    this.root.dir = data.dir;
    this.root.lang = data.language;
    const place = `${data.stage} ${data.id} ${data.position ?? ""}`;
    if (data.stage === "talk" && this.place === place) {
      this.box.keep(data);
      this.hint.replaceChildren(...(data.hint ? [drawHint(data)] : []));
      return;
    }
    const moved = this.id === data.id && this.place !== place;
    forgetOthers(replyPlace(data));
    this.place = place;
    this.id = data.id;
    this.root.replaceChildren(this.drawn(data, send));
    if (moved) this.follow(data);
  }

  drawn(data, send) {
    const page = el("div", "scenario");
    const grid = el("div", "scenario-grid");
    const main = el("div", "scenario-main");
    if (data.stage === "brief") main.append(drawBrief(data, send));
    else if (data.stage === "talk") main.append(...this.drawTalk(data, send));
    else main.append(drawAfter(data, send));
    grid.append(main, drawSide(data));
    page.append(drawTalkHead(data, send), grid);
    return page;
  }

  drawTalk(data, send) {
    const now = el("p", "mood-now");
    now.setAttribute("role", "status");
    now.append(el("span", "muted", data.mood_title), drawMood(data.mood));
    this.hint = el("div");
    if (data.hint) this.hint.append(drawHint(data));
    this.box = new ReplyBox(data, send);
    if (data.error) this.box.keep(data);
    const panel = el("section", "panel talk");
    panel.append(now, drawBubbles(data));
    return [panel, this.hint, this.box.node, el("p", "muted private", data.words.private)];
  }

  /* The customer answered: show it, and let the next reply be typed at once. */
  follow(data) {
    const last = this.root.querySelector(".bubble:last-child");
    if (data.stage === "talk") {
      last?.scrollIntoView({ block: "nearest" });
      this.box.field.focus({ preventScroll: true });
    } else {
      const head = this.root.querySelector(".ending");
      head?.setAttribute("tabindex", "-1");
      head?.focus();
    }
  }
}

function drawBrief(data, send) {
  const node = el("section", "panel start");
  const acts = el("div", "acts");
  const label = data.running ? data.words.go_on : data.words.start;
  acts.append(act("button primary", label, "start", send));
  node.append(el("h2", "", data.words.brief), inTalk("p", "", data.brief, data), acts);
  node.append(el("p", "muted", data.words.private));
  if (data.past.length) node.append(drawPast(data, send));
  return node;
}

function drawPast(data, send) {
  const node = el("div", "past");
  node.append(el("h2", "", data.words.past));
  const list = el("ol");
  for (const run of data.past) {
    const line = el("li");
    const words = el("div");
    words.append(el("b", "", run.title), pieces(run.about, "muted"));
    const open = button("button", run.open);
    open.setAttribute("aria-label", `${run.open}: ${run.title}`);
    open.addEventListener("click", () => send("opened", String(run.id)));
    line.append(words, open);
    list.append(line);
  }
  node.append(list);
  return node;
}
