/* Words of a call with who said them and when; their moment plays where there is a recording. */
function drawQuote(look, moment, data, player) {
  const quote = el("div", "quote");
  if (player && moment.from !== null) quote.append(momentButton(look, moment, data, player));
  const words = el("div", "said");
  words.append(el("span", "muted", moment.about), said(moment.quote, data));
  quote.append(words);
  return quote;
}
