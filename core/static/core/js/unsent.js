// A form that only the site understands, sent while there is no network: the worker keeps the page as it stands
// (core/worker/pages.js), and here the form says that it was not sent.

let last = null;

document.addEventListener("submit", ({ target, submitter }) => {
  last = { form: target, submitter };
});

function unsent(say) {
  const { form, submitter } = last;
  let line = form.querySelector(".failed");
  if (!line) {
    line = Object.assign(document.createElement("div"), { className: "failed" });
    line.append(document.getElementById("not-sent").content.cloneNode(true));
    form.append(line);
  }
  line.querySelector("button").onclick = () => form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  say("");
  say(line.querySelector("span").textContent);
}

/** From now on; `say` tells those who listen to the page. */
export function listen(say) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.kind === "unsent" && last?.form.isConnected && new URL(last.form.action, location.href).pathname === data.path) unsent(say);
  });
}
