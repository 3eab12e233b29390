// Forms as the server describes them: an id, and fields as rows. What is typed is kept
// in this tab, by field and person, until the server has taken it: through reloads, lost
// connections, ended sessions and other languages.
import {
  createContext,
  createElement,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { FIELDS, handOn } from "./frame.js";
import { kept } from "./kept.js";

const Here = createContext(null);
const LAST_TAKEN = "hub-taken"; // survives a reload, so that nothing is forgotten twice
const PATIENCE = 3000; // milliseconds until a form that had no answer may be sent again

const onPage = new Map(); // what a form that is on the page does when it was taken

function bare(path) {
  return decodeURI(path || "").replace(/(?!^)\/+$/, "");
}

/** Where the fields of a form are kept. */
function place(reader, path, form) {
  return `${reader}:form:${bare(path)}:${form}:`;
}

const same = (one, other) => String(one) === String(other);

/** What a field begins with: a text, or a list of what is ticked. */
const given = (field) => (field.kind === "ticks" ? field.chosen : field.value);

/** Forgets what was typed into a form that the server has taken. */
export function TakenForms({ reader, taken }) {
  const { form, at, stamp } = taken;
  useEffect(() => {
    if (!stamp || sessionStorage.getItem(LAST_TAKEN) === stamp) return;
    sessionStorage.setItem(LAST_TAKEN, stamp);
    const where = place(reader, at, form);
    if (onPage.has(where)) onPage.get(where)();
    else kept.forgetAll(where);
  }, [stamp]);
  return null;
}

/** A form. Without `onSubmit` the browser itself sends it to `action`, and nothing is kept. */
export function HubForm({ form, ...rest }) {
  if (!form) return null;
  const where = place(rest.reader, location.pathname, form.id);
  return createElement(Form, { key: where, where, form, ...rest });
}

function Form(props) {
  const { form, where, opens, action, words, onSubmit, onRedraw, className } = props;
  const typing = useTyping(form, where, Boolean(onSubmit), onRedraw);
  const element = useRef(null);
  const sent = useRef(null);
  useFocus(element, form, opens, !onSubmit);
  useLayoutEffect(() => {
    if (typing.restored) unfold(element.current);
  }, []);

  useLayoutEffect(() => {
    if (!onSubmit) return undefined;
    onPage.set(where, () => {
      typing.latest.current.taken(sent.current?.values);
      sent.current = null;
      if (form.adds && hasFocus(element.current)) {
        element.current.querySelector(FIELDS)?.focus();
      }
    });
    return () => onPage.delete(where);
  });
  useEffect(() => {
    sent.current = null;
  }, [form.refusals]);

  const submit = (event) => {
    event.preventDefault();
    if (sent.current && Date.now() < sent.current.at + PATIENCE) return;
    sent.current = { values: typing.values(), at: Date.now() };
    onSubmit(form.id, sent.current.values);
  };
  const forget = (event) => {
    if (event.target.closest("[data-forget]")) typing.forget();
  };
  const sends = onSubmit ? { onSubmit: submit } : { action, method: "post" };
  return createElement(
    Here.Provider,
    { value: { form, typing, words } },
    createElement(
      "form",
      {
        ...sends,
        id: form.id,
        ref: element,
        className,
        noValidate: true,
        onClickCapture: forget,
        "aria-label": form.title || undefined,
      },
      createElement(Said),
      props.children,
    ),
  );
}

const hasFocus = (element) =>
  element.contains(document.activeElement) || document.activeElement === document.body;

/**
 * What is typed into a form, by the names of its fields: { text, base, revision }. `base`
 * is what the field held when typing began, and `revision` that of the whole.
 */
function useTyping(form, where, keeps, onRedraw) {
  const found = () => {
    const all = form.fields.map((each) => [each.name, keeps && kept.read(where + each.name)]);
    return Object.fromEntries(all.filter(([, typed]) => typed));
  };
  const [typed, setTyped] = useState(found);
  const [restored, setRestored] = useState(() => Object.keys(typed).length > 0);
  const now = useRef(typed);
  const names = form.fields.map((each) => each.name).join();
  useLayoutEffect(() => {
    now.current = { ...found(), ...now.current }; // fields have come: were they known?
    setTyped(now.current);
  }, [names]);

  const set = (name, one) => {
    const { [name]: _, ...others } = now.current;
    now.current = one ? { ...others, [name]: one } : others;
    setTyped(now.current);
    if (!keeps) return;
    if (one) kept.write(where + name, one.text, one.base, { revision: one.revision });
    else kept.forget(where + name);
  };
  const value = (field) => {
    const one = now.current[field.name];
    const fits =
      one && (field.kind !== "select" || field.options.some((o) => o.value === one.text));
    return fits ? one.text : given(field);
  };
  const values = () =>
    Object.fromEntries(form.fields.map((each) => [each.name, value(each)]));
  const type = (field, text) => {
    const before = now.current[field.name];
    const base = before ? before.base : given(field);
    const revision = before ? before.revision : form.revision;
    set(field.name, same(text, given(field)) ? null : { text, base, revision });
  };
  const forget = () => {
    form.fields.forEach((each) => set(each.name, null));
    kept.forgetAll(where); // also of fields that are not shown now
    now.current = {};
    setTyped({});
    setRestored(false);
  };
  /** The server has these values. What was typed since stays, over what is saved now. */
  const taken = (sentValues) => {
    const fields = Object.fromEntries(form.fields.map((each) => [each.name, each]));
    for (const [name, one] of Object.entries(now.current)) {
      const field = fields[name];
      if (!sentValues || !field || same(one.text, sentValues[name])) set(name, null);
      else set(name, { text: one.text, base: given(field), revision: form.revision });
    }
    setRestored(false);
  };
  /** What somebody else has made of a field since it was typed into; else null. */
  const differs = (field) => {
    const one = typed[field.name];
    const moved = one && one.revision !== form.revision && !same(one.base, given(field));
    return moved && !same(one.text, given(field)) ? given(field) : null;
  };

  // The form is drawn for what is chosen in it: by typing, or as it was kept.
  const live = form.fields.filter((each) => each.live);
  const chosen = live.map((each) => String(value(each))).join("\n");
  const drawnFor = live.map((each) => each.drawn_for).join("\n");
  useEffect(() => {
    if (chosen !== drawnFor) onRedraw?.(form.id, values());
  }, [chosen, drawnFor]);
  const latest = useRef(null);
  latest.current = { taken };
  return { value, values, type, forget, differs, set, restored, latest };
}

const WRONG = '[aria-invalid="true"], [data-invalid="true"] input, .form-error';

function toWrong(form) {
  const wrong = form.querySelector(WRONG);
  unfold(wrong);
  wrong?.focus();
}

/** Open whatever something is folded away in. */
function unfold(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
}

/** The cursor goes into a form that opens, to what is wrong in one that was refused, and
 * on to what stands in its place when it is gone. */
function useFocus(element, form, opens, isNative) {
  const refusals = useRef(form.refusals);
  useLayoutEffect(() => {
    const here = element.current;
    if (opens) here.querySelector(FIELDS)?.focus();
    if (isNative) toWrong(here); // the page is its answer
    return () => {
      if (here.contains(document.activeElement)) handOn(here);
    };
  }, []);
  useEffect(() => {
    if (form.refusals > refusals.current) {
      toWrong(element.current);
    }
    refusals.current = form.refusals;
  }, [form.refusals]);
}

/** What is to be said about the whole form. */
function Said() {
  const { form, typing, words } = useContext(Here);
  const box = (className, ...inside) =>
    createElement("div", { className, role: "status" }, ...inside);
  if (form.error) {
    const attributes = { className: "told behind form-error", role: "alert", tabIndex: -1 };
    return createElement("div", attributes, createElement("p", null, form.error));
  }
  if (!typing.restored) return null;
  const discard = { type: "button", className: "button plain small", onClick: typing.forget };
  return box(
    "told watch form-restored",
    createElement("span", null, words.restored),
    " ",
    createElement("button", discard, words.discard),
  );
}

/** Fields of the form around them, all or some; those of one row stand side by side. */
export function HubFields({ names = [], beside = false }) {
  const here = useContext(Here);
  if (!here) return null;
  const { fields } = here.form;
  const isOf = (name) => (each) => each.name === name || each.name.startsWith(`${name}.`);
  const wanted = names.length ? names.flatMap((name) => fields.filter(isOf(name))) : fields;
  if (!wanted.length) return null;
  if (beside) return createElement("div", { className: "fields-row" }, wanted.map(drawn));
  return wanted
    .filter((each, at) => !each.row || each.row !== wanted[at - 1]?.row)
    .map((each) => {
      if (!each.row) return drawn(each);
      const own = wanted.filter((other) => other.row === each.row);
      return createElement("div", { key: each.row, className: "fields-row" }, own.map(drawn));
    });
}

function drawn(field) {
  return createElement(Field, { key: field.name, field });
}

function Field({ field }) {
  const { typing, words } = useContext(Here);
  const text = typing.value(field);
  const length = field.kind === "ticks" ? 0 : [...text].length;
  const tooLong =
    field.most && length > field.most
      ? words.tooLong.replace("{most}", field.most).replace("{n}", length)
      : "";
  const error = tooLong || field.error;
  const described = [
    field.hint && `${field.id}-hint`,
    error && `${field.id}-error`,
    typing.differs(field) !== null && `${field.id}-differs`,
  ].filter(Boolean);
  const wired = {
    id: field.id,
    name: field.name,
    lang: field.lang || undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-required": field.needed ? "true" : undefined,
    "aria-describedby": described.join(" ") || undefined,
    autoComplete: field.auto || undefined,
  };
  const parts = { field, text, error, wired, type: (to) => typing.type(field, to) };
  const shape = { tick: Tick, ticks: Ticks }[field.kind] || Labelled;
  return createElement(
    shape,
    parts,
    field.hint && createElement("p", { id: `${field.id}-hint`, className: "hint" }, field.hint),
    error && createElement("p", { id: `${field.id}-error`, className: "error" }, error),
    createElement(Differs, { field }),
  );
}

function Label({ field }) {
  if (!field.tag) return field.label;
  const tag = createElement("span", { className: "language-tag" }, ` (${field.tag})`);
  return [field.label, tag].map((each, at) => createElement("span", { key: at }, each));
}

function Labelled({ field, text, wired, type, children: [hint, ...below] }) {
  return createElement(
    "div",
    { className: "field" },
    createElement("label", { htmlFor: field.id }, createElement(Label, { field })),
    hint,
    createElement(Control, { field, text, wired, type }),
    ...below,
  );
}

const INPUTS = { secret: "password", email: "email", day: "date" };
const KEYPADS = { whole: "numeric", decimal: "decimal" };

function Control({ field, text, wired, type }) {
  const short = field.short || field.kind === "day" || field.kind in KEYPADS;
  const attributes = {
    ...wired,
    value: text,
    onChange: (event) => type(event.target.value),
    className: short ? "input short" : "input",
  };
  if (field.kind === "text") return createElement("textarea", { ...attributes, rows: 4 });
  if (field.kind === "select") {
    const options = field.options.map((each) =>
      createElement("option", { key: each.value, value: each.value }, each.label),
    );
    return createElement("select", attributes, options);
  }
  attributes.type = INPUTS[field.kind] || "text";
  attributes.inputMode = KEYPADS[field.kind];
  return createElement("input", attributes);
}

function Tick({ field, text, wired, type, children }) {
  const box = {
    ...wired,
    type: "checkbox",
    value: "true",
    checked: text === "true",
    onChange: (event) => type(event.target.checked ? "true" : ""),
  };
  const label = createElement(
    "label",
    { className: "choice" },
    createElement("input", box),
    createElement("span", null, field.label),
  );
  return createElement("div", { className: "field tick" }, label, ...children);
}

function Ticks({ field, text, error, wired, type, children: [hint, ...below] }) {
  const one = (option) => {
    const box = {
      id: `${field.id}.${option.value}`,
      name: field.name,
      value: option.value,
      type: "checkbox",
      checked: text.includes(option.value),
      onChange: (event) => {
        const others = text.filter((each) => each !== option.value);
        const chosen = event.target.checked ? [...others, option.value] : others;
        const order = field.options.map((each) => each.value);
        type(order.filter((each) => chosen.includes(each)));
      },
    };
    return createElement(
      "label",
      { key: option.value, className: "choice" },
      createElement("input", box),
      createElement("span", null, option.label),
    );
  };
  return createElement(
    "fieldset",
    {
      id: field.id,
      className: "field ticks",
      "aria-describedby": wired["aria-describedby"],
      "data-invalid": error ? "true" : undefined,
    },
    createElement("legend", null, field.label),
    hint,
    createElement("div", { className: "choices" }, field.options.map(one)),
    ...below,
  );
}

/** Somebody has changed this field since: what it is now, and a button to use that. */
function Differs({ field }) {
  const { form, typing, words } = useContext(Here);
  const now = typing.differs(field);
  if (now === null) return null;
  const options = Object.fromEntries(field.options.map((each) => [each.value, each.label]));
  const said = [now].flat().map((each) => options[each] ?? each).join(", ");
  const shown = (field.kind === "tick" ? { true: "✓", "": "" }[now] : said) || words.nothing;
  const take = {
    type: "button",
    className: "button plain small",
    onClick: () => {
      typing.set(field.name, null);
      document.getElementById(field.id)?.focus();
    },
  };
  return createElement(
    "p",
    { id: `${field.id}-differs`, className: "told watch" },
    `${words.differs} `,
    createElement("q", null, shown),
    " ",
    createElement("button", take, words.take),
  );
}
