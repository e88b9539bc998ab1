/* A skill's level as four nuqtas: solid at least, hatched perhaps, outline not shown, dashed unknown.
   `level` is {known, at_least, perhaps, label}; the label says in words what the shapes say. */
const NUQTA = "M12 2.5L21.5 12 12 21.5 2.5 12z";
const HATCHES = [0.2, 0.4, 0.6, 0.8];

function nuqtas(level, size = 20) {
  const row = el("span", "nuqtas");
  row.setAttribute("role", "img");
  row.setAttribute("aria-label", level.label);
  for (let step = 1; step <= 4; step += 1) row.append(nuqta(nuqtaLook(level, step), size));
  return row;
}

function nuqtaLook(level, step) {
  if (!level.known) return "unknown";
  if (step <= level.at_least) return "solid";
  return step <= level.perhaps ? "perhaps" : "outline";
}

function nuqta(look, size = 20) {
  const node = svg(size);
  node.classList.add("nuqta-mark", look);
  drawn(node, "path", { d: NUQTA, class: "nuqta-edge" });
  if (look !== "perhaps") return node;
  for (const share of HATCHES) {
    const [x, y] = [12 + 9.5 * share, 2.5 + 9.5 * share];
    drawn(node, "path", { d: `M${x} ${y}l-9.5 9.5`, class: "nuqta-hatch" });
  }
  return node;
}

/* The legend: each look with its word; `words` has solid, perhaps, outline, unknown. */
function nuqtaLegend(words) {
  const list = el("ul", "nuqta-legend");
  for (const look of ["solid", "perhaps", "outline", "unknown"]) {
    const item = el("li");
    item.append(nuqta(look, 14), el("span", "", words[look]));
    list.append(item);
  }
  return list;
}
