/* The notes on one draft, in the order in which they matter to the customer. */
Object.assign(ICONS, {
  content: "M4 4h12v8H8l-4 3zM10 15h6l4 3V8h-2",
  spelling: "M4 15l4-10 4 10M5.4 11.5h5.2M12 17l3 3 6-7",
  orthography: "M4 6h12M4 11h8M4 16h6M13 18l1-3 6-6 2 2-6 6z",
  style: "M7 4h11v13H7zM7 7L4 8l3 12 8-2",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  pen: "M4 6h11M4 11h7M4 16h5M12 19l1-3.5 6.5-6.5 2.5 2.5-6.5 6.5z",
  send: "M4 12l16-8-5 16-3-7z",
});

function drawNotes(data, draft, lab) {
  const box = el("section", "notes");
  const head = el("div", "notes-head");
  head.tabIndex = -1; // where the reader is led when feedback comes
  const title = draft.notes.length ? data.words.start_with : draft.count;
  head.append(el("h2", "", title), el("span", "muted", draft.notes.length ? draft.count : ""));
  box.append(head);
  if (draft.unchecked) box.append(el("p", "warning", draft.unchecked));
  if (!draft.notes.length) box.append(el("p", "panel quiet", data.words.no_notes));
  const list = el("ol");
  draft.notes.forEach((note, i) => list.append(drawNote(data, draft, note, i === 0, lab)));
  box.append(list);
  return box;
}

function drawNote(data, draft, note, first, lab) {
  const entry = el("li", `panel note${first ? " first" : ""}${note.soft ? " soft" : ""}`);
  entry.dataset.note = note.index;
  const number = el("span", note.number ? "number" : "number none", note.number || "+");
  if (!note.number) number.setAttribute("aria-hidden", "true");
  const body = el("div", "note-body");
  const kind = el("p", "kind muted");
  kind.append(icon(note.kind, 16), el("span", "", note.kind_word));
  if (note.soft) kind.append(el("span", "", `· ${note.soft}`));
  body.append(kind, ...drawSaid(data, note));
  entry.append(number, body);
  const act = drawAct(data, draft, note, lab);
  if (act) entry.append(act);
  entry.addEventListener("mouseenter", () => lab.light(note.index));
  entry.addEventListener("mouseleave", () => lab.light(null));
  return entry;
}

function drawSaid(data, note) {
  const swap = note.better.length && note.kind !== "content" && note.start !== null;
  const title = el(swap ? "p" : "h3", swap ? "muted" : "", note.title);
  const parts = swap ? [drawSwap(data, note)] : [title];
  if (swap && note.title !== note.kind_word) parts.push(title);
  if (!swap && note.quote && note.kind !== "content") parts.push(quoted(data, note.quote));
  if (!swap || note.kind === "style") parts.push(el("p", "why", note.why));
  else title.title = note.why;
  if (note.example) {
    const example = quoted(data, note.example);
    example.className = "example";
    parts.push(example);
  }
  if (note.nothing_found) parts.push(el("p", "muted", data.words.no_suggestions));
  return parts;
}

function quoted(data, text) {
  const node = inCallLanguage("p", text, data);
  node.className = "quoted";
  return node;
}

function drawSwap(data, note) {
  const swap = el("p", "swap");
  swap.lang = data.text_lang;
  swap.dir = data.text_dir;
  const arrow = el("span", "arrow");
  arrow.append(icon("forward", 16));
  swap.append(el("del", "", note.quote), arrow, el("strong", "", note.better.join(" / ")));
  return swap;
}

/* Replace changes the draft in this browser; nothing is applied by itself. */
function drawAct(data, draft, note, lab) {
  if (!data.next || draft.number !== data.next - 1) return null;
  if (note.can_suggest) {
    const ask = button("button", data.words.suggest);
    ask.setAttribute("aria-label", filled(data.words.suggest_for, note));
    ask.addEventListener("click", () => lab.suggest(draft, note));
    return ask;
  }
  if (note.start === null || !note.better.length) return null;
  const done = lab.isReplaced(draft, note);
  if (done) {
    const undo = button("button plain", data.words.undo, icon("undo", 16));
    undo.addEventListener("click", () => lab.replace(draft, note, null));
    return undo;
  }
  const acts = el("div", "acts");
  note.better.forEach((better) => acts.append(replaceButton(data, draft, note, better, lab)));
  return acts;
}

function replaceButton(data, draft, note, better, lab) {
  const alone = note.better.length === 1;
  const act = button("button", alone ? data.words.replace : better);
  if (!alone) {
    act.lang = data.text_lang;
    act.dir = data.text_dir;
  }
  act.setAttribute("aria-label", filled(data.words.replace_with, { quote: note.quote, better }));
  act.addEventListener("click", () => lab.replace(draft, note, better));
  return act;
}
