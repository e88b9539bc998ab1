/* The bar: places, language, person. It also watches the session and the page's own labels. */
const POLL_MS = 4000;

function bar(root, facts) {
  const head = el("header", "bar");
  head.dir = facts.direction;
  head.lang = facts.language;
  head.append(menuButton(facts), brand(root, facts), places(root, facts), end(root, facts));
  return head;
}

function menuButton(facts) {
  const menu = el("button", "menu-button");
  menu.type = "button";
  menu.setAttribute("aria-label", facts.words.menu);
  menu.setAttribute("aria-expanded", "false");
  menu.append(line("M4 7h16M4 12h16M4 17h16"));
  return menu;
}

function brand(root, facts) {
  const link = placeLink(root, { name: "home", path: "", title: facts.words.product }, "brand");
  const logo = el("img");
  logo.src = "/assets/logo.svg";
  logo.alt = "";
  link.prepend(logo);
  return link;
}

function places(root, facts) {
  const nav = el("nav");
  nav.setAttribute("aria-label", facts.words.places);
  for (const place of facts.places) {
    const link = placeLink(root, place, "place");
    if (place.current) link.setAttribute("aria-current", "page");
    nav.append(link);
  }
  return nav;
}

function end(root, facts) {
  const group = el("div", "end");
  const language = el("button", "language");
  language.type = "button";
  language.lang = facts.other_language;
  language.append(
    line("M3 6h11M8.5 3.5V6M5 6c1 4 4 7 7.5 8.5M12 6c-1 4-4 7-8 9M12 20.5l4.200-10.500 4.300 10.5M13.400 17.500h5.800"),
    el("span", "", facts.other_language_name),
  );
  language.addEventListener("click", () => {
    root.component.setTriggerValue("language", facts.other_language);
  });
  group.append(language, person(root, facts));
  return group;
}

function person(root, facts) {
  const box = el("div", "person");
  const who = el("button", "who");
  who.type = "button";
  who.setAttribute("aria-label", `${facts.words.person} ${facts.person.name}`);
  who.setAttribute("aria-expanded", "false");
  const avatar = el("span", "avatar", [...facts.person.name][0] || "");
  avatar.setAttribute("aria-hidden", "true");
  const lines = el("span", "lines");
  lines.append(el("b", "", facts.person.name), el("small", "", facts.person.role));
  who.append(avatar, lines);
  box.append(who, sheet(root, facts));
  return box;
}

function sheet(root, facts) {
  const box = el("div", "sheet");
  box.hidden = true;
  const profile = placeLink(
    root, { name: "profile", path: "profile", title: facts.words.profile }, "profile");
  const form = el("form", "sign-out");
  form.method = "post";
  form.action = "/sign-out";
  const proof = el("input");
  proof.type = "hidden";
  proof.name = "csrf_token";
  proof.value = facts.csrf_token;
  const leave = el("button", "", facts.words.sign_out);
  leave.type = "submit";
  form.append(proof, leave);
  box.append(profile, form);
  return box;
}

function placeLink(root, place, className) {
  const link = el("a", className);
  link.href = `/${place.path}`;
  link.append(el("span", "", place.title));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    close(root);
    root.component.setTriggerValue("go", place.name);
  });
  return link;
}

function line(path) {
  const node = svg(20);
  drawn(node, "path", {
    d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  return node;
}

function close(root) {
  show(root, ".who", ".sheet", false);
  show(root, ".menu-button", "nav", false);
}

function show(root, opener, panel, shown) {
  const node = root.querySelector(panel);
  if (panel === "nav") node.classList.toggle("open", shown);
  else node.hidden = !shown;
  root.querySelector(opener).setAttribute("aria-expanded", String(shown));
}

/* Once for the root: what opens, closes again by a second click, Escape or a click elsewhere. */
function wire(root) {
  root.addEventListener("click", (event) => {
    for (const [opener, panel] of [[".who", ".sheet"], [".menu-button", "nav"]]) {
      const node = event.target.closest(opener);
      if (node) show(root, opener, panel, node.getAttribute("aria-expanded") !== "true");
    }
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(root);
  });
  document.addEventListener("click", (event) => {
    if (root.isConnected && !event.composedPath().includes(root)) close(root);
  });
}

/* A page whose session has ended keeps old words on screen unless it asks. */
function watchSession() {
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch("/api/session", { cache: "no-store" }).catch(() => null);
    if (answer && answer.status === 401) window.location.assign("/sign-in");
  };
  const timer = window.setInterval(ask, POLL_MS);
  document.addEventListener("visibilitychange", ask);
  return () => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  };
}

/* Streamlit's own labels and dialogs are English whatever the page's language is. */
function watchLabels(facts) {
  let waiting = 0;
  const replace = () => {
    replaceLabels(facts.built_in);
    replaceDialogs(facts.dialogs);
  };
  const later = () => {
    window.cancelAnimationFrame(waiting);
    waiting = window.requestAnimationFrame(replace);
  };
  const observer = new MutationObserver(later);
  observer.observe(document.body, { childList: true, subtree: true });
  later();
  return () => observer.disconnect();
}

function replaceLabels(words) {
  for (const name of ["aria-label", "title", "placeholder"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      const own = words[node.getAttribute(name)];
      if (own) node.setAttribute(name, own);
    }
  }
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  const told = words[skip?.textContent.trim()];
  if (!told) return;
  own(skip, told);
  skip.setAttribute("aria-label", told);
  skip.lang = document.documentElement.lang;
}

function replaceDialogs(dialogs) {
  for (const title of document.querySelectorAll('[role="dialog"] h2')) {
    const words = dialogs[title.textContent.trim()];
    own(title, words?.title);
    own(title.nextElementSibling, words?.body);
  }
}

/* React keeps its nodes; style.css shows our words in their place. */
function own(node, words) {
  if (node && words) node.dataset.own = words;
}

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const facts = unpacked(component.data);
  root.component = component;
  document.documentElement.lang = facts.language;
  document.documentElement.dir = facts.direction;
  if (root.drawn !== component.data) {
    if (!root.drawn) wire(root);
    root.drawn = component.data;
    root.replaceChildren(bar(root, facts));
  }
  const stops = [watchLabels(facts), watchSession()];
  return () => stops.forEach((stop) => stop());
}
