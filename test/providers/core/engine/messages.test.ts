import type { Holding } from "../../../../providers/core/engine/holdings";
import { heldBy, ownerAdvice, ownerHint, renameWarning, takenHint } from "../../../../providers/core/engine/messages";
import type { Owner } from "../../../../providers/core/engine/owner";

const TYPE = "pulumi-nodejs:dynamic/webex:Queue";
const urn = (name: string, parent = ""): string => `urn:pulumi:dev::acme::${parent}${TYPE}::${name}`;
const said = { kind: "webex.Queue", noun: "queue", naturalKey: ["name", "site"] };
const holder: Holding = { urn: urn("sales"), kind: "webex.Queue", id: "q1", inputs: {}, isLeftover: false };
const leftover = { ...holder, isLeftover: true };
const own: Owner = { by: "resource", holder, asking: undefined };
const elsewhere: Owner = { by: "another stack", urn: urn("theirs"), isPending: false };
const unknown: Owner = { by: "unknown", reason: "no state can be read" };

describe("the holder of an object", () => {
  it("is named with what it does to it", () => {
    expect(heldBy(holder)).toBe(`the resource "sales" manages it (${urn("sales")})`);
    expect(heldBy(leftover)).toBe(`the resource "sales" was replaced and still has to delete it (${urn("sales")})`);
  });

  it("is given as an alias by name where both have no parent but the stack, else by its whole address", () => {
    const alias = (held: string, asking?: string): string | undefined =>
      /aliases: \[(.*?)\];/.exec(ownerAdvice("name", { ...holder, urn: held }, asking))?.[1];
    expect(alias(urn("sales"), urn("new"))).toBe('{ name: "sales" }');
    expect(alias(urn("sales"))).toBe(JSON.stringify(urn("sales")));
    expect(alias(urn("sales", "my:Part$"), urn("new"))).toBe(JSON.stringify(urn("sales", "my:Part$")));
    expect(alias(urn("sales"), urn("new", "my:Part$"))).toBe(JSON.stringify(urn("sales")));
  });

  it("that waits for its own deletion gets it by going on", () =>
    expect(ownerAdvice("name", leftover, urn("new"))).toMatch(/^`pulumi up --continue-on-error` deletes it /));
});

describe("a create that met an existing object", () => {
  const hint = (owner: Owner, more: { notAdoptable?: string } = {}): string =>
    ownerHint({ ...said, ...more }, "q1", owner, "was there before");
  const adopt = "npx datadip adopt webex.Queue RESOURCE_NAME q1 > import.json";

  it.each<[string, Owner, RegExp]>([
    [
      "a resource of the stack",
      own,
      /^The queue q1 with the same name and site is this stack's own: the resource "sales" manages it .* aliases: /,
    ],
    [
      "the stack",
      { by: "this stack" },
      /is this stack's own: another resource of this run has it\. .* give one of them another name and site\.$/,
    ],
    ["another stack", elsewhere, /is another stack's own: the resource "theirs" of dev::acme \(urn:/],
    [
      "perhaps another stack",
      { ...elsewhere, isPending: true },
      /may be another stack's, which is making one like it: the resource "theirs"/,
    ],
    [
      "nobody",
      { by: "nobody", wholly: true },
      /was there before\. No stack of this project manages it\. To manage it from here: /,
    ],
    [
      "nobody here",
      { by: "nobody", wholly: false },
      /was there before\. This stack does not manage it; another may\. To manage it from here: /,
    ],
    ["nobody knows whom", unknown, /was there before\. It may be this stack's own, since no state can be read\. /],
  ])("is told whose it is: %s", (_, owner, sentence) => expect(hint(owner)).toMatch(sentence));

  it("is told how to adopt it where that is possible and nobody else has it", () => {
    const nobody: Owner = { by: "nobody", wholly: true };
    const adopting = (more = {}) => [own, elsewhere, nobody, unknown].map((owner) => hint(owner, more).includes(adopt));
    expect(adopting()).toEqual([false, false, true, true]);
    expect(adopting({ notAdoptable: "its key is lost" })).toEqual([false, false, false, false]);
    expect(hint(nobody, { notAdoptable: "its key is lost" })).toMatch(
      /An existing queue cannot be taken under management: its key is lost\.$/,
    );
  });
});

describe("an update whose new name another object has", () => {
  it.each<[string, Owner, RegExp]>([
    [
      "a resource of the stack",
      own,
      /^The queue q1 has that name and site, and it is this stack's own: the resource "sales" manages it .* a third name and site in between\.$/,
    ],
    ["the stack", { by: "this stack" }, /and it is this stack's own: give it another name and site in a run before/],
    ["another stack", elsewhere, /has that name and site: the resource "theirs" of dev::acme manages it \(urn:/],
    [
      "nobody",
      { by: "nobody", wholly: true },
      /has that name and site\. Choose another name and site, or give that one another\.$/,
    ],
    [
      "nobody knows whom",
      unknown,
      /has that name and site\. Choose another name and site, or give that one another\.$/,
    ],
  ])("is told whose it is: %s", (_, owner, sentence) => expect(takenHint(said, "q1", owner)).toMatch(sentence));
});

describe("a preview of a new resource whose object the stack has", () => {
  it("warns of a renaming, with the alias where the resource is known", () => {
    expect(renameWarning(said, "q1", own)).toMatch(
      /^A new queue .* of the queue q1, .*: the resource "sales" manages it .* aliases: \["urn:/,
    );
    expect(renameWarning(said, "q1", { by: "this stack" })).toMatch(
      /this stack's own\. If you renamed its resource in the program, /,
    );
  });
});
