// a[data-sheet="id"]: opens that dialog over the page in place of a page of its own. However it is closed, what was written
// in it is sent; what cannot be sent keeps it open and says so, and closing once more leaves it to the network's return.

const PULLED = 80;
let before = "";
let pull = null;

const words = (form) => JSON.stringify([...new FormData(form)]);

function leave(sheet) {
  const form = sheet.querySelector("form");
  if (words(form) !== before && !form.querySelector(".failed")) form.requestSubmit();
  else sheet.close();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-sheet]");
  const sheet = link && document.getElementById(link.dataset.sheet);
  if (sheet && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    before = words(sheet.querySelector("form"));
    return sheet.showModal();
  }
  const open = event.target.closest?.("dialog.sheet[open]");
  const isOutside = event.target === open && event.clientY < open.getBoundingClientRect().top;
  if (open && (isOutside || event.target.closest("[data-close]"))) leave(open);
});

document.addEventListener(
  "cancel",
  (event) => {
    if (!event.target.matches("dialog.sheet")) return;
    event.preventDefault();
    leave(event.target);
  },
  true,
);

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip) return;
  grip.setPointerCapture(event.pointerId);
  pull = { sheet: grip.closest("dialog"), from: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (pull) pull.sheet.style.translate = `0 ${Math.max(0, event.clientY - pull.from)}px`;
});

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, (event) => {
    if (!pull) return;
    const { sheet, from } = pull;
    pull = null;
    sheet.style.translate = "";
    if (end === "pointerup" && event.clientY - from > PULLED) leave(sheet);
  });
}
