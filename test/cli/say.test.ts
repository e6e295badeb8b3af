import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintVerb } from "../../cli/commands/lint";
import { defineFlow, stringifyFlow } from "../../flow";
import { runVerb } from "./run-verb";

const folder = mkdtempSync(join(tmpdir(), "datadip-say-"));
afterAll(() => rmSync(folder, { recursive: true }));
const faulty = join(folder, "faulty.json");
writeFileSync(
  faulty,
  stringifyFlow(
    defineFlow("Faulty", {
      start: "Ask",
      nodes: {
        Ask: { type: "http-request-v2", method: "GET", url: "https://example.com/{{ x", to: "Bye" },
        Bye: { type: "disconnect-contact" },
      },
    }),
  ),
);
const ESCAPE = String.fromCharCode(27);

/** Standard output as a terminal, or as a pipe. */
async function printedOn(terminal: boolean): Promise<string> {
  const { isTTY } = process.stdout;
  const own = Object.getOwnPropertyDescriptor(process.stdout, "hasColors");
  Object.assign(process.stdout, { isTTY: terminal, hasColors: () => process.env.NO_COLOR === undefined });
  try {
    return (await runVerb(lintVerb, "lint", faulty)).stdout;
  } finally {
    Object.assign(process.stdout, { isTTY });
    if (own === undefined) Reflect.deleteProperty(process.stdout, "hasColors");
    else Object.defineProperty(process.stdout, "hasColors", own);
  }
}

afterEach(() => delete process.env.NO_COLOR);

it("colours what is printed on a terminal, and nothing else", async () => {
  delete process.env.NO_COLOR;
  const plain = await printedOn(false);
  expect(plain).not.toContain(ESCAPE);
  const coloured = await printedOn(true);
  expect(coloured).toContain(`${ESCAPE}[31m    error${ESCAPE}[39m`);
  expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), "")).toBe(plain);
});

it("obeys NO_COLOR", async () => {
  process.env.NO_COLOR = "1";
  expect(await printedOn(true)).not.toContain(ESCAPE);
});
