/* The evaluation desk: player and transcript beside the criteria, the score always in view. */
const desks = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const desk = desks.get(root) ?? openDesk(root);
  desks.set(root, desk);
  desk.show(JSON.parse(component.data), component.setTriggerValue);
  return () => setTimeout(() => {
    if (!root.isConnected) desk.close();
  });
}

function openDesk(root) {
  const view = { tab: "needs", current: null, form: null, guidance: new Set(), call: null };
  let data = null;
  let player = null;
  let send = () => {};
  const parts = { head: el("header", "desk-head"), listen: el("div", "panel listen"), judge: el("div", "judge"), bar: el("div") };
  const frame = drawFrame(parts);
  const measure = new ResizeObserver(() => measureDesk(root, parts));

  const desk = {
    player: () => player,
    show(fresh, sender) {
      const sameCall = data && data.call === fresh.call;
      data = fresh;
      send = sender;
      root.dir = data.dir;
      root.lang = data.language;
      if (!sameCall) openCall();
      drawHead(parts.head, data);
      redraw();
      parts.bar.replaceChildren(drawScoreBar(data, desk));
      measureDesk(root, parts);
      measure.observe(parts.bar.firstChild);
    },
    openTab(tab) {
      view.tab = tab;
      view.form = null;
      redraw();
      parts.judge.querySelector(`[data-tab="${tab}"]`)?.focus();
    },
    openCriterion(id) {
      view.tab = "accepted";
      view.current = id;
      redraw();
      bring(id);
    },
    makeCurrent(id) {
      view.current = id;
      for (const row of rows()) row.classList.toggle("current", row.dataset.criterion === id);
    },
    choose(id, verdict) {
      const row = data.criteria.find((one) => one.id === id);
      view.current = id;
      view.form = row.verdict === verdict ? null : { id, verdict, draft: "" };
      redraw();
      const form = parts.judge.querySelector(".reason-form");
      form?.querySelector(".field").focus({ preventScroll: true });
      form?.scrollIntoView({ block: "nearest" });
    },
    closeForm() {
      view.form = null;
      redraw();
      bring(view.current);
    },
    toggleGuidance(id) {
      if (!view.guidance.delete(id)) view.guidance.add(id);
      redraw();
    },
    override(criterion, verdict, reason) {
      view.form = null;
      send("override", JSON.stringify({ criterion, verdict, reason }));
      redraw();
      bring(criterion);
    },
    clear: (criterion) => send("undo", criterion),
    askRelease: () => askRelease(root, data, (next) => send("release", next ? "next" : "stay")),
    askWithdraw: () => askWithdraw(root, data, (reason) => send("withdraw", reason)),
    openNext: () => send("next", "next"),
    close() {
      stopKeys();
      measure.disconnect();
      player?.stop();
    },
  };

  function openCall() {
    player?.stop();
    player = data.url ? createPlayer(data) : null;
    Object.assign(view, { tab: "needs", current: null, form: null, guidance: new Set() });
    frame.classList.toggle("silent", !player);
    frame.classList.toggle("has-player", Boolean(player));
    parts.listen.replaceChildren(...drawListen(data, player));
    player?.seek(0);
  }

  function redraw() {
    const shown = data.criteria.filter((row) => view.tab === "all" || row.group === view.tab);
    if (!shown.some((row) => row.id === view.current)) view.current = shown[0]?.id ?? null;
    frame.classList.toggle("show-transcript", view.tab === "transcript");
    player?.forgetMoments();
    parts.judge.replaceChildren(drawTabs(data, view, desk), drawCriteria(data, view, desk));
    player?.refresh();
  }

  const rows = () => [...parts.judge.querySelectorAll(".criterion")];

  function bring(id) {
    const row = rows().find((one) => one.dataset.criterion === id);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const ids = rows().map((row) => row.dataset.criterion);
    const at = ids.indexOf(view.current);
    desk.makeCurrent(ids[Math.min(Math.max(at + by, 0), ids.length - 1)] ?? null);
    bring(view.current);
  }

  const stopKeys = listenToKeys({
    Space: () => player?.toggle(),
    ArrowLeft: () => player?.skip(-SKIP_S),
    ArrowRight: () => player?.skip(SKIP_S),
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    ...Object.fromEntries(VERDICT_KEYS.map((verdict, i) => [`Digit${i + 1}`, () => judge(verdict)])),
    "Ctrl+Enter": () => parts.bar.querySelector(".primary")?.click(),
  });

  function judge(verdict) {
    if (data.may_judge && view.current) desk.choose(view.current, verdict);
  }

  root.replaceChildren(frame);
  return desk;
}

function drawFrame(parts) {
  const frame = el("div", "desk");
  const columns = el("div", "columns");
  columns.append(parts.listen, parts.judge);
  frame.append(parts.head, columns, parts.bar);
  return frame;
}

function drawListen(data, player) {
  const drawnParts = player ? [drawPlayer(data, player)] : [];
  if (data.note) drawnParts.push(el("p", "player-note muted", data.note));
  return [...drawnParts, drawTranscript(data, player)];
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
