/* What the stages of a scenario share: the side, a mood, a bubble. */

function inTalk(tag, className, text, data) {
  const node = inCallLanguage(tag, text, data);
  if (className) node.className = className;
  return node;
}

function drawTalkHead(data, send) {
  const head = el("header", "talk-head");
  const back = button("button plain back", data.words.to_module, icon("forward", 16));
  back.addEventListener("click", () => send("back", "back"));
  head.append(back, pieces(data.line, "muted"), el("h1", "", data.title));
  return head;
}

function drawSide(data) {
  const side = el("aside", "panel side");
  if (data.stage !== "brief") {
    side.append(el("h2", "", data.words.brief), inTalk("p", "", data.brief, data));
  }
  if (data.facts.length) {
    side.append(el("h2", "", data.words.facts));
    const facts = el("ul", "facts");
    for (const fact of data.facts) facts.append(inTalk("li", "", fact, data));
    side.append(facts);
  }
  return side;
}

/* Bars that rise with the trouble, and the word for it: never colour alone. */
const MOOD_BARS = 5;

function drawMood(mood, className = "") {
  const node = el("span", `mood mood-${mood.level} ${className}`);
  const bars = svg(22, "0 0 22 16");
  for (let bar = 0; bar < MOOD_BARS; bar += 1) {
    const height = 4 + bar * 2.6;
    drawn(bars, "rect", {
      x: 1 + bar * 4.2, y: 15 - height, width: 3, height, rx: 1,
      class: bar <= mood.level ? "bar on" : "bar",
    });
  }
  node.append(bars, el("span", "", mood.word));
  return node;
}

function drawBubble(bubble, data) {
  const mine = bubble.who === "you";
  const node = el("li", `bubble ${bubble.who}`);
  const head = el("p", "bubble-head muted");
  head.append(el("b", "", mine ? data.words.you : data.customer));
  if (bubble.mood) head.append(drawMood(bubble.mood));
  node.append(head, inTalk("p", "bubble-words", bubble.text, data));
  return node;
}

function drawBubbles(data) {
  const list = el("ol", "bubbles");
  list.setAttribute("aria-label", data.words.talk);
  for (const bubble of data.bubbles) list.append(drawBubble(bubble, data));
  return list;
}

function drawWarning(sentence) {
  const node = el("p", "warning");
  node.setAttribute("role", "alert");
  node.append(icon("alert", 18), el("span", "", sentence));
  return node;
}
