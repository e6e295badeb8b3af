import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lintFlow, type Finding } from "../../../flow";
import { ROWS } from "./rows";
import { smallFlow } from "./small-flow";

/**
 * Everything that lint says of the flows in the tables: of which place, and the names and numbers of the message, but not its words.
 * `DATADIP_FINDINGS=write` writes the file; read what changed.
 */
const FILE = join(__dirname, "findings.txt");

/** A flow with more findings is there for their number. */
const MOST = 40;

/** A name in quotation marks, a host or a path, a number. */
const FACT = /"[^"]*"|[^\s"]*\w[./]\w[^\s"]*|\d[\d,]*/g;

const lineOf = ({ rule, process, activity, path, message }: Finding): string =>
  [rule, process, activity, path, ...(message.match(FACT) ?? [])].filter((part) => part !== "").join(" ");

const flows = Object.entries(ROWS).flatMap(([rule, { bad, good = [], options }]) => [
  ...bad.map(([flow], index) => ({ title: `${rule} speaks ${index}`, flow, options })),
  ...good.map((flow, index) => ({ title: `${rule} keeps silent ${index}`, flow, options })),
]);

const sections = new Map(
  readFileSync(FILE, "utf8")
    .split(/^# /m)
    .map((section) => section.trimEnd().split("\n"))
    .map(([title = "", ...lines]) => [title, lines]),
);

const found: string[] = [];
afterAll(() => {
  if (process.env.DATADIP_FINDINGS === "write") writeFileSync(FILE, found.join(""));
});

it.each(flows)("$title", ({ title, flow, options }) => {
  const lines = lintFlow(smallFlow(flow), options).map(lineOf);
  if (lines.length > MOST) return;
  found.push(`# ${[title, ...lines].join("\n")}\n`);
  if (process.env.DATADIP_FINDINGS !== "write") expect(lines).toEqual(sections.get(title));
});
