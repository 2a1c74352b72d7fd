/* What the theme leaves out for people who use a keyboard or a screen reader. The pages work without it. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  /* Tables that the theme wraps for scrolling can be scrolled by keyboard, too … */
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrap) => {
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "group");
    wrap.setAttribute("aria-label", "Table");
  });
  /* … and one that fits needs no stop on the way. */
  document.querySelectorAll(".sheet").forEach((sheet) => {
    if (sheet.scrollWidth <= sheet.clientWidth) sheet.removeAttribute("tabindex");
  });
});
