import {
  isEncrypted,
  isTopLevel,
  kindOf,
  nameOf,
  parseHoldings,
  stackOf,
} from "../../../../providers/core/engine/holdings";

const QUEUE = "pulumi-nodejs:dynamic/webex:Queue";
const urn = (name: string, type = QUEUE): string => `urn:pulumi:dev::acme::${type}::${name}`;
const parsed = (deployment: Readonly<Record<string, unknown>>) => parseHoldings(JSON.stringify({ deployment }));

describe("a stack's state", () => {
  it("shows the objects that the stack manages, by kind and id", () => {
    const { objects, stacks } = parsed({
      resources: [
        { urn: urn("stack", "pulumi:pulumi:Stack"), type: "pulumi:pulumi:Stack" },
        { urn: urn("a"), type: QUEUE, id: "q1", inputs: { name: "A" } },
        { urn: urn("b"), type: QUEUE, id: "q2", delete: true },
        { urn: urn("read"), type: QUEUE, id: "q3", external: true },
        { urn: urn("half"), type: QUEUE },
        { urn: urn("u", "aws:s3:Bucket"), type: "aws:s3:Bucket", id: "b1" },
      ],
    });
    const kind = "webex.Queue";
    expect(objects).toEqual([
      { urn: urn("a"), kind, id: "q1", inputs: { name: "A" }, isLeftover: false },
      { urn: urn("b"), kind, id: "q2", inputs: {}, isLeftover: true },
      { urn: urn("half"), kind, id: "", inputs: {}, isLeftover: false },
    ]);
    expect([...stacks]).toEqual(["dev::acme"]);
  });

  it("shows the operations of our kinds that may not have ended", () => {
    const operation = (type: string, name: string, resourceType = QUEUE) => ({
      type,
      resource: { urn: urn(name), type: resourceType, inputs: { name } },
    });
    const { creating, updating, stacks } = parsed({
      pending_operations: [
        operation("creating", "made"),
        operation("updating", "changed"),
        operation("deleting", "gone"),
        operation("creating", "bucket", "aws:s3:Bucket"),
      ],
    });
    expect(creating).toEqual([{ urn: urn("made"), kind: "webex.Queue", inputs: { name: "made" } }]);
    expect(updating).toEqual([{ urn: urn("changed"), kind: "webex.Queue", inputs: { name: "changed" } }]);
    expect([...stacks]).toEqual(["dev::acme"]);
  });

  it("says when it was written, where it does", () => {
    const written = (time: string) => parsed({ manifest: { time } }).written;
    expect(written("2026-01-01T00:00:00Z")).toBe(Date.UTC(2026, 0, 1));
    expect(written("0001")).toBe(Date.parse("0001"));
    expect(written("never")).toBeUndefined();
    expect(parsed({}).written).toBeUndefined();
  });

  it("may be empty, and is nothing else", () => {
    const empty = { objects: [], creating: [], updating: [], stacks: new Set() };
    expect(parsed({})).toMatchObject(empty);
    expect(parsed({ resources: null, pending_operations: null })).toMatchObject(empty);
    expect(() => parseHoldings("{}")).toThrow("deployment");
    expect(() => parsed({ resources: [{ urn: urn("a") }] })).toThrow("type");
  });
});

describe("an address in a state", () => {
  it("names kind, stack, name and parent", () => {
    expect(
      ["webex:Queue", "salesforce:User", "other:Queue", "webex:Queue/x"].map((type) =>
        kindOf(`pulumi-nodejs:dynamic/${type}`),
      ),
    ).toEqual(["webex.Queue", "salesforce.User", undefined, undefined]);
    expect(kindOf(`x${QUEUE}`)).toBeUndefined();
    expect(stackOf(urn("a"))).toBe("dev::acme");
    expect([urn("a"), urn("a::b")].map(nameOf)).toEqual(["a", "a::b"]);
    expect([urn("a"), urn("a", `my:module:Part$${QUEUE}`), urn("a$b"), "urn"].map(isTopLevel)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

it("a secret in a state is known by the engine's signature", () => {
  const signature = "4dabf18193072939515e22adb298388d";
  const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  expect([secret, { [signature]: "an asset" }, {}, "text", null].map(isEncrypted)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
