// A field that loses nothing: what is typed is kept in this tab until the server has
// it, through lost connections, ended sessions and reloads. Keys begin with the number
// of the person who typed.
import {
  createElement,
  Fragment,
  useEffect,
  useLayoutEffect,
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

// So soon after another language was chosen, forms are drawn anew in that language.
const SOON = 5000; // milliseconds

/**
 * In a form: keeps what was typed when the person's session has ended, until they are
 * back, and when they read on in another language. `ended` is 0, or grows each time that
 * the form was refused because the session had ended.
 */
export function FormKeeper({ name, reader, locale, ended }) {
  const here = useRef(null);
  const hasEnded = useRef(0);
  hasEnded.current = ended;
  const read = useRef(locale);
  const switched = useRef(0); // when another language was chosen
  if (read.current !== locale) switched.current = Date.now();
  read.current = locale;

  const place = (form) => {
    const hidden = [...form.querySelectorAll("input[type=hidden]")];
    const which = hidden.map((each) => each.value).join();
    return `${PREFIX}${reader}:form:${location.pathname}:${name}:${which}`;
  };
  const keep = (form) => {
    const typed = changes(form);
    const until = hasEnded.current ? null : switched.current + SOON;
    const kept = JSON.stringify({ typed, until });
    if (typed.length) sessionStorage.setItem(place(form), kept);
  };

  useLayoutEffect(() => {
    if (ended) keep(here.current.closest("form"));
  }, [ended]);

  useLayoutEffect(() => {
    const form = here.current.closest("form");
    const found = JSON.parse(sessionStorage.getItem(place(form)));
    sessionStorage.removeItem(place(form));
    const counts = found && (found.until === null || Date.now() < found.until);
    const stop = counts ? putBack(form, found.typed) : () => {};
    const submitted = () => (switched.current = 0);
    form.addEventListener("submit", submitted);
    return () => {
      stop();
      keep(form);
      form.removeEventListener("submit", submitted);
    };
  }, []);

  return createElement("span", { ref: here, hidden: true });
}

/** What is otherwise than the form began with: name, value, and whether it is ticked. */
function changes(form) {
  return [...form.elements].filter(isChanged).map(({ name, value, checked }) => ({
    name,
    value,
    checked,
  }));
}

function isChanged(field) {
  if (!field.name || ["hidden", "file", "password"].includes(field.type)) return false;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const begun = [...field.options].findIndex((each) => each.defaultSelected);
  return field.selectedIndex !== Math.max(begun, 0);
}

/** Type it all again, also into fields that only come with what is chosen in others. */
function putBack(form, typed) {
  const left = new Set(typed);
  const fill = () => {
    for (const field of form.elements) {
      const isIt = (each) =>
        each.name === field.name &&
        (field.type !== "checkbox" || each.value === field.value);
      const found = [...left].find(isIt);
      if (!found) continue;
      left.delete(found);
      if (field.type === "checkbox") {
        if (field.checked !== found.checked) field.click();
      } else {
        field.value = found.value;
        const event = field.tagName === "SELECT" ? "change" : "input";
        field.dispatchEvent(new Event(event, { bubbles: true }));
      }
    }
  };
  fill();
  const more = new MutationObserver(fill);
  more.observe(form, { childList: true, subtree: true });
  const patience = setTimeout(() => more.disconnect(), SOON);
  return () => {
    clearTimeout(patience);
    more.disconnect();
  };
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
