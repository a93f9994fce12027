// The PSQI sheet: keeps every answer, counts, and brings the next item into view.

const form = document.getElementById("sheet");
const items = [...form.querySelectorAll(".sheet-item")];
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const line = form.querySelector("[data-count]");
let waiting = 0;

const isAnswered = (item) =>
  Boolean(item.querySelector("input[type=radio]:checked")) ||
  [...item.querySelectorAll("input:not([type=radio], [type=checkbox])")].some((input) => input.value !== "");

function count() {
  const done = items.filter(isAnswered).length;
  form.querySelector("progress").value = done;
  line.textContent = line.dataset.count.replace("{done}", done) + (line.dataset.kept ? ` · ${line.dataset.kept}` : "");
}

/** Sends the answers so far; a lost one comes with the next. */
function keep() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  }, 250);
}

form.addEventListener("change", (event) => {
  count();
  if (form.dataset.draft) keep();
  const item = event.target.closest(".sheet-item");
  const next = event.target.type === "radio" && item ? items[items.indexOf(item) + 1] : null;
  if (next && !isAnswered(next)) {
    setTimeout(() => next.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" }), 300);
  }
});
count();
