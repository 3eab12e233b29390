// A form with a file: goes to a route, and its answer comes back to the page.
import { createElement, useState } from "react";

const MOST_PROBLEMS = 100;

export function UploadForm({ action, onAnswer, onChanged, children, ...rest }) {
  const [busy, setBusy] = useState(false);
  const [answered, setAnswered] = useState(false);

  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    form.set("mode", event.nativeEvent.submitter?.value || "plan");
    setBusy(true);
    try {
      const answer = await fetch(action, { method: "POST", body: form });
      const told = await answer.json();
      if (told.plan?.problems) {
        told.plan.problems = told.plan.problems.slice(0, MOST_PROBLEMS);
      }
      onAnswer?.(told);
    } catch {
      onAnswer?.({ code: "failed" });
    } finally {
      setBusy(false);
      setAnswered(true);
    }
  };

  // What was said was said of the form as it was.
  const change = () => {
    if (answered) {
      setAnswered(false);
      onChanged?.();
    }
  };

  return createElement(
    "form",
    {
      ...rest,
      onSubmit: submit,
      onChange: change,
      "aria-busy": busy,
      "data-busy": busy,
    },
    children,
  );
}

// A file to choose, in the reader's words: a browser's own speak the browser's language.
export function FilePicker({ choose, none, id, ...rest }) {
  const [names, setNames] = useState("");
  const take = (event) =>
    setNames([...event.target.files].map((file) => file.name).join(", "));

  return createElement(
    "div",
    { className: "file" },
    createElement("input", { ...rest, id, type: "file", onChange: take }),
    createElement("label", { htmlFor: id, className: "button quiet" }, choose),
    createElement("span", { className: "muted", "aria-hidden": true }, names || none),
  );
}
