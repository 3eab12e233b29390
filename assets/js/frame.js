// What the frame needs from the document itself: its language, and where focus goes.
import { createElement, useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** A plain form: nothing here stops the browser from submitting it. */
export function NativeForm(props) {
  return createElement("form", props);
}

/**
 * The content of a page, once the server has looked at its address. Until then it would
 * be that of the page before, or of the time before a reload: what is typed into it would
 * be lost, or overwrite what is newer.
 */
export function Arrived({ at, loaded, waiting, children }) {
  const { pathname } = useLocation();
  const ready = useRef(null);
  if (loaded && sameAddress(at, pathname)) ready.current = pathname;
  return ready.current === pathname ? children : waiting;
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
    document.querySelector('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return null;
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
