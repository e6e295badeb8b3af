import { candidateOf, type Claim, decide, type Intent, intentOf } from "../../../../providers/core/engine/claim";
import type { Owner } from "../../../../providers/core/engine/owner";
import type { Descriptor } from "../../../../providers/core/resource/descriptor";
import type { RemoteObject } from "../../../../providers/core/resource/types";
import { toy } from "../toy";

/** What a create of unknown end proves of an object that is there now. */

const descriptor: Descriptor = { ...toy, setAfterCreate: ["tags"] };

const intent: Intent = { inputs: { name: "a", size: 3, tags: ["Live"] }, since: 1_000, until: 2_000 };
const thing = (more: Partial<RemoteObject> = {}): RemoteObject => ({
  id: "1",
  values: { name: "a", size: 3, tags: ["Live"] },
  createdAt: 1_500,
  ...more,
});
const nobody: Owner = { by: "nobody", wholly: true };
const is = (found: readonly RemoteObject[], whose: Owner = nobody, meant: Intent = intent): Claim["is"] =>
  decide(descriptor, meant, found, whose).is;

it("takes what is alone, equal and of the time of the request, and nothing else", () => {
  expect(is([])).toBe("none");
  expect(is([thing()])).toBe("ours");
  expect(is([thing({ createdAt: 1_000 })])).toBe("ours");
  expect(is([thing({ createdAt: 2_000 })])).toBe("ours");
  expect(is([thing({ createdAt: 999 })])).toBe("stranger");
  expect(is([thing({ createdAt: 2_001 })])).toBe("stranger");
  expect(is([thing({ createdAt: undefined })])).toBe("ask");
  expect(is([thing(), thing({ id: "2" })])).toBe("ask");
  expect(is([thing({ values: { name: "a", size: 4, tags: ["Live"] } })])).toBe("ask");
});

it("takes what lacks only what a second request would have set, and says so", () => {
  const lacks = thing({ values: { name: "a", size: 3 } });
  expect(decide(descriptor, intent, [lacks], nobody)).toEqual({ is: "ours", object: lacks, lacking: ["tags"] });
});

it("takes the id that the answer told, whatever became of it", () => {
  const told = { ...intent, id: "2" };
  const changed = thing({ id: "2", createdAt: undefined, values: { name: "a", size: 9, tags: ["Live"] } });
  const claim = decide(descriptor, told, [thing(), changed], nobody);
  expect(claim).toEqual({ is: "ours", object: changed, lacking: ["size"] });
});

it("looks at the object that the answer named, else at one of the time of the request, else at any", () => {
  const [early, inTime, late] = [1, 1_500, 3_000].map((createdAt, i) => thing({ id: String(i + 1), createdAt }));
  const found = [early, inTime, late].filter((one) => one !== undefined);
  expect(candidateOf({ ...intent, id: "3" }, found)).toBe(late);
  expect(candidateOf({ ...intent, id: "9" }, found)).toBe(inTime);
  expect(candidateOf({ ...intent, since: 5_000, until: 6_000 }, found)).toBe(early);
  expect(candidateOf(intent, [])).toBeUndefined();
});

it("allows an interrupted run a minute between clocks, and a quarter of an hour for its last request", () => {
  const inputs = { name: "a" };
  const times = { since: 1_000_000, last: 2_000_000 };
  expect(intentOf(inputs, times)).toStrictEqual({ inputs, since: 940_000, until: 2_900_000 });
  expect(intentOf(inputs, { ...times, id: "1" })).toStrictEqual({ inputs, since: 940_000, until: 2_900_000, id: "1" });
});

it("of a kind that a single request makes takes nothing that lacks an input", () => {
  const lacks = thing({ values: { name: "a", size: 3 } });
  expect(decide(toy, intent, [lacks], nobody)).toMatchObject({ is: "ask", why: "it differs in tags" });
});

it.each<[string, Owner]>([
  [
    "a named resource of this stack",
    {
      by: "resource",
      holder: { urn: "urn:pulumi:a::p::t::n", kind: "webex.Toy", id: "1", inputs: {}, isLeftover: false },
      asking: undefined,
    },
  ],
  ["a resource of this stack", { by: "this stack" }],
  ["another stack", { by: "another stack", urn: "urn:pulumi:b::p::t::n", isPending: false }],
])("never takes from %s, even by its id", (_, owner) => {
  expect(is([thing()], owner)).toBe("stranger");
  expect(is([thing()], owner, { ...intent, id: "1" })).toBe("stranger");
});

it("takes what its own answer told the id of, whatever another stack noted, and nothing else of what that may make", () => {
  const other: Owner = { by: "another stack", urn: "urn:pulumi:b::p::t::n", isPending: true };
  expect(is([thing()], other)).toBe("stranger");
  expect(is([thing()], other, { ...intent, id: "1" })).toBe("ours");
});

it("takes where it cannot be known whose it is: then the object alone must prove it", () => {
  expect(is([thing()], { by: "unknown", reason: "no state" })).toBe("ours");
});
