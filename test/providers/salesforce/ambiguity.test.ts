import type { Values } from "../../../providers/core/resource/types";
import { Command, halfMade } from "../../support/command";
import { Org } from "../../support/org";

let org: Org;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
beforeEach(() => org.reset());

const command = (kind: string): Command => new Command(kind, () => org.connect());
const SOAP = "/services/Soap/m/66.0";

interface Case {
  readonly kind: string;
  /** Where a create goes. */
  readonly path: string;
  readonly noun: string;
  readonly program: () => Promise<Values>;
}

const idOf = async (noun: string, field: string, value: string): Promise<string> =>
  (await org.objects(noun)).find((row) => row[field] === value)?.id ?? "";

const CASES: readonly Case[] = [
  {
    kind: "salesforce.RemoteSiteSetting",
    path: SOAP,
    noun: "metadata.RemoteSiteSetting",
    program: () => Promise.resolve({ fullName: "Webex", url: "https://webexapis.com" }),
  },
  {
    kind: "salesforce.PermissionSet",
    path: SOAP,
    noun: "metadata.PermissionSet",
    program: () =>
      Promise.resolve({
        fullName: "Dip",
        label: "Dip",
        userPermissions: ["ApiEnabled"],
        objectPermissions: [{ object: "Account" }],
      }),
  },
  {
    kind: "salesforce.User",
    path: "/sobjects/User",
    noun: "User",
    program: async () => ({
      username: "webex@acme.example",
      email: "it@acme.example",
      lastName: "Webex",
      alias: "webex",
      profileId: await idOf("Profile", "Name", "Minimum Access - API Only Integrations"),
    }),
  },
  {
    kind: "salesforce.SObjectRecord",
    path: "/sobjects/Contact",
    noun: "Contact",
    program: () =>
      Promise.resolve({
        sobjectType: "Contact",
        fields: { LastName: "O'Neil", Email: "o@x.example" },
        keyFields: ["Email"],
      }),
  },
  {
    kind: "salesforce.PermissionSetLicenseAssignment",
    path: "/sobjects/PermissionSetLicenseAssign",
    noun: "PermissionSetLicenseAssign",
    program: async () => ({
      assigneeId: await idOf("User", "Username", org.sandbox.salesforce.credentials.username),
      permissionSetLicenseId: await idOf("PermissionSetLicense", "DeveloperName", "ServiceUserPsl"),
    }),
  },
];

describe.each(CASES)("a create of $kind whose answer is lost", ({ kind, path, noun, program }) => {
  it("takes over what it made, and makes nothing twice", async () => {
    const before = (await org.objects(noun)).length;
    const inputs = await program();
    const one = command(kind);
    await one.check({}, inputs);
    org.fail({ method: "POST", path, loseResponse: true });
    const made = await one.up(inputs);
    expect(await org.objects(noun)).toHaveLength(before + 1);
    org.requests();
    await command(kind).up(inputs, await command(kind).refresh(made));
    expect(org.writes()).toEqual([]);
  });

  it("asks to run again where nothing was made", async () => {
    const inputs = await program();
    const one = command(kind);
    await one.check({}, inputs);
    org.fail({ method: "POST", path, reset: true });
    await expect(one.up(inputs)).rejects.toThrow(
      /may or may not have been carried out\. No .+ exists now: run `pulumi up` again\.$/,
    );
  });
});

it("does not take over what is there but is not what was asked for", async () => {
  const program = { fullName: "Webex", url: "https://webexapis.com" };
  const one = command("salesforce.RemoteSiteSetting");
  await one.check({}, program);
  await org.make("metadata.RemoteSiteSetting", {
    fullName: "Webex",
    body: { url: "https://other.example", isActive: "true", disableProtocolSecurity: "false" },
  });
  org.fail({ method: "POST", path: SOAP, reset: true });
  await expect(one.up(program)).rejects.toThrow(
    /The remote site setting Webex with the same fullName may or may not be the one asked for, since it differs in url\. No stack of this project manages it\. To manage it from here: npx datadip adopt/,
  );
});

describe("an app whose policies Salesforce has made by itself", () => {
  const PROGRAM = {
    fullName: "App",
    label: "App",
    contactEmail: "it@acme.example",
    consumerKey: "K1".repeat(32),
    permissionSets: ["Dip"],
  };
  const problem =
    "duplicate value found: ExternalClientApplicationId duplicates value on record with id: 0xI000000000001";
  /** What an org says to a bundle with a second policy; the sandbox makes none by itself before the first deploy. */
  const refuseSecondPolicy = (): void =>
    org.fail({
      method: "GET",
      path: "/metadata/deployRequest/*",
      status: 200,
      body: {
        id: "0Af000000000001AAA",
        deployResult: {
          status: "Failed",
          done: true,
          success: false,
          details: {
            componentFailures: [
              { componentType: "ExtlClntAppOauthConfigurablePolicies", fullName: "App", problem, problemType: "Error" },
            ],
          },
        },
      },
    });
  beforeEach(async () => {
    await org.api().metadata.create("PermissionSet", { fullName: "Dip", label: "Dip" });
  });

  it("is deployed without policies first, then its own are found and set", async () => {
    refuseSecondPolicy();
    const made = await command("salesforce.ExternalClientApp").up(PROGRAM);
    expect(org.requests().filter((request) => request === "POST metadata/deployRequest")).toHaveLength(3);
    const policies = await org.object(
      "metadata.ExtlClntAppOauthConfigurablePolicies",
      String(made.outputs.oauthPoliciesName),
    );
    expect(policies).toMatchObject({
      externalClientApplication: "App",
      permittedUsersPolicyType: "AdminApprovedPreAuthorized",
    });
    await command("salesforce.ExternalClientApp").up(
      PROGRAM,
      await command("salesforce.ExternalClientApp").refresh(made),
    );
    expect(org.writes()).toEqual([]);
  });

  it("stays in state where its policies cannot be set, and the next run sets them", async () => {
    refuseSecondPolicy();
    const wrong = {
      id: "0Af000000000002AAA",
      deployResult: { status: "Failed", done: true, success: false, errorMessage: "UNKNOWN: later" },
    };
    org.fail({ method: "GET", path: "/metadata/deployRequest/*", skip: 1, status: 200, body: wrong });
    const half = await halfMade(command("salesforce.ExternalClientApp").up(PROGRAM));
    expect(half.reasons[0]).toMatch(
      /^The app App was created, but not its policies: Deploying ExternalClientApp App failed: UNKNOWN: later/,
    );
    const finished = await command("salesforce.ExternalClientApp").finish(PROGRAM, half.resource);
    org.requests();
    await command("salesforce.ExternalClientApp").up(
      PROGRAM,
      await command("salesforce.ExternalClientApp").refresh(finished),
    );
    expect(org.writes()).toEqual([]);
  });
});
