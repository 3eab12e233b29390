// What the frame needs from the document itself: its language, and where focus goes.
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

let shown = ""; // the address of the page that was read last in this window

/**
 * The content of a page, once the server has looked at its address. Until then it would
 * be that of the page before, or of the time before a reload: what is typed into it would
 * be lost, or overwrite what is newer. Whoever comes from another page has the focus at
 * its heading, so that a screen reader reads it.
 */
export function Arrived({ at, loaded, waiting, children }) {
  const { pathname } = useLocation();
  const ready = useRef(null);
  if (loaded && sameAddress(at, pathname)) ready.current = pathname;
  const isReady = ready.current === pathname;
  useEffect(() => {
    if (!isReady) return;
    if (shown && !sameAddress(shown, pathname)) toHeading();
    shown = pathname;
  }, [isReady, pathname]);
  return isReady ? children : waiting;
}

function toHeading() {
  const main = document.getElementById("main");
  const heading = main?.querySelector("h1");
  if (!heading || main.contains(document.activeElement)) return; // a form has opened
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true }); // the page begins at its top anyway
}

function sameAddress(one, other) {
  const bare = (path) => decodeURI(path || "").replace(/(?!^)\/+$/, "");
  return bare(one) === bare(other);
}

/** Keep <html lang> at the reader's language. */
export function DocumentLanguage({ lang }) {
  useEffect(() => {
    if (!lang) return;
    document.documentElement.lang = lang;
    document.documentElement.dataset.reads = lang;
  }, [lang]);
  return null;
}

/** After a refused form, put the cursor into the first field that is wrong. */
export function FirstError({ refusals }) {
  useEffect(() => {
    if (!refusals) return;
    const wrong = '[aria-invalid="true"], [data-invalid="true"] button';
    document.querySelector(wrong)?.focus();
  }, [refusals]);
  return null;
}

export const FIELDS = 'input:not([type="hidden"]), select, textarea';

/** Give the keyboard to what stands in the place of a form that is gone. */
export function handOn(form) {
  const around = [];
  for (let each = form.parentElement; each && each.id !== "main"; each = each.parentElement) {
    around.push(each);
  }
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const left = around.filter((each) => each.isConnected && each.closest("#main"));
    const anew = left[0]?.querySelector(`:scope > form :is(${FIELDS})`);
    const near = left.map((each) => each.querySelector("button, a[href]")).find(Boolean);
    (anew || near)?.focus();
  });
}

/** Put away an open menu on Escape, on a click elsewhere, and after a choice in it. */
export function MenuCloser() {
  useEffect(() => {
    const openMenus = () => document.querySelectorAll("details.menu[open]");
    const onKey = (event) => {
      if (event.key !== "Escape") return;
      openMenus().forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      });
    };
    const onClick = (event) => {
      openMenus().forEach((menu) => {
        const chosen = event.target.closest(".menu-panel a, .menu-panel button");
        if (!menu.contains(event.target) || chosen) menu.open = false;
      });
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return null;
}
