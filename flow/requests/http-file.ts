import { isInAddress, type RequestSketch, type Requests } from "./requests";

/** The requests as a .http file, which editors can send: https://www.jetbrains.com/help/idea/exploring-http-syntax.html */
export function httpFile(all: Requests, instance: string): string {
  const { flow, requests, variables } = all;
  return [
    `# The HTTP requests of ${oneLine(flow)}. Set token to an access token of the org: sf org display shows one.`,
    `@instance = ${instance}`,
    "@token =",
    ...Object.entries(variables).map(
      ([name, value]) => `@${name} = ${oneLine(isInAddress(all, name) ? encode(value) : value)}`,
    ),
    "",
    ...requests.flatMap(section),
  ].join("\n");
}

function section({ name, description, method, address, authenticated, query, headers, body }: RequestSketch) {
  const glue = address.includes("?") ? "&" : "?";
  const asked =
    query.length === 0 ? "" : `${glue}${query.map(({ key, value }) => `${encode(key)}=${encode(value)}`).join("&")}`;
  return [
    `### ${oneLine(name)}`,
    ...(description === "" ? [] : [`# ${oneLine(description)}`]),
    `${method} ${authenticated ? "{{instance}}" : ""}${oneLine(address)}${asked}`,
    ...(authenticated ? ["Authorization: Bearer {{token}}"] : []),
    ...headers.map(({ key, value }) => `${oneLine(key)}: ${oneLine(value)}`),
    ...(body === "" ? [] : ["Content-Type: application/json", "", body]),
    "",
  ];
}

/** A line break would end the request line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** Percent-encodes everything except variables. */
const encode = (text: string): string =>
  text
    .split(/(\{\{\w+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join("");
