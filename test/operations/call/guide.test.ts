import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callVerb } from "../../../cli/commands/call";
import { testVerb } from "../../../cli/commands/test";
import { dataDipFlow, stringifyFlow } from "../../../flow";
import { runVerb, type Run } from "../../cli/run-verb";
import { DATA_DIP, dataDip, openEnvironment, type Environment } from "./environment";

/** docs/guides/test-calls.md, command by command, in a folder as the guide finds it. */

const ROOT = join(__dirname, "..", "..", "..");
const guide = readFileSync(join(ROOT, "docs/guides/test-calls.md"), "utf8");
const COMMANDS = [...guide.matchAll(/^npx datadip (.+)$/gm)].map(([, words = ""]) => words);
const FILES = [...guide.matchAll(/`(\w+\.yaml)`:\n\n```yaml\n([^`]+)```/g)];

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "datadip-guide-"));
let env: Environment;

beforeAll(async () => {
  env = await openEnvironment(join(folder, ".datadip", "sandbox"));
  await env.line(dataDip(env), "Data Dip Line");
  writeFileSync(join(folder, "flow.json"), stringifyFlow(dataDipFlow(DATA_DIP)));
  for (const [, name = "", content = ""] of FILES) writeFileSync(join(folder, name), content);
  cpSync(join(ROOT, "scenarios"), join(folder, "scenarios"), { recursive: true });
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(before);
  await env.close();
  rmSync(folder, { recursive: true });
});

const run = (words: string): Promise<Run> =>
  runVerb(words.startsWith("test") ? testVerb : callVerb, ...words.split(" "));

it("the guide has commands and files", () => {
  expect([COMMANDS.length, FILES.length]).toEqual([9, 3]);
});

it.each(COMMANDS)("npx datadip %s", async (words) => {
  const { stdout, stderr, exitCode } = await run(words);
  expect([words, exitCode, stderr.replace(/^Wrote coverage\.svg\.\n$/, "")]).toEqual([words, 0, ""]);
  expect(stdout.length).toBeGreaterThan(100);
});

it("prints what the guide shows", async () => {
  const shown = guide.split(/```(?:text)?\n/).find((block) => block.includes("The caller hears:")) ?? "";
  const { stdout } = await run(COMMANDS[0] ?? "");
  const lines = shown.split("\n").filter((line) => line !== "" && line !== "...");
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) expect(stdout).toContain(line);
});
