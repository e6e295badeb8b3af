import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { placeOfStack } from "../../../operations/call/sandbox-location";

const folder = mkdtempSync(join(tmpdir(), "datadip-place-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A project whose engine answers `pulumi config --json` with these lines of shell. */
function project(shell: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: tried\nruntime: nodejs\n");
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${shell}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
  return { PATH: `${folder}${delimiter}${process.env.PATH}` };
}
const config = (values: Readonly<Record<string, string>>): NodeJS.ProcessEnv =>
  project(
    `cat <<END\n${JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, secret: false }])))}\nEND`,
  );

describe("where a call's sandbox is", () => {
  it("is the usual folder where there is no project", () => {
    expect(placeOfStack(tmpdir(), {})).toEqual({ dir: join(tmpdir(), ".datadip", "sandbox") });
  });

  it("is what the stack's config says", () => {
    expect(placeOfStack(folder, config({ "datadip:target": "sandbox" }))).toEqual({
      dir: join(folder, ".datadip/sandbox"),
    });
    expect(placeOfStack(folder, config({ "datadip:sandboxDir": "other/place" }))).toEqual({
      dir: join(folder, "other/place"),
    });
    expect(placeOfStack(folder, config({ "datadip:sandboxUrl": "http://127.0.0.1:4510/" }))).toEqual({
      url: "http://127.0.0.1:4510",
    });
  });

  it("is the usual folder where the config cannot be read without asking, or without an engine", () => {
    const usual = { dir: join(folder, ".datadip", "sandbox") };
    expect(placeOfStack(folder, project("exit 255"))).toEqual(usual);
    expect(placeOfStack(folder, { PATH: "" })).toEqual(usual);
  });

  it("is nowhere for a live tenant, which is called with a telephone", () => {
    expect(() => placeOfStack(folder, config({ "datadip:target": "live" }))).toThrow(
      "The selected stack is on a live tenant, which is no sandbox: name another stack with --stack, or a sandbox with --dir or --url. Live, test calls are made with a telephone; datadip call --flow FILE --from NUMBER plays the exported flow offline.",
    );
  });
});
