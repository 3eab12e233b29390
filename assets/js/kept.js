// A field that loses nothing: what is typed is kept in this tab until the server has
// it, through lost connections, ended sessions and reloads.
import { createElement, Fragment, useEffect, useRef, useState } from "react";

const PREFIX = "kept:";

// Kept is { text, base }: what was typed, and what the server had when typing began.
const kept = {
  read: (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  write: (key, text, base) =>
    sessionStorage.setItem(PREFIX + key, JSON.stringify({ text, base })),
  forget: (key) => sessionStorage.removeItem(PREFIX + key),
};

/** Forget everything: another person may use this browser next. */
export function forgetAllKept() {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => sessionStorage.removeItem(key));
}

/**
 * `saved` is what the server has. `stamp` is 0 on a page that was just loaded, and grows
 * each time the server takes this field; `refused` is its complaint, if it has one.
 * `onSave(text)` is called when the person leaves a field that they typed in.
 */
export function KeptField({
  element = "input",
  keep,
  saved = "",
  stamp = 0,
  refused = "",
  onSave,
  typedBefore,
  takeIt,
  dropIt,
  ...rest
}) {
  const [text, setText] = useState(saved);
  const [found, setFound] = useState(null);
  const sent = useRef(null);

  const send = (typed) => {
    sent.current = typed;
    onSave?.(typed);
  };

  useEffect(() => {
    if (refused) return; // the server did not take it: it stays as typed, and kept
    const before = kept.read(keep);
    if (before === null) {
      setText(saved);
    } else if (before.text === saved || before.text === sent.current) {
      if (stamp > 0 || before.text === saved) {
        kept.forget(keep);
        sent.current = null;
        setText(saved);
      }
    } else if (stamp === 0 && before.base === saved) {
      setText(before.text);
      send(before.text); // it was on its way when the page was lost
    } else if (stamp === 0) {
      setText(saved);
      setFound(before.text); // somebody changed it since: the person decides
    }
  }, [saved, stamp, refused, keep]);

  const type = (typed) => {
    setText(typed);
    setFound(null);
    kept.write(keep, typed, saved);
  };

  const save = () => {
    const before = kept.read(keep);
    if (before !== null && found === null && before.text !== sent.current) {
      send(before.text);
    }
  };

  const field = createElement(element, {
    ...rest,
    value: text,
    onChange: (event) => type(event.target.value),
    onBlur: save,
    onKeyDown: (event) => {
      if (element !== "input" || event.key !== "Enter") return;
      event.preventDefault();
      save();
      nextField(event.target)?.focus();
    },
  });
  if (found === null) return field;
  const choose = (label, onClick) =>
    createElement(
      "button",
      { type: "button", className: "button plain small", onClick },
      label,
    );
  return createElement(
    Fragment,
    null,
    field,
    createElement(
      "p",
      { className: "told watch", role: "status" },
      `${typedBefore} „${found}“ `,
      choose(takeIt, () => {
        type(found);
        send(found);
      }),
      choose(dropIt, () => {
        kept.forget(keep);
        setFound(null);
      }),
    ),
  );
}

/** The field after this one, so that a keypad's "next" goes through the whole form. */
function nextField(from) {
  const fields = [...document.querySelectorAll("[data-step]:not(:disabled)")];
  return fields[fields.indexOf(from) + 1];
}
