/* What is typed and not yet read outlives a reload, in this tab and for this person only.
   A place is where it is typed: ["scenario", whose, which run, which reply]. */
function keptName(place) {
  return ["itqan", ...place].join(".");
}

function readKept(place) {
  try {
    return JSON.parse(sessionStorage.getItem(keptName(place))) || null;
  } catch {
    return null; // storage is closed here, or holds something else
  }
}

function keep(place, typed) {
  try {
    if (typed) sessionStorage.setItem(keptName(place), JSON.stringify(typed));
    else sessionStorage.removeItem(keptName(place));
  } catch {
    // storage is closed or full here: what is typed lives as long as the page
  }
}

/* What was typed before, under the same place but for its last part, has been read since. */
function forgetOthers(place) {
  const under = `${keptName(place.slice(0, -1))}.`;
  try {
    const old = Object.keys(sessionStorage).filter((name) => name.startsWith(under));
    for (const name of old) if (name !== keptName(place)) sessionStorage.removeItem(name);
  } catch {
    // storage is closed here: nothing was kept
  }
}
