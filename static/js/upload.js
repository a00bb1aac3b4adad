// Sends a large file piece by piece, and goes on after a broken line, a closed tab or a night, when the same file is
// chosen again. The pages work without it: templates/admin/materials/upload.html and upload_parts.html.
//
// As tus 1.0: HEAD tells how much has arrived, PATCH brings what follows. Of the file the browser keeps only when it was
// last changed, so that nobody goes on with another one of the same name and size.
(() => {
  "use strict";

  const root = document.querySelector("[data-upload]");
  if (!root) return;
  const settings = JSON.parse(document.getElementById("upload-settings").textContent);
  const { texts } = settings;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const LONGEST_WAIT = 30_000;
  const ASK_AGAIN = 2_000;

  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]).replaceAll("%%", "%");
  const token = () => root.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const megabytes = (bytes) =>
    (bytes / 1024 / 1024).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  // What the browser keeps of the file --------------------------------------------------------------

  const nameOf = (address) => `upload-${address.split("/").at(-2)}`;
  const remember = (address, file) => {
    try {
      localStorage.setItem(nameOf(address), file.lastModified);
    } catch { /* Then it is not compared. */ }
  };
  const wasChanged = (address, file) => {
    try {
      const kept = localStorage.getItem(nameOf(address));
      return kept !== null && Number(kept) !== file.lastModified;
    } catch {
      return false;
    }
  };
  const forget = (address) => {
    try {
      localStorage.removeItem(nameOf(address));
    } catch { /* Nothing is kept. */ }
  };

  // What the page shows -----------------------------------------------------------------------------

  const refuse = (reasons) => {
    const list = find("errors");
    list.replaceChildren(...reasons.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    list.hidden = reasons.length === 0;
  };

  const tell = (text) => {
    const line = find("line");
    if (line.textContent !== text) line.textContent = text;
  };

  const draw = (file, received) => {
    const percent = Math.floor((received * 100) / file.size);
    find("progress").hidden = false;
    find("name").textContent = file.name;
    find("progress").querySelector("progress").value = percent;
    find("figures").textContent = fill(texts.progress, {
      received: megabytes(received), size: megabytes(file.size), percent,
    });
  };

  // Sending -------------------------------------------------------------------------------------------

  let isPaused = false;
  let stopPiece = null;
  let wake = null;

  const showButtons = () => {
    find("pause").hidden = isPaused;
    find("go-on").hidden = !isPaused;
  };
  const pause = (text) => {
    isPaused = true;
    stopPiece?.abort();
    tell(text);
    showButtons();
  };
  find("pause")?.addEventListener("click", () => {
    pause(texts.paused);
    find("go-on").focus();
  });
  find("go-on")?.addEventListener("click", () => {
    isPaused = false;
    showButtons();
    find("pause").focus();
    wake?.();
  });
  const untilGoOn = () => new Promise((done) => { wake = done; });

  const ask = async (address, options) => {
    stopPiece = new AbortController();
    return fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: stopPiece.signal });
  };
  // A page of a hotel's network or of the log-in is no answer of ours.
  const offsetOf = (answer) => {
    const said = answer.headers.get("Upload-Offset");
    return said === null ? null : Number(said);
  };

  class Closed extends Error {}

  const send = async (file, address) => {
    let received = null;
    let failures = 0;
    window.addEventListener("beforeunload", keepOpen);
    while (received === null || received < file.size) {
      if (isPaused) {
        await untilGoOn();
        received = null;
      }
      try {
        tell(failures ? texts.waiting : texts.sending);
        const answer = received === null
          ? await ask(address, { method: "HEAD" })
          : await ask(address, {
            method: "PATCH",
            body: file.slice(received, received + settings.piece),
            headers: {
              "Content-Type": "application/offset+octet-stream",
              "Upload-Offset": received,
              "Tus-Resumable": "1.0.0",
              "X-CSRFToken": token(),
            },
          });
        const said = offsetOf(answer);
        if (said !== null) {
          received = said;
          failures = 0;
          draw(file, received);
        } else if ([404, 410].includes(answer.status)) {
          throw new Closed();
        } else if (answer.type === "opaqueredirect" || answer.status === 403) {
          pause(texts.loggedOut);
        } else {
          throw new Error(answer.status);
        }
      } catch (error) {
        if (error instanceof Closed) {
          window.removeEventListener("beforeunload", keepOpen);
          tell(texts.closed);
          find("pause").hidden = true;
          return;
        }
        received = null;
        if (isPaused) continue;
        failures += 1;
        tell(texts.waiting);
        await Promise.race([wait(Math.min(LONGEST_WAIT, 500 * 2 ** failures)), untilOnline()]);
      }
    }
    forget(address);
    window.removeEventListener("beforeunload", keepOpen);
    location.assign(address);
  };
  const keepOpen = (event) => event.preventDefault();
  const untilOnline = () => new Promise((done) => { window.addEventListener("online", done, { once: true }); });

  const begin = (file, address) => {
    for (const form of root.querySelectorAll("[data-whole-file], [data-same-file], [data-in-parts]")) form.hidden = true;
    refuse([]);
    draw(file, 0);
    showButtons();
    find("pause").focus();
    send(file, address);
  };

  // A file that is chosen for the first time ----------------------------------------------------------

  const whole = find("whole-file");
  whole?.addEventListener("submit", async (event) => {
    const file = whole.elements.upload.files[0];
    if (!file || file.size <= settings.atOnce) return;
    event.preventDefault();
    if (file.size > settings.largest) {
      refuse([texts.tooLarge]);
      return;
    }
    const said = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title_en", "title_ja"]) said.set(name, whole.elements[name].value);
    said.set("name", file.name);
    said.set("size", file.size);
    let answer = null;
    try {
      const response = await fetch(settings.begin, {
        method: "POST", body: said, redirect: "manual", headers: { Accept: "application/json" },
      });
      answer = await response.json();
    } catch {
      answer = { errors: [texts.failed] };
    }
    if (!answer.address) {
      refuse(answer.errors || [texts.failed]);
      return;
    }
    remember(answer.address, file);
    history.replaceState(null, "", answer.address);
    begin(file, answer.address);
  });

  // The same file once more ---------------------------------------------------------------------------

  const same = find("same-file");
  if (same) {
    same.hidden = false;
    find("in-parts").hidden = true;
    same.addEventListener("submit", (event) => {
      event.preventDefault();
      const file = same.querySelector("input").files[0];
      const { address, name, size } = settings.upload;
      if (!file || file.size !== size || file.name.normalize() !== name.normalize()) {
        refuse([fill(texts.otherFile, { name, size: size.toLocaleString(document.documentElement.lang) })]);
      } else if (wasChanged(address, file)) {
        refuse([texts.changedFile]);
      } else {
        begin(file, address);
      }
    });
  }

  // While it is checked -------------------------------------------------------------------------------

  const untilChecked = async () => {
    for (;;) {
      await wait(ASK_AGAIN);
      try {
        const answer = await ask(settings.upload.address, { method: "HEAD" });
        const state = answer.headers.get("Upload-State");
        if (state && state !== "open") {
          location.reload();
          return;
        }
        if (state === null) return;
      } catch { /* Asked again. */ }
    }
  };
  if (settings.isChecked) untilChecked();
})();
