import type { Values } from "../../../providers/core/types";
import type { FaultRule } from "../../../sandbox";
import { Command, type Resource } from "../../support/command";
import { Tenant } from "../../support/tenant";

type Verb = "create" | "read" | "update" | "delete";

/** The request that a verb ends with. */
const REQUEST: Readonly<Record<Verb, { readonly method: string; readonly path: string }>> = {
  create: { method: "POST", path: "/site" },
  read: { method: "GET", path: "/site/*" },
  update: { method: "PUT", path: "/site/*" },
  delete: { method: "DELETE", path: "/site/*" },
};
const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];

interface Refusal {
  readonly told: string;
  readonly fault: Omit<FaultRule, "method" | "path">;
  /** The end of the sentence; what the service says stands before it. */
  readonly advice: RegExp;
  /** Verbs for which this is no failure, with what it is. */
  readonly except?: Partial<Record<Verb, RegExp>>;
  /** How often the request is sent. */
  readonly sent: Readonly<Record<Verb, number>>;
}

const ONCE = { create: 1, read: 1, update: 1, delete: 1 };
/** What may be carried out twice is sent five times before it is given up. */
const AGAIN = { create: 1, read: 5, update: 5, delete: 5 };

const lookedFor = /No site of that name exists now: run `pulumi up` again\.$/;

const REFUSALS: readonly Refusal[] = [
  { told: "400", fault: { status: 400 }, advice: /answered 400 \(tracking id \S+\): Bad request\.$/, sent: ONCE },
  {
    told: "401, twice",
    fault: { status: 401, times: 2 },
    advice: /answered 401 .+ The access token is missing, wrong or expired: renew the credentials\.$/,
    sent: { create: 2, read: 2, update: 2, delete: 2 },
  },
  {
    told: "403",
    fault: { status: 403 },
    advice: /answered 403 .+ The token lacks a scope or its user a role for this: see the scopes listed in README\.$/,
    sent: ONCE,
  },
  {
    told: "404",
    fault: { status: 404 },
    advice: /answered 404 \(tracking id \S+\): Resource not found or URI is invalid\.$/,
    // There it means that the object is gone.
    except: { read: /^gone$/, delete: /^done$/ },
    sent: ONCE,
  },
  { told: "409", fault: { status: 409 }, advice: /answered 409 \(tracking id \S+\): Conflict\.$/, sent: ONCE },
  {
    told: "412",
    fault: { status: 412 },
    advice: /answered 412 \(tracking id \S+\): Resource referred in other entity\(s\)\.$/,
    except: { delete: /Remove or re-point what refers to it first; it was not deleted\.$/ },
    sent: ONCE,
  },
  {
    told: "429 without end",
    fault: { status: 429, retryAfter: 60, times: 100 },
    advice: /answered 429 .+ The quota of this client id is used up: run again in a minute\.$/,
    sent: { create: 10, read: 10, update: 10, delete: 10 },
  },
  {
    told: "500",
    fault: { status: 500, times: 5 },
    advice: /answered 500 .+ The service failed: run again, and give the tracking id to its support if it stays\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
  {
    told: "503",
    fault: { status: 503, times: 5 },
    advice: /answered 503 .+ The service failed: run again, and give the tracking id to its support if it stays\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
  {
    told: "a page",
    fault: { status: 200, body: "<html>Sign in</html>" },
    advice: /answered 200 .+: a web page instead of JSON\. The address is wrong for this service: .+$/,
    sent: ONCE,
  },
  {
    told: "something else",
    fault: { status: 200, body: { name: 7 } },
    advice: /answered 200 .+: an answer that datadip cannot read, id: .+ look for a newer datadip\.$/,
    except: { create: lookedFor, delete: /^done$/ },
    sent: ONCE,
  },
  {
    told: "a cut connection",
    fault: { reset: true, times: 5 },
    advice: /got no answer .+ No complete answer came, so the request may or may not have been carried out\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
];

let tenant: Tenant;
let program: Values;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  const { id } = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
  program = { name: "Lyon", multimediaProfileId: id };
});

/** How a verb ends: with a sentence, or well. */
async function outcome(verb: Verb, resource: Resource | undefined): Promise<string> {
  const command = new Command("webex.Site", () => tenant.connect());
  const work = async (): Promise<string> => {
    if (resource === undefined) return (await command.up(program)).id;
    if (verb === "read") return (await command.refresh(resource)) === undefined ? "gone" : "there";
    if (verb === "update") return (await command.up({ ...program, description: "d" }, resource)).id;
    await command.delete(resource);
    return "done";
  };
  return work().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
}

describe.each(REFUSALS)("the service answers $told", ({ fault, advice, except, sent }) => {
  it.each(VERBS)("to a %s", async (verb) => {
    const resource =
      verb === "create" ? undefined : await new Command("webex.Site", () => tenant.connect()).up(program);
    // Changed by hand, so that a list alone proves nothing.
    if (resource !== undefined && verb === "read") await tenant.edit("site", resource.id, { description: "by hand" });
    tenant.requests();
    tenant.fail({ ...REQUEST[verb], ...fault });
    const told = await outcome(verb, resource);
    expect(told).toMatch(except?.[verb] ?? advice);
    expect(told.split("\n")).toHaveLength(1);
    if (except?.[verb] === undefined)
      expect(told).toMatch(new RegExp(`^${REQUEST[verb].method} /organization/\\S+/site`));
    const { method } = REQUEST[verb];
    const requests = tenant.requests().filter((request) => new RegExp(`^${method} site(/:id)?$`).test(request));
    expect(requests).toHaveLength(sent[verb]);
  });
});
