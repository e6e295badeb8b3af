type Step = { readonly kind: "any" } | { readonly kind: "one" } | { readonly kind: "char"; readonly char: string };

/** Parses a pattern. `\%`, `\_` and `\\` mean the second character itself; all other string escapes are already replaced. */
function stepsOf(pattern: string): readonly Step[] {
  const steps: Step[] = [];
  const chars = [...pattern.toLowerCase()];
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index] ?? "";
    const next = chars[index + 1] ?? "";
    if (char === "\\" && (next === "%" || next === "_" || next === "\\")) {
      steps.push({ kind: "char", char: next });
      index += 1;
    } else if (char === "%") {
      if (steps.at(-1)?.kind !== "any") steps.push({ kind: "any" });
    } else {
      steps.push(char === "_" ? { kind: "one" } : { kind: "char", char });
    }
  }
  return steps;
}

/**
 * A matcher of a LIKE pattern: `%` matches any run of characters, `_` exactly one; case does not matter.
 * It only ever backtracks to the last `%`, so that no pattern makes it slow.
 */
export function likeMatcher(pattern: string): (text: string) => boolean {
  const steps = stepsOf(pattern);
  return (text) => {
    const chars = [...text.toLowerCase()];
    let at = 0;
    let step = 0;
    let lastAny = -1;
    let resumeAt = 0;
    while (at < chars.length) {
      const current = steps[step];
      if (current?.kind === "any") {
        lastAny = step;
        resumeAt = at;
        step += 1;
      } else if (current !== undefined && (current.kind === "one" || current.char === chars[at])) {
        step += 1;
        at += 1;
      } else if (lastAny >= 0) {
        step = lastAny + 1;
        resumeAt += 1;
        at = resumeAt;
      } else return false;
    }
    return steps.slice(step).every(({ kind }) => kind === "any");
  };
}
