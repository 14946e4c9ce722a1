// The switches between light and dark, and between languages, which are remembered.
const A_YEAR_S = 31536000;

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  const { language } = event.target.closest("[data-language]")?.dataset ?? {};
  if (language) speak(language);
});

function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  const next = shown === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
}

/** Have the page in another language: the server draws it, so that it is told. */
function speak(language) {
  document.cookie = `language=${language}; path=/app; max-age=${A_YEAR_S}; SameSite=Strict`;
  location.reload();
}
