// Before anything is drawn: light or dark, if somebody chose.
const chosenTheme = localStorage.getItem("theme");
if (chosenTheme) document.documentElement.dataset.theme = chosenTheme;

// A button that is clicked before the modules are there is clicked again once they are.
let early = null;

function keep(event) {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  early = button;
}

document.addEventListener("click", keep, true);
document.addEventListener("DOMContentLoaded", () => {
  document.removeEventListener("click", keep, true);
  early?.click();
});
