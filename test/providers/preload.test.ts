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
  const count = `const has = (name) => Object.entries(require.cache).some(
    // Only what was loaded has paths.
    ([file, module]) => (file + "/").includes("/node_modules/" + name + "/") && module.paths !== undefined);`;
  const text = execFileSync(process.execPath, ["-e", `${count} ${script}`], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS },
    stdio: "pipe",
  });
  return JSON.parse(text);
}

const LATER = [
  "typescript",
  "@npmcli/arborist",
  "normalize-package-data",
  "execa",
  "js-yaml",
  "@opentelemetry/sdk-trace-node",
];
const LOADED = `require("@pulumi/pulumi"); require("@pulumi/pulumi/cmd/run/tracing");
  console.log(JSON.stringify(${JSON.stringify(LATER)}.filter(has)))`;

it.each(["cmd/run/index.js", "cmd/run", "cmd/dynamic-provider/index.js", "cmd/dynamic-provider"])(
  "spares a process of the SDK, %s, what few programs need",
  (entry) => {
    expect(said(entry, LOADED)).toEqual([]);
  },
);

it("changes nothing in any other process", () => {
  expect(said("cmd/run-policy-pack/index.js", LOADED)).toEqual(LATER);
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

it("gives the parts of the SDK that are loaded late, whole", () => {
  const script = `
    const { automation } = require("@pulumi/pulumi");
    const before = has("execa");
    console.log(JSON.stringify([before, typeof automation.LocalWorkspace.create, has("execa")]))`;
  expect(said("cmd/run/index.js", script)).toEqual([false, "function", true]);
});

it("does not read the source maps of the SDK for a stack trace", () => {
  const script = `
    require(require.resolve("source-map-support/register", { paths: [require.resolve("@pulumi/pulumi")] }));
    const { readFileSync } = require("node:fs");
    const read = [];
    require("node:fs").readFileSync = (file, ...rest) => (read.push(String(file)), readFileSync(file, ...rest));
    const { Resource } = require("@pulumi/pulumi");
    let stack = "";
    try { new Resource("", "name", false) } catch (error) { stack = error.stack }
    console.log(JSON.stringify({ frame: /resource\\.(js|ts):/.exec(stack)?.[1], maps: read.filter((file) => file.endsWith(".map")) }))`;
  expect(said("cmd/run/index.js", script)).toEqual({ frame: "js", maps: [] });
});

it("spares every process the messages of zod in other languages, which are there when they are used", () => {
  const script = `
    const { webex } = require("datadip");
    webex.Queue;
    const { z } = require("zod");
    const before = has("zod/v4/locales/index.cjs");
    const french = z.locales.fr().localeError({ code: "invalid_type", expected: "string", input: 3 });
    console.log(JSON.stringify([before, french]))`;
  expect(said("any.js", script)).toEqual([false, expect.stringContaining("Entrée invalide")]);
});
