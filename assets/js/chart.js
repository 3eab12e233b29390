// A chart: fetches the figure behind a URL when it comes into view, and draws it.
// Colours come as var(--name) and are taken from the page's theme when drawn.
import { createElement, useCallback, useEffect, useRef, useState } from "react";

let Plotly = null; // known once it is loaded: printing can't wait for it

const loadPlotly = async () => {
  const module = await import("plotly.js-basic-dist-min");
  Plotly = module.default ?? module;
};

// Charts that nobody has scrolled to yet. A page can be printed without a warning, so on
// large screens they are drawn a little later, too; on phones and for those who save
// data only when they come into view or the button is used.
const waiting = new Set();
const A_LITTLE_LATER = 1500;
const hasRoom = () =>
  window.matchMedia("(min-width: 860px)").matches && !navigator.connection?.saveData;

const drawTheRest = () => [...waiting].map((load) => load());

/** Prints the page when every chart in it is drawn. */
export function PrintButton({ label }) {
  const print = async () => {
    await Promise.all(drawTheRest());
    window.print();
  };
  return createElement(
    "button",
    { type: "button", className: "button quiet", onClick: print },
    label,
  );
}

function themed(value, style) {
  if (typeof value === "string" && value.startsWith("var(--")) {
    return style.getPropertyValue(value.slice(4, -1)).trim();
  }
  if (Array.isArray(value)) return value.map((one) => themed(one, style));
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, themed(one, style)]),
    );
  }
  return value;
}

// Where there is little room, a figure is laid out otherwise. What changes goes along with
// it: { "xaxis.tickvals": […] }.
const PHONE = 480;

function patched(layout, narrow) {
  for (const [path, value] of Object.entries(narrow ?? {})) {
    const names = path.split(".");
    const last = names.pop();
    const inner = names.reduce((at, name) => (at[name] ??= {}), layout);
    inner[last] = value;
  }
}

export function HubChart({ src, label, height, failed, retry }) {
  const box = useRef(null);
  const figure = useRef(null);
  const [state, setState] = useState("waiting");

  const draw = useCallback(() => {
    const node = box.current;
    if (!Plotly || !node || !figure.current) return;
    const style = getComputedStyle(document.documentElement);
    const { data, layout, narrow } = themed(figure.current, style);
    if (node.clientWidth <= PHONE) patched(layout, narrow);
    Plotly.react(
      node,
      data,
      { ...layout, autosize: true, height },
      { displayModeBar: false, responsive: true, scrollZoom: false },
    );
    node.dataset.drawn = src;
  }, [height, src]);

  const load = useCallback(async () => {
    try {
      const asked = fetch(src, { headers: { Accept: "application/json" } });
      const [answer] = await Promise.all([asked, loadPlotly()]); // side by side
      if (!answer.ok) throw new Error(String(answer.status));
      figure.current = await answer.json();
      setState("drawn");
      draw();
    } catch {
      setState("failed");
    }
  }, [src, draw]);

  useEffect(() => {
    const node = box.current;
    if (!node || !src) return undefined;
    const begin = () => {
      seen.disconnect();
      waiting.delete(begin);
      return load();
    };
    const seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && begin(),
      { rootMargin: "300px" },
    );
    waiting.add(begin);
    seen.observe(node);
    const timer = hasRoom() && setTimeout(() => waiting.has(begin) && begin(), A_LITTLE_LATER);
    return () => {
      clearTimeout(timer);
      seen.disconnect();
      waiting.delete(begin);
    };
  }, [src, load]);

  useEffect(() => {
    const again = () => figure.current && draw();
    const themes = new MutationObserver(again);
    themes.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["class"],
    });
    const printing = window.matchMedia("print");
    printing.addEventListener("change", again);
    return () => {
      themes.disconnect();
      printing.removeEventListener("change", again);
    };
  }, [draw]);

  useEffect(() => {
    const node = box.current;
    return () => {
      if (node?.dataset.drawn) Plotly.purge(node);
    };
  }, []);

  const minHeight = `${height}px`;
  return createElement(
    "div",
    { className: "chart", style: { minHeight } },
    state === "failed" &&
      createElement(
        "div",
        { className: "chart-message", role: "alert" },
        failed,
        createElement(
          "button",
          { type: "button", className: "button quiet small", onClick: load },
          retry,
        ),
      ),
    createElement("div", {
      ref: box,
      role: "img",
      "aria-label": label,
      hidden: state === "failed",
      style: { minHeight },
    }),
  );
}
