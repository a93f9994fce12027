// A hint beside a coach's draft while it holds words that blame.
const hint = document.querySelector("[data-hint-when]");
const field = hint?.closest("form").querySelector("textarea");
const words = hint?.dataset.hintWhen.toLowerCase().split("|") ?? [];
const look = () => { hint.hidden = !words.some((word) => field.value.toLowerCase().includes(word)); };
field?.addEventListener("input", look);
if (field) look();
