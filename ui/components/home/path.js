/* The way through the modules as diamonds, and a person's skills beside what is due. */
Object.assign(ICONS, {
  cards: "M8.5 6.5l10-2.3 2.6 11.3-10 2.3zM8.400 9l-5.400 2.200 4.200 10.300 7.800-3.200",
  award: "M12 3.500a5.800 5.800 0 1 1 0 11.600 5.800 5.800 0 0 1 0-11.600zM8.500 14.200L7 21l5-2.600 5 2.600-1.500-6.800M12 7.300v4M10 9.300h4",
  calendar: "M4.500 6h15v13.500h-15zM4.500 10h15M8.500 3.500v4M15.500 3.500v4M13.500 14h3v3h-3z",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.500V12l3 2",
});
const STOPS_ON_A_PHONE = 3;

function pathOf(day) {
  const list = el("ol", "stops");
  list.setAttribute("aria-label", day.path_title);
  const current = Math.max(0, day.path.findIndex((stop) => stop.state === "current"));
  const from = Math.max(0, Math.min(current - 1, day.path.length - STOPS_ON_A_PHONE));
  day.path.forEach((stop, at) => {
    const near = at >= from && at < from + STOPS_ON_A_PHONE;
    list.append(stopNode(stop, near, at === from + STOPS_ON_A_PHONE - 1));
  });
  return list;
}

function stopNode(stop, near, last) {
  const item = el("li", `stop ${stop.state}${near ? "" : " far"}${last ? " edge" : ""}`);
  if (stop.state === "current") item.setAttribute("aria-current", "step");
  const under = el("span", "under", stop.under);
  item.append(diamond(stop.state), el("b", "", stop.title), under);
  if (stop.word !== stop.under) item.append(el("span", "unseen", stop.word));
  return item;
}

function diamond(state) {
  const node = svg(34, "0 0 34 34");
  node.classList.add("diamond");
  drawn(node, "path", { d: "M17 2.500L31.500 17 17 31.500 2.500 17z", class: "edge" });
  if (state === "done") drawn(node, "path", { d: "M11.500 17l4 4 7-7.500", class: "tick" });
  if (state === "current") drawn(node, "path", { d: "M17 10.500l6.500 6.500-6.500 6.500-6.500-6.500z", class: "heart" });
  return node;
}

function skillPicture(root, skills) {
  const part = el("section", "figures skills panel");
  const head = el("div", "skills-head");
  head.append(el("h2", "", skills.title), wayLink(root, { label: skills.more, way: skills.way }));
  const list = el("ul", "skill-rows");
  list.append(...skills.rows.map(skillRow));
  part.append(head, list, nuqtaLegend(skills.legend), el("p", "muted note", skills.note));
  return part;
}

function skillRow(row) {
  const item = el("li");
  const words = el("span", "skill-words");
  words.append(el("b", "", row.title), el("span", "muted", row.words));
  item.append(words, nuqtas(row.level, 21));
  return item;
}
