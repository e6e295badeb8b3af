import type { Values } from "../../../providers/core/resource/types";
import { type Failure, HttpError } from "../../../providers/http/http-errors";
import type { FaultRule } from "../../../sandbox";
import { Command, type Resource } from "../../support/command";
import { flowExport } from "../../support/flow";
import { Tenant } from "../../support/tenant";

type Verb = "create" | "read" | "update" | "delete";

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];

/** A kind of the configuration service and one of the Flow Store: other addresses, another way to be refused. */
interface Subject {
  readonly kind: string;
  readonly noun: string;
  /** The request that a verb ends with. */
  readonly request: Readonly<Record<Verb, { readonly method: string; readonly path: string; readonly seen: RegExp }>>;
  readonly program: (tenant: Tenant) => Promise<Values>;
  readonly change: (program: Values) => Values;
  /** Verbs whose request may not be carried out twice. */
  readonly once: readonly Verb[];
}

const SITE: Subject = {
  kind: "webex.Site",
  noun: "site",
  request: {
    create: { method: "POST", path: "/site", seen: /^POST site$/ },
    read: { method: "GET", path: "/site/*", seen: /^GET site\/:id$/ },
    update: { method: "PUT", path: "/site/*", seen: /^PUT site\/:id$/ },
    delete: { method: "DELETE", path: "/site/*", seen: /^DELETE site\/:id$/ },
  },
  program: async (tenant) => {
    const { id } = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
    return { name: "Lyon", multimediaProfileId: id };
  },
  change: (program) => ({ ...program, description: "d" }),
  once: ["create"],
};

/** An update of a flow is an import over it: a second one would make another draft. */
const FLOW: Subject = {
  kind: "webex.Flow",
  noun: "flow",
  request: {
    create: { method: "POST", path: "/flows:import", seen: /^POST flows:import$/ },
    read: { method: "GET", path: "/flows/*", seen: /^GET flows\/:id:export$/ },
    update: { method: "POST", path: "/flows:import", seen: /^POST flows:import$/ },
    delete: { method: "DELETE", path: "/flows/*", seen: /^DELETE flows\/:id$/ },
  },
  program: async (tenant) => {
    const { id } = await tenant.make("contact-service-queue", { name: "Support", active: true });
    return { name: "Main_Line", description: "d", content: flowExport(id) };
  },
  change: (program) => ({ ...program, content: String(program.content).replaceAll("Welcome", "Good morning") }),
  once: ["create", "update"],
};

interface Refusal {
  readonly told: string;
  readonly fault: Omit<FaultRule, "method" | "path">;
  readonly failure: Failure;
  /** The end of the sentence; what the service says is before it. */
  readonly advice: RegExp;
  /** Verbs for which this is not a failure, with what it is. */
  readonly except?: Partial<Record<Verb, RegExp>>;
  /** How often the request is sent. */
  readonly sent: number;
  /** Whether a request that may not be carried out twice is sent as often. Default: no. */
  readonly always?: true;
}

/** What may be carried out twice is sent five times before it is given up. */
const AGAIN = 5;

const lookedFor = /No (site|flow) of that name exists now: run `pulumi up` again\.$/;

const REFUSALS: readonly Refusal[] = [
  {
    told: "400",
    fault: { status: 400 },
    failure: "bad-request",
    advice: /answered 400 \(tracking id \S+\): Bad request\.$/,
    sent: 1,
  },
  {
    told: "401, twice",
    fault: { status: 401, times: 2 },
    failure: "unauthorized",
    advice: /answered 401 .+ The access token is missing, wrong or expired: renew the credentials\.$/,
    sent: 2,
    always: true,
  },
  {
    told: "403",
    fault: { status: 403 },
    failure: "forbidden",
    advice: /answered 403 .+ The token lacks a scope or its user a role for this: see the scopes listed in README\.$/,
    sent: 1,
  },
  {
    told: "404",
    fault: { status: 404 },
    failure: "not-found",
    advice: /answered 404 \(tracking id \S+\): Resource not found or URI is invalid\.$/,
    // There it means that the object is gone.
    except: { read: /^gone$/, delete: /^done$/ },
    sent: 1,
  },
  {
    told: "409",
    fault: { status: 409 },
    failure: "conflict",
    advice: /answered 409 \(tracking id \S+\): Conflict\.$/,
    sent: 1,
  },
  {
    told: "412",
    fault: { status: 412 },
    failure: "referenced",
    advice: /answered 412 \(tracking id \S+\): Resource referred in other entity\(s\)\.$/,
    except: { delete: /Remove or re-point what refers to it first; it was not deleted\.$/ },
    sent: 1,
  },
  {
    told: "429 without end",
    fault: { status: 429, retryAfter: 60, times: 100 },
    failure: "rate-limited",
    advice: /answered 429 .+ The quota of this client id is used up: run again in a minute\.$/,
    sent: 10,
    always: true,
  },
  {
    told: "500",
    fault: { status: 500, times: 5 },
    failure: "server",
    advice:
      /answered 500 .+ The service failed: run again, and give the tracking id to its support if it fails again\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
  {
    told: "503",
    fault: { status: 503, times: 5 },
    failure: "server",
    advice:
      /answered 503 .+ The service failed: run again, and give the tracking id to its support if it fails again\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
  {
    told: "a page",
    fault: { status: 200, body: "<html>Sign in</html>" },
    failure: "no-such-route",
    advice: /answered 200 .+: a web page instead of JSON\. The address is wrong for this service: .+$/,
    sent: 1,
  },
  {
    told: "something else",
    fault: { status: 200, body: { name: 7 } },
    failure: "unreadable",
    advice: /answered 200 .+: an answer that datadip cannot read, id: .+ look for a newer datadip\.$/,
    except: {
      create: lookedFor,
      delete: /answered 200 .+: an answer that datadip cannot read, and the object is still there/,
    },
    sent: 1,
  },
  {
    told: "a cut connection",
    fault: { reset: true, times: 5 },
    failure: "lost",
    advice: /got no answer .+ No complete answer came, so the request may or may not have been carried out\.$/,
    except: { create: lookedFor },
    sent: AGAIN,
  },
];

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

/** How a verb ends: well, in a word, or with an error. */
async function outcome(verb: Verb, { kind, change }: Subject, program: Values, resource?: Resource): Promise<unknown> {
  const command = new Command(kind, () => tenant.connect());
  const work = async (): Promise<string> => {
    if (resource === undefined) return (await command.up(program)).id;
    if (verb === "read") return (await command.refresh(resource)) === undefined ? "gone" : "there";
    if (verb === "update") return (await command.up(change(program), resource)).id;
    await command.delete(resource);
    return "done";
  };
  return work().catch((error: unknown) => error);
}

async function refused(verb: Verb, subject: Subject, { fault }: Refusal): Promise<{ error: unknown; sent: number }> {
  const { kind, noun, request } = subject;
  const program = await subject.program(tenant);
  const resource = verb === "create" ? undefined : await new Command(kind, () => tenant.connect()).up(program);
  // Changed by hand, so that a list alone proves nothing.
  if (resource !== undefined && verb === "read") await tenant.edit(noun, resource.id, { description: "by hand" });
  tenant.requests();
  const { method, path, seen } = request[verb];
  tenant.fail({ method, path, ...fault });
  const error = await outcome(verb, subject, program, resource);
  return { error, sent: tenant.requests().filter((sent) => seen.test(sent)).length };
}

/** One sentence of the vendor's, with the tracking id that its support asks for, and what to do. */
function isTyped(error: unknown, failure: Failure, advice: RegExp): void {
  if (!(error instanceof HttpError)) throw new Error(`no HttpError: ${String(error)}`);
  expect(error.failure).toBe(failure);
  expect(error.trackingId).toMatch(/\S{8}/);
  expect(error.message).toContain(`(tracking id ${error.trackingId})`);
  expect(error.message).toMatch(advice);
  expect(error.message.split("\n")).toHaveLength(1);
}

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

describe.each(REFUSALS)("the service answers $told", (refusal) => {
  const { advice, except, failure, sent: times, always } = refusal;

  it.each(VERBS)("to a %s of a site", async (verb) => {
    const { error, sent } = await refused(verb, SITE, refusal);
    const other = except?.[verb];
    if (other === undefined) isTyped(error, failure, advice);
    else expect(told(error)).toMatch(other);
    expect(sent).toBe(SITE.once.includes(verb) && always === undefined ? 1 : times);
  });
});

/** Of the Flow Store no answer says that an address is right and a flow is gone but the store's own. */
const OF_FLOWS = REFUSALS.filter(({ told: answer }) => !["404", "something else"].includes(answer));

describe.each(OF_FLOWS)("the Flow Store answers $told", (refusal) => {
  const { advice, except, failure, sent: times, always } = refusal;

  it.each(VERBS)("to a %s", async (verb) => {
    // An import that is refused under our own lock is sent once more without it.
    const again = verb === "update" && failure === "conflict" ? { times: 2 } : {};
    const { error, sent } = await refused(verb, FLOW, { ...refusal, fault: { ...refusal.fault, ...again } });
    if (verb === "create" && except?.create !== undefined) expect(told(error)).toMatch(except.create);
    else isTyped(error, failure, advice);
    expect(sent).toBe(again.times ?? (FLOW.once.includes(verb) && always === undefined ? 1 : times));
  });
});
