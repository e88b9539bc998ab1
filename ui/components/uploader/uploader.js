/* Add calls: drop files, say whose they are, watch each one being sent. */
function dropZone(root) {
  const { words, accept } = root.facts;
  const zone = el("div", "drop");
  const picker = el("input", "unseen");
  picker.type = "file";
  picker.multiple = true;
  picker.accept = accept;
  picker.tabIndex = -1;
  picker.setAttribute("aria-label", words.choose_files);
  picker.addEventListener("change", () => {
    take(root, [...picker.files]);
    picker.value = "";
  });
  const choose = button("button", words.choose_files);
  choose.addEventListener("click", () => picker.click());
  const lines = el("div", "lines");
  lines.append(el("b", "", words.drop_here), el("span", "muted", words.formats));
  zone.append(uploadIcon(), lines, choose, picker);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(root, [...event.dataTransfer.files]);
  });
  return zone;
}

function uploadIcon() {
  const node = svg(28);
  node.classList.add("cloud");
  drawn(node, "path", {
    d: "M12 16V5M7.5 9L12 4.500 16.500 9M4 15v4.500h16V15", fill: "none", stroke: "currentColor",
    "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  return node;
}

function take(root, files) {
  const { batch } = root;
  if (!batch.sending) batch.calls = batch.calls.filter((call) => !isSettled(call));
  takeFiles(batch.calls, files);
  for (const call of batch.calls) refuseTooLarge(root, call);
  root.redraw();
}

/* The server says so too, but only by closing a connection that is still sending. */
function refuseTooLarge(root, call) {
  const { max_bytes: limit, words } = root.facts;
  const large = [call.recording, call.transcript].find((file) => file && file.size > limit);
  if (!large) return;
  call.state = "refused";
  call.error = words.too_large
    .replace("{name}", large.name)
    .replace("{size}", String(Math.ceil(large.size / 1048576)));
}

function isSettled(call) {
  return call.state === "added" || call.state === "duplicate";
}

function isSendable(root, call) {
  const limit = root.facts.max_bytes;
  return !isSettled(call) && [call.recording, call.transcript].every((file) => !file || file.size <= limit);
}

function callLine(root, call) {
  const line = el("li", `call ${call.state}`);
  const text = el("div", "text");
  for (const name of namesOf(call)) {
    const shown = el("span", "name");
    shown.append(el("bdi", "", name));
    text.append(shown);
  }
  text.append(sayState(root, call));
  line.append(text, ...lineEnd(root, call));
  if (call.state === "sending") line.append(meter(call));
  return line;
}

function sayState(root, call) {
  const { words } = root.facts;
  const said = el("p", "muted");
  if (call.state === "refused") {
    said.className = "error";
    said.setAttribute("role", "alert");
    said.textContent = call.error;
  } else if (isSettled(call)) {
    const [before, after] = words[call.state].split("{reference}");
    said.append(before, ltr(call.reference), after || "");
  } else {
    said.append(words[call.recording && call.transcript ? "pair" : call.state], " · ", ltr(sizeOf(call)));
  }
  return said;
}

function lineEnd(root, call) {
  const { words } = root.facts;
  if (call.state === "duplicate") {
    const open = button("button plain", words.open_first);
    open.addEventListener("click", () => root.component.setTriggerValue("open", call.callId));
    return [open];
  }
  if (call.state === "sending" || isSettled(call)) return [];
  const drop = button("button plain", words.leave_out);
  drop.setAttribute("aria-label", `${words.leave_out} ${namesOf(call)[0]}`);
  drop.addEventListener("click", () => {
    root.batch.calls.splice(root.batch.calls.indexOf(call), 1);
    root.redraw();
  });
  return [drop];
}

function meter(call) {
  const bar = el("span", "meter");
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-valuenow", String(Math.round(call.share * 100)));
  bar.setAttribute("aria-label", namesOf(call)[0]);
  const done = el("span");
  done.style.inlineSize = `${Math.round(call.share * 100)}%`;
  bar.append(done);
  return bar;
}

function footer(root, waiting) {
  const { facts, batch } = root;
  const foot = el("div", "foot");
  const add = button("button primary", counted(facts.add_forms, waiting.length, facts.language));
  add.disabled = batch.sending;
  add.addEventListener("click", () => sendAll(root));
  foot.append(add);
  return foot;
}

async function sendAll(root) {
  const details = readDetails(root);
  const problem = root.querySelector(".problem");
  problem.textContent = details.missing ? root.facts.words[details.missing] : "";
  if (details.missing) {
    root.querySelector(`[name=${details.field}]`).focus();
    return;
  }
  root.batch.details = details;
  root.batch.sending = true;
  for (const call of root.batch.calls.filter((one) => isSendable(root, one))) {
    root.redraw();
    await sendCall(root, call);
    if (isSettled(call)) root.component.setTriggerValue("added", call.callId);
  }
  root.batch.sending = false;
  root.redraw();
}

function redraw(root) {
  const { calls } = root.batch;
  const waiting = calls.filter((call) => isSendable(root, call));
  root.querySelector(".details").hidden = waiting.length === 0;
  root.querySelector(".calls").replaceChildren(...calls.map((call) => callLine(root, call)));
  root.querySelector(".foot").replaceWith(waiting.length ? footer(root, waiting) : el("div", "foot"));
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  root.facts = unpacked(component.data);
  root.batch = root.batch || { calls: [], details: {}, sending: false };
  root.redraw = () => redraw(root);
  root.dir = root.facts.direction;
  root.lang = root.facts.language;
  const panel = el("div", "panel");
  panel.append(dropZone(root), el("ul", "calls"), detailsForm(root), el("div", "foot"));
  root.replaceChildren(panel);
  root.redraw();
}
