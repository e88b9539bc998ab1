/* Who speaks: how it is known, and putting it right; agent and customer swapped in one click. */
const OTHER_SIDE = { agent: "customer", customer: "agent", unknown: "agent" };

function drawSpeakers(data, desk) {
  const { speakers } = data;
  const node = el("section", `speakers ${speakers.kind}`);
  node.setAttribute("aria-label", speakers.words.title);
  const told = el("p", "told");
  told.append(icon(speakers.kind === "given" ? "check" : "ask", 16), el("span", "", speakers.told));
  node.append(told, ...speakers.more.map((sentence) => el("p", "muted", sentence)));
  if (speakers.may) node.append(desk.view.lines ? drawLineActs(data, desk) : drawSpeakerActs(data, desk));
  return node;
}

function drawSpeakerActs(data, desk) {
  const { speakers } = data;
  const acts = el("div", "acts");
  const change = speakers.kind === "unknown" ? "guess" : "swap";
  const first = speakerAct(speakers.words[change], () => desk.correct(change));
  first.classList.add("one-click");
  acts.append(first, speakerAct(speakers.words.lines, () => desk.setLines({})));
  return acts;
}

function drawLineActs(data, desk) {
  const { words } = data.speakers;
  const acts = el("div", "acts");
  const save = speakerAct(words.save, () => desk.correct("lines", desk.view.lines));
  save.disabled = !Object.keys(desk.view.lines).length;
  acts.append(el("p", "muted", words.lines_hint), save, speakerAct(words.cancel, () => desk.setLines(null)));
  return acts;
}

function speakerAct(label, act) {
  const node = button("button", label);
  node.addEventListener("click", act);
  return node;
}

/* The lines while their speakers are being set; a press gives a line to the other one. */
function drawLinesToSet(data, desk) {
  const list = el("ol", "transcript setting");
  list.setAttribute("aria-label", data.words.transcript);
  for (const line of data.lines) {
    const entry = el("li", "line-to-set");
    entry.append(drawWho(line, data, desk), said(line.text, data));
    list.append(entry);
  }
  return list;
}

function drawWho(line, data, desk) {
  const { words } = data.speakers;
  const node = button("who-button", "");
  const show = () => {
    const set = desk.view.lines[line.index];
    const who = set ? words[set] : line.who;
    node.textContent = who;
    node.setAttribute("aria-label", words.line_is.replace("{who}", who));
    node.classList.toggle("changed", Boolean(set));
    node.dataset.speaker = set ?? line.speaker;
  };
  node.addEventListener("click", () => {
    const now = desk.view.lines[line.index] ?? line.speaker;
    desk.view.lines[line.index] = OTHER_SIDE[now];
    show();
    desk.redrawSpeakers();
  });
  show();
  return node;
}

/* After a swap the same lines have other speakers; false where the lines themselves have changed. */
function nameLines(listen, data) {
  const lines = [...listen.querySelectorAll(".line")];
  if (lines.length !== data.lines.length) return false;
  lines.forEach((node, i) => nameLine(node, data.lines[i]));
  return true;
}

function nameLine(node, line) {
  node.classList.remove("agent", "customer", "unknown");
  node.classList.add(line.speaker);
  node.querySelector(".who").textContent = line.who;
}
