// S26: what waits on this phone and what the site said of it. A refused entry stays until the person decides.
import { ask, language } from "../../core/js/pocket.js";

const box = document.getElementById("waiting");
const clock = document.getElementById("clock");
const list = box.querySelector("[data-list]");
const bands = box.dataset.bands?.split("|"); // for whoever hides mood numbers: a word for each
const moodOf = (score) => bands?.[score] ?? score;

/** One line about an entry, in the person's own words where there are some. */
function wordsOf(items) {
  const body = items[0]?.body ?? {};
  const title = body.form?.title?.[0] || body.form?.note?.[0];
  return [moodOf(body.score), title, body.note, body.line, body.form?.day?.[0]].filter((part) => part || part === 0).join(" · ");
}

function reasonOf(answer) {
  const body = answer?.body;
  if (!body) return String(answer?.status ?? "");
  const texts = (part) => (Array.isArray(part) ? part.flatMap(texts) : part && typeof part === "object" ? Object.values(part).flatMap(texts) : [String(part)]);
  return body.detail ?? texts(body).join(" ");
}

/** The field with words of a refused entry, which may be changed before it is sent again. */
const textOf = (items) => ["note", "line", "body_note"].find((name) => items[0]?.body?.[name]);

const clockOf = (at) => new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

function draw(entry) {
  const row = document.getElementById("waiting-row").content.querySelector("li").cloneNode(true);
  const find = (name) => row.querySelector(`[data-${name}]`);
  find("kind").textContent = box.getAttribute(`data-${entry.kind}`) ?? entry.kind;
  find("when").textContent = clockOf(entry.at);
  find("words").textContent = wordsOf(entry.items);
  find("state").textContent = find("state").dataset[entry.state];
  if (entry.state === "refused") refuse(row, entry, find);
  return row;
}

/** What stands on the site in each field that both changed. */
const theirs = (both) =>
  Object.entries(both).map(([name, { there }]) => (name === "score" ? moodOf(there) : there) ?? "–").join(" · ");

function refuse(row, entry, find) {
  const both = entry.answer?.body?.conflict;
  const text = textOf(entry.items);
  const deleted = entry.answer?.body?.deleted_at;
  find("refusal").hidden = false;
  find("reason").hidden = Boolean(deleted);
  find("deleted").hidden = !deleted;
  if (deleted) find("deleted").textContent = find("deleted").dataset.words.replace("{when}", clockOf(deleted));
  row.querySelector('[value="restore"]').hidden = !deleted;
  row.querySelector('[value="again"]').hidden = Boolean(deleted);
  find("reason").textContent = find("reason").dataset.words.replace("{reason}", reasonOf(entry.answer));
  find("both").hidden = !both;
  find("there").textContent = both ? theirs(both) : "";
  find("edit").hidden = !text;
  const area = row.querySelector("textarea");
  if (text) area.value = entry.items[0].body[text];
  row.addEventListener("click", async (event) => {
    const does = event.target.closest("button")?.value;
    if (!does) return;
    const body = text && does !== "discard" ? { [text]: area.value } : {};
    await ask({ kind: "decide", n: entry.n, does, body });
    show();
  });
}

async function show() {
  const entries = (await ask({ kind: "list" })) ?? [];
  list.replaceChildren(...entries.map(draw));
  list.hidden = !entries.length;
  box.querySelector("[data-none]").hidden = Boolean(entries.length);
  box.querySelector("[data-send]").hidden = !entries.some(({ state }) => state === "waiting");
  const { skew = 0 } = (await ask({ kind: "summary" })) ?? {};
  clock.hidden = !skew;
  const time = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clock.querySelector("h2").textContent = clock.dataset.words.replace("{clock}", time);
}

clock.addEventListener("click", async (event) => {
  const whose = event.target.closest("button")?.value;
  if (whose) await ask({ kind: "clock", whose });
  show();
});
box.querySelector("[data-send]").addEventListener("click", () => ask({ kind: "send" }).then(show));
document.addEventListener("pocket", show);
show();
