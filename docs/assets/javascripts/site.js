/* What the theme leaves out for people who use a keyboard or a screen reader. The pages work without it. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  /* A section that is a page itself leaves its list of pages without a name. */
  document.querySelectorAll(".md-nav[aria-labelledby]").forEach((nav) => {
    nav.setAttribute("aria-label", nav.querySelector(".md-nav__title").textContent.trim());
    nav.removeAttribute("aria-labelledby");
  });
  /* Tables that the theme wraps for scrolling can be scrolled by keyboard, too … */
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrap) => {
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "group");
    wrap.setAttribute("aria-label", "Table");
  });
  /* … what fits needs no stop on the way, as long as it fits, and code that does not fit says what it is. */
  const fits = new ResizeObserver((changed) => changed.forEach(({ target }) => {
    const scrolls = target.scrollWidth > target.clientWidth;
    if (target.matches("code")) target.setAttribute("role", scrolls ? "group" : "none");
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  document.querySelectorAll(".md-typeset pre > code").forEach((code) => code.setAttribute("aria-label", "Code"));
  document.querySelectorAll(".sheet, .chart, .md-typeset pre > code").forEach((part) => fits.observe(part));
  /* A form's button does what the browser's own print command does; without this script there is none. */
  document.querySelectorAll(".print-form").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  /* A question on the start page opens the search at the top. */
  document.querySelectorAll(".open-search").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => document.querySelector(".md-search__input")?.focus());
  });
  /* Whoever comes from "How is this judged?" finds the steps unfolded. */
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = place && place.closest("details.judged");
    if (folded && !folded.open) {
      folded.open = true;
      place.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", unfold);
  unfold();
});
