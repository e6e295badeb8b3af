import { defineFlow, stringifyFlow } from "../../../../flow";
import { KindEngine } from "../../../../providers/core/engine/kind-engine";
import type { Values } from "../../../../providers/core/resource/types";
import { loadKind } from "../../../support/load-kind";
import { Tenant } from "../../../support/tenant";

/** What a flow refers to is proven, or bound by the program, before anything is imported. */

const OTHER_ORG = "99999999-8888-4777-8666-555555555555";
const ELSEWHERE = "147a5615-baf0-4325-8a26-d8c96c2ee7b3";
const AGENT = "679381b485a65d0086652f86";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

let tenant: Tenant;
/** Ids that exist, for everything but the virtual agent. */
let bound: Readonly<Record<string, string>>;

beforeAll(async () => {
  tenant = await Tenant.start();
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  const hours = await tenant.make("business-hours", { name: "Hours" });
  bound = { "Queue.destination": queue.id, "Hours.businessHoursId": hours.id, "Identify.subflowId": UNKNOWN };
});
afterAll(() => tenant.close());
beforeEach(() => void tenant.requests());

/** A flow that asks business hours, runs a subflow and hands the call to a virtual agent before it queues. */
function content(orgId?: string): string {
  const flow = defineFlow("Main", {
    start: "Hours",
    nodes: {
      Hours: {
        type: "business-hours",
        to: { workingHours: "Identify", holidays: "Bye", override: "Bye", default: "Bye" },
      },
      Identify: { type: "subflow-handoff", subflowName: "Identify", to: "Agent" },
      Agent: {
        type: "ivr-virtualassistantvoice",
        connector: "NATIVE_BASIC_VIRTUAL_AGENT",
        virtualAgent: AGENT,
        to: { ENDED: "Bye", ESCALATE: "Queue", error: "Queue" },
      },
      Queue: { type: "queue-contact", to: { default: "Music", failure: "Bye" } },
      Music: { type: "play-music", to: "Music" },
      Bye: { type: "disconnect-contact" },
    },
  });
  const document = JSON.parse(stringifyFlow(flow)) as object;
  return JSON.stringify({ ...document, ...(orgId !== undefined && { orgId }) });
}

const given = (bindings: Values, orgId?: string): Values => ({
  name: "Main",
  content: content(orgId),
  bindings,
  lint: "off",
});
async function check(inputs: Values): Promise<readonly string[]> {
  const { failures } = await new KindEngine(loadKind("webex.Flow"), () => tenant.connect()).check({}, inputs);
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

it("refuses what the program leaves open, each by its key", async () => {
  expect(await check(given({}))).toEqual([
    'bindings: the flow leaves its business hours open at Hours.businessHoursId, and nothing is given for it. Bind it: bindings: { "Hours.businessHoursId": hours.id }',
    expect.stringContaining("the flow leaves its subflow open at Identify.subflowId"),
    expect.stringContaining("the flow leaves its queue open at Queue.destination"),
  ]);
});

it("takes what is not known yet as given", async () => {
  expect(await check(given({ ...bound, "Hours.businessHoursId": UNKNOWN }))).toEqual([]);
  expect(await check({ ...given({}), bindings: UNKNOWN })).toEqual([]);
});

it("refuses business hours and subflows that the organisation does not have", async () => {
  const wrong = {
    ...bound,
    "Hours.businessHoursId": ELSEWHERE,
    "Identify.subflowId": "65f1c0ffee65f1c0ffee0001",
  };
  expect(await check(given(wrong))).toEqual([
    expect.stringContaining(
      `the flow names the business hours ${ELSEWHERE} at Hours.businessHoursId, which this organisation does not have`,
    ),
    expect.stringContaining("the subflow"),
  ]);
});

describe("what no public route shows", () => {
  it("is refused in an export of another organisation, until the program binds it", async () => {
    expect(await check(given(bound, OTHER_ORG))).toEqual([
      `bindings: the flow names the virtual agent ${AGENT} at Agent.virtualAgentId, an id of the organisation that the export comes from (${OTHER_ORG}). Bind the id of this organisation's own: bindings: { "Agent.virtualAgentId": "..." }`,
    ]);
    expect(await check(given({ ...bound, [AGENT]: "679381b485a65d0086652f99" }, OTHER_ORG))).toEqual([]);
  });

  it("is taken as it is in an export of this organisation, and in content that comes from none", async () => {
    expect(await check(given(bound, tenant.orgId))).toEqual([]);
    expect(await check(given(bound))).toEqual([]);
  });
});
