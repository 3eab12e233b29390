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

// A label of a period needs this much room. Where there is less, every second stays.
const ROOM = 46;

function thin(axis, width) {
  if (axis?.type !== "category" || !axis.tickvals) return;
  const all = axis.tickvals.length;
  const every = Math.ceil(all / Math.max(1, Math.floor((width - 48) / ROOM)));
  const stays = (_, place) => (all - 1 - place) % every === 0; // the last one does
  axis.tickvals = axis.tickvals.filter(stays);
  axis.ticktext = axis.ticktext.filter(stays);
}

// On a phone the names of bars stand in several lines, so that the bars have room.
const PHONE = 480;
const LETTERS = 16;

function narrow(data, layout, width) {
  const bars = data.find((trace) => trace.orientation === "h");
  if (!bars || width > PHONE) return;
  const lines = (name) =>
    name.split(" ").reduce((all, word) => {
      const last = all.at(-1);
      if (last === undefined || (last + word).length >= LETTERS) return [...all, word];
      return [...all.slice(0, -1), `${last} ${word}`];
    }, []);
  layout.yaxis.tickvals = bars.y;
  layout.yaxis.ticktext = bars.y.map((name) => lines(name).join("<br>"));
  layout.yaxis.tickfont = { ...layout.yaxis.tickfont, size: 12 };
  layout.xaxis.tickangle = 0;
  layout.xaxis.tickvals = layout.xaxis.tickvals?.filter((each) => each % 50 === 0);
}

export function HubChart({ src, label, height, failed, retry }) {
  const box = useRef(null);
  const figure = useRef(null);
  const [state, setState] = useState("waiting");

  const draw = useCallback(() => {
    const node = box.current;
    if (!Plotly || !node || !figure.current) return;
    const style = getComputedStyle(document.documentElement);
    const { data, layout } = themed(figure.current, style);
    thin(layout.xaxis, node.clientWidth);
    narrow(data, layout, node.clientWidth);
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
