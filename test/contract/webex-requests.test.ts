import { parseMultipart } from "../../sandbox/core/request";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import "../../providers/webex";
import { callingLocations, freeNumbers } from "../../providers/webex/client/calling";
import { telephonyRegions } from "../../providers/webex/client/telephony-regions";
import { connectors } from "../../providers/webex/flow/flow-wire";
import { listing } from "../../providers/webex/client/listing";
import { Command, halfMade } from "../support/command";
import type { Received } from "../support/http-server";
import { relay, type Relay } from "../support/relay";
import { Tenant } from "../support/tenant";
import { describeShared } from "../support/shared";
import { UNDESCRIBED } from "./known-spec-errors";
import { type Description, loadDescription, unusedExcuses, SPECS } from "./openapi";
import { REQUEST_CASES } from "./webex-cases";

const MOUNT = "/webex";

it("covers every Webex kind", () => {
  const kinds = allKinds().map(({ kind }) => kind);
  const covered = REQUEST_CASES.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.startsWith("webex.")).sort()).toEqual([...covered].sort());
});

/** Every request that the providers send is held against Cisco's own descriptions: path, query and body. */
describeShared(SPECS, "requests of the providers against the official descriptions", () => {
  let tenant: Tenant;
  let between: Relay;
  let descriptions: readonly Description[];
  const excused = new Set<unknown>();

  beforeAll(async () => {
    descriptions = [
      loadDescription("wxcc-config.openapi.json", true),
      loadDescription("flow-store.openapi.json", false),
    ];
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  beforeEach(async () => {
    tenant.reset();
    between = await relay(tenant.sandbox.url);
  });
  afterEach(() => between.close());

  /** What is wrong with everything that was sent, and how many requests that was. */
  const judged = async (): Promise<{ faults: readonly string[]; count: number }> => {
    const faults = await Promise.all(between.received.map(faultsOf));
    return { faults: [...new Set(faults.flat())], count: between.received.length };
  };

  const faultsOf = async (request: Received): Promise<readonly string[]> => {
    const { method, url } = request;
    if (url.startsWith("/sandbox/")) return [];
    const [path = "", query = ""] = url.slice(MOUNT.length).split("?");
    const local = [path, path.replace(/^\/flow-store/, "")];
    const found = descriptions.flatMap((description, i) => {
      const operation = description.find(method, decodeURIComponent(local[i] ?? ""));
      return operation === undefined ? [] : [{ description, operation }];
    });
    if (found.length === 0) return isExcused(method, path) ? [] : [`${method} ${path} is described nowhere`];
    const body = await bodyOf(request);
    return found.flatMap(({ description, operation }) =>
      [
        ...description.queryFaults(operation, new URLSearchParams(query)),
        ...(body === undefined ? [] : description.bodyFaults(operation, body)),
      ].map((fault) => `${method} ${operation.template}: ${fault}`),
    );
  };

  const isExcused = (method: string, path: string): boolean => {
    const excuse = UNDESCRIBED.find(
      (one) => one.method === method && new RegExp(`^${one.path.replaceAll("{}", "[^/]+")}$`).test(path),
    );
    excused.add(excuse);
    return excuse !== undefined;
  };

  it.each(REQUEST_CASES)("of $kind", async ({ kind, variants, change, stopsForAPerson }) => {
    const command = (): Command => new Command(kind, () => tenant.connect({ url: between.url }));
    for (const program of await variants(tenant)) {
      const created =
        stopsForAPerson === true
          ? await command().finish(program, (await halfMade(command().up(program))).resource)
          : await command().up(program);
      const updated = await command().up({ ...program, ...change }, created);
      const { __mark: _none, ...unmarked } = updated.outputs;
      await command().refresh(updated);
      await command().refresh({ ...updated, outputs: unmarked });
      await command().delete(updated);
    }
    const { faults, count } = await judged();
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(4);
    expect(undeclared(kind, between.received)).toEqual([]);
  });

  it("would be found wrong in path, query, body and members", () => {
    const [config] = descriptions;
    const operation = config?.find("POST", "/organization/o1/team");
    const list = config?.find("GET", "/organization/o1/v2/team");
    if (config === undefined || operation === undefined || list === undefined) throw new Error("no description");
    expect(config.find("POST", "/organization/o1/v9/team")).toBeUndefined();
    expect(config.queryFaults(list, new URLSearchParams("page=first&pagesize=5"))).toEqual([
      "query pagesize is not described",
      "query page is first",
    ]);
    expect(config.bodyFaults(operation, { name: 7, siteID: "s1" })).toEqual(
      expect.arrayContaining([
        "body must have required property 'siteId'",
        "/name must be string",
        "TeamDTO has no member siteID",
      ]),
    );
  });

  it("that look things up", async () => {
    const { api } = await tenant.connect({ url: between.url });
    await Promise.all([freeNumbers(api), callingLocations(api), connectors(api), telephonyRegions(api)]);
    for (const noun of ["site", "multimedia-profile", "audio-file", "contact-service-queue"]) {
      await listing(api, `v2/${noun}`);
    }
    expect((await judged()).faults).toEqual([]);
  });

  it("that find an object after a lost answer, and what refers to one", async () => {
    const { id: siteId } = await tenant.named("site", "Site-1");
    const command = (kind: string): Command => new Command(kind, () => tenant.connect({ url: between.url }));
    tenant.fail({ method: "POST", path: "/team", loseResponse: true });
    const team = await command("webex.Team").up({ name: 'Tier "1" & more + ü', siteId });
    const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
    await command("webex.Queue").up({
      name: "Support",
      defaultMusicInQueueMediaFileId: music.id,
      callDistributionGroups: [{ teamIds: [team.id] }],
    });
    await expect(command("webex.Team").delete(team)).rejects.toThrow(/Support/);
    expect((await judged()).faults).toEqual([]);
    expect(between.received.map(({ url }) => url).filter((url) => url.includes("incoming-references"))).toHaveLength(2);
  });

  it("need every entry of the list of known errors", () => {
    expect(unusedExcuses()).toEqual([]);
    expect(UNDESCRIBED.filter((one) => !excused.has(one))).toEqual([]);
  });
});

/** Requests that the kind does not say it makes; connecting is everybody's. The reference is written from what it says. */
function undeclared(kind: string, received: readonly Received[]): readonly string[] {
  const { calls = [], store } = descriptorOf(kind);
  const patterns = [...calls, ...(store.calls ?? []), "POST /v1/access_token", "GET /organization/{}/v2/site"].map(
    (call) => {
      const path = call.replace(" https://webexapis.com", " ").replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return new RegExp(`^${path.replace(/\{\w*\}/g, "[^/]+")}$`);
    },
  );
  const sent = received.map(({ method, url }) => `${method} ${(url.split("?")[0] ?? "").slice(MOUNT.length)}`);
  return sent.filter((request) => !patterns.some((pattern) => pattern.test(request)));
}

/** A JSON or form body as it is, a multipart one as the object that its description speaks of. */
async function bodyOf({ headers, body }: Received): Promise<unknown> {
  if (body.length === 0) return undefined;
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(String(body)));
  if (!type.startsWith("multipart/")) return JSON.parse(body.toString("utf8"));
  const parts = await parseMultipart(type, body);
  const members = parts.map(({ name, contentType, filename, data }) => {
    const isFile = filename !== undefined || contentType !== "application/json";
    return [name, isFile ? data.toString("latin1") : (JSON.parse(data.toString("utf8")) as unknown)] as const;
  });
  return Object.fromEntries(members);
}
