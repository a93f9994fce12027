// The settings page shows a theme, a text size and less motion at once; saving the form keeps them.

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches('input[name="theme"]')) document.documentElement.dataset.theme = input.value;
  if (input.matches('input[name="text_size"]')) document.documentElement.dataset.text = input.value;
  if (input.matches('input[name="motion"]')) document.documentElement.dataset.motion = input.value;
});
