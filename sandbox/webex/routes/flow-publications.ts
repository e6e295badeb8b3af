import type { Route } from "../route";

/** Where Cisco publishes a flow route: without the prefix, with it (the routes of the older format), or nowhere. */
type Publication = "bare" | "flow-store" | "nowhere";

/** The route under both prefixes; the setting `flowLayout` decides where it answers. */
export const bothPrefixes = (route: Route, publication: Publication): readonly Route[] => [
  {
    ...route,
    path: `/flow-store${route.path}`,
    layouts: ["both", "flow-store", ...(publication === "flow-store" ? ["published"] : [])],
  },
  { ...route, layouts: ["both", ...(publication === "bare" ? ["published"] : [])] },
];

const PUBLISHED: readonly string[] = [
  "GET /flows",
  "GET /flows:search",
  "DELETE /flows/{flow}",
  "POST /flows/{flow}:publish",
  "POST /flows/{flow}:lock",
  "POST /flows/{flow}:unlock",
];
const LEGACY: readonly string[] = ["POST /flows:import", "GET /flows/{flow}:export"];

export const publicationOf = (operation: string): Publication => {
  if (LEGACY.includes(operation)) return "flow-store";
  return PUBLISHED.includes(operation) ? "bare" : "nowhere";
};
