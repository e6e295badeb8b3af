/** The bootstrap as a person starts it, on machines with a pulumi of their own. */

import { utimesSync } from "node:fs";
import { join } from "node:path";
import { Machine, VERSION } from "./fakes";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  machine.remove();
});

describe("a pulumi on PATH", () => {
  it("is used when it suits, and asked for its version only once", async () => {
    const bin = machine.pulumi("v3.260.0");
    const first = await machine.bootstrap(["--json"]).ended;
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(first.stdout)).toMatchObject({
      source: "path",
      version: "3.260.0",
      bin,
      languageHost: "official",
      randomPlugin: "stand-in",
    });
    const second = await machine.bootstrap(["--json"]).ended;
    expect(JSON.parse(second.stdout)).toMatchObject({ source: "path", version: "3.260.0" });
    expect(machine.calls("pulumi version")).toBe(1);
  });

  it("is asked again after it was upgraded", async () => {
    machine.pulumi("v3.260.0");
    await machine.bootstrap().ended;
    const bin = machine.pulumi("v3.261.0");
    utimesSync(bin, 1_900_000_000, 1_900_000_000);
    expect(JSON.parse((await machine.bootstrap(["--json"]).ended).stdout)).toMatchObject({ version: "3.261.0" });
  });

  it.each([
    ["v3.100.0", /3\.100\.0 and not used, as it is too old/],
    ["v4.0.0", /4\.0\.0 and not used, as a new major version/],
  ])("%s is passed over with one clear sentence", async (version, sentence) => {
    machine.pulumi(version);
    machine.go("ok");
    const { code, stdout, stderr } = await machine.bootstrap(["--json"]).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(sentence);
    expect(JSON.parse(stdout)).toMatchObject({ source: "go-modules", version: VERSION, bin: machine.binary() });
    expect((JSON.parse(stdout) as { reason: string }).reason).toMatch(sentence);
  });

  it("that is our own out of the cache is not taken for somebody else's", async () => {
    machine.go("ok");
    await machine.bootstrap().ended;
    const path = `${join(machine.cache, "engine", VERSION, "bin")}:${machine.bin}`;
    expect(JSON.parse((await machine.bootstrap(["--json"], { PATH: path }).ended).stdout)).toMatchObject({
      source: "go-modules",
    });
  });
});
