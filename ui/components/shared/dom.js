/* Text is always set by textContent; the only markup is the icons below. */
const SVG = "http://www.w3.org/2000/svg";
const QUESTION = { ar: "\u061F", en: "?" };

const ICONS = {
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  keyboard: "M3 6h18v12H3zM6 9.5h1M9.5 9.5h1M13 9.5h1M16.5 9.5h1M6 12.5h1M16.5 12.5h1M9 15.5h6",
  book: "M12 6.5C9.5 4.8 6.5 4.6 3.5 5.2v13c3-.6 6-.4 8.5 1.3 2.5-1.7 5.5-1.9 8.5-1.3v-13c-3-.6-6-.4-8.5 1.3zM12 6.5v13",
  heart: "M12 20C5 14.5 3.5 11.7 3.5 9a4.5 4.5 0 0 1 8.5-2 4.5 4.5 0 0 1 8.5 2c0 2.7-1.5 5.5-8.5 11z",
  forward: "M5 12h14M13 6l6 6-6 6",
  phone: "M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4.5 6a2 2 0 0 1 2-2z",
  chat: "M4 5h16v11H9l-5 4z",
  email: "M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7",
  ask: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.8M12 16.6v.3",
  done: "M3 13l4.5 4.5L17 8M11 15.5l2 2L22.5 8",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  minus: "M6 12h12",
  undo: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
  alert: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
  shield: "M12 3.5l7 2.5v6c0 4.5-3 7.5-7 8.5-4-1-7-4-7-8.5V6z",
  down: "M6 9.5l6 6 6-6",
};
const FILLED = new Set(["play", "pause"]);

function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

function ltr(text, className) {
  const node = el("bdi", className, text);
  node.dir = "ltr";
  return node;
}

/* Ids, dates and words in a row, each keeping its own direction. */
function pieces(texts, className) {
  const node = el("p", className);
  texts.forEach((text, i) => {
    const piece = el("bdi", "", text);
    node.append(...(i ? [" · ", piece] : [piece]));
  });
  return node;
}

/* What was said, and what is written in the call's own language. */
function inCallLanguage(tag, text, data) {
  const node = el(tag);
  node.lang = data.text_lang;
  node.dir = data.text_dir;
  node.append(...(data.text_dir === "rtl" ? keepingNumbers(text) : [text]));
  return node;
}

/* Figures joined by dashes and the like (05-442781, INV-88213) would turn round inside Arabic. */
const JOINED_FIGURES = /[A-Za-z0-9]+(?:[-\u2013/.:+_#][A-Za-z0-9]+)+/g;

function keepingNumbers(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(JOINED_FIGURES)) {
    parts.push(text.slice(from, found.index), ltr(found[0], "figures"));
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function said(text, data) {
  return inCallLanguage("p", text, data);
}

function svg(size, box) {
  const node = document.createElementNS(SVG, "svg");
  node.setAttribute("viewBox", box || "0 0 24 24");
  node.setAttribute("width", size);
  node.setAttribute("height", size);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function drawn(parent, tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.append(node);
  return node;
}

function icon(name, size = 18) {
  const node = svg(size);
  const filled = FILLED.has(name);
  drawn(node, "path", {
    d: ICONS[name], fill: filled ? "currentColor" : "none",
    stroke: filled ? "none" : "currentColor", "stroke-width": 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  return node;
}

/* Skip five seconds: a turning arrow around the figure; the same in both languages. */
function skipIcon(forwards) {
  const node = svg(24);
  const arrow = drawn(node, "g", { fill: "none", stroke: "currentColor", "stroke-width": 1.9 });
  if (forwards) arrow.setAttribute("transform", "matrix(-1 0 0 1 24 0)");
  drawn(arrow, "path", { d: "M12 5a8 8 0 1 1-8 8", "stroke-linecap": "round" });
  drawn(arrow, "path", { d: "M12.5 1.5L8.7 5l3.8 3.5", "stroke-linejoin": "round" });
  const figure = drawn(node, "text", {
    x: 12, y: 16.6, "text-anchor": "middle", "font-size": 9.5, "font-weight": 700,
    fill: "currentColor",
  });
  figure.textContent = "5";
  return node;
}

const SHAPES = {
  met(node) {
    drawn(node, "circle", { cx: 12, cy: 12, r: 10, fill: "currentColor" });
    drawn(node, "path", { d: "M7.5 12.4l3.1 3.1 6-6.3", class: "cut" });
  },
  not_met(node) {
    drawn(node, "rect", { x: 2.5, y: 2.5, width: 19, height: 19, rx: 3.5, fill: "currentColor" });
    drawn(node, "path", { d: "M8.2 8.2l7.6 7.6M15.8 8.2l-7.6 7.6", class: "cut" });
  },
  unsure(node, language) {
    drawn(node, "path", { d: "M12 .8L23.2 12 12 23.2 .8 12z", fill: "currentColor" });
    const mark = drawn(node, "text", {
      x: 12, y: 16.4, "text-anchor": "middle", "font-size": 13, "font-weight": 700, class: "cut-text",
    });
    mark.textContent = QUESTION[language] || "?";
  },
  not_applicable(node) {
    drawn(node, "circle", {
      cx: 12, cy: 12, r: 9.5, fill: "none", stroke: "currentColor", "stroke-width": 1.8,
      "stroke-dasharray": "3.4 2.57",
    });
    drawn(node, "path", { d: "M7.8 12h8.4", stroke: "currentColor", "stroke-width": 2.2 });
  },
};

function shape(verdict, language, size = 16) {
  const node = svg(size);
  node.classList.add("shape", `v-${verdict}`);
  SHAPES[verdict](node, language);
  return node;
}

function verdictChip(verdict, word, language) {
  const chip = el("span", `verdict-chip v-${verdict}`);
  chip.append(shape(verdict, language, 14), el("span", "", word));
  return chip;
}

function button(className, label, mark) {
  const node = el("button", className);
  node.type = "button";
  if (mark) node.append(mark);
  if (label) node.append(el("span", "", label));
  return node;
}

function roundPlay(className, label) {
  const node = button(`round ${className}`, "", icon("play", 18));
  node.setAttribute("aria-label", label);
  node.title = label;
  return node;
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${rest}` : rest;
}

/* A sentence made of parts; figures and arithmetic keep their direction inside Arabic. */
function sentence(parts, className) {
  const node = el("p", className);
  for (const part of parts) {
    const piece = part.ltr ? ltr(part.text) : el("span", "", part.text);
    if (part.strong) piece.style.fontWeight = 600;
    node.append(piece);
  }
  return node;
}

/* What components.packed() sent. */
function unpacked(data) {
  return JSON.parse(new TextDecoder().decode(data));
}
