/** What the bootstrap does about an entry that is not as it was left. */

import { chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Machine, VERSION } from "./fakes";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  machine.remove();
});

describe("a broken entry", () => {
  beforeEach(async () => {
    machine.go("ok");
    expect((await machine.bootstrap().ended).code).toBe(0);
  });

  const manifest = (): string => join(machine.cache, "engine", VERSION, "bin", "engine.json");

  it.each<[string, () => void]>([
    ["whose binary was cut short", () => truncateSync(machine.binary(), 5)],
    [
      "whose binary cannot be executed",
      () => {
        chmodSync(machine.binary(), 0o644);
      },
    ],
    [
      "whose manifest is not JSON",
      () => {
        writeFileSync(manifest(), "{");
      },
    ],
    [
      "that was made for another platform",
      () => {
        writeFileSync(
          manifest(),
          readFileSync(manifest(), "utf8").replace(/"platform":"[^"]*"/, '"platform":"plan9-mips"'),
        );
      },
    ],
  ])("%s is named and made anew", async (_name, breakIt) => {
    const home = join(machine.cache, "engine", VERSION, "home", "credentials.json");
    writeFileSync(home, "{}");
    breakIt();
    const { code, stderr } = await machine.bootstrap().ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/is broken \(.+\) and is made again/);
    expect(machine.calls("go build")).toBe(2);
    expect(statSync(machine.binary()).mode & 0o111).not.toBe(0);
    // Who is logged in and which stack is selected is not the CLI's to lose.
    expect(existsSync(home)).toBe(true);
    expect(machine.entry()).toEqual(["bin", "home"]);
  });

  it("stays as it was when --fresh fails to make a new one", async () => {
    machine.go("disk full");
    expect((await machine.bootstrap(["--fresh"]).ended).code).toBe(1);
    expect((await machine.bootstrap(["--json"]).ended).code).toBe(0);
  });

  it("is mended when a download of the random plugin was cut off, which hides what is there", async () => {
    const plugin = join(machine.cache, "engine", VERSION, "home", "plugins", "resource-random-v4.21.2");
    writeFileSync(`${plugin}.partial`, "");
    const { stdout } = await machine.bootstrap(["--json"]).ended;
    expect(JSON.parse(stdout)).toMatchObject({ randomPlugin: "stand-in" });
    expect(existsSync(`${plugin}.partial`)).toBe(false);
  });

  it("never has its official random plugin replaced", async () => {
    const plugin = join(machine.cache, "engine", VERSION, "home", "plugins", "resource-random-v4.21.2");
    writeFileSync(join(plugin, "pulumi-resource-random"), "the official binary");
    const { stdout } = await machine.bootstrap(["--json", "--fresh"]).ended;
    expect(JSON.parse(stdout)).toMatchObject({ randomPlugin: "official" });
    expect(readFileSync(join(plugin, "pulumi-resource-random"), "utf8")).toBe("the official binary");
  });
});
