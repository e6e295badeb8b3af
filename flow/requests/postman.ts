import type { JsonObject } from "../json";
import { isInAddress, type Pair, type RequestSketch, type Requests } from "./requests";

/**
 * The requests as a Postman collection, https://schema.getpostman.com/json/collection/v2.1.0/docs/index.html: the variable `instance` holds
 * the address of Salesforce, `token` the access token. Values read from an answer are kept for later requests, as in the flow.
 */
export function postmanCollection(all: Requests, instance: string): JsonObject {
  const { flow, requests, variables } = all;
  return {
    info: {
      name: `${flow}: its requests`,
      description:
        "The HTTP requests of a call flow. Set token to an access token of the org (sf org display shows one) and instance to its address.",
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    variable: [
      { key: "instance", value: instance },
      { key: "token", value: "" },
      ...Object.entries(variables).map(([key, value]) => ({
        key,
        value: isInAddress(all, key) ? plusEncoded(value) : value,
      })),
    ],
    item: requests.map(item),
  };
}

/** A plus sign in an address means a space. Clients leave a percent-encoded one unchanged. */
const plusEncoded = (value: string): string => value.replaceAll("+", "%2B");

function item(request: RequestSketch): JsonObject {
  const { name, description, method, address, authenticated, query, headers, body, reads } = request;
  const [path = "", ...written] = address.split("?");
  const all = [...pairsOf(written.join("?")), ...query];
  const base = authenticated ? `{{instance}}${path}` : path;
  const lines = reads.flatMap(({ variable, path: jsonPath }) => {
    const accessor = accessorOf(jsonPath);
    return accessor === undefined ? [] : [`keep(${JSON.stringify(variable)}, body${accessor});`];
  });
  return {
    name,
    ...(lines.length > 0 && {
      event: [
        {
          listen: "test",
          script: {
            type: "text/javascript",
            exec: [
              "let body = {}; try { body = pm.response.json(); } catch { /* no JSON: nothing to keep */ }",
              "const keep = (name, value) => { if (value !== undefined && value !== null) pm.collectionVariables.set(name, String(value)); };",
              ...lines,
            ],
          },
        },
      ],
    }),
    request: {
      method,
      description,
      ...(authenticated && {
        auth: { type: "bearer", bearer: [{ key: "token", value: "{{token}}", type: "string" }] },
      }),
      header: [
        ...headers.map(({ key, value }) => ({ key, value })),
        ...(body === "" ? [] : [{ key: "Content-Type", value: "application/json" }]),
      ],
      url: {
        raw: all.length === 0 ? base : `${base}?${all.map(({ key, value }) => `${key}=${value}`).join("&")}`,
        ...(authenticated && { host: ["{{instance}}"], path: path.split("/").filter((part) => part !== "") }),
        query: all.map(({ key, value }) => ({ key, value })),
      },
      ...(body !== "" && { body: { mode: "raw", raw: body, options: { raw: { language: "json" } } } }),
    },
  };
}

/** `q=SELECT+Id` as pairs, still encoded as written. */
const pairsOf = (text: string): readonly Pair[] =>
  text === ""
    ? []
    : text.split("&").map((part) => {
        const at = part.indexOf("=");
        return at < 0 ? { key: part, value: "" } : { key: part.slice(0, at), value: part.slice(at + 1) };
      });

/** `$.records[0].Account.Name` as `?.records?.[0]?.Account?.Name`; undefined for more complex paths. */
export function accessorOf(jsonPath: string): string | undefined {
  if (!/^\$(\.?\w+|\.?\[\d+\]|\['[^'\\]+'\])*$/.test(jsonPath.trim())) return undefined;
  const steps =
    jsonPath
      .trim()
      .slice(1)
      .match(/\w+|\['[^']+'\]/g) ?? [];
  return steps
    .map((step) =>
      /^\d+$/.test(step)
        ? `?.[${step}]`
        : step.startsWith("[")
          ? `?.[${JSON.stringify(step.slice(2, -2))}]`
          : `?.${step}`,
    )
    .join("");
}
