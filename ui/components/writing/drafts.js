/* A draft with its spans, its content points, the comparison of two drafts, the model reply. */
const KINDS = ["spelling", "orthography", "style", "content"];

function drawDraft(data, draft, lab) {
  const panel = el("section", "panel draft");
  const head = el("div", "draft-head");
  head.append(el("h2", "", data.words.your_reply), el("span", "chip", `${draft.words} · ${data.register}`));
  panel.append(head, drawMarked(data, draft, lab), drawLegend(data));
  return panel;
}

function drawMarked(data, draft, lab) {
  const body = el("div", "written");
  body.lang = data.text_lang;
  body.dir = data.text_dir;
  const pieces = cut(draft, lab.replacedIn(draft));
  for (const piece of pieces) {
    body.append(drawPiece(data, piece));
    for (const note of piece.notes) {
      if (note.end === piece.end) body.append(numberOf(data, note, piece.fixed));
    }
  }
  return body;
}

function drawPiece(data, piece) {
  const node = el("span", piece.good ? "good" : "", piece.text);
  if (piece.fixed) node.classList.add("fixed");
  else if (piece.notes.length) {
    const nearest = [...piece.notes].sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    node.classList.add("mark", nearest.kind);
  }
  node.dataset.notes = piece.notes.map((note) => note.index).join(" ");
  return node;
}

function numberOf(data, note, fixed) {
  const number = el("sup", fixed ? "at fixed-at" : "at");
  const seen = el("span", "", fixed ? "✓" : note.number);
  seen.setAttribute("aria-hidden", "true");
  const told = fixed ? data.words.replaced : filled(data.words.note_number, { number: note.number });
  number.append(seen, el("span", "unseen", ` (${told}) `));
  return number;
}

function drawLegend(data) {
  const legend = el("p", "legend");
  for (const kind of KINDS) legend.append(el("span", `mark ${kind}`, data.words[`kind_${kind}`]));
  legend.append(el("span", "good", data.words.kind_good));
  return legend;
}

function drawPoints(data, draft) {
  const panel = el("section", "panel points");
  const head = el("div", "draft-head");
  const count = el("span", "count");
  count.append(el("strong", "", draft.points_count), el("span", "muted", ` · ${draft.score}`));
  head.append(el("h2", "", data.words.content), count);
  const list = el("ul");
  for (const point of draft.points) {
    const entry = el("li");
    entry.append(shape(point.verdict, data.language, 17), el("span", "", point.title));
    entry.append(el("span", "unseen", data.words[`verdict_${point.verdict}`]));
    list.append(entry);
  }
  panel.append(head, list, el("p", "muted", draft.score_why));
  return panel;
}

function drawCompare(data) {
  const both = data.compare;
  const box = el("div", "compare");
  box.append(el("p", "muted", data.words.compare_legend));
  const texts = el("div", "sides");
  both.texts.forEach((parts, i) => {
    const panel = el("section", "panel draft");
    const head = el("div", "draft-head");
    head.append(el("h2", "", both.labels[i]), el("span", "chip", both.scores[i]));
    const body = el("div", "written");
    body.lang = data.text_lang;
    body.dir = data.text_dir;
    for (const [text, changed] of parts) body.append(el(changed ? "ins" : "span", "", text));
    panel.append(head, body);
    texts.append(panel);
  });
  box.append(texts, comparedPoints(data, both));
  return box;
}

function comparedPoints(data, both) {
  const table = el("table", "panel compared");
  const head = el("tr");
  for (const title of [data.words.compare_point, ...both.labels]) {
    const cell = el("th", "", title);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const point of both.points) {
    const row = el("tr");
    const name = el("th", "", point.title);
    name.scope = "row";
    row.append(name);
    for (const verdict of point.verdicts) {
      const cell = el("td");
      cell.append(shape(verdict, data.language, 17), el("span", "unseen", data.words[`verdict_${verdict}`]));
      row.append(cell);
    }
    table.append(row);
  }
  return table;
}

function drawModel(data) {
  const panel = el("section", "panel draft model");
  const head = el("div", "draft-head");
  head.append(el("h2", "", data.words.model));
  const body = el("div", "written", data.model.text);
  body.lang = data.text_lang;
  body.dir = data.text_dir;
  const why = el("div", "model-why");
  why.append(el("h3", "", data.words.model_why), el("p", "", data.model.why));
  panel.append(head, body, why);
  return panel;
}
