/* The score with its arithmetic, and what can be done with the evaluation. */
function drawScoreBar(data, desk) {
  const bar = el("section", "score-bar");
  bar.setAttribute("aria-label", data.words.score);
  const inner = el("div", "inner");
  const score = data.score;
  const value = ltr(score.value, `score-value${score.known ? "" : " none"}`);
  const sum = el("div", "score-sum");
  sum.append(drawWeights(score, data.language));
  if (score.auto_fail) sum.append(el("p", "auto-fail", score.auto_fail));
  sum.append(drawArithmetic(score));
  inner.append(value, sum);
  if (score.undecided && data.release.may_release) {
    const note = el("span", "undecided");
    note.append(shape("unsure", data.language, 15), el("span", "", score.undecided));
    inner.append(note);
  }
  inner.append(drawReleaseActs(data, desk));
  bar.append(inner);
  return bar;
}

function drawWeights(score, language) {
  const row = el("div", "weights");
  row.setAttribute("aria-hidden", "true"); // the arithmetic below says the same in words
  score.weights.forEach((part, i) => {
    const piece = el("span", `v-${part.verdict}${part.counted ? "" : " out"}`);
    const first = !part.counted && (i === 0 || score.weights[i - 1].counted);
    piece.classList.toggle("apart", first && i > 0);
    piece.style.flexGrow = part.weight;
    if (part.verdict !== "not_applicable") piece.append(shape(part.verdict, language, 14));
    piece.append(el("span", "", String(part.weight)));
    row.append(piece);
  });
  return row;
}

function drawArithmetic(score) {
  const line = sentence(score.arithmetic, "arithmetic");
  if (score.open_range.length) {
    const range = sentence(score.open_range, "open-range");
    range.style.display = "";
    const inline = el("span", "open-range");
    inline.append(" · ", ...range.childNodes);
    line.append(inline);
  }
  return line;
}

function drawReleaseActs(data, desk) {
  const acts = el("div", "acts");
  const release = data.release;
  if (release.status) acts.append(el("span", "released", release.status));
  if (release.may_withdraw) {
    const withdraw = button("button", data.words.withdraw);
    withdraw.addEventListener("click", () => desk.askWithdraw());
    acts.append(withdraw);
  }
  if (release.may_release) acts.append(primaryAct(data.words.release, () => desk.askRelease()));
  else if (release.has_next) acts.append(primaryAct(data.words.open_next, () => desk.openNext()));
  return acts;
}

function primaryAct(label, run) {
  const node = button("button primary", label);
  const keys = el("kbd", "", "Ctrl ⏎");
  keys.setAttribute("aria-hidden", "true");
  node.setAttribute("aria-keyshortcuts", "Control+Enter");
  node.append(keys);
  node.addEventListener("click", run);
  return node;
}

function askRelease(root, data, release) {
  const acts = [{ label: data.words.release_now, look: "primary", run: () => release(false) }];
  if (data.release.has_next) {
    acts.unshift({ label: data.words.release_and_next, look: "primary", run: () => release(true) });
    acts[1].look = "";
  }
  acts.push({ label: data.words.not_yet, look: "plain" });
  ask(root, {
    title: data.release.question, body: data.words.release_means, warning: data.score.undecided_warning, acts,
  });
}

function askWithdraw(root, data, withdraw) {
  ask(root, {
    title: data.words.withdraw_question, body: data.words.withdraw_means,
    reason: { label: data.words.withdraw_reason },
    acts: [
      { label: data.words.withdraw, look: "primary", run: withdraw },
      { label: data.words.cancel, look: "plain" },
    ],
  });
}
