/* The evaluation desk: player and transcript beside the criteria, the score always in view. */
const desks = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const desk = desks.get(root) ?? new Desk(root);
  desks.set(root, desk);
  desk.show(unpacked(component.data), component.setTriggerValue);
  return () => setTimeout(() => {
    if (!root.isConnected) desk.close();
  });
}

class Desk {
  constructor(root) {
    this.root = root;
    this.data = null;
    this.sound = null;
    this.view = freshView();
    this.parts = { head: el("header", "desk-head"), listen: el("div", "panel listen"), judge: el("div", "judge"), bar: el("div") };
    this.frame = drawFrame(this.parts);
    this.measure = new ResizeObserver(() => measureDesk(root, this.parts));
    this.stopKeys = listenToKeys(deskKeys(this));
    root.replaceChildren(this.frame);
  }

  player() {
    return this.sound;
  }

  /* A rerun of the same call leaves the recording playing and the open form as it is. */
  show(data, send) {
    const sameCall = this.data?.call === data.call;
    this.data = data;
    this.send = send;
    this.root.dir = data.dir;
    this.root.lang = data.language;
    if (sameCall && this.showSpeakers()) markAnew(this.parts.listen, data, this.sound);
    else this.openCall();
    drawHead(this.parts.head, data);
    const asked = this.root.getRootNode().activeElement?.closest(".why-button");
    this.redraw();
    if (asked) this.focusOn(asked.closest(".criterion").dataset.criterion, ".why-button");
    this.parts.bar.replaceChildren(drawScoreBar(data, this));
    measureDesk(this.root, this.parts);
    this.measure.observe(this.parts.bar.firstChild);
  }

  openCall() {
    this.sound?.stop();
    this.sound = this.data.url ? createPlayer(this.data) : null;
    this.view = freshView();
    this.frame.classList.toggle("silent", !this.sound);
    this.frame.classList.toggle("has-player", Boolean(this.sound));
    this.parts.listen.replaceChildren(...drawListen(this.data, this));
    this.sound?.seek(0);
  }

  /* False where the call has other lines than before. */
  showSpeakers() {
    if (this.view.lines && this.view.seen !== this.data.speakers.seen) this.setLines(null);
    this.redrawSpeakers();
    return nameLines(this.parts.listen, this.data);
  }

  redrawSpeakers() {
    const active = this.root.getRootNode().activeElement?.className;
    this.parts.listen.querySelector(".speakers").replaceWith(drawSpeakers(this.data, this));
    if (active?.includes("one-click")) this.parts.listen.querySelector(".one-click")?.focus();
  }

  /* Lines by index that were given another speaker and are not saved yet; null when done. */
  setLines(lines) {
    Object.assign(this.view, { lines, seen: this.data.speakers.seen });
    this.parts.listen.querySelector(".setting")?.remove();
    this.parts.listen.querySelector(".transcript").hidden = lines !== null;
    if (lines) this.parts.listen.append(drawLinesToSet(this.data, this));
    this.redrawSpeakers();
  }

  correct(change, lines = {}) {
    this.send("speakers", JSON.stringify({ change, lines, seen: this.data.speakers.seen }));
  }

  redraw() {
    const { data, view } = this;
    const shown = data.criteria.filter((row) => view.tab === "all" || row.group === view.tab);
    if (!shown.some((row) => row.id === view.current)) view.current = shown[0]?.id ?? null;
    this.frame.classList.toggle("show-transcript", view.tab === "transcript");
    this.sound?.forgetMoments();
    this.parts.judge.replaceChildren(drawTabs(data, view, this), drawCriteria(data, view, this));
    this.sound?.refresh();
  }

  openTab(tab) {
    Object.assign(this.view, { tab, form: null });
    this.redraw();
    this.parts.judge.querySelector(`[data-tab="${tab}"]`)?.focus();
  }

  openCriterion(id) {
    Object.assign(this.view, { tab: "accepted", current: id });
    this.redraw();
    this.bring(id);
  }

  rows() {
    return [...this.parts.judge.querySelectorAll(".criterion")];
  }

  makeCurrent(id) {
    this.view.current = id;
    for (const row of this.rows()) row.classList.toggle("current", row.dataset.criterion === id);
  }

  bring(id) {
    const row = this.rows().find((one) => one.dataset.criterion === id);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const ids = this.rows().map((row) => row.dataset.criterion);
    const at = ids.indexOf(this.view.current) + by;
    this.makeCurrent(ids[Math.min(Math.max(at, 0), ids.length - 1)] ?? null);
    this.bring(this.view.current);
  }

  chooseForCurrent(verdict) {
    if (this.data.may_judge && this.view.current) this.choose(this.view.current, verdict);
  }

  choose(id, verdict) {
    const row = this.data.criteria.find((one) => one.id === id);
    this.view.current = id;
    this.view.form = row.verdict === verdict ? null : { id, verdict, draft: "" };
    this.redraw();
    const form = this.parts.judge.querySelector(".reason-form");
    form?.querySelector(".field").focus({ preventScroll: true });
    form?.scrollIntoView({ block: "nearest" });
  }

  closeForm() {
    this.view.form = null;
    this.redraw();
    this.bring(this.view.current);
  }

  toggleGuidance(id) {
    if (!this.view.guidance.delete(id)) this.view.guidance.add(id);
    this.redraw();
    this.focusOn(id, "button:last-child");
  }

  /* What was explained once stays with the page; the rest is asked of the engine. */
  toggleWhy(id) {
    if (!this.view.why.delete(id)) {
      this.view.why.add(id);
      if (!this.data.why[id]) this.send("why", id);
    }
    this.redraw();
    this.focusOn(id, ".why-button");
  }

  focusOn(id, which) {
    this.parts.judge.querySelector(`[data-criterion="${id}"] .verdicts ${which}`)?.focus();
  }

  override(criterion, verdict, reason) {
    this.send("override", JSON.stringify({ criterion, verdict, reason }));
    this.closeForm();
  }

  clear(criterion) {
    this.send("undo", criterion);
  }

  askRelease() {
    askRelease(this.root, this.data, (next) => this.send("release", next ? "next" : "stay"));
  }

  askWithdraw() {
    askWithdraw(this.root, this.data, (reason) => this.send("withdraw", reason));
  }

  openNext() {
    this.send("next", "next");
  }

  close() {
    this.stopKeys();
    this.measure.disconnect();
    this.sound?.stop();
  }
}

function freshView() {
  return { tab: "needs", current: null, form: null, lines: null, guidance: new Set(), why: new Set() };
}

function deskKeys(desk) {
  const verdicts = VERDICT_KEYS.map((verdict, i) => [
    `Digit${i + 1}`, () => desk.chooseForCurrent(verdict)]);
  return {
    ...playerKeys(() => desk.player()),
    KeyJ: () => desk.step(1),
    KeyK: () => desk.step(-1),
    KeyW: () => desk.view.current && desk.toggleWhy(desk.view.current),
    ...Object.fromEntries(verdicts),
    "Ctrl+Enter": () => desk.parts.bar.querySelector(".primary")?.click(),
  };
}

function drawFrame(parts) {
  const frame = el("div", "desk");
  const columns = el("div", "columns");
  columns.append(parts.listen, parts.judge);
  frame.append(parts.head, columns, parts.bar);
  return frame;
}

function drawListen(data, desk) {
  const player = desk.sound;
  const drawnParts = player ? [drawPlayer(data, player)] : [];
  drawnParts.push(drawSpeakers(data, desk));
  if (data.note) drawnParts.push(el("p", "player-note muted", data.note));
  return [...drawnParts, drawTranscript(data, player)];
}

/* Verdicts may have changed: their shapes on the timeline and beside the lines. */
function markAnew(listen, data, player) {
  if (player) listen.querySelector(".marks").replaceWith(drawMarks(data, player));
  listen.querySelectorAll(".line").forEach((node, i) => markLine(node, data.lines[i], data));
}

function drawHead(head, data) {
  const title = el("h1", "", `${data.head.agent} `);
  title.append(ltr(data.head.reference));
  const chips = el("div", "chips");
  for (const chip of data.head.chips) {
    const node = el("span", "chip");
    if (chip.icon) node.append(icon(chip.icon, 15));
    node.append(el("span", "", chip.text));
    chips.append(node);
  }
  head.replaceChildren(title, chips);
  if (data.notice) {
    const notice = el("p", `notice ${data.notice.kind}`, data.notice.text);
    notice.setAttribute("role", data.notice.kind === "error" ? "alert" : "status");
    head.append(notice);
  }
}

/* The panel on the left fills what the head and the bar leave of the window. */
function measureDesk(root, parts) {
  const scroller = document.querySelector('[data-testid="stMain"]');
  const top = parts.listen.parentElement.getBoundingClientRect().top + (scroller?.scrollTop ?? 0);
  root.style.setProperty("--desk-top", `${Math.round(top)}px`);
  root.style.setProperty("--bar-height", `${parts.bar.firstChild.offsetHeight}px`);
}
