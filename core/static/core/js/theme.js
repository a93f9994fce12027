// The settings page shows a theme and a text size at once; saving the form keeps them.

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches('input[name="theme"]')) document.documentElement.dataset.theme = input.value;
  if (input.matches('input[name="text_size"]')) document.documentElement.dataset.text = input.value;
});
