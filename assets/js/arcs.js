// Thin arcs from each result to what it leads to, drawn behind the cards. The same is
// said in words at the cards, so screen readers are spared them; phones have no room.
import { createElement, useLayoutEffect, useRef, useState } from "react";

const BULGE = 28; // how far an arc between two cards of one step rises above them

export function LinkArcs({ links }) {
  const here = useRef(null);
  const [arcs, setArcs] = useState([]);
  const [near, setNear] = useState("");

  useLayoutEffect(() => {
    const frame = here.current.parentElement;
    const stairs = frame.querySelector(".stairs");
    const draw = () => setArcs(drawn(frame, links || []));
    const sizes = new ResizeObserver(draw);
    const watch = () => {
      sizes.disconnect();
      [stairs, ...stairs.querySelectorAll("[data-result]")].forEach((each) => sizes.observe(each));
    };
    const cards = new MutationObserver(watch);
    cards.observe(stairs, { childList: true, subtree: true });
    const point = (event) => setNear(event.target.closest?.("[data-result]")?.dataset.result || "");
    const leave = () => setNear("");
    frame.addEventListener("pointerover", point);
    frame.addEventListener("focusin", point);
    frame.addEventListener("pointerleave", leave);
    watch();
    return () => {
      sizes.disconnect();
      cards.disconnect();
      frame.removeEventListener("pointerover", point);
      frame.removeEventListener("focusin", point);
      frame.removeEventListener("pointerleave", leave);
    };
  }, [links]);

  const paths = arcs.flatMap(({ cause, effect, path, tip }) => {
    const isNear = near === cause || near === effect;
    const look = near ? (isNear ? " near" : " far") : "";
    return [
      createElement("path", { key: `${cause}-${effect}-halo`, d: path, className: `arc-halo${look}` }),
      createElement("path", {
        key: `${cause}-${effect}`,
        d: path,
        className: `arc${look}`,
        "data-cause": cause,
        "data-effect": effect,
      }),
      createElement("path", { key: `${cause}-${effect}-tip`, d: tip, className: `arc-tip${look}` }),
    ];
  });
  return createElement(
    "svg",
    { ref: here, className: "arcs no-print", "aria-hidden": true, focusable: false },
    paths,
  );
}

/** Where each arc begins and ends: those of one card stand beside one another. */
function drawn(frame, links) {
  const from = frame.getBoundingClientRect();
  const boxes = {};
  frame.querySelectorAll("[data-result]").forEach((card) => {
    const box = card.getBoundingClientRect();
    boxes[card.dataset.result] = {
      left: box.left - from.left,
      top: box.top - from.top,
      bottom: box.bottom - from.top,
      width: box.width,
      middle: box.left - from.left + box.width / 2,
    };
  });
  const known = links.filter(({ cause, effect }) => boxes[cause] && boxes[effect]);
  return known.map((link) => {
    const cause = boxes[link.cause];
    const effect = boxes[link.effect];
    const isBeside = cause.bottom > effect.top && effect.bottom > cause.top;
    const begin = { x: spread(link, "cause", "effect", known, boxes), y: cause.top };
    const end = {
      x: spread(link, "effect", "cause", known, boxes),
      y: isBeside ? effect.top : effect.bottom,
    };
    return { ...link, ...(isBeside ? beside(begin, end) : upwards(begin, end)) };
  });
}

/** The place of one end on its card, among the other ends there, ordered by where they go. */
function spread(link, here, there, links, boxes) {
  const same = links
    .filter((each) => each[here] === link[here])
    .sort((one, other) => boxes[one[there]].middle - boxes[other[there]].middle);
  const box = boxes[link[here]];
  return box.left + (box.width * (same.indexOf(link) + 1)) / (same.length + 1);
}

function upwards(begin, end) {
  const half = (begin.y - end.y) / 2;
  return {
    path: `M${begin.x} ${begin.y}C${begin.x} ${begin.y - half} ${end.x} ${end.y + half} ${end.x} ${end.y + 5}`,
    tip: `M${end.x} ${end.y}l-4 7h8Z`,
  };
}

function beside(begin, end) {
  const top = Math.min(begin.y, end.y) - BULGE;
  return {
    path: `M${begin.x} ${begin.y}C${begin.x} ${top} ${end.x} ${top} ${end.x} ${end.y - 5}`,
    tip: `M${end.x} ${end.y}l-4 -7h8Z`,
  };
}
