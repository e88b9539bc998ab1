/* Proposals from released calls: what was missed, where, and a person's decision on each. */
function proposalNode(root, proposal, facts) {
  const item = el("li", "panel proposal");
  const words = el("div", "words");
  const title = el("h3");
  title.append(el("bdi", "", proposal.agent));
  words.append(title, el("p", "muted", proposal.module_words));
  for (const missed of proposal.missed) words.append(missedNode(root, missed));
  const acts = el("div", "acts");
  acts.append(
    actNode("button primary", facts.words.confirm, proposal, () => askConfirm(root, proposal, facts)),
    actNode("button", facts.words.dismiss, proposal, () => askDismiss(root, proposal, facts)),
  );
  item.append(words, acts);
  return item;
}

/* A criterion; opened, the calls it was missed in. */
function missedNode(root, missed) {
  const node = el("details");
  const calls = el("ul", "quotes");
  calls.append(...missed.calls.map((call) => quoteNode(root, call)));
  node.append(el("summary", "", missed.title), calls);
  return node;
}

function quoteNode(root, call) {
  const item = el("li");
  const open = button("way", call.day);
  open.setAttribute("aria-label", call.label);
  open.addEventListener("click", () => root.component.setTriggerValue("open", call.call_id));
  item.append(open);
  if (call.quote) {
    const quote = inCallLanguage("span", call.quote, call);
    quote.className = "said-words";
    item.append(quote);
  }
  return item;
}

function actNode(look, label, proposal, run) {
  const node = button(look, label);
  node.setAttribute("aria-label", `${label}: ${proposal.label}`);
  node.addEventListener("click", run);
  return node;
}

function askConfirm(root, proposal, facts) {
  const run = (reason, day) => decide(root, "confirm", proposal, reason, day);
  ask(root, {
    title: proposal.confirm_title,
    body: facts.words.confirm_what,
    date: { label: facts.words.due, ...facts.due },
    reason: { label: facts.words.reason, value: proposal.reason },
    acts: [
      { label: facts.words.confirm, look: "primary", run },
      { label: facts.words.cancel, look: "plain" },
    ],
  });
}

function askDismiss(root, proposal, facts) {
  ask(root, {
    title: facts.words.dismiss_title,
    body: facts.words.dismiss_what,
    reason: { label: facts.words.reason },
    acts: [
      {
        label: facts.words.dismiss, look: "primary",
        run: (reason) => decide(root, "dismiss", proposal, reason, ""),
      },
      { label: facts.words.cancel, look: "plain" },
    ],
  });
}

function decide(root, act, proposal, reason, day) {
  root.component.setTriggerValue("decided", {
    act, agent: proposal.agent_id, module: proposal.module_id, reason, day,
  });
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  root.component = component;
  if (root.drawn === component.data) return;
  root.drawn = component.data;
  const facts = unpacked(component.data);
  root.dir = facts.direction;
  root.lang = facts.language;
  const list = el("ul", "proposals");
  list.append(...facts.proposals.map((proposal) => proposalNode(root, proposal, facts)));
  root.replaceChildren(list);
}
