import { KindEngine } from "../../../../providers/core/engine/kind-engine";
import { hash } from "../../../../providers/core/engine/earlier-values";
import { type Descriptor, Unfinished } from "../../../../providers/core/resource/descriptor";
import type { Checked, Values } from "../../../../providers/core/resource/types";
import { forgetSecrets } from "../../../../providers/http/redact";
import { Shelf } from "../shelf";
import { toy } from "../toy";

/** The methods that Pulumi's engine calls, for a kind whose cloud is in memory. */

const bear = { name: "Bear", colour: "red", box: { lid: true }, labels: {} };
const state = { ...bear, made: "today", __managed: ["colour", "name"], __tenant: "org1", __v: 2 };
afterEach(forgetSecrets);

describe("a check", () => {
  it("fills in defaults, and leaves out the provider's text and marks of secret inputs", async () => {
    const { engine } = new Shelf({ derived: { text: ["file"] } });
    const news = { name: "Bear", text: null, __provider: "text", __secrets: [["file"]] };
    expect(await engine.check({}, news)).toEqual({ inputs: { ...bear, __secrets: [["file"]] }, failures: [] });
    const plain = new Shelf();
    expect((await plain.engine.check({}, { name: "Bear", text: null })).failures).toEqual([
      { property: "text", reason: "must be text or an object" },
    ]);
  });

  it("tells of wrong inputs and of a missing connection at once", async () => {
    const away = new KindEngine<never>(toy, () => Promise.reject(new Error("no token")));
    expect((await away.check({}, { name: "" })).failures).toEqual([
      { property: "name", reason: "must not be empty" },
      { property: "", reason: "no token" },
    ]);
  });

  it("refuses a replacement under the same name, and no first create", async () => {
    const { engine } = new Shelf();
    expect((await engine.check(bear, { ...bear, colour: "green" })).failures).toMatchObject([{ property: "colour" }]);
    expect((await engine.check({}, { ...bear, colour: "green" })).failures).toEqual([]);
  });

  it("tells nothing of a secret input's value", async () => {
    const { engine } = new Shelf({ secretInputs: ["file"] });
    expect((await engine.check({}, { name: "Bear", file: 7 })).failures).toEqual([
      { property: "", reason: "file Invalid input: expected string, received number" },
    ]);
    const noted = { name: "Bear", size: "canary", __secrets: [["size"]] };
    expect((await engine.check({}, noted)).failures).toMatchObject([{ property: "" }]);
  });

  it("prepares inputs that are right, then asks the tenant", async () => {
    const seen: [string, Values, Values][] = [];
    const doing =
      (what: string, size: number, problems: Checked["problems"] = []) =>
      (inputs: Values, olds: Values): Checked => {
        seen.push([what, inputs, olds]);
        return { inputs: { ...inputs, size }, problems };
      };
    const asking = (prepare: NonNullable<Descriptor["prepare"]>) =>
      new Shelf({ prepare, checkWithTenant: (_, inputs, olds) => Promise.resolve(doing("asked", 2)(inputs, olds)) })
        .engine;

    const good = asking(doing("prepared", 1));
    expect(await good.check(bear, bear)).toEqual({ inputs: { ...bear, size: 2 }, failures: [] });
    expect(seen).toEqual([
      ["prepared", bear, bear],
      ["asked", { ...bear, size: 1 }, bear],
    ]);

    seen.length = 0;
    await good.check({}, { name: "" });
    expect(seen).toEqual([]);

    const refusing = asking(doing("prepared", 1, [{ property: "file", reason: "is missing" }]));
    expect((await refusing.check({}, bear)).failures).toEqual([{ property: "file", reason: "is missing" }]);
    expect(seen.map(([what]) => what)).toEqual(["prepared"]);
  });

  it("lets the tenant's check ask which objects are this stack's", async () => {
    const answers: boolean[] = [];
    const shelf = new Shelf({
      checkWithTenant: async (_, inputs, _olds, isOwn) => {
        for (const id of ["t1", "t2", "t3"]) answers.push(await isOwn(id));
        return { inputs, problems: [] };
      },
    });
    shelf.stack.recordHeld("webex.Toy", "t1");
    shelf.stack.recordKeyToFree("webex.Toy", "t2");
    await shelf.engine.check({}, bear);
    expect(answers).toEqual([true, true, false]);
  });

  it("warns of a renamed resource, and only of one", async () => {
    const warnings: string[] = [];
    const shelf = new Shelf({}, { warn: (sentence) => Promise.resolve(void warnings.push(sentence)) });
    shelf.put("t1", bear);
    await shelf.engine.read("t1", state);
    await shelf.engine.check({}, { ...bear, name: "Robot" });
    expect(warnings).toEqual([]);
    await shelf.engine.check({}, bear);
    expect(warnings).toEqual([
      expect.stringMatching(/^A new toy of the program has the name of the toy t1, which is this stack's own/),
    ]);
    await shelf.engine.check(bear, bear);
    await shelf.engine.check({}, bear);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ["not of a replacement, which the engine checks as a new resource", "green", 0],
    ["of a resource beside one that stays", "red", 1],
  ])("warns %s", async (_, colour, count) => {
    const warnings: string[] = [];
    const shelf = new Shelf({}, { warn: (sentence) => Promise.resolve(void warnings.push(sentence)) });
    shelf.put("t1", bear);
    await shelf.engine.read("t1", state);
    shelf.engine.diff("t1", state, { ...bear, colour });
    await shelf.engine.check({}, { ...bear, colour });
    expect(warnings).toHaveLength(count);
  });
});

describe("a difference", () => {
  it("is one of inputs that the program sets", () => {
    const { engine } = new Shelf();
    const changes = (news: Values) => engine.diff("t1", state, news).changes;
    expect([changes(bear), changes({ ...bear, size: 1 }), changes({ ...bear, name: "B" })]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("frees the name of an object that is renamed, or deleted before its replacement", () => {
    const frees = (news: Values, more: Partial<Descriptor> = {}) => {
      const { engine, stack } = new Shelf(more);
      engine.diff("t1", state, news);
      expect(stack.held).toEqual(new Set(["webex.Toy t1"]));
      return stack.freesKeyOf("webex.Toy", "t1");
    };
    expect(frees(bear)).toBe(false);
    expect(frees({ ...bear, size: 1 })).toBe(false);
    expect(frees({ ...bear, name: "B" })).toBe(true);
    expect(frees({ ...bear, colour: "green" })).toBe(true);
    expect(frees({ ...bear, colour: "green", name: "B" })).toBe(false);
    expect(frees({ ...bear, colour: "green", name: "B" }, { deletesFirst: true })).toBe(true);
  });

  it("is one where an interrupted run has set a value whose earlier one is not in the state", () => {
    const { engine } = new Shelf();
    const noted = (asked: string) => ({ ...bear, __before: { size: { was: "1", asked: [hash(asked)] } } });
    expect(engine.diff("t1", state, noted("2")).changes).toBe(true);
    expect(engine.diff("t1", state, noted("1")).changes).toBe(false);
  });
});

describe("a create", () => {
  it("puts what the service says into the state, with our notes", async () => {
    const shelf = new Shelf();
    const { id, outs } = await shelf.engine.create({ ...bear, __provider: "text", __secrets: [["file"]] });
    expect([id, [...shelf.stack.made]]).toEqual(["t1", ["webex.Toy t1"]]);
    expect(shelf.given).toEqual([bear]);
    expect(outs).toEqual({
      ...{ ...bear, made: "today", __managed: ["box", "colour", "labels", "name"] },
      ...{ __tenant: "org1", __v: 2, __secrets: [["file"]] },
    });
  });

  it("keeps a set in the program's order", async () => {
    const shelf = new Shelf();
    shelf.answers.push(() => Promise.resolve(shelf.put("t1", { ...bear, tags: ["b", "a"] })));
    expect((await shelf.engine.create({ ...bear, tags: ["a", "b"] })).outs).toMatchObject({ tags: ["a", "b"] });
  });

  it("of which the service did not apply all is kept half-made, with what stayed", async () => {
    const shelf = new Shelf();
    const live = { ...bear, size: 1, revision: "r" };
    shelf.answers.push(() => Promise.resolve({ ...shelf.put("t1", live), revision: "r1" }));
    const news = { ...bear, size: 2, file: "a.wav", __provider: "text" };
    const reason = "The service accepted this toy but did not apply all of it: size stayed 1.";
    const thrown: unknown = await shelf.engine.create(news).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: reason, id: "t1", reasons: [reason], ignored: ["size"] });
    expect(thrown).toMatchObject({ properties: { size: 1, file: "a.wav", __provider: "text", __tenant: "org1" } });
    expect(thrown).not.toHaveProperty("properties.__mark");
    expect([...shelf.stack.made]).toEqual(["webex.Toy t1"]);
  });

  it("that ended half-made does not have what was not applied in the state", async () => {
    const shelf = new Shelf();
    shelf.answers.push(() =>
      Promise.reject(new Unfinished({ id: "t1", values: { name: "Bear" } }, "half done", ["size"])),
    );
    const thrown: unknown = await shelf.engine.create({ ...bear, size: 2 }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ id: "t1", reasons: ["half done"], ignored: [], properties: { name: "Bear" } });
    expect(thrown).not.toHaveProperty("properties.size");
  });

  it("that failed is an error with the service's words, and makes nothing", async () => {
    const shelf = new Shelf();
    shelf.answers.push(() => Promise.reject(new Error("no more toys")));
    await expect(shelf.engine.create(bear)).rejects.toThrow(/^no more toys$/);
    expect([...shelf.stack.made]).toEqual([]);
  });
});

describe("a refresh", () => {
  it("reads what the program manages, and drops what is unset", async () => {
    const shelf = new Shelf();
    shelf.put("t1", { name: "Renamed", made: "today" });
    const { id, props, inputs } = await shelf.engine.read("t1", { ...state, __secrets: [["file"]] });
    expect([id, inputs]).toEqual(["t1", { name: "Renamed" }]);
    expect(props).toMatchObject({
      name: "Renamed",
      made: "today",
      __managed: ["colour", "name"],
      __secrets: [["file"]],
    });
    expect(props).not.toHaveProperty("colour");
  });

  it("finds nothing where the object is gone", async () => {
    const shelf = new Shelf();
    expect(await shelf.engine.read("t1", state)).toEqual({});
    expect([...shelf.stack.held]).toEqual([]);
  });

  it("keeps the state where the object is proven unchanged", async () => {
    const unchanged = new KindEngine<never>(
      { ...toy, store: { ...toy.store, read: () => Promise.resolve("unchanged") } },
      () => Promise.resolve({ api: undefined as never, tenant: "org1", serverNow: () => 0, clock: new Shelf().clock }),
    );
    expect(await unchanged.read("t1", state)).toEqual({
      id: "t1",
      props: state,
      inputs: { colour: "red", name: "Bear" },
    });
  });
});

describe("work on one object", () => {
  it.each(["", " "])("is refused without an id: %j", async (id) => {
    const { engine, asked } = new Shelf();
    const sentence = (verb: string): string => `datadip will not ${verb} a toy without an id: the state is damaged.`;
    await expect(engine.read(id, state)).rejects.toThrow(sentence("read"));
    await expect(engine.update(id, state, bear)).rejects.toThrow(sentence("change"));
    await expect(engine.delete(id, state)).rejects.toThrow(sentence("delete"));
    expect(asked).toEqual([]);
  });

  it("is refused where the state is of another organisation", async () => {
    const { engine, asked } = new Shelf();
    const other = { ...state, __tenant: "org2" };
    await expect(engine.delete("t1", other)).rejects.toThrow(
      "belongs to organisation org2 by the state, but the stack config says org1",
    );
    await engine.delete("t1", { ...state, __tenant: undefined });
    expect(asked).toEqual(["remove t1"]);
  });

  it("changes it, and deletes it for good", async () => {
    const shelf = new Shelf();
    shelf.put("t1", bear);
    expect(await shelf.engine.update("t1", state, { ...bear, size: 3 })).toMatchObject({
      outs: { size: 3, __tenant: "org1" },
    });
    expect([...shelf.stack.held]).toEqual(["webex.Toy t1"]);
    await shelf.engine.delete("t1", state);
    expect([shelf.asked, [...shelf.stack.held]]).toEqual([["update t1", "remove t1"], []]);
  });
});
