/* Files become calls: a recording and a transcript of the same base name are one call. */
const TRANSCRIPTS = new Set(["vtt", "srt", "json", "txt", "eml", "md"]);

function extension(name) {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

function baseName(name) {
  const dot = name.lastIndexOf(".");
  return (dot < 0 ? name : name.slice(0, dot)).toLowerCase();
}

function kindOf(file) {
  return TRANSCRIPTS.has(extension(file.name)) ? "transcript" : "recording";
}

function takeFiles(calls, files) {
  for (const file of files) {
    const kind = kindOf(file);
    const base = baseName(file.name);
    const partner = calls.find(
      (call) => call.base === base && !call[kind] && call.state === "waiting");
    if (partner) partner[kind] = file;
    else calls.push({ base, [kind]: file, state: "waiting", share: 0 });
  }
}

/* A left-to-right mark before the ending keeps it at the end after Arabic letters and figures. */
function namesOf(call) {
  const files = [call.recording, call.transcript].filter(Boolean);
  return files.map((file) => file.name.replace(/(\.[^.]+)$/, "\u200e$1"));
}

/* Bytes as people read them: 512 KB, 3.4 MB. */
function sizeOf(call) {
  const bytes = (call.recording?.size || 0) + (call.transcript?.size || 0);
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))} KB`;
  return `${(kilobytes / 1024).toFixed(1)} MB`;
}

function counted(forms, count, language) {
  const form = new Intl.PluralRules(language).select(count);
  return (forms[form] || forms.other).replace("{count}", String(count));
}
