"""What is looked at on an open page besides what axe knows: reflow, regions that scroll, and where the focus is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: Wider than the window, where nothing is allowed to be.
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

#: Parts that scroll sideways and cannot be reached by keyboard, or do not say what they are.
_REGIONS = """() => [...document.querySelectorAll('body *')].filter(e => {
    if (e.scrollWidth <= e.clientWidth + 1 || !['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return false;
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest('.md-header, .md-sidebar')) return false;
    const named = e.ariaLabel || e.getAttribute('aria-labelledby') || e.querySelector('figcaption');
    return !(e.tabIndex === 0 && named);
}).map(e => e.outerHTML.slice(0, 90))"""

#: The distances of WCAG 1.4.12, which people set who find close letters hard to read.
_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`p { margin-bottom: 2em !important; }
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
_AS_IT_WAS = "() => { document.adoptedStyleSheets = []; }"

#: Everything that takes the focus, from the last to the first: what does not show it, or lies under something then.
_FOCUS = """() => {
    const style = e => { const s = getComputedStyle(e); return [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow,
        s.backgroundColor, s.borderColor, s.textDecorationLine].join(); };
    const look = e => [e, e.parentElement, e.nextElementSibling].filter(Boolean).map(style).join(';');
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const at = box => [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
    const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter(e => e.tabIndex >= 0 && !e.disabled && !e.matches('[type=radio]:not(:checked)'))
        .filter(e => e.checkVisibility({visibilityProperty: true}));
    const found = [];
    for (const e of stops.reverse()) {
        if (!e.checkVisibility({visibilityProperty: true})) continue;  // it went as the page scrolled
        const before = look(e);
        e.focus();
        const told = words => found.push(`${words}: ${e.outerHTML.slice(0, 90)}`);
        if (document.activeElement !== e) { told('not focused'); continue; }
        if (look(e) === before) told('not shown');
        const shown = e.matches('.md-option') ? e.nextElementSibling : e;
        const box = [...shown.getClientRects()].find(r => r.width && r.height);
        if (!box) { told('no box'); continue; }
        const top = document.elementFromPoint(...at(box));
        if (!top || !(shown.contains(top) || top.contains(shown))) told(`under ${top && top.outerHTML.slice(0, 60)}`);
    }
    document.activeElement.blur();
    return found;
}"""

_ORDER = (
    "() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).map(e => e.outerHTML.slice(0, 90))"
)


def settled(page: Page) -> None:
    """Until the page has answered to a window of another size: what scrolls now takes the focus."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_timeout(150)


def narrow(page: Page, width: int) -> list[str]:
    """What is wrong in a window of this width: the page scrolls sideways, or a part that does has no name or stop."""
    page.set_viewport_size({"width": width, "height": 800})
    settled(page)
    wider: Any = page.evaluate(_OVERFLOW)
    regions: Any = page.evaluate(_REGIONS)
    return [*([f"{width} px: {wider} px too wide"] if wider > 0 else []), *(f"{width} px: {part}" for part in regions)]


def spaced(page: Page) -> list[str]:
    """The same where letters, words and lines stand further apart, in the window as it is."""
    page.evaluate(_SPACED)
    wider: Any = page.evaluate(_OVERFLOW)
    page.evaluate(_AS_IT_WAS)
    return [f"with wider spacing {wider} px too wide"] if wider > 0 else []


def focus(page: Page) -> list[str]:
    """What takes the focus and does not show it, or lies under something then, or jumps the order of the page."""
    page.keyboard.press("Tab")  # what follows is shown as for somebody with a keyboard
    found: Any = page.evaluate(_FOCUS)
    jumping: Any = page.evaluate(_ORDER)
    return [*(str(line) for line in found), *(f"out of order: {line}" for line in jumping)]


def colours(page: Page, scheme: str) -> None:
    """Light or dark, as the theme's own button does it."""
    chosen: Any = {"light": "default", "dark": "slate"}[scheme]
    page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", chosen)
