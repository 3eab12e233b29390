// A list that is sent once, whole, and of which only what has changed is sent again.
import { useRef } from "react";

/**
 * The lines as they are by now. `changed` are the places that the server writes changed
 * lines into, one after the other: several may arrive before anything is drawn, and of
 * two of the same line the one with the higher number counts.
 */
export function useNewest(lines, changed) {
  const seen = useRef({ lines: null, newest: {} });
  if (seen.current.lines !== lines) seen.current = { lines, newest: {} };
  const { newest } = seen.current;
  for (const line of changed) {
    const before = newest[line.id];
    if (line.id && (!before || before.number < line.number)) newest[line.id] = line;
  }
  return lines.map((line) => newest[line.id] ?? line);
}
