import type { Values } from "../../../providers/core/resource/types";
import type { WebexApi } from "../../../providers/webex/client/api";
import {
  carryOut,
  doneWords,
  factsOf,
  type Move,
  moveWords,
  nothingWords,
  planPromotion,
  planRollback,
} from "../../../operations/promote";
import { Colleague } from "../../support/colleague";
import { Command, type Resource } from "../../support/command";
import { flowExport } from "../../support/flow";
import { SkippingClock } from "../../support/manual-clock";
import { Tenant } from "../../support/tenant";

/** Tags move to exactly what was tested, and back; anybody who owns the flow by another tag sees nothing of it. */

let tenant: Tenant;
let queueId: string;
let flow: Resource;
let colleague: Colleague;

const command = (): Command => new Command("webex.Flow", () => tenant.connect());
const api = async (): Promise<WebexApi> => (await tenant.connect()).api;

/** The program of the stack that owns the flow. */
const program = (greeting: string, more: Values = {}): Values => ({
  name: "Main_Line",
  description: `Says ${greeting}`,
  content: flowExport("foreign", greeting),
  bindings: { "QueueContact.destination": queueId },
  tags: ["Test"],
  ...more,
});

async function test(greeting: string): Promise<void> {
  flow = await command().up(program(greeting), flow);
}

interface Wish {
  readonly from?: string;
  readonly to?: string;
  readonly flow?: string;
  readonly discardDraft?: boolean;
}

const planned = async (wish: Wish = {}) =>
  planPromotion(await api(), { flow: "Main_Line", from: "Test", to: "Live", discardDraft: false, ...wish });
const plannedBack = async (to?: string, wish: { readonly tag?: string; readonly discardDraft?: boolean } = {}) =>
  planRollback(await api(), { flow: "Main_Line", tag: "Live", to, discardDraft: false, ...wish });

function moveOf(plan: Awaited<ReturnType<typeof planned>>): Move {
  if ("move" in plan) return plan.move;
  throw new Error("there is nothing to do");
}

const carriedOut = async (move: Move) => carryOut(await api(), move, new SkippingClock());
const promote = async (wish: Wish = {}) => carriedOut(moveOf(await planned(wish)));
const rollback = async (to?: string) => carriedOut(moveOf(await plannedBack(to)));

/** What callers under a tag hear, past all rules. */
async function greetingUnder(tag: string): Promise<string | undefined> {
  const { tags } = await tenant.named("flow", "Main_Line");
  const version = await tenant.object("flow-version", (tags as Record<string, string>)[tag] ?? "none");
  return /"promptsTts":\[\{"type":"tts","value":"([^"]+)"/.exec(JSON.stringify(version))?.[1];
}

beforeAll(async () => {
  tenant = await Tenant.start();
  colleague = new Colleague(tenant.sandbox);
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  queueId = (await tenant.make("contact-service-queue", { name: "Support", active: true })).id;
  flow = await command().up(program("Hello"));
  tenant.requests();
});

describe("a promotion", () => {
  it("gives Live its first version with one publish, as the tested one still is the draft", async () => {
    const move = moveOf(await planned());
    expect(moveWords(move, "")).toContain("Main_Line: Live gets what is version 1 under Test.");
    tenant.requests();
    expect(await carriedOut(move)).toMatchObject({
      number: 2,
      comment: "Promoted from Test: version 1. Published by Pulumi",
    });
    expect(tenant.writes()).toEqual(["POST flows/:id:publish"]);
    expect(await greetingUnder("Live")).toBe("Hello");
  });

  it("moves what was tested and nothing else, and says before who changed what and who hears it", async () => {
    await promote();
    const music = (await tenant.objects("audio-file"))[0]?.id;
    const line = { flowId: flow.id, musicOnHoldId: music, active: true, channelType: "TELEPHONY" };
    const live = await tenant.make("entry-point", { ...line, name: "Main", flowTagId: "Live" });
    await tenant.make("entry-point", { ...line, name: "Newest", flowTagId: "Latest" });
    await tenant.make("entry-point", { ...line, name: "Trial", flowTagId: "Test" });
    await tenant.make("dial-number", { dialledNumber: "+15551230001", entryPointId: live.id });
    await test("Good morning");
    const move = moveOf(await planned());
    expect(move.changes).toMatchObject([
      { process: "flow", field: "description", class: "cosmetic" },
      { name: "Greeting", class: "caller-facing", before: "Hello", after: "Good morning" },
    ]);
    expect(moveWords(move, "CHANGES").split("\n")).toEqual([
      "Main_Line: Live moves from version 2 to what is version 3 under Test.",
      expect.stringMatching(
        /^ {2}now: {2}version 2, published by \S+@sandbox\.example at \d{4}-.*: Promoted from Test/,
      ),
      expect.stringMatching(
        /^ {2}then: version 3, published by \S+@sandbox\.example at \d{4}-.*: Published by Pulumi$/,
      ),
      "",
      "CHANGES",
      "",
      "Who hears it:",
      "  +15551230001 -> Main",
      "  no number -> Newest, bound to Latest, which moves with every publish",
    ]);
    const published = await carriedOut(move);
    expect(doneWords(move, published)).toBe(
      "Live of Main_Line is version 4 now: read back, and equal to version 3 under Test.\nBack: datadip rollback Main_Line --tag Live",
    );
    expect(await greetingUnder("Live")).toBe("Good morning");
    expect((await tenant.named("flow", "Main_Line")).tags).toMatchObject({ Test: move.wanted.id, Live: published.id });
  });

  it("says so and writes nothing where Live means the same already", async () => {
    await promote();
    tenant.requests();
    const plan = await planned();
    if (!("nothing" in plan)) throw new Error("there is something to do");
    expect(nothingWords(plan.nothing)).toBe(
      "Live of Main_Line is version 2, which means the same as version 1, which is under Test: nothing to do.",
    );
    expect(factsOf(plan.nothing)).toMatchObject({ moved: false, changes: [], before: { number: 2 } });
    expect(tenant.writes()).toEqual([]);
  });

  it("takes the version under the tag, not a newer one under another", async () => {
    await test("Tested");
    await colleague.draft("Main_Line", queueId, "Untested");
    await colleague.publish(flow.id, "Dev");
    await promote();
    expect([await greetingUnder("Live"), await greetingUnder("Dev")]).toEqual(["Tested", "Untested"]);
  });

  it("refuses what it cannot do", async () => {
    const refused: readonly (readonly [Wish, RegExp])[] = [
      [{ flow: "Main_Lin" }, /^There is no flow called Main_Lin; did you mean Main_Line\? There are: Main_Line\./],
      [{ flow: "../../etc/passwd" }, /^There is no flow called \.\.\/\.\.\/etc\/passwd\. There are: Main_Line\./],
      [{ to: "Liev" }, /^There is no tag Liev; did you mean Live\? Tags are Live, Latest, Test, Dev\.$/],
      [{ from: "test" }, /^There is no tag test; did you mean Test\?/],
      [{ to: "Test" }, /^--from and --to both name Test/],
      [
        { from: "Dev" },
        /^Main_Line has no version under Dev: nothing was changed\. It has Latest \(version 1\), Test \(version 1\)\.$/,
      ],
    ];
    for (const [wish, message] of refused) await expect(planned(wish)).rejects.toThrow(message);
    expect(tenant.writes()).toEqual([]);
  });
});

describe("a rollback", () => {
  beforeEach(async () => {
    await promote();
    await test("Good morning");
    await promote();
    tenant.requests();
  });

  it("takes Live back to what it pointed to before, and forward again", async () => {
    expect(await rollback()).toMatchObject({
      number: 5,
      comment: expect.stringMatching(/^Back to version 2\./) as string,
    });
    expect(tenant.writes()).toEqual(["POST flows:import", "POST flows/:id:publish"]);
    expect([await greetingUnder("Live"), await greetingUnder("Test")]).toEqual(["Hello", "Good morning"]);
    await rollback();
    expect(await greetingUnder("Live")).toBe("Good morning");
  });

  it("finds the one before whichever way the service lists the history", async () => {
    const { id, tagHistories } = await tenant.named("flow", "Main_Line");
    const turned = Object.entries(tagHistories as Record<string, unknown[]>).map(([tag, all]) => [
      tag,
      all.toReversed(),
    ]);
    await tenant.edit("flow", id, { tagHistories: Object.fromEntries(turned) as Values });
    expect(moveOf(await plannedBack()).wanted.number).toBe(2);
    expect(moveOf(await plannedBack("1")).wanted.number).toBe(1);
  });

  it("takes a version by number or id", async () => {
    expect(moveOf(await plannedBack("1")).wanted.number).toBe(1);
    const { id } = moveOf(await plannedBack("1")).wanted;
    expect(moveOf(await plannedBack(id.toUpperCase())).wanted.number).toBe(1);
    await rollback("1");
    expect(await greetingUnder("Live")).toBe("Hello");
    const there = await plannedBack("5");
    expect("nothing" in there && nothingWords(there.nothing)).toBe(
      "Live of Main_Line is version 5 already: nothing to do.",
    );
  });

  it("refuses versions that there are not", async () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ["5", /^Main_Line has no version 5\. Its versions are 1 to 4, as Flow Designer numbers them\.$/],
      ["0", /has no version 0/],
      ["v2", /has no version v2/],
      ["draft", /has no version draft/],
      ["99999999999999", /has no version 99999999999999/],
      ["65f1c0ffee65f1c0ffee0001", /has no version 65f1c0ffee65f1c0ffee0001/],
      ["../../x", /has no version/],
    ];
    for (const [to, message] of refused) await expect(plannedBack(to)).rejects.toThrow(message);
    expect(tenant.writes()).toEqual([]);
  });

  it("refuses a tag that pointed to nothing else, or on nothing", async () => {
    await expect(plannedBack(undefined, { tag: "Dev" })).rejects.toThrow("Main_Line has no version under Dev");
    await carriedOut(moveOf(await planned({ from: "Test", to: "Dev" })));
    await expect(plannedBack(undefined, { tag: "Dev" })).rejects.toThrow(
      "Dev of Main_Line has pointed to no other version, so there is nothing to go back to. Name one with --to VERSION.",
    );
  });

  it("is not drift to the stack that owns the flow under Test, and does not leak into its next publish", async () => {
    await rollback();
    const seen = await command().refresh(flow);
    expect(seen?.outputs).toMatchObject({ tags: ["Test"], draft: "", description: "Says Good morning" });
    expect(await command().preview(program("Good morning"), seen ?? flow)).toMatchObject({ changes: false });
    // The draft is what Live went back to; Dev must get what the program says.
    await command().up(program("Good morning", { tags: ["Test", "Dev"] }), seen);
    expect([await greetingUnder("Dev"), await greetingUnder("Live")]).toEqual(["Good morning", "Hello"]);
  });
});

describe("what others do meanwhile", () => {
  beforeEach(async () => {
    await promote();
    await test("Good morning");
    tenant.requests();
  });

  it("refuses a lock, naming who has it", async () => {
    await colleague.lock(flow.id);
    await expect(planned()).rejects.toThrow(/^Main_Line is being edited in Flow Designer by \S*colleague\S* since/);
  });

  it("refuses to lose a draft that was not published, unless told to", async () => {
    await colleague.draft("Main_Line", queueId, "Half a thought");
    tenant.requests();
    await expect(planned()).rejects.toThrow(
      /^Main_Line has a draft of \S*colleague\S* since \S+ that is not published, and that Live cannot move without losing: nothing was changed\. Publish or revert it in Flow Designer, or give --discard-draft\.$/,
    );
    expect(tenant.writes()).toEqual([]);
    const move = moveOf(await planned({ discardDraft: true }));
    expect(moveWords(move, "")).toMatch(
      /\nWill be lost: a draft of \S*colleague\S* since \S+, which is not published\.$/,
    );
    await carriedOut(move);
    expect(await greetingUnder("Live")).toBe("Good morning");
  });

  it("does not mind a draft that is kept as a version", async () => {
    await colleague.draft("Main_Line", queueId, "Published");
    await colleague.publish(flow.id);
    expect(moveOf(await planned()).discards).toBeUndefined();
  });

  it("says that something else was published than was tested", async () => {
    const move = moveOf(await planned());
    expect(move.isDraftReady).toBe(true);
    await colleague.draft("Main_Line", queueId, "Half a thought");
    await expect(carriedOut(move)).rejects.toThrow(
      /^Live of Main_Line points to version 4 by \S+, which is not what was wanted \(it differs at .+\): somebody wrote meanwhile\. Run this again to put version 3 there\.$/,
    );
  });

  it("says that another version is being tested by now", async () => {
    const move = moveOf(await planned());
    await colleague.draft("Main_Line", queueId, "Newer");
    await colleague.publish(flow.id, "Test");
    await expect(carriedOut({ ...move, isDraftReady: false })).rejects.toThrow(
      "Test of Main_Line moved to something else while its version 3 was promoted: somebody published meanwhile. Test that, and promote again.",
    );
  });

  it("says where it stopped when the publish fails, and goes on from there", async () => {
    await promote();
    tenant.fail({ method: "POST", path: "/*:publish", status: 500, times: 1 });
    await expect(rollback()).rejects.toThrow(
      /^The draft of Main_Line is version 2 now, but it was not published, so Live is unchanged\. Run this again\. /,
    );
    expect(await greetingUnder("Live")).toBe("Good morning");
    tenant.requests();
    await rollback();
    expect(tenant.writes()).toEqual(["POST flows/:id:publish"]);
    expect(await greetingUnder("Live")).toBe("Hello");
  });

  it("waits for a list that lags behind the publish", async () => {
    const move = moveOf(await planned());
    tenant.fail({ method: "POST", path: "/*:publish", readsAfterMs: 2_500 });
    const naps: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      naps.push(ms);
      tenant.sandbox.settings({ clockOffsetMs: naps.length * 1_000 });
      return Promise.resolve();
    };
    expect(await carryOut(await api(), move, { now: () => 0, sleep })).toMatchObject({ number: 4 });
    expect(naps).toEqual([1_000, 1_000, 1_000]);
  });

  it("does not claim what it cannot see", async () => {
    const move = moveOf(await planned());
    tenant.fail({ method: "POST", path: "/*:publish", readsAfterMs: 3_600_000 });
    await expect(carriedOut(move)).rejects.toThrow(
      "Main_Line was published under Live, but the service still shows Live where it stood. Look at the flow's versions in Flow Designer before you run this again.",
    );
  });
});
