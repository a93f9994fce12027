// What the forms of the pages mean to `sync`: the address and the fields of a form become the writes of the API.

const UUID = "[0-9a-f]{8}-[0-9a-f-]{27}";
const DAY = "\\d{4}-\\d{2}-\\d{2}";

/** A UUID of version 7: its first 48 bits are the instant. */
function uuid7(at = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place++) bytes[place] = Math.floor(at / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const number = (text) => (text === "" || text === undefined ? null : Number(text));
const localDay = (at) => {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
/** Without what is null or missing: a field that was not asked stays as it is. */
const said = (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

function moodBody(one, all, at) {
  const tags = [...(all.tags ?? []), ...(one.own_tag ? [one.own_tag] : [])];
  const rated = one.rated_at ? new Date(one.rated_at) : new Date(at);
  const more = { energy: number(one.energy), calm: number(one.calm), tags, note: one.note ?? "" };
  return { rated_at: rated.toISOString(), score: Number(one.score), ...more };
}

function finishBody(one) {
  const numbers = ["rpe", "emotion_after", "confidence_next", "pain"];
  const texts = ["note", "body_note", "pain_place"];
  const body = Object.fromEntries(numbers.map((name) => [name, name in one ? number(one[name]) : undefined]));
  for (const name of texts) body[name] = one[name];
  if (one.pain) body.pain_changes_movement = "pain_changes_movement" in one;
  return said(body);
}

/** An edit names what it changes: what stands as it stood is left out, what stood there before goes along. */
function edit(resource, id, body, one) {
  const before = JSON.parse(one.base ?? "{}");
  const [changed, base] = [{}, {}];
  for (const [name, value] of Object.entries(body)) {
    const seen = typeof value === "string" ? before[name] : number(before[name]);
    if (name in before && seen === value) continue;
    changed[name] = value;
    if (name in before) base[name] = seen;
  }
  return ["PATCH", resource, id, changed, base];
}

const TASKS = {
  skip: { state: "skipped" },
  rest: { state: "rested" },
  open: { state: "planned" },
  short: { short_version: true },
  whole: { short_version: false },
};

// Each: the address, the kind that the page of waiting things names, the writes, and where one goes on afterwards.
const FORMS = [
  [new RegExp("^/mood/$"), "mood", ({ one, all, at }) => [
    ["PUT", "mood-ratings", one.entry || uuid7(at), moodBody(one, all, at)],
  ]],
  [new RegExp(`^/mood/(${UUID})/$`), "mood", ({ one, all, at, found }) => [
    edit("mood-ratings", found[1], moodBody(one, all, at), one),
  ]],
  [new RegExp(`^/mood/(${UUID})/score/$`), "mood", ({ one, found }) => [
    ["PATCH", "mood-ratings", found[1], { score: Number(one.score) }],
  ]],
  [new RegExp(`^/mood/(${UUID})/undo/$`), "mood", ({ found }) => [["DELETE", "mood-ratings", found[1], {}]]],
  [new RegExp(`^/days/(${DAY})/rest/$`), "rest", ({ found, query, one }) => [
    ["undo" in one || query.has("undo") ? "DELETE" : "PUT", "rest-days", found[1], {}],
  ]],
  [new RegExp(`^/plan/tasks/(${UUID})/$`), "task", ({ one, found, at }) => {
    const change = one.move ? { day: one.move } : TASKS[one.do];
    if (!change) return null;
    const rests = one.do === "rest" && one.day_of_task === localDay(at) ? [["PUT", "rest-days", localDay(at), {}]] : [];
    return [["PATCH", "planned-sessions", found[1], change], ...rests];
  }],
  [new RegExp("^/sessions/new/$"), "session", ({ one, all, at }) =>
    "save" in one || "finish_at" in one
      ? [["PUT", "session-forms", one.id || uuid7(at), { form: all, sent_at: Math.floor(at / 1000) }]]
      : null],
  [new RegExp(`^/sessions/(${UUID})/finish/$`), "finish", ({ one, found }) => [
    edit("training-sessions", found[1], finishBody(one), one),
  ]],
  [new RegExp(`^/sleep/(?:(${DAY})/)?$`), "night", ({ one, all, at, found }) => [
    ["PUT", "night-forms", one.id || uuid7(at), {
      form: { ...all, day: [found[1] || one.day || localDay(at)] },
      sent_at: Math.floor(at / 1000),
    }],
  ]],
  [new RegExp(`^/groups/(${UUID})/check-in/$`), "check-in", ({ one, found, at }) => [
    ["PUT", "check-ins", one.id || uuid7(at), {
      group: found[1], meeting: one.slot || null, day: one.day, answer: one.answer, line: one.line ?? "",
    }],
  ]],
];

const isKept = (path) => FORMS.some(([address]) => address.test(path));

/** What is kept of one form: { kind, at, writes, next }; null for a button that only the server understands. */
function itemsOf(url, entries) {
  const all = {};
  for (const [name, value] of entries) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") (all[name] ??= []).push(value);
  }
  const one = Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.at(-1)]));
  const at = Number(one.at) || Date.now();
  for (const [address, kind, writesOf] of FORMS) {
    const found = address.exec(url.pathname);
    if (!found) continue;
    const writes = writesOf({ one, all, at, found, query: url.searchParams });
    if (!writes) return null;
    const next = kind === "session" ? `/sessions/${writes[0][2]}/finish/` : "/";
    const items = writes.map(([method, resource, id, body, base = {}]) => ({ method, resource, id, body, base, key: uuid7() }));
    return { kind, at, items, next };
  }
  return null;
}

/** The same writes by another clock: every instant of the phone's moves by so many milliseconds. */
function moved(kept, by) {
  const items = kept.items.map((item) => {
    const body = { ...item.body };
    if (body.rated_at) body.rated_at = new Date(Date.parse(body.rated_at) + by).toISOString();
    if (body.sent_at) body.sent_at += Math.round(by / 1000);
    if (body.form) {
      body.form = { ...body.form };
      for (const name of ["opened_at", "touched_at"]) {
        const values = body.form[name];
        if (values) body.form[name] = values.map((value) => String(Number(value) + Math.round(by / 1000)));
      }
    }
    return { ...item, body };
  });
  return { ...kept, at: kept.at + by, items };
}
