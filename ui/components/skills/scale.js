/* The scale from 1 to 4 with the interval as a bar and the estimate as a nuqta; it reads from the
   page's own side. The words beside it say the same. */
function scaleDrawing(scale) {
  const box = el("div", "scale");
  box.setAttribute("aria-hidden", "true");
  const line = el("div", "line");
  const band = el("span", "band");
  band.style.insetInlineStart = place(scale.low);
  band.style.inlineSize = `${((scale.high - scale.low) / 3) * 100}%`;
  const at = el("span", "at");
  at.style.insetInlineStart = place(scale.at);
  at.append(nuqta("solid", 18));
  line.append(band);
  scale.steps.forEach((word, step) => {
    const tick = el("span", "tick");
    tick.style.insetInlineStart = place(step + 1);
    tick.append(el("b", "", String(step + 1)), el("span", "", word));
    line.append(tick);
  });
  line.append(at);
  box.append(line);
  return box;
}

function place(level) {
  return `${((level - 1) / 3) * 100}%`;
}
