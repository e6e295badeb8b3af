import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adoptVerb } from "../../cli/commands/adopt";
import { driftVerb } from "../../cli/commands/drift";
import { graphVerb } from "../../cli/commands/graph";
import { newVerb } from "../../cli/commands/new";
import { planVerb } from "../../cli/commands/plan";
import { tokenVerb } from "../../cli/commands/token";
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

it.each([
  [
    "no Pulumi.yaml project file found (searching upwards from /x). If you have not created a project yet, use `pulumi new` to do so: no project file found",
    `There is no Pulumi.yaml in ${process.cwd()} or above it: run this in the folder of a project, or make one with npx datadip new DIR.`,
  ],
  [
    "no stack selected; please use `pulumi stack select` to choose one",
    "No stack is selected: choose one with pulumi stack select NAME or --stack NAME, or make one with pulumi stack init NAME.",
  ],
])("says what is not chosen in one sentence, whichever verb asks: %s", async (words, sentence) => {
  stack(undefined, `error: ${words}`);
  const verbs = [
    () => graph("-o", file("never.svg")),
    () => runVerb(driftVerb, "drift"),
    () => runVerb(planVerb, "plan"),
    () => runVerb(tokenVerb, "token"),
    () => runVerb(adoptVerb, "adopt", "webex.Queue", "support", "1"),
  ];
  for (const verb of verbs) expect(await verb()).toMatchObject(refused(sentence));
});

it("refuses in a sentence a folder that cannot be written", async () => {
  writeFileSync(file("plain"), "");
  for (const folder of [file("plain"), file("plain/below"), "/proc/x", "/proc/1/x/y"])
    expect(await runVerb(newVerb, "new", folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`${folder} cannot be `) as unknown,
    });
});
