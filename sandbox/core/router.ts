/** What the router needs of a route. */
export interface Routed {
  readonly method: string;
  /** A path template; `{name}` matches any text without a slash. */
  readonly path: string;
}

/** A found route, or the methods that the path has. */
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
    // A text with an invalid percent sign names nothing that exists; it is not an error of the server.
    return text;
  }
};

/**
 * A finder of routes. The template with the fewest braces wins; undefined for an unknown path.
 * @param stops characters that end the text of a `{name}`; Google-style verbs such as `{id}:publish` need the colon too.
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
