/* The recording: one audio element, its timeline, its controls. The player never mirrors. */
const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
const SKIP_S = 5;

function createPlayer(data) {
  const audio = new Audio();
  audio.preload = "metadata";
  audio.src = data.url;
  const listeners = [];
  let moments = []; // of the quotes on screen, drawn anew with the rows that hold them
  let until = null;
  const player = {
    audio,
    length: () => data.duration_s || audio.duration || 0,
    playFrom(seconds, end = null) {
      until = end;
      audio.currentTime = Math.max(0, seconds);
      start();
    },
    toggle() {
      until = null;
      if (audio.paused) start();
      else audio.pause();
    },
    seek(seconds) {
      until = null;
      audio.currentTime = Math.min(Math.max(0, seconds), player.length());
      tell();
    },
    skip: (seconds) => player.seek(audio.currentTime + seconds),
    faster() {
      audio.playbackRate = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
      tell();
    },
    moment: () => (audio.paused ? null : until),
    refresh: () => tell(),
    listen: (heard) => listeners.push(heard),
    listenMoment: (heard) => moments.push(heard),
    forgetMoments: () => (moments = []),
    stop() {
      audio.pause();
      audio.removeAttribute("src");
      audio.load();
    },
  };
  function start() {
    audio.play().catch(() => {}); // what went wrong is said by the error event
  }
  function tell() {
    if (until?.end && audio.currentTime >= until.end) audio.pause();
    for (const heard of [...listeners, ...moments]) heard();
  }
  function follow() {
    tell();
    if (!audio.paused) requestAnimationFrame(follow);
  }
  audio.addEventListener("play", follow);
  for (const event of ["pause", "seeked", "timeupdate", "loadedmetadata"]) {
    audio.addEventListener(event, tell);
  }
  return player;
}

function drawPlayer(data, player) {
  const section = el("section", "player");
  section.setAttribute("aria-label", data.words.player);
  section.append(drawTimeline(data, player), drawControls(data, player));
  player.audio.addEventListener("error", () => {
    if (!player.audio.getAttribute("src") || section.querySelector(".broken")) return;
    const broken = el("p", "broken", data.words.cannot_play);
    broken.dir = data.dir;
    broken.setAttribute("role", "alert");
    section.append(broken);
  });
  return section;
}

function drawTimeline(data, player) {
  const timeline = el("div", "timeline");
  const wave = drawWave(data.lanes);
  const cursor = el("div", "cursor");
  timeline.append(wave.node, drawMarks(data, player), cursor);
  makeSlider(timeline, data, player);
  player.listen(() => {
    const at = player.audio.currentTime;
    cursor.style.left = placeOf(at, player);
    wave.heard(at / (player.length() || 1));
    timeline.setAttribute("aria-valuemax", Math.round(player.length()));
    timeline.setAttribute("aria-valuenow", Math.round(at));
    timeline.setAttribute("aria-valuetext", `${clock(at)} / ${clock(player.length())}`);
  });
  return timeline;
}

function placeOf(at, player) {
  return `${(100 * at) / (player.length() || 1)}%`;
}

function drawMarks(data, player) {
  const marks = el("div", "marks");
  for (const mark of data.marks) marks.append(drawMark(mark, data, player));
  return marks;
}

function drawMark(mark, data, player) {
  const node = button("mark", "", shape(mark.verdict, data.language, 15));
  node.style.left = placeOf(mark.at, player);
  node.title = mark.label;
  node.setAttribute("aria-label", mark.label);
  node.tabIndex = -1; // each mark's line and quote can be reached by Tab; the timeline stays one stop
  node.addEventListener("pointerdown", (event) => event.stopPropagation());
  node.addEventListener("click", () => player.playFrom(mark.from));
  return node;
}

function makeSlider(timeline, data, player) {
  timeline.tabIndex = 0;
  timeline.setAttribute("role", "slider");
  timeline.setAttribute("aria-label", data.words.timeline);
  timeline.setAttribute("aria-valuemin", 0);
  const seek = (event) => {
    const box = timeline.getBoundingClientRect();
    player.seek(((event.clientX - box.left) / box.width) * player.length());
  };
  timeline.addEventListener("pointerdown", (event) => {
    timeline.setPointerCapture(event.pointerId);
    seek(event);
  });
  timeline.addEventListener("pointermove", (event) => {
    if (timeline.hasPointerCapture(event.pointerId)) seek(event);
  });
}

const WAVE = { width: 1000, height: 100 };

/* Two lanes, agent above and customer below the middle; what was heard is drawn full. */
function drawWave(lanes) {
  const node = svg(0, `0 0 ${WAVE.width} ${WAVE.height}`);
  node.removeAttribute("width");
  node.removeAttribute("height");
  node.classList.add("wave");
  node.setAttribute("preserveAspectRatio", "none");
  const clipId = `heard-${Math.random().toString(36).slice(2)}`;
  const clip = drawn(node, "clipPath", { id: clipId });
  const heard = drawn(clip, "rect", { x: 0, y: 0, width: 0, height: WAVE.height });
  lanes.forEach((lane) => {
    const d = bars(lane);
    drawn(node, "path", { d, class: `${lane.speaker} ahead` });
    drawn(node, "path", { d, class: lane.speaker, "clip-path": `url(#${clipId})` });
  });
  drawn(node, "path", { d: `M0 50H${WAVE.width}`, class: "middle" });
  return { node, heard: (share) => heard.setAttribute("width", share * WAVE.width) };
}

function bars(lane) {
  const step = WAVE.width / lane.peaks.length;
  const tops = lane.peaks.map((peak, i) => {
    const x = (i + 0.5) * step;
    const reach = peak * 44;
    if (reach < 1.2) return "";
    if (lane.side === "above") return `M${x.toFixed(1)} ${(47 - reach).toFixed(1)}V47`;
    if (lane.side === "below") return `M${x.toFixed(1)} 53V${(53 + reach).toFixed(1)}`;
    return `M${x.toFixed(1)} ${(50 - reach).toFixed(1)}V${(50 + reach).toFixed(1)}`;
  });
  return tops.join("") || "M0 50";
}

function drawControls(data, player) {
  const row = el("div", "controls");
  const back = button("skip", "", skipIcon(false));
  const ahead = button("skip", "", skipIcon(true));
  const play = roundPlay("main-play", data.words.play);
  const speed = el("button", "speed");
  speed.type = "button";
  name(back, data.words.back);
  name(ahead, data.words.forward);
  back.addEventListener("click", () => player.skip(-SKIP_S));
  ahead.addEventListener("click", () => player.skip(SKIP_S));
  play.addEventListener("click", () => player.toggle());
  speed.addEventListener("click", () => player.faster());
  const time = el("span", "clock");
  const now = el("b");
  const total = el("span");
  time.append(now, " / ", total);
  player.listen(() => {
    now.textContent = clock(player.audio.currentTime);
    total.textContent = clock(player.length());
    speed.textContent = `${player.audio.playbackRate}×`;
    name(speed, `${data.words.speed}: ${player.audio.playbackRate}×`);
    showPlaying(play, !player.audio.paused, data.words);
  });
  row.append(back, play, ahead, time, drawLegend(data), speed);
  return row;
}

function name(node, label) {
  if (node.title === label) return;
  node.title = label;
  node.setAttribute("aria-label", label);
}

function showPlaying(node, playing, words) {
  if (node.dataset.playing === String(playing)) return;
  node.dataset.playing = String(playing);
  node.replaceChildren(icon(playing ? "pause" : "play", 18));
  name(node, playing ? words.pause : words.play);
}

function drawLegend(data) {
  const legend = el("div", "legend");
  for (const speaker of data.lanes.map((lane) => lane.speaker).filter((s) => s !== "unknown")) {
    const entry = el("span", speaker);
    entry.append(el("i"), el("span", "", data.words[speaker]));
    legend.append(entry);
  }
  return legend;
}

/* A quote's own play button: plays that moment, shows pause while it sounds, stops at its end. */
function momentButton(className, moment, data, player) {
  const words = {
    play: `${data.words.play_moment}: ${moment.about}`,
    pause: `${data.words.pause}: ${moment.about}`,
  };
  const node = roundPlay(className, words.play);
  node.addEventListener("click", () => {
    if (player.moment() === moment) player.audio.pause();
    else player.playFrom(moment.from, moment);
  });
  player.listenMoment(() => showPlaying(node, player.moment() === moment, words));
  return node;
}
