import { isDryRun, isRehearsal, rehearse } from "../../../../providers/core/telemetry/dry-run";
import { type Call, onCall, requestMetrics } from "../../../../providers/core/telemetry/request-metrics";

/** What listeners are told of one request sent within `rehearse` and one sent after it. */
async function heard(): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const end = onCall((call) => calls.push(call));
  const sent = requestMetrics({ name: "Webex", callsPerMinute: 300 });
  const request = { method: "GET", path: "/team", status: 200, at: 1, tookMs: 2, remaining: 3 } as const;
  await rehearse(async () => {
    await Promise.resolve();
    sent(request);
  });
  sent(request);
  end();
  sent(request);
  return calls;
}

describe("a rehearsal", () => {
  afterEach(() => delete process.env.DATADIP_DRY_RUN);

  it("marks its calls, and no others, as dry", async () => {
    process.env.DATADIP_DRY_RUN = "true";
    expect((await heard()).map(({ dry }) => dry)).toEqual([true, false]);
  });

  it("is work like any other outside of a dry run, and each listener hears of its calls until it ends", async () => {
    const call = { service: "Webex", callsPerMinute: 300, method: "GET", path: "/team", status: 200, at: 1, tookMs: 2 };
    const heardNow = await heard();
    expect(heardNow).toEqual(Array.from({ length: 2 }, () => ({ ...call, remaining: 3, dry: false })));
  });

  it("is over with its work", async () => {
    process.env.DATADIP_DRY_RUN = "true";
    await expect(rehearse(() => Promise.resolve(isRehearsal()))).resolves.toBe(true);
    expect(isRehearsal()).toBe(false);
  });

  it("happens where the variable says true", () => {
    const values = ["true", "false", "", undefined];
    expect(values.map((value) => isDryRun({ DATADIP_DRY_RUN: value }))).toEqual([true, false, false, false]);
  });
});
