// What a printed page says about itself: from where it comes, and of which day. On the
// first sheet as a line at its top; where browsers can, at the foot of every sheet.
import { createElement, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "react-router";

export function Printed({ hub, words, lang }) {
  useLocation(); // the address is that of the page at hand
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const fresh = () => flushSync(() => setNow(new Date()));
    window.addEventListener("beforeprint", fresh);
    return () => window.removeEventListener("beforeprint", fresh);
  }, []);

  const address = location.host + decodeURI(location.pathname).replace(/\/$/, "");
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(now);
  const printed = words.printed.replace("{day}", day);
  return createElement(
    "div",
    { className: "printed print-only" },
    createElement("style", null, foot(`${address} · ${printed}`, words.page, words.of)),
    createElement("span", { className: "printed-hub" }, hub),
    createElement("span", null, `${address} · ${printed}`),
  );
}

function foot(said, page, of) {
  const look = "font: 8pt 'Atkinson Hyperlegible Next', sans-serif; color: #444444;";
  return `@media print { @page {
    @bottom-left { ${look} content: ${quoted(said)}; }
    @bottom-right { ${look} content: ${quoted(`${page} `)} counter(page) ${quoted(` ${of} `)} counter(pages); }
  } }`;
}

/** A text as CSS quotes it. */
function quoted(text) {
  const escaped = [...text].map((each) =>
    /[\w .·:/-]/.test(each) ? each : `\\${each.codePointAt(0).toString(16)} `,
  );
  return `"${escaped.join("")}"`;
}
