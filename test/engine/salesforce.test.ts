import { z } from "zod";
import { unproven } from "../../providers/salesforce/auth/connect";
import { Project, type Ran } from "../support/engine";

/** The Salesforce side of an environment on the real engine: from an empty org to a JWT login in one `up`, and back to nothing. A new key under calls: component.test.ts. */

jest.setTimeout(240_000);

const PROGRAM = `
const { IntegrationUser, WebexConnectorApp } = require("datadip");
const field = new salesforce.CustomField("Case.WebexInteractionId__c", { label: "Webex interaction", type: "Text", length: 64 });
const user = new IntegrationUser("Data_Dip", {
  username: "webex@acme.example",
  email: "it@acme.example",
  fieldPermissions: [{ field: field.id, editable: true }],
});
const app = new WebexConnectorApp("WxccDataDip", {
  username: user.username,
  permissionSets: [user.permissionSetName],
  contactEmail: "it@acme.example",
});
exports.connector = app.salesforceConnector;
exports.proof = app.proof;
`;

/** Calls that building the whole side may take, of which every org has its share a day. Tokens are not calls of the API. */
const MAX_CALLS = 20;

const form = z.object({
  name: z.string(),
  clientId: z.string(),
  emailId: z.string(),
  url: z.string(),
  privateKey: z.string(),
});
type Form = z.output<typeof form>;

let project: Project;

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
});
afterAll(() => project.close());

function succeeded({ code, text }: Ran): Ran {
  if (code !== 0) throw new Error(`exit code ${code}:\n${text}`);
  return { code, text, stdout: text };
}

/** Calls of the API since the last look, without those for a token. */
function calls(): readonly string[] {
  const found = project.sandbox
    .requests()
    .filter(({ vendor, path }) => vendor === "salesforce" && !path.includes("oauth2"));
  project.sandbox.clearRequests();
  return found.map(({ method, path }) => `${method} ${path}`);
}

async function handedOver(): Promise<Form> {
  const { stdout } = await project.pulumi("stack", "output", "connector", "--show-secrets", "--json");
  return form.parse(JSON.parse(stdout));
}

/** What Webex's connector does with what somebody typed into its form. */
async function signsIn({ clientId, emailId, url, privateKey }: Form): Promise<boolean> {
  const config: Readonly<Record<string, string>> = {
    "datadip:target": "sandbox",
    "datadip:sandboxUrl": project.sandbox.url,
    "salesforce:loginUrl": url,
  };
  const api = await unproven({ config: (key) => config[key], env: {} });
  return api.signInAs({ kind: "jwt", clientId, username: emailId, privateKey }).then(
    () => true,
    () => false,
  );
}

it("previews without a write", async () => {
  expect(succeeded(await project.pulumi("preview")).text).toContain("+ 11 to create");
  expect(calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
});

it("goes from an empty org to a JWT login in one up, within its share of calls", async () => {
  expect(succeeded(await project.up()).text).toContain("+ 11 created");
  const made = calls();
  if (made.length > MAX_CALLS) throw new Error(`${made.length} calls:\n${made.join("\n")}`);
  expect(await signsIn(await handedOver())).toBe(true);
});

describe("a second run", () => {
  let screen: string;
  let written: readonly string[];
  beforeAll(async () => {
    calls();
    screen = succeeded(await project.up("--refresh", "--expect-no-changes", "--diff")).text;
    written = calls();
  });

  it("writes nothing", () => {
    expect(screen).toContain("11 unchanged");
    expect(written.filter((call) => /^(PATCH|PUT|DELETE)|deployRequest|POST .*sobjects/.test(call))).toEqual([]);
  });

  it("shows nothing as changed, and keeps keys and secrets out of the state's clear text and off the screen", async () => {
    const { privateKey, clientId } = await handedOver();
    const state = await project.state();
    expect(screen).not.toMatch(/^\s+[~+-] \w+ *:/m);
    const body = privateKey.split("\n")[2] ?? "";
    expect(body.length).toBeGreaterThan(60);
    for (const secret of [body, "-----BEGIN RSA", project.sandbox.salesforce.credentials.clientSecret]) {
      expect(state).not.toContain(secret);
      expect(screen).not.toContain(secret);
    }
    expect(screen).not.toContain(clientId);
  });
});

it("is taken down to nothing but a user who can no longer sign in", async () => {
  const last = await handedOver();
  expect(succeeded(await project.pulumi("destroy", "--yes", "--skip-preview")).text).toMatch(/- 11 deleted/);
  expect(await signsIn(last)).toBe(false);
});

it("is built anew after that, the user taken into use again", async () => {
  expect(succeeded(await project.up()).text).toContain("+ 11 created");
  expect(await signsIn(await handedOver())).toBe(true);
});
