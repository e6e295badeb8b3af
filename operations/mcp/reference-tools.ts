import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { redact } from "../../providers/http/redact";
import { READING, limit, stack, rowsOf, wordsOf, rows, answer, words } from "./answers";
import type { McpOptions } from "./server";

const REFERENCE = join(dirname(createRequire(__filename).resolve("datadip/package.json")), "docs", "reference");
const CLOUDS = ["webex", "salesforce"] as const;

const pagesOf = (cloud: (typeof CLOUDS)[number]): readonly string[] =>
  readdirSync(join(REFERENCE, cloud))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => `${cloud}/${name.slice(0, -3)}`);

function pageOf(page: string): string {
  const known = CLOUDS.flatMap(pagesOf).find((one) => one === page);
  if (known === undefined) throw new Error(`There is no reference of ${page}: the tool kinds lists those that are.`);
  return readFileSync(join(REFERENCE, `${known}.md`), "utf8");
}

/** The page of a kind: `webex/business-hours` for `webex.BusinessHours`. */
const slug = (kind: string): string =>
  kind
    .replace(".", "/")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();

/** The tools about kinds and their objects, and the reference pages as resources. */
export function referenceTools(server: McpServer, lookUp: McpOptions["lookUp"]): void {
  kindsTool(server);
  referenceTool(server);
  lookUpTool(server, lookUp);
  referencePages(server);
}

function kindsTool(server: McpServer): void {
  server.registerTool(
    "kinds",
    {
      annotations: READING,
      description: "The kinds of resources that a program can declare.",
      inputSchema: {},
      outputSchema: rowsOf,
    },
    () => {
      const all = CLOUDS.flatMap(pagesOf).map((page) => {
        const [title = ""] = /^# (.*)$/m.exec(pageOf(page))?.slice(1) ?? [];
        return { kind: title, page };
      });
      return answer(rows(all, all.length, redact));
    },
  );
}

function referenceTool(server: McpServer): void {
  server.registerTool(
    "reference",
    {
      annotations: READING,
      description: "The reference of a kind, such as webex.Queue: its inputs with unit and range, outputs, limits.",
      inputSchema: { kind: z.string() },
      outputSchema: wordsOf,
    },
    ({ kind }) => words(pageOf(slug(kind))),
  );
}

function lookUpTool(server: McpServer, lookUp: McpOptions["lookUp"]): void {
  server.registerTool(
    "look_up",
    {
      annotations: { ...READING, openWorldHint: true },
      description:
        "Objects of a kind of Webex in the tenant of a stack, by name, with their ids. Reads the tenant with the stack's credentials.",
      inputSchema: {
        kind: z.string(),
        name: z.string().default("").describe("a part of the name, in any case"),
        stack,
        limit,
      },
      outputSchema: rowsOf,
    },
    async ({ kind, name, stack: chosen, limit: most }) => {
      const all = await lookUp(kind, chosen);
      return answer(
        rows(
          all.filter((one) => one.name.toLowerCase().includes(name.toLowerCase())),
          most,
          redact,
        ),
      );
    },
  );
}

function referencePages(server: McpServer): void {
  const listed = CLOUDS.flatMap(pagesOf).map((page) => ({ uri: `datadip://reference/${page}`, name: page }));
  server.registerResource(
    "reference",
    new ResourceTemplate("datadip://reference/{cloud}/{kind}", { list: () => ({ resources: listed }) }),
    { description: "The reference of each kind", mimeType: "text/markdown" },
    (uri, { cloud, kind }) => ({
      contents: [{ uri: uri.href, mimeType: "text/markdown", text: pageOf(`${String(cloud)}/${String(kind)}`) }],
    }),
  );
}
