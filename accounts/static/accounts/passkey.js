// Joins the page's form to allauth's script for passkeys, which asks the device and fills in its answer.
const form = document.querySelector("[data-passkey]");
if (form && globalThis.PublicKeyCredential) {
  const ids = { add: "passkey-use", authenticate: "passkey-use", credential: "passkey-credential", data: "passkey-data" };
  ids.passwordless = "id_passwordless";
  globalThis.allauth.webauthn.forms[form.dataset.passkey]({ ids });
}
