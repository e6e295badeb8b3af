import { z } from "zod";
import { KINDS } from "../../sandbox/salesforce/metadata/kinds";
import { CALLS } from "../../sandbox/salesforce/metadata/calls";
import { ENUMS, TYPES } from "../../sandbox/salesforce/metadata/schema";
import { appFiles, deploy, deployStatus, DEPLOY_MS, startDeploy, zipOf } from "../sandbox/salesforce/support/bundle";
import { openOrg, text, type TestOrg } from "../sandbox/salesforce/support/org";
import { soap, type SoapReply } from "../sandbox/salesforce/support/soap";
import { describeShared } from "../support/shared";
import { bodyOf, documentedSince, elementsOf, jsonProblems, messageOf, problemsOf, valuesOf, WSDL } from "./wsdl";

/** Simple types as the sandbox's schema and as the WSDL spells them. */
const wsdlType = (type: string): string => (/^[a-z]/.test(type) ? `xsd:${type}` : type);

/** What the reference says of versions in words that are not about the field itself. */
const NOT_ABOUT_THE_FIELD: ReadonlySet<string> = new Set([
  // About single values of an enumeration.
  "AuthProvider.providerType",
  "ConnectedAppOauthConfig.scopes",
  "ConnectedAppCanvasConfig.locations",
  "ConnectedAppCanvasConfig.options",
  "ConnectedAppSamlConfig.encryptionType",
  "QueueSobject.sobjectType",
  // The first version named is one of a value; the field came with 44.0.
  "CspTrustedSite.context",
  // About a component of the same name.
  "CustomField.lookupFilter",
]);

/** The lowest version that is still served: what came earlier has always been there. */
const LOWEST_VERSION = 31;

describeShared(WSDL, "the sandbox's metadata schema", () => {
  it.each([...TYPES.keys()])("has %s as the WSDL has it, element by element", (name) => {
    const own = TYPES.get(name)?.elements.map((element) => ({
      name: element.name,
      type: wsdlType(element.type),
      min: element.required ? 1 : 0,
      max: element.repeated ? "unbounded" : 1,
    }));
    expect(own).toEqual(
      elementsOf(name)?.map(({ name: element, type, min, max }) => ({ name: element, type, min, max })),
    );
  });

  it.each([...ENUMS.keys()])("has the values of %s", (name) => {
    expect(ENUMS.get(name)).toEqual(valuesOf(name));
  });

  it("knows since when each field is there, as the reference says", () => {
    const wrong = [...documentedSince()].filter(([path, documented]) => {
      const [type = "", field = ""] = path.split(".");
      const element = TYPES.get(type)?.elements.find(({ name }) => name === field);
      if (element === undefined || NOT_ABOUT_THE_FIELD.has(path) || documented <= LOWEST_VERSION) return false;
      return Math.max(element.since, TYPES.get(type)?.since ?? 0) !== documented;
    });
    expect(wrong).toEqual([]);
  });
});

/** Values of simple types. */
const SAMPLES: Readonly<Record<string, string>> = {
  "xsd:string": "sample",
  "xsd:boolean": "true",
  "xsd:int": "5",
  "xsd:long": "5",
  "xsd:double": "1.5",
  "xsd:dateTime": "2026-01-01T00:00:00.000Z",
  "xsd:base64Binary": "QQ==",
};

/** A type may hold itself; a sample need not. */
const MAX_DEPTH = 4;

/** A sample of every element of a type, in the WSDL's order. */
const sample = (type: string, depth = 0): string =>
  (elementsOf(type) ?? [])
    .filter(({ name }) => depth > 0 || (name !== "fullName" && name !== "module"))
    .map(({ name, type: inner }) => {
      const complex = elementsOf(inner);
      if (complex !== undefined) return depth >= MAX_DEPTH ? "" : `<${name}>${sample(inner, depth + 1)}</${name}>`;
      return `<${name}>${valuesOf(inner)?.[0] ?? SAMPLES[inner] ?? ""}</${name}>`;
    })
    .join("");

let org: TestOrg;

const send = (type: string, body: string, version = "66.0"): Promise<SoapReply> =>
  soap(
    org,
    `<upsertMetadata><metadata xsi:type="${type}"><fullName>Sample</fullName>${body}</metadata></upsertMetadata>`,
    { version },
  );

const isClientFault = ({ fault }: SoapReply): boolean => fault.startsWith("soapenv:Client: ");

/** The elements right below a component, as texts. */
function pieces(type: string): readonly string[] {
  const [first, ...rest] = sample(type).split(
    new RegExp(`(?=<(?:${(elementsOf(type) ?? []).map(({ name }) => name).join("|")})>)`),
  );
  return first === undefined ? [] : topLevel([first, ...rest].join(""));
}

/** Splits elements that stand side by side. */
function topLevel(xml: string): readonly string[] {
  const found: string[] = [];
  let rest = xml;
  while (rest !== "") {
    const name = /^<(\w+)>/.exec(rest)?.[1] ?? "";
    let depth = 0;
    const tags = new RegExp(`<(/?)${name}>`, "g");
    let end = rest.length;
    for (const tag of rest.matchAll(tags)) {
      depth += tag[1] === "/" ? -1 : 1;
      if (depth === 0) {
        end = (tag.index ?? 0) + tag[0].length;
        break;
      }
    }
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return found;
}

describeShared(WSDL, "metadata messages", () => {
  beforeAll(async () => {
    org = await openOrg();
    org.sandbox.salesforce.settings({ dailyApiRequests: 1_000_000 });
  });
  afterAll(() => org.close());

  const kinds = KINDS.map(({ type }) => type);

  it.each(kinds)("%s is read when every element is where the WSDL has it", async (type) => {
    expect(isClientFault(await send(type, sample(type)))).toBe(false);
  });

  it.each(kinds)("%s is refused whichever two neighbours change places", async (type) => {
    const elements = pieces(type);
    expect(elements.join("")).toBe(sample(type));
    for (let at = 0; at + 1 < elements.length; at += 1) {
      const swapped = [...elements.slice(0, at), elements[at + 1], elements[at], ...elements.slice(at + 2)].join("");
      const reply = await send(type, swapped);
      expect([elements[at], isClientFault(reply)]).toEqual([elements[at], true]);
    }
  });

  it.each(kinds)("%s is refused with an element that nobody knows", async (type) => {
    expect((await send(type, `${sample(type)}<zebra>1</zebra>`)).fault).toBe(
      `soapenv:Client: Element {http://soap.sforce.com/2006/04/metadata}zebra invalid at this location in type ${type}`,
    );
  });

  it.each(kinds)("%s is refused with what came after the version in use", async (type) => {
    for (const { name, since } of TYPES.get(type)?.elements ?? []) {
      const piece = pieces(type).find((one) => one.startsWith(`<${name}>`));
      const known = TYPES.get(type)?.since ?? 0;
      if (piece === undefined || since <= Math.max(known, LOWEST_VERSION)) continue;
      expect([name, isClientFault(await send(type, piece, `${since - 1}.0`))]).toEqual([name, true]);
      const now = await send(type, piece, `${since}.0`);
      expect([name, now.fault.includes(`${name} invalid at this location`)]).toEqual([name, false]);
    }
  });

  it.each(["createMetadata", "updateMetadata", "upsertMetadata"])(
    "%s is refused with more than ten items",
    async (call) => {
      const item =
        '<metadata xsi:type="CorsWhitelistOrigin"><fullName>A</fullName><urlPattern>https://x.example</urlPattern></metadata>';
      expect((await soap(org, `<${call}>${item.repeat(11)}</${call}>`)).fault).toMatch(/^sf:EXCEEDED_ID_LIMIT: /);
      expect((await soap(org, `<${call}>${item.repeat(10)}</${call}>`)).status).toBe(200);
    },
  );
});

/** One message of every call that the sandbox answers, and of every kind where kinds differ. */
async function tour(): Promise<readonly (readonly [call: string, reply: SoapReply])[]> {
  const seen: (readonly [string, SoapReply])[] = [];
  const call = async (name: string, content: string): Promise<SoapReply> => {
    const reply = await soap(org, `<${name}>${content}</${name}>`);
    seen.push([name, reply]);
    return reply;
  };
  const site = (url: string) =>
    `<metadata xsi:type="RemoteSiteSetting"><fullName>S</fullName><disableProtocolSecurity>false</disableProtocolSecurity><isActive>true</isActive><url>${url}</url></metadata>`;
  await call("describeMetadata", "<asOfVersion>66.0</asOfVersion>");
  await call("createMetadata", site("https://x.example") + site("nowhere"));
  await call("updateMetadata", site("https://y.example"));
  await call("upsertMetadata", site("https://z.example") + site("nowhere"));
  for (const { type } of KINDS) {
    await call("upsertMetadata", `<metadata xsi:type="${type}"><fullName>Sample</fullName>${sample(type)}</metadata>`);
    const listed = await call("listMetadata", `<queries><type>${type}</type></queries><asOfVersion>66.0</asOfVersion>`);
    await call("describeValueType", `<type>{http://soap.sforce.com/2006/04/metadata}${type}</type>`);
    const names = listed.results.map((file) => `<fullNames>${text(file, "fullName")}</fullNames>`);
    await call("readMetadata", `<type>${type}</type>${names.slice(0, 9).join("")}<fullNames>Nothing</fullNames>`);
  }
  await call("deleteMetadata", "<type>RemoteSiteSetting</type><fullNames>S</fullNames><fullNames>S</fullNames>");
  const flags = [
    "allowMissingFiles",
    "autoUpdatePackage",
    "checkOnly",
    "ignoreWarnings",
    "performRetrieve",
    "purgeOnDelete",
    "rollbackOnError",
    "singlePackage",
  ];
  const options = `<DeployOptions>${flags.map((flag) => `<${flag}>${flag === "rollbackOnError"}</${flag}>`).join("")}</DeployOptions>`;
  const zip = (files: Readonly<Record<string, string>>) => `<ZipFile>${zipOf(files).toString("base64")}</ZipFile>`;
  for (const files of [appFiles({ app: "Toured", key: "TouredKey0123456789" }), { "nothing.txt": "x" }]) {
    const { results } = await call("deploy", zip(files) + options);
    const ask = `<asyncProcessId>${text(results[0], "id")}</asyncProcessId>`;
    await call("checkDeployStatus", `${ask}<includeDetails>true</includeDetails>`);
    org.advance(DEPLOY_MS);
    await call("checkDeployStatus", `${ask}<includeDetails>true</includeDetails>`);
    await call("checkDeployStatus", `${ask}<includeDetails>false</includeDetails>`);
  }
  const waiting = await call("deploy", zip(appFiles({})) + options);
  await call("cancelDeploy", `<String>${text(waiting.results[0], "id")}</String>`);
  await call(
    "checkDeployStatus",
    `<asyncProcessId>${text(waiting.results[0], "id")}</asyncProcessId><includeDetails>true</includeDetails>`,
  );
  const validated = await startDeploy(org, zipOf(appFiles({})), { checkOnly: true, testLevel: "RunLocalTests" });
  org.advance(DEPLOY_MS);
  await call("deployRecentValidation", `<validationId>${text(validated.data, "id")}</validationId>`);
  return seen;
}

describeShared(WSDL, "metadata answers", () => {
  beforeAll(async () => {
    org = await openOrg();
    // Every kind of component can be there to be read.
    org.sandbox.salesforce.settings({ allowConnectedApps: true });
    for (const { type } of KINDS) {
      const kind = `/state/salesforce/metadata.${type}`;
      const { rows } = await org.admin("GET", kind);
      if (rows.length === 0) await org.admin("POST", kind, { fullName: "Planted", body: {} });
    }
  });
  afterAll(() => org.close());

  it("fit the WSDL: order, names, counts and values", async () => {
    const answers = await tour();
    const calls = new Set(answers.map(([call]) => call));
    expect([...CALLS.keys()].filter((call) => !calls.has(call))).toEqual([]);
    const problems = answers.flatMap(([call, { status, xml }]) => {
      if (status !== 200) return [`${call}: ${xml}`];
      const message = bodyOf(xml);
      expect(message.name).toBe(`${call}Response`);
      return problemsOf(message, messageOf(`${call}Response`) ?? []);
    });
    // Components planted past all rules may lack what is required; nothing else may be wrong with them.
    expect(problems.filter((problem) => !/records: \w+ is missing$/.test(problem))).toEqual([]);
  });
});

/** The shapes that the reference gives for JSON answers. */
const idSchema = z.string().regex(/^[A-Za-z0-9]{18}$/);
const attributesSchema = z.strictObject({ type: z.string(), url: z.string().startsWith("/services/data/v") });
const recordSchema = z.looseObject({ attributes: attributesSchema });
const problemSchema = z.array(
  z.strictObject({
    message: z.string().min(1),
    errorCode: z.string().regex(/^[A-Z_]+$/),
    fields: z.array(z.string()).optional(),
  }),
);
const pageSchema = z.strictObject({
  totalSize: z.number().int(),
  done: z.boolean(),
  nextRecordsUrl: z.string().startsWith("/services/data/v").optional(),
  records: z.array(recordSchema),
});
const savedSchema = z.strictObject({ id: idSchema, success: z.literal(true), errors: z.tuple([]) });
const limitSchema = z.record(z.string(), z.strictObject({ Max: z.number().int(), Remaining: z.number().int() }));
const tokenSchema = z.strictObject({
  access_token: z.string().min(50),
  signature: z.string(),
  scope: z.string(),
  instance_url: z.url(),
  id: z.url(),
  token_type: z.literal("Bearer"),
  issued_at: z.string().regex(/^\d{13}$/),
});
const oauthErrorSchema = z.strictObject({ error: z.string().regex(/^[a-z_]+$/), error_description: z.string().min(1) });
const collectionSchema = z.array(
  z.union([
    z.strictObject({ id: idSchema, success: z.literal(true), errors: z.tuple([]) }),
    z.strictObject({
      success: z.literal(false),
      errors: z.array(z.strictObject({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()) })),
    }),
  ]),
);
const compositeSchema = z.strictObject({
  compositeResponse: z.array(
    z.strictObject({
      body: z.unknown(),
      httpHeaders: z.record(z.string(), z.string()),
      httpStatusCode: z.number().int(),
      referenceId: z.string(),
    }),
  ),
});

describe("JSON answers", () => {
  beforeAll(async () => {
    org = await openOrg();
  });
  afterAll(() => org.close());

  it("of queries, searches and records", async () => {
    pageSchema.parse((await org.query("SELECT Id, Name FROM Account")).json);
    pageSchema.parse((await org.query("SELECT COUNT() FROM Account")).json);
    const made = await org.api("POST", "/sobjects/Account", { Name: "Shaped" });
    savedSchema.parse(made.json);
    recordSchema.parse((await org.api("GET", `/sobjects/Account/${text(made.data, "id")}`)).json);
    const search = await org.api(
      "GET",
      "/search?q=FIND+{5207739050}+IN+PHONE+FIELDS+RETURNING+Contact(Id,Name,AccountId),Account(Id,Name)",
    );
    z.strictObject({ searchRecords: z.array(recordSchema).min(1) }).parse(search.json);
  });

  it("of collections and composite calls", async () => {
    const records = [{ attributes: { type: "Account" }, Name: "A" }, { attributes: { type: "Account" } }];
    collectionSchema.parse((await org.api("POST", "/composite/sobjects", { records })).json);
    const compositeRequest = [{ method: "GET", url: "/services/data/v66.0/limits", referenceId: "a" }];
    compositeSchema.parse((await org.api("POST", "/composite", { compositeRequest })).json);
  });

  it("of limits, versions and tokens", async () => {
    limitSchema.parse((await org.api("GET", "/limits")).json);
    z.array(z.strictObject({ label: z.string(), url: z.string(), version: z.string().regex(/^\d\d\.0$/) })).parse(
      (await org.raw("GET", "/services/data")).json,
    );
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    tokenSchema.parse(
      (await org.oauth({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret })).json,
    );
    oauthErrorSchema.parse((await org.oauth({ grant_type: "client_credentials" })).json);
  });

  it.each<readonly [method: string, path: string, body: unknown]>([
    ["GET", "/nonsense", undefined],
    ["GET", "/sobjects/Account/nonsense", undefined],
    ["GET", "/query?q=x", undefined],
    ["GET", "/search?q=x", undefined],
    ["POST", "/sobjects/Account", {}],
    ["POST", "/sobjects/Account", { Nothing: 1 }],
    ["PUT", "/sobjects/Account", {}],
    ["POST", "/composite", {}],
    ["POST", "/metadata/deployRequest", {}],
  ])("of refusals: %s %s", async (method, path, body) => {
    problemSchema.parse((await org.api(method, path, body)).json);
  });
});

describeShared(WSDL, "the JSON of a deploy", () => {
  beforeAll(async () => {
    org = await openOrg();
  });
  afterAll(() => org.close());

  it("has what the WSDL requires, as JSON's own types, and lists for lists", async () => {
    const started = await startDeploy(org, zipOf(appFiles({ app: "First", key: "FirstKey0123456789" })));
    const id = text(started.data, "id");
    const results = [started.data.deployResult, await deployStatus(org, id)];
    org.advance(DEPLOY_MS);
    results.push(await deployStatus(org, id), await deploy(org, { "nothing.txt": "x" }));
    expect(results.flatMap((result) => jsonProblems(result, "DeployResult"))).toEqual([]);
  });
});
