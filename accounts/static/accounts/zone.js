// Takes the time zone from the browser, so that nobody has to look for it in a list.

const select = document.querySelector("select[data-browser-zone]");
const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (select && name && !select.value) {
  if (![...select.options].some((option) => option.value === name)) select.add(new Option(name, name));
  select.value = name;
  const field = document.querySelector("[data-zone-field]");
  const said = document.querySelector("[data-zone-said]");
  document.querySelector("[data-zone-name]").textContent = name.replaceAll("_", " ");
  field.hidden = true;
  said.hidden = false;
  said.querySelector("[data-zone-change]").addEventListener("click", () => {
    field.hidden = false;
    said.hidden = true;
    select.focus();
  });
}
