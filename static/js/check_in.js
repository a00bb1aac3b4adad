// The door of an event on a phone that loses its line: who came is marked at once, kept in a queue on the phone, and
// sent as soon as there is a line. Without this script each button is a form of its own (templates/seminars/check_in.html).
//
// The queue holds numbers, times and keys, never a name, and outlives a reload and a closed tab. A row that was sent
// and whose answer was lost is sent again under the same key, and the portal takes it once.
//
// There is no service worker, on purpose. It would keep the page itself, with the names of all who come, on the phone,
// also after the portal has ended the session, when no line of ours runs there to take it away. So names stay in the
// open page alone: without a line it works as long as it is open and asks before it is left; what was marked is kept in
// any case.
(() => {
  "use strict";

  const root = document.querySelector("[data-check-in]");
  if (!root) return;
  const settings = JSON.parse(document.getElementById("check-in-settings").textContent);
  const { texts } = settings;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const QUEUE = `check-in-queue-${settings.event}`;
  const NOT_TAKEN = `check-in-not-taken-${settings.event}`;
  const MOST_AT_ONCE = 100;
  const LONGEST_WAIT = 15000;
  // A second tap on the place where a button was is a slip of the finger.
  const DOUBLE_TAP = 1000;

  // What the phone keeps ------------------------------------------------------------------------------

  const inMemory = {};
  let keeps = true;

  const kept = (name) => {
    try {
      const rows = JSON.parse(localStorage.getItem(name) || "[]");
      if (!keeps) return inMemory[name] || [];
      return Array.isArray(rows) ? rows : [];
    } catch {
      return inMemory[name] || [];
    }
  };

  const keep = (name, rows) => {
    inMemory[name] = rows;
    try {
      if (rows.length) localStorage.setItem(name, JSON.stringify(rows));
      else localStorage.removeItem(name);
      keeps = true;
    } catch {
      keeps = false;
    }
  };

  const isMark = (row) =>
    row && typeof row.key === "string" && Number.isInteger(row.person) && typeof row.came === "boolean" && row.at;
  const queue = () => kept(QUEUE).filter(isMark);
  // Read anew just before it is written: another tab of this phone may have added to it.
  const forget = (keys) => keep(QUEUE, queue().filter((row) => !keys.has(row.key)));

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    // An address without https has no randomUUID.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // The list ------------------------------------------------------------------------------------------

  const rows = new Map([...root.querySelectorAll("[data-person]")].map((row) => [Number(row.dataset.person), row]));
  const sections = [...root.querySelectorAll("[data-organization]")];
  // What the portal said last; what stands in the queue is laid over it.
  const said = new Map([...rows].map(([person, row]) => [person, row.dataset.came]));
  const time = new Intl.DateTimeFormat(settings.language, {
    hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: settings.zone,
  });
  const nameOf = (person) => rows.get(person)?.querySelector("[data-name]").textContent.trim() || `${person}`;

  const show = (person, came) => {
    const row = rows.get(person);
    if (!row || row.dataset.came === came) return;
    row.dataset.came = came;
    const state = row.querySelector("[data-state]");
    state.hidden = !came;
    state.querySelector("time").textContent = came ? time.format(new Date(came)) : "";
    for (const [selector, hidden] of [["[data-undo]", !came], ["[name=came]", Boolean(came)]]) {
      const part = row.querySelector(selector);
      if (part) part.hidden = hidden;
    }
  };

  const draw = () => {
    const now = new Map(said);
    for (const row of queue()) {
      if (!row.came) now.set(row.person, "");
      else if (!now.get(row.person)) now.set(row.person, row.at);
    }
    for (const [person, came] of now) show(person, came);
    count();
    narrow();
    tell();
  };

  const count = () => {
    for (const line of root.querySelectorAll("[data-counts]")) {
      const own = sections.filter((each) => each.dataset.group === line.dataset.counts);
      const people = own.flatMap((each) => [...each.querySelectorAll("[data-person]")]);
      const came = people.filter((each) => each.dataset.came).length;
      const organizations = own.filter((each) => each.querySelector("[data-person]:not([data-came=''])")).length;
      const write = (name, number) => { line.querySelector(`[data-${name}]`).textContent = number; };
      write("came-people", came);
      write("left-people", people.length - came);
      write("came-organizations", organizations);
      write("left-organizations", own.length - organizations);
    }
  };

  // Searching -----------------------------------------------------------------------------------------

  const form = find("find");
  const fields = form.elements;
  // Whoever came by the badge or ticket of one person sees that one, until something is looked for.
  let only = new URLSearchParams(location.search).has("number")
    ? new Set([...rows].filter(([, row]) => !row.hidden).map(([person]) => person))
    : null;
  // As the portal folds names (common/folding.py), but for old kanji.
  const folded = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replaceAll("đ", "d")
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  const narrow = () => {
    const words = folded(fields.q.value).split(/\s+/).filter(Boolean);
    const group = fields.group?.value || "";
    let shown = 0;
    for (const section of sections) {
      let any = false;
      for (const row of section.querySelectorAll("[data-person]")) {
        const fits = only
          ? only.has(Number(row.dataset.person))
          : (!group || section.dataset.group === group)
            && words.every((word) => row.dataset.words.includes(word) || section.dataset.words.includes(word))
            && !(fields.left.checked && row.dataset.came && !row.contains(document.activeElement));
        row.hidden = !fits;
        any ||= fits;
        shown += fits ? 1 : 0;
      }
      section.hidden = !any;
    }
    const told = (shown === 1 ? texts.foundOne : texts.foundMore).replace("%(number)s", shown);
    if (find("shown").textContent !== told) find("shown").textContent = told;
    find("none").hidden = shown > 0 || !rows.size;
  };

  const search = () => {
    only = null;
    narrow();
  };
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  find("show-all")?.addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    fields.q.value = "";
    fields.left.checked = false;
    if (fields.group) fields.group.value = "";
    search();
    fields.q.focus();
  });

  // Marking -------------------------------------------------------------------------------------------

  let lastTap = { person: 0, at: 0 };

  find("marks").addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!button?.value) return;
    const person = Number(button.value);
    const came = button.name === "came";
    if (lastTap.person === person && performance.now() - lastTap.at < DOUBLE_TAP) return;
    lastTap = { person, at: performance.now() };
    keep(QUEUE, [...queue(), { key: newKey(), person, came, at: new Date().toISOString() }]);
    draw();
    find("told").textContent = (came ? texts.came : texts.takenBack).replace("%(name)s", nameOf(person));
    // The button is gone: the keyboard goes on from what stands in its place.
    rows.get(person).querySelector(came ? "[data-state]" : "[name=came]").focus();
    send();
  });

  // Sending and hearing from the others -------------------------------------------------------------

  let trouble = "";
  let isAsking = false;
  let asksAgain = false;
  let { since } = settings;

  const tell = () => {
    const number = queue().length;
    const unsent = (number === 1 ? texts.unsentOne : texts.unsentMore).replace("%(number)s", number);
    const words = [];
    if (number) words.push(unsent);
    if (trouble) words.push(texts[trouble]);
    else if (number === 0 && sentSome) words.push(texts.allSent);
    if (!keeps) words.push(texts.keepsNothing);
    const line = find("line");
    const told = words.join(" ");
    if (line.textContent !== told) line.textContent = told;
    line.classList.toggle("check-in-line-waits", Boolean(number || trouble));
    find("log-in").hidden = trouble !== "loggedOut";
    const notTaken = kept(NOT_TAKEN);
    find("refused").hidden = notTaken.length === 0;
    find("refused").querySelector("ul").replaceChildren(
      ...notTaken.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
  };
  let sentSome = false;

  find("refused").querySelector("button").addEventListener("click", () => {
    keep(NOT_TAKEN, []);
    tell();
  });

  const ask = async (address, options) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
    try {
      const answer = await fetch(address, { ...options, signal: stop.signal, redirect: "manual", cache: "no-store" });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.status === 401 && isJson) trouble = "loggedOut";
      else if ([400, 403].includes(answer.status) || answer.type === "opaqueredirect") trouble = "refusedToSend";
      else if (answer.status === 404) trouble = "noRight";
      // The page of a hotel's network, or a portal that is being started again, is no answer either.
      else if (!answer.ok || !isJson) trouble = "noLine";
      else {
        const told = await answer.json();
        trouble = "";
        return told;
      }
    } catch {
      trouble = "noLine";
    } finally {
      clearTimeout(timer);
    }
    return null;
  };

  const take = (told) => {
    since = told.since;
    for (const [person, came] of Object.entries(told.came)) said.set(Number(person), came || "");
    const done = new Set([...told.stored, ...told.refused.map((each) => each.key)]);
    if (told.refused.length) keep(NOT_TAKEN, [...kept(NOT_TAKEN), ...told.refused.map((each) => each.text)]);
    if (done.size) {
      forget(done);
      sentSome = true;
    }
    find("list-changed").hidden = told.list === settings.list;
  };

  const send = async () => {
    if (isAsking) {
      asksAgain = true;
      return;
    }
    isAsking = true;
    asksAgain = false;
    const marks = queue().slice(0, MOST_AT_ONCE);
    const told = marks.length
      ? await ask(settings.send, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": find("marks").elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ sent_at: new Date().toISOString(), since, marks }),
      })
      : await ask(`${settings.changes}?since=${encodeURIComponent(since)}`);
    isAsking = false;
    if (told) take(told);
    draw();
    // What was marked meanwhile, what did not go into one request, or a line that is there again.
    if (asksAgain || (told && marks.length && queue().length)) send();
  };

  window.addEventListener("online", send);
  window.addEventListener("offline", () => {
    trouble = "noLine";
    tell();
  });
  // Another tab of this phone has marked or sent.
  window.addEventListener("storage", (event) => {
    if (event.key === QUEUE || event.key === NOT_TAKEN) draw();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) send();
  });
  window.addEventListener("beforeunload", (event) => {
    // Without a line the list could not be loaded again; and a browser that keeps nothing would lose the marks.
    if (!navigator.onLine || (!keeps && queue().length)) event.preventDefault();
  });
  setInterval(() => {
    if (!document.hidden) send();
  }, settings.seconds * 1000);

  // Searching goes by itself now.
  root.classList.add("check-in-ready");
  draw();
  send();
})();
