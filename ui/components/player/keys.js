/* Keys by their place on the keyboard, so that Arabic layouts work; never while someone types. */
function listenToKeys(acts) {
  const pressed = (event) => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || isTyping(target) || target.closest?.("dialog")) return;
    const act = acts[keyName(event)];
    if (!act || (event.code === "Space" && hasOwnSpace(target))) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

function keyName(event) {
  if (event.altKey || event.shiftKey) return "";
  const code = event.code.replace("Numpad", "Digit").replace("DigitEnter", "Enter");
  return event.ctrlKey || event.metaKey ? `Ctrl+${code}` : code;
}

function isTyping(target) {
  return target.matches?.("input, textarea, select, [contenteditable=true]") ?? false;
}

/* Space presses a focused button, but on a line of the transcript it pauses. */
function hasOwnSpace(target) {
  return target.matches?.("button:not(.line), a, summary") ?? false;
}

/* `player` is asked for anew at every key: another call may have come. */
function playerKeys(player) {
  return {
    Space: () => player()?.toggle(),
    ArrowLeft: () => player()?.skip(-SKIP_S),
    ArrowRight: () => player()?.skip(SKIP_S),
  };
}
