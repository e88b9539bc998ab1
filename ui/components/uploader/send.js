/* One call at a time: its files with progress, then the call itself. */
class Refused extends Error {}

async function sendCall(root, call) {
  call.state = "sending";
  call.error = "";
  try {
    const body = { ...root.batch.details };
    for (const kind of ["recording", "transcript"]) {
      if (call[kind]) body[`${kind}_upload`] = await sendFile(root, call, kind);
    }
    settle(call, await post(root, body));
  } catch (problem) {
    call.state = "refused";
    call.error = problem instanceof Refused ? problem.message : root.facts.words.offline;
  }
}

function settle(call, answer) {
  const found = answer.duplicate || answer;
  call.state = answer.duplicate ? "duplicate" : "added";
  call.callId = found.call_id;
  call.reference = found.reference;
}

function sendFile(root, call, kind) {
  const file = call[kind];
  const both = (call.recording?.size || 0) + (call.transcript?.size || 0) || 1;
  const before = kind === "transcript" ? call.recording?.size || 0 : 0;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/uploads?kind=${kind}`);
    request.setRequestHeader("X-CSRF-Token", root.facts.csrf_token);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      call.share = (before + event.loaded) / both;
      root.redraw();
    };
    request.onload = () => {
      const answer = parsed(root, request.status, request.responseText);
      if (answer.upload_id) resolve(answer.upload_id);
      else reject(new Refused(answer.error || root.facts.words.offline));
    };
    request.onerror = () => reject(new Error("network"));
    request.send(file);
  });
}

async function post(root, body) {
  const response = await fetch("/api/calls", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": root.facts.csrf_token },
    body: JSON.stringify(body),
  });
  const answer = parsed(root, response.status, await response.text());
  if (answer.error) throw new Refused(answer.error);
  if (!answer.call_id && !answer.duplicate) throw new Error("answer");
  return answer;
}

function parsed(root, status, text) {
  if (status === 401) window.location.assign("/sign-in");
  try {
    return JSON.parse(text);
  } catch {
    return { error: root.facts.words.offline };
  }
}
