// Arrow keys lead from the search box to the names below it, Escape closes them. Without this script they are a
// list of links behind the box, and without any script the button beside it leads to the whole list.
(() => {
  "use strict";

  const box = document.querySelector("[data-suggestions] input[type=search]");
  const list = document.getElementById("suggestions");
  if (!box || !list) return;

  const links = () => [...list.querySelectorAll("a")];
  const close = () => list.replaceChildren();

  box.addEventListener("keydown", (event) => {
    const [first] = links();
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Escape" && list.hasChildNodes()) {
      event.preventDefault();
      close();
    }
  });

  list.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at < all.length - 1) all[at + 1].focus();
    else if (event.key === "ArrowUp") (at > 0 ? all[at - 1] : box).focus();
    else if (event.key === "Escape") {
      close();
      box.focus();
    } else return;
    event.preventDefault();
  });

  // Whoever goes on to another part of the page is done with the names.
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("[data-suggestions]")) close();
  });
  box.form?.addEventListener("submit", close);
  // The answer for letters typed before may come after the list was asked for.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === list && document.activeElement !== box && !list.contains(document.activeElement)) {
      event.detail.shouldSwap = false;
    }
  });
})();
