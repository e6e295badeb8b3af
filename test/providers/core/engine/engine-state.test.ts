import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineState } from "../../../../providers/core/engine/engine-state";

/** The state of a stack by the CLI: a script stands for pulumi, which notes how it is called. */

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-cli-"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: acme\nbackend:\n  url: file://./state\n");
  process.env.PATH = `${dir}:${process.env.PATH}`;
  process.chdir(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const cli = (script: string): void =>
  writeFileSync(join(dir, "pulumi"), `#!/bin/sh\necho "$@" >> "${dir}/calls"\n${script}\n`, { mode: 0o755 });
const calls = (): readonly string[] => readFileSync(join(dir, "calls"), "utf8").trimEnd().split("\n");

describe("the state of a stack", () => {
  it("is what the CLI exports of the selected stack, or of a named one", async () => {
    cli("echo '{}'");
    expect(await engineState.exportOf(undefined)).toBe("{}\n");
    await engineState.exportOf("dev");
    expect(calls()).toEqual([
      "stack export --non-interactive --color=never",
      "stack export --non-interactive --color=never --stack dev",
    ]);
  });

  it("is read again where another process was about to write it", async () => {
    cli(
      `if [ $(wc -l < "${dir}/calls") -lt 3 ]; then echo "error: unexpected end of JSON input" >&2; exit 1; fi; echo done`,
    );
    expect(await engineState.exportOf(undefined)).toBe("done\n");
    expect(calls()).toHaveLength(3);
  });

  it("is given up after six tries", async () => {
    cli(`echo "error: failed to load checkpoint" >&2; exit 1`);
    await expect(engineState.exportOf(undefined)).rejects.toThrow("failed to load checkpoint");
    expect(calls()).toHaveLength(6);
  });

  it.each([
    [
      "the CLI's error",
      `echo "warning: old" >&2; echo "error: no stack selected" >&2; exit 255`,
      /^no stack selected$/,
    ],
    ["the failure itself where it says none", "exit 3", /^Command failed: pulumi stack export/],
  ])("is else missing for a reason: %s", async (_, script, reason) => {
    cli(script);
    await expect(engineState.exportOf(undefined)).rejects.toThrow(reason);
    expect(calls()).toHaveLength(1);
  });
});

describe("the project's stacks", () => {
  it("have the names that the CLI lists", async () => {
    cli(`echo '[{"name":"dev","current":true},{"name":"prod"}]'`);
    expect(await engineState.stacks()).toEqual(["dev", "prod"]);
    expect(calls()).toEqual(["stack ls --json --non-interactive --color=never"]);
  });

  it("are not known where it fails", async () => {
    cli(`echo "error: not logged in" >&2; exit 1`);
    await expect(engineState.stacks()).rejects.toThrow("not logged in");
  });
});

it("outside of the engine no stack is at work, and the state is where the settings say", async () => {
  expect(await engineState.root()).toBeUndefined();
  expect(engineState.backend()).toBe(`file://${process.cwd()}/state`);
});
