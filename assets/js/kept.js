// A field that loses nothing: what is typed is kept in this tab until the server has
// it, through lost connections, ended sessions and reloads. Keys begin with the number
// of the person who typed.
import {
  createElement,
  Fragment,
  useEffect,
  useRef,
  useState,
} from "react";

const PREFIX = "kept:";

// Kept is { text, base }: what was typed, and what the server had when typing began.
export const kept = {
  read: (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  write: (key, text, base, more) =>
    sessionStorage.setItem(PREFIX + key, JSON.stringify({ text, base, ...more })),
  forget: (key) => sessionStorage.removeItem(PREFIX + key),
  /** Forget all whose keys begin like this. */
  forgetAll: (start) =>
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX + start))
      .forEach((key) => sessionStorage.removeItem(key)),
};

/** Forget everything, or all that is not this person's. */
function forgetKept(except) {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .filter((key) => !except || !key.startsWith(`${PREFIX}${except}:`))
    .forEach((key) => sessionStorage.removeItem(key));
}

// Tabs of one browser tell each other that its person has signed out.
const SIGNED_OUT = "hub-signed-out";

/** Signs out, and lets every tab forget what was typed: who comes next must not see it. */
export function SignOutForm(props) {
  const onSubmit = () => {
    forgetKept();
    const tabs = new BroadcastChannel(SIGNED_OUT);
    tabs.postMessage(SIGNED_OUT);
    tabs.close();
  };
  return createElement("form", { ...props, onSubmit });
}

/** Keeps what was typed for its own person. `reader` is "" as long as nobody signed in. */
export function KeptOwner({ reader }) {
  useEffect(() => {
    if (reader) forgetKept(reader);
  }, [reader]);
  useEffect(() => {
    const tabs = new BroadcastChannel(SIGNED_OUT);
    tabs.onmessage = () => forgetKept();
    return () => tabs.close();
  }, []);
  return null;
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
      `${typedBefore} `,
      createElement("q", null, found),
      " ",
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
