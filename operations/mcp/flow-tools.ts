import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { diffFlows, drawMermaid, drawSvg, flowFacts, FlowMask, lintFlow } from "../../flow";
import {
  answerTableSchema,
  callScriptSchema,
  callText,
  recordWords,
  simulateCall,
  tableAnswers,
} from "../../flow/simulate";
import { inventedAnswers } from "../review/answers";
import { reviewFlow, recordsSchema } from "../review";
import type { Files } from "./files";
import { READING, file, limit, rowsOf, wordsOf, safeOf, rows, answer, words } from "./answers";

const tool = { annotations: READING } as const;

/** The tools about an exported flow. */
export function flowTools(server: McpServer, files: Files): void {
  lintTool(server, files);
  factsTool(server, files);
  diffTool(server, files);
  drawTool(server, files);
  callTool(server, files);
  reviewTool(server, files);
}

function lintTool(server: McpServer, files: Files): void {
  server.registerTool(
    "lint",
    {
      ...tool,
      description: "Findings about an exported flow, the worst first, each with its reason and fix.",
      inputSchema: { file, limit },
      outputSchema: rowsOf,
    },
    ({ file: path, limit: most }) => {
      const flow = files.flow(path);
      const order = { error: 0, warning: 1, info: 2 };
      const found = lintFlow(flow).toSorted((one, other) => order[one.severity] - order[other.severity]);
      return answer(rows(found, most, safeOf(flow)));
    },
  );
}

function factsTool(server: McpServer, files: Files): void {
  server.registerTool(
    "facts",
    {
      ...tool,
      description: "What a flow is made of: activities by type, links, variables, values to bind.",
      inputSchema: { file, limit },
      outputSchema: wordsOf,
    },
    ({ file: path, limit: most }) => {
      const flow = files.flow(path);
      const { processes, variables, bindings, ...facts } = flowFacts(flow);
      const short = { ...facts, variables: variables.slice(0, most), bindings: bindings.slice(0, most), processes };
      return words(JSON.stringify(short), safeOf(flow));
    },
  );
}

function diffTool(server: McpServer, files: Files): void {
  server.registerTool(
    "diff",
    {
      ...tool,
      description: "What changed in meaning between two exports of a flow.",
      inputSchema: { before: file, after: file, limit },
      outputSchema: rowsOf,
    },
    ({ before, after, limit: most }) => {
      const [old, now] = [files.flow(before), files.flow(after)];
      return answer(rows(diffFlows(old, now), most, safeOf(old, now)));
    },
  );
}

function drawTool(server: McpServer, files: Files): void {
  server.registerTool(
    "draw",
    {
      ...tool,
      description: "The flow as a picture: Mermaid text, or SVG.",
      inputSchema: { file, format: z.enum(["mermaid", "svg"]).default("mermaid") },
      outputSchema: wordsOf,
    },
    ({ file: path, format }) => {
      const flow = files.flow(path);
      const hidden = new FlowMask(flow).flow(flow);
      return words(format === "svg" ? drawSvg(hidden) : drawMermaid(hidden), safeOf(flow));
    },
  );
}

function callTool(server: McpServer, files: Files): void {
  server.registerTool(
    "call",
    {
      ...tool,
      description:
        "Plays a call through an exported flow: what the caller hears, the requests, and what the agent sees. Answers of Salesforce are invented unless a table gives them.",
      inputSchema: {
        file,
        from: z.string().optional().describe("caller's number; anonymous when withheld"),
        salesforce: z.enum(["one", "none", "several", "down"]).default("one").describe("what searches find"),
        table: file.optional().describe("answers to requests, as datadip call --flow --table takes them"),
        script: file.optional().describe("what caller and agent do, as datadip call --script takes it"),
      },
      outputSchema: wordsOf,
    },
    ({ file: path, from, salesforce, table, script }) => {
      const flow = files.flow(path);
      const asked = table === undefined ? undefined : files.data(table, answerTableSchema, "a table of answers");
      const written =
        script === undefined ? callScriptSchema.parse({}) : files.data(script, callScriptSchema, "a script");
      const answers = asked === undefined ? inventedAnswers(flow, salesforce) : tableAnswers(asked);
      const result = simulateCall(flow, { ...written, ...(from !== undefined && { from }) }, answers);
      return words(`${callText(result)}\n${recordWords(flow, result)}`, safeOf(flow));
    },
  );
}

function reviewTool(server: McpServer, files: Files): void {
  server.registerTool(
    "review",
    {
      ...tool,
      description:
        "How a flow treats eight kinds of callers, judged in a sentence each. npx datadip review makes the page about it.",
      inputSchema: { file, against: file.optional(), table: file.optional(), records: file.optional() },
      outputSchema: { ...rowsOf, errors: z.number(), warnings: z.number(), changes: z.number() },
    },
    async ({ file: path, against, table, records }) => {
      const flow = files.flow(path);
      const { review } = await reviewFlow(flow, {
        ...(against !== undefined && { against: files.flow(against) }),
        ...(table !== undefined && { table: files.data(table, answerTableSchema, "a table of answers") }),
        ...(records !== undefined && { records: files.data(records, recordsSchema, "a file of records") }),
      });
      const count = (severity: string): number => review.findings.filter((one) => one.severity === severity).length;
      const calls = review.calls.map(({ title, level, verdict, record }) => ({ title, level, verdict, record }));
      const told = { errors: count("error"), warnings: count("warning"), changes: review.changes?.length ?? 0 };
      return answer({ ...rows(calls, calls.length, safeOf(flow)), ...told });
    },
  );
}
