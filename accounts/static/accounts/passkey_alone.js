// Signs in with a passkey alone. allauth's scripts come with the first tap, so that the page stays light.
const button = document.getElementById("passkey-alone");
const listen = async () => {
  for (const address of button.dataset.scripts.split(" ")) await import(address);
  globalThis.allauth.webauthn.forms.loginForm({ ids: { login: button.id, credential: "passkey-credential" } });
  button.click();
};
if (globalThis.PublicKeyCredential) button.addEventListener("click", listen, { once: true });
else button.form.hidden = true;
