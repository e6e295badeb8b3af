/** What the command prints, and what it leaves in the cache. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectSentence, Machine, VERSION } from "./fakes";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  machine.remove();
});

describe("the command", () => {
  it("says where the cache is when it cannot be written", async () => {
    machine.go("ok");
    const file = join(machine.dir, "a file");
    writeFileSync(file, "");
    const { code, stderr } = await machine.bootstrap([], { DATADIP_CACHE: join(file, "cache") }).ended;
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toMatch(/The engine cache .*a file\/cache cannot be written .*set DATADIP_CACHE/);
  });

  it("prints lines that put its pulumi on the PATH of a shell, whatever the cache is called", async () => {
    machine.go("ok");
    const cache = join(machine.dir, "it's a $HOME `dir`");
    const { stdout } = await machine.bootstrap(["--env"], { DATADIP_CACHE: cache }).ended;
    const script = `${stdout}\npulumi version; printf '%s\\n' "$PULUMI_HOME" "$PULUMI_SKIP_UPDATE_CHECK"`;
    const said = execFileSync("/bin/sh", ["-c", script], { env: { PATH: machine.bin }, encoding: "utf8" });
    expect(said.trim().split("\n")).toEqual([`v${VERSION}`, join(cache, "engine", VERSION, "home"), "true"]);
  });

  it("refuses an unknown option with its usage", async () => {
    const { code, stderr } = await machine.bootstrap(["--jsn"]).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/Unknown option '--jsn'[^]*Usage: npm run -s engine/);
  });

  it("puts stand-ins into the cache that are complete in themselves", async () => {
    machine.go("ok");
    await machine.bootstrap().ended;
    const plugin = join(machine.cache, "engine", VERSION, "home", "plugins", "resource-random-v4.21.2");
    expect(readdirSync(plugin).filter((name) => name.startsWith("draft-"))).toEqual([]);
    for (const program of [
      join(plugin, "pulumi-resource-random"),
      join(machine.binary(), "..", "pulumi-language-nodejs"),
    ]) {
      // Far from any node_modules: what it needs must lie beside it.
      const child = spawn(program, ["127.0.0.1:1"], {
        cwd: "/",
        env: machine.env(),
        stdio: ["pipe", "pipe", "inherit"],
      });
      const [port] = (await once(child.stdout, "data")) as [Buffer];
      expect(Number(port.toString())).toBeGreaterThan(0);
      // The engine that held its input open has gone.
      child.stdin.end();
      expect((await once(child, "exit"))[0]).toBe(0);
    }
  });
});
