/* Everything that can be written, by channel, with how far each is. */
export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const data = unpacked(component.data);
  root.dir = data.dir;
  root.lang = data.language;
  const lists = el("div", "lists");
  for (const group of data.groups) lists.append(drawGroup(group, component.setTriggerValue));
  root.replaceChildren(lists);
}

function drawGroup(group, send) {
  const section = el("section");
  const list = el("ul");
  for (const item of group.items) {
    const entry = el("li");
    const line = button("panel line", "");
    const what = el("span", "what");
    what.append(el("b", "", item.title), pieces(item.about, "muted"));
    line.append(what, el("span", `state ${item.state_kind}`, item.state));
    line.addEventListener("click", () => send("open", item.id));
    entry.append(line);
    list.append(entry);
  }
  section.append(el("h2", "", group.title), list);
  return section;
}
