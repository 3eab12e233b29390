// A form with a file: goes to a route, and its answer comes back to the page.
import { createElement, useState } from "react";

const MOST_PROBLEMS = 100;

export function UploadForm({ action, onAnswer, children, ...rest }) {
  const [busy, setBusy] = useState(false);

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
    }
  };

  return createElement(
    "form",
    { ...rest, onSubmit: submit, "aria-busy": busy, "data-busy": busy },
    children,
  );
}
