import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalFlow, parseFlowText } from "../../flow";
import { CLOUDS, loadKinds, Sessions } from "../../providers/clouds";
import { descriptorOf } from "../../providers/core/resource/registry";
import { findDrift } from "../../operations/drift";
import { driftedFields } from "../../operations/drift/fields";
import { driftText } from "../../operations/drift/text";
import { bringBackCommand } from "../../operations/project";
import { type Managed, parseState } from "../../operations/stack-state";
import { type Sandbox, startSandbox } from "../../sandbox";

CLOUDS.forEach(loadKinds);

const managed = (kind: string, inputs: Managed["inputs"], more: Partial<Managed> = {}): Managed => ({
  urn: `urn:pulumi:dev::p::${kind}::one`,
  name: "one",
  kind,
  id: "id-1",
  inputs,
  outputs: {},
  secrets: new Set(),
  isLeftover: false,
  isProtected: false,
  isRetained: false,
  halfMade: [],
  ignored: [],
  dependencies: [],
  ...more,
});

describe("a difference of state and tenant", () => {
  const fields = (one: Managed, now: Managed["inputs"]) =>
    driftedFields(descriptorOf(one.kind), one, { __managed: Object.keys(one.inputs), ...now });

  it("is told by its path, however deep, and not where it means the same", () => {
    const groups = [{ teamIds: ["a", "b"], afterSeconds: 0 }];
    const queue = managed("webex.Queue", { name: "Support", serviceLevelSeconds: 20, callDistributionGroups: groups });
    const same = { name: "Support", serviceLevelSeconds: 20 };
    expect(fields(queue, { ...same, callDistributionGroups: [{ teamIds: ["b", "a"], afterSeconds: 0 }] })).toEqual([]);
    expect(fields(queue, { ...same, callDistributionGroups: [{ teamIds: ["a", "b"], afterSeconds: 30 }] })).toEqual([
      { path: "callDistributionGroups[0].afterSeconds", state: 0, tenant: 30, isSecret: false },
    ]);
    expect(fields(queue, { name: "Support", callDistributionGroups: [] })).toEqual([
      { path: "serviceLevelSeconds", state: 20, isSecret: false },
      { path: "callDistributionGroups", state: groups, tenant: [], isSecret: false },
    ]);
  });

  it("is of one activity where a flow is another", () => {
    const text = readFileSync(join(__dirname, "../../flows/welcome.json"), "utf8");
    const [before, after] = [text, text.replaceAll("Welcome. Please", "Hello. Please")].map((said) =>
      canonicalFlow(parseFlowText(said)),
    );
    const found = fields(managed("webex.Flow", { content: before }), { content: after });
    expect(found.length).toBeGreaterThan(0);
    for (const { path, tenant } of found) {
      expect(path).toMatch(/^content\.processes\.main\.activities\.Greeting\./);
      expect(String(tenant)).toContain("Hello. Please");
    }
  });

  it("shows no secret and nothing of what the program ignores", () => {
    const one = managed(
      "webex.GlobalVariable",
      { name: "Tier", defaultValue: "was", description: "mine" },
      { secrets: new Set(["defaultValue"]), ignored: ["description"] },
    );
    expect(fields(one, { name: "Tier", defaultValue: "is", description: "theirs" })).toEqual([
      { path: "defaultValue", isSecret: true },
    ]);
  });
});

describe("a state", () => {
  const secret = (plaintext: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(plaintext),
  });
  const resource = (type: string, name: string, more: object = {}) => ({
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type: type.split("$").at(-1),
    id: "1",
    ...more,
  });

  it("gives resources of ours with secrets in clear, and knows which they are", () => {
    const text = JSON.stringify({
      deployment: {
        resources: [
          resource("pulumi:pulumi:Stack", "p-dev"),
          resource("random:index/randomString:RandomString", "key"),
          resource("pulumi-nodejs:dynamic/webex:Queue", "read", { external: true }),
          resource("datadip:index:Line$pulumi-nodejs:dynamic/webex:GlobalVariable", "a::b", {
            inputs: { defaultValue: secret("hush"), name: "a" },
            initErrors: ["not finished"],
          }),
        ],
        pending_operations: [{ type: "creating", resource: resource("pulumi-nodejs:dynamic/webex:Queue", "support") }],
      },
    });
    const { resources, pending } = parseState(text);
    expect(resources).toMatchObject([
      { kind: "webex.GlobalVariable", name: "a::b", inputs: { defaultValue: "hush" }, halfMade: ["not finished"] },
    ]);
    expect([...(resources[0]?.secrets ?? [])]).toEqual(["defaultValue"]);
    expect(pending).toEqual(["creating webex.Queue support"]);
  });

  it("may be that of a stack with nothing in it", () => {
    expect(parseState('{"deployment":{"resources":null}}')).toEqual({ resources: [], pending: [] });
  });
});

describe("a stack whose tenant cannot be read as state says", () => {
  let sandbox: Sandbox;
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "datadip-drift-"));
    sandbox = await startSandbox({ dir });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const sessions = (): Sessions => {
    const config: Readonly<Record<string, string>> = {
      "datadip:target": "sandbox",
      "datadip:sandboxUrl": sandbox.url,
    };
    return new Sessions(() => ({ config: (key) => config[key], env: {} }));
  };

  it("names each object with the reason, and the rest all the same", async () => {
    const resources = [
      managed("webex.Nonsense", {}),
      managed(
        "webex.Team",
        { name: "Elsewhere" },
        { outputs: { __tenant: "another-organisation", __managed: ["name"] } },
      ),
      managed(
        "webex.Site",
        { name: "Paris" },
        { id: "3f2b6c1e-0000-4000-8000-000000000000", outputs: { __tenant: sandbox.credentials.orgId } },
      ),
      managed("webex.Site", { name: "Old" }, { id: " ", isLeftover: true }),
    ];
    const { findings, looked } = await findDrift({ resources, pending: [] }, sessions());
    expect(looked).toBe(4);
    expect(findings.map(({ standing }) => standing)).toEqual(["unreadable", "unreadable", "gone", "unreadable"]);
    expect(findings[0]?.reasons[0]).toContain("no resource kind webex.Nonsense");
    expect(findings[1]?.reasons[0]).toContain("belongs to organisation another-organisation by the state");
  });

  it("is refused as a whole where all of it belongs to another organisation", async () => {
    const resources = ["1", "2"].map((id) => managed("webex.Site", {}, { id, outputs: { __tenant: "elsewhere" } }));
    await expect(findDrift({ resources, pending: [] }, sessions())).rejects.toThrow(
      /^This site \(1\) belongs to organisation elsewhere by the state, .* Nothing was read or changed\./,
    );
  });

  it("says of no drift that there is none", async () => {
    const drift = await findDrift({ resources: [], pending: [] }, sessions());
    expect(driftText(drift, [], "pulumi up")).toBe(
      "No drift: 0 resources as state has them.\n\nEvery object that a stack could own is owned by one.",
    );
  });

  it.each([
    ["options: { refresh: always }", undefined, "pulumi up"],
    ["options: { refresh: always }", "prod", "pulumi up --stack prod"],
    ["options: {}", undefined, "pulumi up --refresh"],
    ["options:", "prod", "pulumi up --refresh --stack prod"],
    ["description: nothing of refresh", undefined, "pulumi up --refresh"],
  ])("is brought back, in a project with %s and --stack %s, by %s", (options, stack, command) => {
    writeFileSync(join(dir, "Pulumi.yaml"), `name: p\nruntime: nodejs\n${options}\n`);
    mkdirSync(join(dir, "below"), { recursive: true });
    expect(bringBackCommand(join(dir, "below"), stack)).toBe(command);
    const gone = {
      kind: "webex.Site",
      name: "one",
      called: "",
      id: "1",
      standing: "gone",
      fields: [],
      reasons: [],
    } as const;
    const text = driftText(
      { findings: [gone], pending: [], beside: [], looked: 1 },
      undefined,
      bringBackCommand(dir, stack),
    );
    expect(text).toContain(`\n${command} restores the values of the program`);
  });

  it("never lets a name drive the terminal", () => {
    const finding = {
      kind: "webex.Site",
      name: "one",
      called: "\u001b[31mred",
      id: "1",
      standing: "changed",
      fields: [{ path: "name", state: "a", tenant: "\u202eevil", isSecret: false }],
      reasons: [],
    } as const;
    const text = driftText(
      { findings: [finding], pending: ["creating \u0007"], beside: [], looked: 1 },
      undefined,
      "pulumi up",
    );
    expect(text).toContain("webex.Site one");
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });
});
