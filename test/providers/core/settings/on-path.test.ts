import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isProgram, onPath } from "../../../../providers/core/settings/on-path";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-path-"));
  for (const folder of ["first", "second", "third"]) mkdirSync(join(dir, folder));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const path = (...folders: readonly string[]): string => folders.map((folder) => join(dir, folder)).join(delimiter);

describe("programs on PATH", () => {
  it("are all files with the name that may be run, in the order of PATH", () => {
    for (const folder of ["first", "second"]) writeFileSync(join(dir, folder, "pulumi"), "", { mode: 0o755 });
    writeFileSync(join(dir, "third", "pulumi"), "", { mode: 0o644 });
    const env = { PATH: path("second", "third", "missing", "first") };
    expect(onPath("pulumi", env)).toEqual([join(dir, "second", "pulumi"), join(dir, "first", "pulumi")]);
    expect(onPath("pulum", env)).toEqual([]);
  });

  it("are none where PATH is not set", () => expect(onPath("pulumi", {})).toEqual([]));

  it("are not looked for in the working folder, which an empty part of PATH stands for", () => {
    writeFileSync(join(dir, "pulumi"), "", { mode: 0o755 });
    const before = process.cwd();
    process.chdir(dir);
    try {
      expect(onPath("pulumi", { PATH: `${delimiter}${path("first")}${delimiter}` })).toEqual([]);
    } finally {
      process.chdir(before);
    }
  });

  it("are no folders", () => expect(isProgram(join(dir, "first"))).toBe(false));
});
