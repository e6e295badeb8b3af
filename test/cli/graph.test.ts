import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { graphVerb } from "../../cli/commands/graph";
import { exported } from "../operations/graph/state";
import { runVerb } from "./run-verb";

let folder: string;
const { PATH } = process.env;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "datadip-graph-"));
  process.env.PATH = `${folder}:${PATH}`;
  stack(exported([{ kind: "webex.Team", name: "Tier 1" }]));
});
afterAll(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

/** A CLI that prints this state, or else fails with these words. */
function stack(state: string | undefined, error = ""): void {
  const source =
    state === undefined
      ? `process.stderr.write(${JSON.stringify(error)}); process.exit(255);`
      : `process.stdout.write(${JSON.stringify(state)});`;
  writeFileSync(join(folder, "pulumi"), `#!${process.execPath}\n${source}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
}

const refused = (sentence: string) => ({ exitCode: 2, stderr: `${sentence}\n` });
const graph = (...words: readonly string[]) => runVerb(graphVerb, "graph", ...words);
const file = (name: string): string => join(folder, name);

it("writes the picture that the file's name says", async () => {
  await graph("-o", file("e.svg"));
  expect(readFileSync(file("e.svg"), "utf8")).toContain("datadip, stack dev: 1 resource<");
  await graph("-o", file("e.png"));
  expect(readFileSync(file("e.png")).subarray(1, 4).toString()).toBe("PNG");
  await graph("-o", file("e.mmd"));
  expect(readFileSync(file("e.mmd"), "utf8")).toContain('b0["Team<br/>Tier 1"]');
  await graph("-o", file("picture"), "--format", "svg");
  expect(readFileSync(file("picture"), "utf8")).toContain("<svg");
});

it("prints it where that is asked for", async () => {
  expect((await graph("-o", "-", "--format", "mermaid")).stdout).toMatch(/^flowchart TD\n/);
});

it("refuses in a sentence what cannot be drawn", async () => {
  expect(await graph("-o", file("e.gif"))).toMatchObject(
    refused(`${file("e.gif")} names no picture: end it in .svg, .png or .mmd, or give --format svg|png|mermaid.`),
  );
  expect(await graph("-o", file("none/e.svg"))).toMatchObject(
    refused(`${file("none/e.svg")} cannot be written: there is no such file or folder.`),
  );
  stack(exported([]));
  expect(await graph("-o", file("empty.svg"))).toMatchObject(
    refused("The stack has no resource of datadip, so there is nothing to draw: run pulumi up first."),
  );
  stack(undefined, "error: no stack named 'live' found");
  expect(await graph("-o", file("empty.svg"), "--stack", "live")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("no stack named 'live' found") as unknown,
  });
  expect(existsSync(file("empty.svg"))).toBe(false);
});
