/* What is typed and not yet read outlives a reload, in this tab and for this writer only. */
function keptName(data, number) {
  return `itqan.writing.${data.writer}.${data.key}.${number}`;
}

function readKept(data) {
  try {
    return JSON.parse(sessionStorage.getItem(keptName(data, data.next))) || null;
  } catch {
    return null; // storage is closed here, or holds something else
  }
}

function keep(data, text) {
  const name = keptName(data, data.next);
  try {
    if (text) sessionStorage.setItem(name, JSON.stringify({ text, language: data.text_lang }));
    else sessionStorage.removeItem(name);
  } catch {
    // storage is closed or full here: the draft lives as long as the page
  }
}
