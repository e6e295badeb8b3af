/** What a route must have to be found. */
export interface Routed {
  readonly method: string;
  /** A path template, `{name}` standing for any text without a slash. */
  readonly path: string;
}

/** A found route, or the methods that the path would have taken. */
export type Found<R> =
  { readonly route: R; readonly params: Readonly<Record<string, string>> } | { readonly allowed: readonly string[] };

const templateToRegExp = (template: string, stops: string): RegExp => {
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith("{") ? `(?<${part.slice(1, -1)}>[^${stops}]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
};

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of a name that does not exist, not a failure of the server.
    return text;
  }
};

/**
 * A finder of routes; the template with fewest braces wins. Undefined for an unknown path.
 * @param stops characters that end the text a brace represents; Google-style verbs such as `{id}:publish` need the colon too.
 */
export const createRouter = <R extends Routed>(
  routes: readonly R[],
  stops = "/",
): ((method: string, path: string) => Found<R> | undefined) => {
  const weight = ({ path }: R): number => path.split("{").length;
  const compiled = routes
    .toSorted((one, other) => weight(one) - weight(other))
    .map((route) => ({ route, pattern: templateToRegExp(route.path, stops) }));
  return (method, path) => {
    const allowed: string[] = [];
    for (const { route, pattern } of compiled) {
      const found = pattern.exec(path);
      if (found === null) continue;
      if (route.method === method) {
        const params = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decodeSafely(text)] as const);
        return { route, params: Object.fromEntries(params) };
      }
      allowed.push(route.method);
    }
    return allowed.length === 0 ? undefined : { allowed };
  };
};
