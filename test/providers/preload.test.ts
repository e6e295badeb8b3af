import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnv } from "../../operations/pulumi-cli";

const ROOT = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "datadip preload-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a script says that runs as if Node had been started with this file of the SDK. */
function said(entry: string, script: string): unknown {
  const started = join(folder, "started.cjs");
  writeFileSync(
    started,
    `process.argv[1] = ${JSON.stringify(join(ROOT, "node_modules", "@pulumi", "pulumi", entry))};`,
  );
  const { NODE_OPTIONS } = engineEnv({ NODE_OPTIONS: `--require ${JSON.stringify(started)}` });
  const count = `const has = (name) => Object.keys(require.cache).some((file) => file.includes("/node_modules/" + name + "/"));`;
  const text = execFileSync(process.execPath, ["-e", `${count} ${script}`], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS },
    stdio: "pipe",
  });
  return JSON.parse(text);
}

const LOADED = `require("@pulumi/pulumi/runtime"); console.log(JSON.stringify([has("typescript"), has("@npmcli/arborist")]))`;

it.each(["cmd/run/index.js", "cmd/run", "cmd/dynamic-provider/index.js", "cmd/dynamic-provider"])(
  "spares a process of the SDK, %s, what only closures need",
  (entry) => {
    expect(said(entry, LOADED)).toEqual([false, false]);
  },
);

it("changes nothing in any other process", () => {
  expect(said("cmd/run-policy-pack/index.js", LOADED)).toEqual([true, true]);
});

it("loads them when a program serialises a function, which captures a module of its own", () => {
  const script = `
    const pulumi = require("@pulumi/pulumi");
    const { join } = require("node:path");
    const answer = 42;
    const before = has("typescript");
    pulumi.runtime.serializeFunction(() => join("a", String(answer))).then(({ text }) =>
      console.log(JSON.stringify({ before, after: has("typescript"), text })));`;
  expect(said("cmd/run/index.js", script)).toMatchObject({
    before: false,
    after: true,
    text: expect.stringContaining("42") as string,
  });
});

it("gives the program's own require the library itself", () => {
  const script = `
    require("@pulumi/pulumi/runtime");
    const ts = require("typescript");
    console.log(JSON.stringify([Object.keys(ts).length > 1000, ts.__esModule ?? null]))`;
  expect(said("cmd/run/index.js", script)).toEqual([true, null]);
});
