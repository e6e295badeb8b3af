import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  identityOf,
  Journal,
  journalFolder,
  type Identity,
  type Place,
  recordsOf,
} from "../../../../providers/core/engine/journal";
import { toy } from "../toy";

const DAY_MS = 24 * 3_600_000;
const place: Place = { stack: "dev::acme", backend: "file://state", tenant: "org1" };
const bear: Identity = { kind: "webex.Toy", naturalKey: '["Bear"]', label: "Bear" };

let folder: string;
let warnings: string[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "datadip-journal-")), "datadip", "journal");
  warnings = [];
});
afterEach(() => rmSync(dirname(dirname(folder)), { recursive: true, force: true }));

const journal = (): Journal => new Journal(folder, (sentence) => warnings.push(sentence));
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
function age(path: string, ms: number): void {
  const then = (Date.now() - ms) / 1000;
  utimesSync(path, then, then);
}

describe("a record of a create", () => {
  it("is read by every later process until it is removed", async () => {
    await journal().note(place, bear, { at: 5 });
    const noted = { kind: "webex.Toy", label: "Bear", ...place, since: 5, last: 5 };
    expect(await journal().record(place, bear)).toMatchObject(noted);
    await journal().note(place, bear, { at: 9, since: 5, id: "b1" }, { size: { was: "1", asked: ["h"] } });
    expect(await journal().record(place, bear)).toMatchObject({
      ...{ ...noted, last: 9, id: "b1" },
      before: { size: { was: "1", asked: ["h"] } },
    });
    await journal().remove(place, bear);
    expect(await journal().record(place, bear)).toBeUndefined();
    expect(files()).toEqual([]);
    await expect(journal().remove(place, bear)).resolves.toBeUndefined();
  });

  it("is of one object of one place", async () => {
    await journal().note(place, bear, { at: 5 });
    for (const other of [{ stack: "prod::acme" }, { backend: "s3://state" }, { tenant: "org2" }])
      expect(await journal().record({ ...place, ...other }, bear)).toBeUndefined();
    for (const other of [{ kind: "webex.Team" }, { naturalKey: '["Robot"]' }])
      expect(await journal().record(place, { ...bear, ...other })).toBeUndefined();
    expect(await journal().record(place, { ...bear, label: "another" })).toBeDefined();
  });

  it("lies where its owner alone can read it, and no part of it is left", async () => {
    await journal().note(place, bear, { at: 5 });
    const [file = "", ...others] = files();
    expect(others).toEqual([]);
    expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readFileSync(file, "utf8")).not.toContain('["Bear"]');
  });

  it("is none where a crash left half of it, or where it is of another version", async () => {
    await journal().note(place, bear, { at: 5 });
    const [file = ""] = files();
    const text = readFileSync(file, "utf8");
    for (const wrong of [text.slice(0, 20), text.replace('"v":1', '"v":2')]) {
      writeFileSync(file, wrong);
      expect(await journal().record(place, bear)).toBeUndefined();
      expect(await recordsOf(folder, place)).toEqual([]);
    }
  });

  it("is of no use where the folder cannot be written: that is said once, and the run goes on", async () => {
    mkdirSync(dirname(dirname(folder)), { recursive: true });
    writeFileSync(dirname(folder), "a file where the folder must be");
    const broken = journal();
    await broken.note(place, bear, { at: 5 });
    await broken.note(place, bear, { at: 6 });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^warning: What this run makes cannot be written down: E\w+: .* Make \S+ writable, or set XDG_STATE_HOME\.$/,
      ),
    ]);
    expect(await broken.record(place, bear)).toBeUndefined();
    await broken.remove(place, bear);
  });
});

describe("the records of a stack", () => {
  it("are those of all its tenants, each with its file", async () => {
    await journal().note(place, bear, { at: 5 });
    await journal().note({ ...place, tenant: "org2" }, bear, { at: 6 });
    await journal().note({ ...place, stack: "prod::acme" }, bear, { at: 7 });
    await journal().note({ ...place, backend: "s3://state" }, bear, { at: 8 });
    const [file = ""] = files();
    writeFileSync(`${file}.part`, readFileSync(file));
    writeFileSync(join(folder, "a file where a folder must be"), "");
    const records = await recordsOf(folder, place);
    expect(records.map(({ since }) => since).sort()).toEqual([5, 6]);
    for (const record of records) expect(files()).toContain(record.file);
    expect(await recordsOf(join(folder, "missing"), place)).toEqual([]);
  });

  it("are gone when the place is forgotten, and no others", async () => {
    const other = { ...place, tenant: "org2" };
    await journal().note(place, bear, { at: 5 });
    await journal().note(other, bear, { at: 6 });
    await journal().forget(place);
    await journal().forget({ ...place, tenant: "a tenant without records" });
    expect(await journal().record(place, bear)).toBeUndefined();
    expect(await journal().record(other, bear)).toBeDefined();
  });
});

it("records, their parts and empty folders go after ninety days, when a process first writes one", async () => {
  const robot = { ...bear, naturalKey: '["Robot"]' };
  await journal().note(place, bear, { at: 5 });
  await journal().note({ ...place, tenant: "org2" }, bear, { at: 5 });
  const [old = "", fresh = ""] = files();
  writeFileSync(`${old}.part`, "");
  for (const [name, ms] of [
    ["empty", 91],
    ["new", 89],
  ] as const) {
    mkdirSync(join(folder, name));
    age(join(folder, name), ms * DAY_MS);
  }
  for (const path of [old, `${old}.part`]) age(path, 91 * DAY_MS);
  age(fresh, 89 * DAY_MS);
  const writing = journal();
  await writing.note({ ...place, tenant: "org3" }, robot, { at: 9 });
  expect(files()).toHaveLength(2);
  expect(files()).toContain(fresh);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["new"]));
  expect(readdirSync(folder)).not.toContain("empty");
  age(fresh, 91 * DAY_MS);
  await writing.note({ ...place, tenant: "org3" }, robot, { at: 10 });
  expect(files()).toContain(fresh);
});

describe("what a record is for", () => {
  it.each([
    ["its name", { name: "Bear", size: 1 }, '["Bear"]', "Bear"],
    ["no text", { name: 7 }, "[7]", ""],
  ])("has %s as its label", (_, inputs, naturalKey, label) =>
    expect(identityOf(toy, inputs)).toEqual({ kind: "webex.Toy", naturalKey, label }),
  );

  it("has its full name as its label, and is nothing without a whole natural key", () => {
    const keyed = { ...toy, naturalKey: ["fullName"] };
    expect(identityOf(keyed, { fullName: "A.B" })).toMatchObject({ label: "A.B" });
    expect(identityOf(keyed, { name: "B" })).toBeUndefined();
  });

  it("lies in the user's folder of state", () => {
    expect(journalFolder({ XDG_STATE_HOME: "/state", HOME: "/home" })).toBe("/state/datadip/journal");
    expect(journalFolder({ XDG_STATE_HOME: " ", HOME: "/home" })).toBe("/home/.local/state/datadip/journal");
    expect(journalFolder({})).toBe(join(homedir(), ".local/state/datadip/journal"));
  });
});
