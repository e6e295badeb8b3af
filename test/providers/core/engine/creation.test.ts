import { Unfinished } from "../../../../providers/core/resource/descriptor";
import { failed, Shelf } from "../shelf";

/** What becomes of a create or a change that the service refuses, or whose answer is lost. */

const bear = { name: "Bear", colour: "red", box: { lid: true }, labels: {} };
const throwing = (error: Error) => () => Promise.reject(error);

describe("a create that meets an object of its name", () => {
  const refused = throwing(failed("conflict"));

  it("ends with whose it is, and the object is not deleted in this run", async () => {
    const shelf = new Shelf();
    const { id } = shelf.put("t1", bear);
    shelf.answers.push(refused);
    await expect(shelf.engine.create(bear)).rejects.toThrow(
      /as the test says.* The toy t1 with the same name was there before\. /,
    );
    await expect(shelf.engine.delete(id, {})).rejects.toThrow("The toy t1 was not deleted: another resource");
    expect(shelf.asked).toEqual(["create"]);
  });

  it("ends with the service's words where the object cannot be found", async () => {
    const shelf = new Shelf();
    shelf.answers.push(refused, refused);
    await expect(shelf.engine.create(bear)).rejects.toThrow(/as the test says\.$/);
    shelf.onFind = () => {
      throw new Error("the list is away");
    };
    await expect(shelf.engine.create(bear)).rejects.toThrow(/as the test says\.$/);
    expect(shelf.clock.naps).toEqual([]);
  });

  it("is tried three times more where the object is this stack's, as the run may delete it yet", async () => {
    const shelf = new Shelf();
    shelf.put("t1", bear);
    shelf.stack.recordHeld("webex.Toy", "t1");
    shelf.answers.push(...Array.from({ length: 9 }, () => refused));
    await expect(shelf.engine.create(bear)).rejects.toThrow("is this stack's own");
    expect(shelf.asked).toHaveLength(4);
    expect(shelf.clock.naps).toEqual([1_000, 1_000, 1_000]);
  });

  it("is tried thirty times more where the run is certain to free the name, and succeeds when it has", async () => {
    const shelf = new Shelf();
    shelf.put("t1", bear);
    shelf.stack.recordKeyToFree("webex.Toy", "t1");
    shelf.answers.push(...Array.from({ length: 40 }, () => refused));
    await expect(shelf.engine.create(bear)).rejects.toThrow("with the same name");
    expect(shelf.asked).toHaveLength(31);
    shelf.answers.splice(2);
    expect(await shelf.engine.create(bear)).toMatchObject({ outs: { name: "Bear" } });
    expect(shelf.asked).toHaveLength(34);
  });

  it("leaves an object that was replaced to its deletion later in the run", async () => {
    const type = "pulumi-nodejs:dynamic/webex:Toy";
    const urn = `urn:pulumi:dev::acme::${type}::bear`;
    const holding = (isLeftover: boolean): string =>
      JSON.stringify({ deployment: { resources: [{ urn, type, id: "t1", inputs: bear, delete: isLeftover }] } });
    const meeting = async (isLeftover: boolean): Promise<Shelf> => {
      const reader = { root: () => Promise.resolve("dev::acme"), exportOf: () => Promise.resolve(holding(isLeftover)) };
      const shelf = new Shelf({}, reader);
      shelf.put("t1", bear);
      shelf.stack.recordHeld("webex.Toy", "t1");
      shelf.answers.push(refused, refused, refused, refused);
      await expect(shelf.engine.create(bear)).rejects.toThrow(isLeftover ? "still has to delete it" : "manages it");
      return shelf;
    };
    await expect((await meeting(true)).engine.delete("t1", {})).resolves.toBeUndefined();
    await expect((await meeting(false)).engine.delete("t1", {})).rejects.toThrow("The toy t1 was not deleted");
  });

  it("waits for no other name than one that is freed", async () => {
    const shelf = new Shelf();
    shelf.put("t1", bear);
    shelf.stack.recordKeyToFree("webex.Toy", "t2");
    shelf.answers.push(refused);
    await expect(shelf.engine.create(bear)).rejects.toThrow("with the same name");
    expect(shelf.asked).toHaveLength(1);
  });
});

describe("a create whose answer is lost", () => {
  const lost = (mayWorkMs = 0) => throwing(failed("lost", { mayWorkMs }));
  /** The service makes the object, and its answer is lost. */
  const madeAllTheSame =
    (shelf: Shelf, values = bear, more = {}) =>
    () => {
      shelf.toys.set("t1", { ...shelf.put("t1", values), ...more });
      return lost()();
    };

  it("takes the object that it made", async () => {
    const shelf = new Shelf();
    shelf.answers.push(madeAllTheSame(shelf));
    expect(await shelf.engine.create(bear)).toMatchObject({ id: "t1", outs: { name: "Bear" } });
    expect(shelf.stack.made.has("webex.Toy t1")).toBe(true);
    expect(shelf.asked).toEqual(["create"]);
  });

  it("keeps an object that lacks what a second request would have set", async () => {
    const shelf = new Shelf({ setAfterCreate: ["tags"] });
    shelf.answers.push(madeAllTheSame(shelf));
    await expect(shelf.engine.create({ ...bear, tags: ["Live"] })).rejects.toMatchObject({
      id: "t1",
      reasons: [expect.stringMatching(/The toy t1 was made all the same, without tags: run `pulumi up` again\.$/)],
    });
  });

  it("ends without a guess where there is none", async () => {
    const shelf = new Shelf();
    shelf.answers.push(lost());
    await expect(shelf.engine.create(bear)).rejects.toThrow(/No toy of that name exists now: run `pulumi up` again\.$/);
    expect(shelf.clock.naps).toEqual([]);
  });

  it("looks again, ever less often, as long as the service may work on it", async () => {
    const shelf = new Shelf();
    shelf.answers.push(lost(30_000));
    await expect(shelf.engine.create(bear)).rejects.toThrow("No toy of that name exists now");
    expect(shelf.clock.naps).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 7_000]);
  });

  it("looks no longer than the run has patience, and no longer than until it is there", async () => {
    const shelf = new Shelf();
    shelf.answers.push(lost(900_000));
    await expect(shelf.engine.create(bear)).rejects.toThrow("No toy of that name exists now");
    expect(shelf.clock.naps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(180_000);

    const later = new Shelf();
    later.answers.push(lost(30_000));
    later.onFind = () => void (later.clock.naps.length === 2 && later.put("t1", bear));
    expect(await later.engine.create(bear)).toMatchObject({ id: "t1" });
    expect(later.clock.naps).toEqual([1_000, 2_000]);
  });

  it("says so where nobody can look for it", async () => {
    const shelf = new Shelf();
    shelf.answers.push(lost());
    shelf.onFind = () => {
      throw new Error("the list is away");
    };
    await expect(shelf.engine.create(bear)).rejects.toThrow(
      /Looking for it failed too: the list is away Run `pulumi up` again\.$/,
    );
  });

  it("does not take an object that was there before, or that may be another's", async () => {
    const before = new Shelf();
    before.put("t1", bear);
    await before.clock.sleep(3_600_000);
    before.answers.push(lost());
    await expect(before.engine.create(bear)).rejects.toThrow("The toy t1 with the same name is not the one asked for.");
    const unlike = new Shelf();
    unlike.answers.push(madeAllTheSame(unlike, { ...bear, colour: "green" }));
    await expect(unlike.engine.create(bear)).rejects.toThrow(
      "may or may not be the one asked for, since it differs in colour.",
    );
    const undated = new Shelf();
    undated.answers.push(madeAllTheSame(undated, bear, { createdAt: undefined }));
    await expect(undated.engine.create(bear)).rejects.toThrow("since it does not say when it was made.");
  });

  it("is not looked for after a clear refusal", async () => {
    const shelf = new Shelf();
    shelf.answers.push(throwing(failed("bad-request")));
    shelf.onFind = () => {
      throw new Error("looked for");
    };
    await expect(shelf.engine.create(bear)).rejects.toThrow(/as the test says\.$/);
  });
});

describe("a change whose new name another object has", () => {
  const refused = throwing(failed("conflict"));
  const olds = { ...bear, name: "Old", __managed: ["name"], __v: 2 };

  it("ends with whose that is", async () => {
    const shelf = new Shelf();
    shelf.put("t1", { ...bear, name: "Old" });
    shelf.put("t2", bear);
    shelf.answers.push(refused);
    await expect(shelf.engine.update("t1", olds, bear)).rejects.toThrow(
      /as the test says\. The toy t2 has that name\. /,
    );
    expect(shelf.asked).toEqual(["update t1"]);
  });

  it("ends with the service's words where only itself has the name", async () => {
    const shelf = new Shelf();
    shelf.put("t1", bear);
    shelf.answers.push(refused);
    await expect(shelf.engine.update("t1", olds, bear)).rejects.toThrow(/as the test says\.$/);
  });

  it("is tried again where the run frees the name", async () => {
    const shelf = new Shelf();
    shelf.put("t1", { ...bear, name: "Old" });
    shelf.put("t2", bear);
    shelf.stack.recordKeyToFree("webex.Toy", "t2");
    shelf.answers.push(refused, refused);
    expect(await shelf.engine.update("t1", olds, bear)).toMatchObject({ outs: { name: "Bear" } });
    expect(shelf.asked).toEqual(["update t1", "update t1", "update t1"]);
  });

  it("is not tried again after another failure", async () => {
    const shelf = new Shelf();
    shelf.answers.push(
      throwing(failed("lost")),
      throwing(new Unfinished({ id: "t1", values: bear }, "half done", ["size"])),
    );
    await expect(shelf.engine.update("t1", olds, bear)).rejects.toThrow("as the test says.");
    await expect(shelf.engine.update("t1", olds, { ...bear, size: 1 })).rejects.toMatchObject({
      id: "t1",
      reasons: ["half done"],
    });
    expect(shelf.asked).toHaveLength(2);
  });
});
