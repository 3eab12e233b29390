// What is wrong with where things stand on a page, in a line each. Charts are left out.
() => {
  const found = new Set();
  const root = document.documentElement;
  const called = (element) => {
    const words = (element.innerText || element.value || "").trim().replace(/\s+/g, " ");
    const name = element.className && String(element.className.baseVal ?? element.className);
    return `<${element.localName}${name ? "." + name.trim().replace(/\s+/g, ".") : ""}> “${words.slice(0, 40)}”`;
  };
  const style = (element) => getComputedStyle(element);
  const left = ".visually-hidden, [hidden], .menu-panel, .chart, .skip, .shortened";
  const isHidden = (element) => {
    const isClipped = (each) => style(each).clipPath === "inset(50%)";
    return element.closest(left) || isClipped(element);
  };
  const scrollsItself = (element) => /auto|scroll/.test(style(element).overflowX);
  const isFloating = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (/fixed|sticky/.test(style(each).position)) return true;
    }
    return false;
  };

  if (root.scrollWidth > root.clientWidth) {
    found.add(`the page is ${root.scrollWidth - root.clientWidth} pixels too wide`);
  }

  // Every line of text, with the element that it belongs to.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const owner = node.parentElement;
    if (!node.data.trim() || !owner.checkVisibility({ visibilityProperty: true })) continue;
    if (isHidden(owner) || owner.closest("script, style, option, svg, noscript")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) lines.push({ node, owner, box });
    }
  }

  // Nothing sticks out of what it stands in, or is cut off by it.
  for (const { owner, box } of lines) {
    for (let each = owner; each && each !== document.body; each = each.parentElement) {
      if (scrollsItself(each)) break;
      if (style(each).display === "inline" || style(each).display === "contents") continue;
      const frame = each.getBoundingClientRect();
      if (box.right > frame.right + 2 || box.left < frame.left - 2) {
        found.add(`sticks out of ${called(each)}: ${called(owner)}`);
        break;
      }
      const isCut = /hidden|clip/.test(style(each).overflowY + style(each).overflowX);
      if (isCut && (box.bottom > frame.bottom + 3 || box.top < frame.top - 3)) {
        found.add(`is cut off by ${called(each)}: ${called(owner)}`);
        break;
      }
    }
  }
  const controls = [...document.querySelectorAll(
    "main :is(button, input:not([type=hidden]), select, textarea, summary, a.button)"
  )].filter((each) => each.checkVisibility({ visibilityProperty: true }) && !isHidden(each));
  for (const control of controls) {
    const box = control.getBoundingClientRect();
    let scrolls = false;
    for (let each = control; each; each = each.parentElement) scrolls ||= scrollsItself(each);
    if (!scrolls && (box.right > root.clientWidth + 1 || box.left < -1)) {
      found.add(`is beside the page: ${called(control)}`);
    }
  }

  // No two things lie on each other. A line's box is higher than its letters.
  // What is scrolled out of sight lies on nothing.
  const shown = ({ node, owner, box }) => {
    let { left, right } = box;
    for (let each = owner; each; each = each.parentElement) {
      if (!scrollsItself(each)) continue;
      const frame = each.getBoundingClientRect();
      left = Math.max(left, frame.left);
      right = Math.min(right, frame.right);
    }
    const [top, bottom] = [box.top + box.height * 0.2, box.bottom - box.height * 0.2];
    return { node, owner, left, right, top, bottom };
  };
  const resting = lines
    .filter(({ owner }) => !isFloating(owner))
    .map(shown)
    .sort((one, other) => one.top - other.top);
  resting.forEach((one, place) => {
    for (let next = place + 1; next < resting.length; next += 1) {
      const other = resting[next];
      if (other.top >= one.bottom - 1) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      if (one.node !== other.node && across > 2 && down > 2) {
        found.add(`lies on another: ${called(one.owner)} and ${called(other.owner)}`);
      }
    }
  });
  const solid = controls.filter((each) => each.type !== "file" && !isFloating(each));
  solid.forEach((one, place) => {
    for (const other of solid.slice(place + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const a = one.getBoundingClientRect();
      const b = other.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found.add(`controls overlap: ${called(one)} and ${called(other)}`);
    }
  });
  return [...found];
}
