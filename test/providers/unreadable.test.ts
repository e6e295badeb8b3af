import { allWishes, type Wish } from "../chaos/wishes";
import { cloudOf } from "../../providers/clouds";
import { naturalKeyOf } from "../../providers/core/engine/owner";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";
import { Command, type Resource } from "../support/command";
import { Org } from "../support/org";
import { type Answer, type Relay, relay } from "../support/relay";
import { Tenant } from "../support/tenant";

/**
 * Nothing is taken for gone, done or absent that was not understood: every kind of both clouds is read, found and deleted while something
 * else answers in the service's place, or half of the service's answer comes.
 */

jest.setTimeout(120_000);

let [tenant, org]: [Tenant, Org] = [undefined as never, undefined as never];
let wire: Relay;
/** What becomes of answers; undefined where they come as they are. */
let fault: ((answer: Answer) => Answer) | undefined;
const resources = new Map<string, { readonly wish: Wish; readonly resource: Resource; readonly program: Values }>();

const open = (kind: string) => () =>
  kind.startsWith("webex.") ? tenant.connect({ url: wire.url }) : org.connect({ url: wire.url });

beforeAll(async () => {
  tenant = await Tenant.start();
  org = await Org.of(tenant.dir, tenant.sandbox);
  tenant.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  wire = await relay(tenant.sandbox.url);
  wire.always(/./, (answer) => fault?.(answer) ?? answer);
  for (const wish of await allWishes(1, tenant, org)) {
    const refs = new Map(
      [...resources].map(
        ([
          name,
          {
            resource: { id, outputs: outs },
          },
        ]) => [name, { id, outs }],
      ),
    );
    const program = wish.program(refs);
    const resource = await new Command<unknown>(wish.kind, open(wish.kind)).up(program);
    resources.set(wish.name, { wish, resource, program });
  }
});
afterAll(async () => {
  await wire.close();
  await org.close();
});

const html = "<html><body>Welcome to the guest network</body></html>";
const json = JSON.stringify({ status: "welcome", network: "guest" });
/** By name: what comes instead of an answer. */
const FAULTS: Readonly<Record<string, (answer: Answer) => Answer>> = {
  "a web page": () => ({ status: 200, type: "text/html", body: html }),
  "nothing at all": ({ type }) => ({ status: 200, type, body: "" }),
  "half the answer": ({ type, body }) => ({
    status: 200,
    type,
    body: body === "" ? "{" : body.slice(0, body.length / 2),
  }),
  "other JSON": () => ({ status: 200, type: "application/json", body: json }),
  "other XML": () => ({ status: 200, type: "text/xml", body: "<a><b/></a>" }),
  "another's 404": () => ({ status: 404, type: "application/json", body: json }),
  "a page's 404": () => ({ status: 404, type: "text/html", body: html }),
  "an empty 404": ({ type }) => ({ status: 404, type, body: "" }),
};

type Api = never;

const outcome = <T>(step: () => Promise<T>): Promise<T | Error> => step().catch(asError);

it.each([
  ["webex.AddressBook", "/address-book/*"],
  ["a record without a key", "/sobjects/Contact/*"],
])("is looked into where only the answer to the deletion was another's: %s", async (name, path) => {
  const { wish, resource } = resources.get(name) as { wish: Wish; resource: Resource };
  const { api } = await open(wish.kind)();
  const { store } = descriptorOf(wish.kind);
  // The service never saw it: whatever stands before it has answered.
  const cloud = wish.kind.startsWith("webex.") ? tenant : org;
  cloud.fail({ method: "DELETE", path, status: 200, times: 1 });
  await expect(store.remove(api as never, resource.id, resource.outputs)).rejects.toThrow("still there");
  expect(await store.read(api as never, resource.id, { ...resource.outputs, __mark: undefined })).toBeDefined();
});

describe.each(Object.keys(FAULTS))("%s", (name) => {
  it("is never taken for the end of an object, for its absence or for a deletion", async () => {
    const wrong: string[] = [];
    // The connections stand before.
    const apis = {
      webex: (await open("webex.Site")()).api as Api,
      salesforce: (await open("salesforce.User")()).api as Api,
    };
    fault = FAULTS[name];
    await Promise.all(
      [...resources.values()].map(async ({ wish: { kind }, resource, program }) => {
        const { store, naturalKey, inputs: schema } = descriptorOf(kind);
        // What lives in no cloud.
        if (store.cost.delete === 0) return;
        const api = apis[cloudOf(kind)];
        const state = { ...resource.outputs, __mark: undefined };
        const given = Object.entries(resource.inputs).filter(([key]) => !key.startsWith("__"));
        const inputs = schema.parse(Object.fromEntries(given));
        const read = await outcome(() => store.read(api, resource.id, state));
        if (read === undefined) wrong.push(`${kind} is taken for gone`);
        const found = await outcome(() => store.find(api, inputs, naturalKey));
        const isAbsent = Array.isArray(found) && found.length === 0;
        if (isAbsent && !looksForNothing(kind) && naturalKeyOf(naturalKey, program) !== undefined)
          wrong.push(`${kind} is taken for absent`);
        const removed = await outcome(() => store.remove(api, resource.id, state));
        if (!(removed instanceof Error)) wrong.push(`${kind} is taken for deleted`);
      }),
    );
    fault = undefined;
    expect(wrong).toEqual([]);
  });
});

/** Their stores look for nothing: they are parts of other objects, or lists whose entries are found one by one. */
const looksForNothing = (kind: string): boolean =>
  [
    "webex.TeamQueueRankings",
    "webex.DesktopLayoutTeams",
    "webex.UserAssignment",
    "webex.UserAssignments",
    "webex.DialNumbers",
    "webex.AddressBookEntries",
    "salesforce.OrgSettings",
    "salesforce.CallCenterUser",
  ].includes(kind);
