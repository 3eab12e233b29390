// When things break: a lost connection, and a page that could not be drawn.
import { Component, createElement, useEffect, useState } from "react";

/**
 * Says that the connection is lost, until it is back. `errors` counts attempts that
 * failed since the last good one; the browser itself knows sooner that it is offline.
 */
export function ConnectionNote({ errors, lost }) {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  const isLost = offline || errors > 0;
  return createElement(
    "div",
    { role: "status", className: "connection-region" },
    isLost && createElement("p", { className: "connection" }, lost),
  );
}

/** Instead of a page that could not be drawn. What was typed is kept elsewhere. */
export class FailureBoundary extends Component {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  render() {
    if (!this.state.failed) return this.props.children;
    const { words } = this.props;
    const read = document.documentElement.dataset.reads; // "" where it failed too soon
    const asked = [read, ...navigator.languages.map((each) => each.slice(0, 2))];
    const said = words[asked.find((each) => each in words)] ?? Object.values(words)[0];
    return createElement(
      "main",
      { className: "page narrow failure", role: "alert" },
      createElement("h1", null, said.title),
      createElement("p", { className: "lead" }, said.text),
      createElement(
        "button",
        { type: "button", className: "button", onClick: () => location.reload() },
        said.reload,
      ),
    );
  }
}
