/* The lines of the call. With a recording and times a click plays a line and the spoken one is lit. */
const REST_AFTER_SCROLL_MS = 4000;

function drawTranscript(data, player) {
  const list = el("ol", `transcript${data.timed ? "" : " untimed"}`);
  list.tabIndex = 0;
  list.setAttribute("aria-label", data.words.transcript);
  const lines = data.lines.map((line) => drawLine(line, data, player));
  for (const line of lines) {
    const entry = el("li");
    entry.append(line);
    list.append(entry);
  }
  if (player && data.timed) followTranscript(list, lines, data, player);
  return list;
}

function drawLine(line, data, player) {
  const plays = player && line.at !== null;
  const node = el(plays ? "button" : "div", `line ${line.speaker}`);
  node.dataset.index = line.index;
  if (data.timed) node.append(ltr(line.at === null ? "" : clock(line.at), "at"));
  node.append(el("span", "who", line.who), said(line.text, data));
  markLine(node, line, data);
  if (plays) {
    node.type = "button";
    node.addEventListener("click", () => player.playFrom(line.at));
  }
  return node;
}

/* What quotes this line; drawn anew where a verdict has changed. */
function markLine(node, line, data) {
  node.querySelector(".shape")?.remove();
  if (line.verdict) node.append(shape(line.verdict, data.language, 16));
  node.title = line.marks;
}

function followTranscript(list, lines, data, player) {
  let scrolledAt = -Infinity;
  let lit = null;
  for (const event of ["wheel", "touchmove"]) {
    list.addEventListener(event, () => (scrolledAt = performance.now()), { passive: true });
  }
  player.listen(() => {
    const spoken = spokenLine(data.lines, player.audio);
    if (spoken === lit) return;
    if (lit !== null) light(lines[lit], false);
    lit = spoken;
    if (lit === null) return;
    light(lines[lit], true);
    if (performance.now() - scrolledAt > REST_AFTER_SCROLL_MS) keepInView(list, lines[lit]);
  });
}

function spokenLine(lines, audio) {
  if (audio.currentTime === 0 && audio.paused) return null;
  let spoken = null;
  lines.forEach((line, i) => {
    // A seek lands within a few milliseconds of the line's start.
    if (line.at !== null && line.at <= audio.currentTime + 0.05) spoken = i;
  });
  return spoken;
}

function light(line, on) {
  line.classList.toggle("lit", on);
  if (on) line.setAttribute("aria-current", "true");
  else line.removeAttribute("aria-current");
}

/* Only the list scrolls: the page stays where the reader left it. */
function keepInView(list, line) {
  const view = list.getBoundingClientRect();
  const box = line.getBoundingClientRect();
  if (box.top < view.top) list.scrollTop -= view.top - box.top + 40;
  if (box.bottom > view.bottom) list.scrollTop += box.bottom - view.bottom + 60;
}
