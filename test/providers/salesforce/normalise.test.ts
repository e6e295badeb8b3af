import fc from "fast-check";
import { changedKeys } from "../../../providers/core/engine/diff";
import { descriptorOf } from "../../../providers/core/resource/registry";
import type { Values } from "../../../providers/core/resource/types";
import "../../../providers/salesforce";
import { selfSignedCertificate } from "../../../providers/salesforce/auth/certificate";
import {
  fromMetadata,
  inputs as connectedApp,
  toMetadata,
} from "../../../providers/salesforce/apps/connected-app-metadata";
import { inputs as clientApp } from "../../../providers/salesforce/apps/external-client-app-inputs";
import {
  componentsOf,
  defaultNames,
  HEADER,
  type LiveApp,
  PARTS,
  valuesOf,
} from "../../../providers/salesforce/apps/external-client-app-parts";
import { SCOPES } from "../../../providers/salesforce/apps/oauth-scopes";
import { parseXml, readBody, writeBody } from "../../../providers/salesforce/metadata/xml";
import { NEW_YEAR } from "../../support/manual-clock";
import { KEYS } from "./support/org";

const certificate = selfSignedCertificate({
  commonName: "webex",
  privateKeyPem: KEYS.privateKey,
  publicKeyPem: KEYS.publicKey,
  serial: Buffer.from("01", "hex"),
  notBefore: new Date(NEW_YEAR),
  notAfter: new Date(NEW_YEAR + 86_400_000),
});

/** A component as an org gives it back: over the wire, trimmed, lists of one alone, everything text. */
function stored(type: string, body: Readonly<Record<string, unknown>>, fullName: string) {
  const xml = `<records><fullName>${fullName}</fullName>${writeBody(type, body)}</records>`;
  return { ...readBody(type, parseXml(xml).records), fullName };
}

const text = fc.string({ unit: fc.constantFrom(..."aé<&\"' \n"), maxLength: 40 }).map((said) => `x${said}`);
const names = fc.uniqueArray(fc.constantFrom("Webex_Data_Dip", "Webex_Agents", "Support"), { minLength: 1 });
const urls = fc.uniqueArray(
  fc.constantFrom("http://localhost:1717/OauthRedirect", "https://x.example/cb?a=1&b=2", "https://y.example"),
  { minLength: 1 },
);
const common = {
  label: text,
  description: text,
  contactEmail: fc.constant("it@acme.example"),
  consumerKey: fc.constant("A1".repeat(32)),
  consumerSecret: fc.option(fc.constant("B2".repeat(16)), { nil: undefined }),
  callbackUrls: urls,
  scopes: fc
    .uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1 })
    .map((scopes) => [...scopes, "RefreshToken" as const]),
  certificate: fc.constantFrom(certificate, certificate.replaceAll("\n", "\r\n"), ` ${certificate}\n\n`),
};

/** Text as state holds it: the inputs, with what the org says over them. */
function drift(kind: string, given: Values, said: Values): readonly string[] {
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return changedKeys(descriptorOf(kind), { ...given, ...known, __managed: Object.keys(given) }, given);
}

describe("what an org stores of an External Client App", () => {
  const given = fc.record({
    ...common,
    permissionSets: names,
    profiles: names,
    isClientCredentialsFlowEnabled: fc.boolean(),
    isPkceRequired: fc.boolean(),
  });

  it("is what the program said, however it is spelt", () => {
    fc.assert(
      fc.property(given, (program) => {
        const app = clientApp.parse({ fullName: "App", ...program });
        const parts = new Map(
          componentsOf(app, defaultNames("App")).map(({ type, fullName, body }) => [
            type,
            stored(type, body, fullName),
          ]),
        );
        const live = {
          header: parts.get(HEADER),
          ...Object.fromEntries(Object.entries(PARTS).map(([part, type]) => [part, parts.get(type)])),
        } as LiveApp;
        expect(drift("salesforce.ExternalClientApp", app, valuesOf(live))).toEqual([]);
      }),
    );
  });

  it("is sent back whole in an update, but for what belongs to the org or is set once", () => {
    const app = clientApp.parse({
      fullName: "App",
      label: "App",
      contactEmail: "it@acme.example",
      consumerKey: "A1".repeat(32),
      permissionSets: ["Dip"],
    });
    const live: LiveApp = {
      header: { fullName: "App", label: "Old", orgScopedExternalApp: "00D000000000001:App", managedType: "Local" },
      oauthSettingsName: {
        fullName: "AppOAuthSettings",
        oauthLink: "00D000000000001:abc",
        singleLogoutUrl: "https://out.example",
      },
      globalOauthSettingsName: { fullName: "AppGlblOAuth", consumerKey: "another", certificate: "old" },
      oauthPoliciesName: { fullName: "Mine", commaSeparatedProfile: "Old profile", startUrl: "https://start.example" },
      policiesName: undefined,
    };
    const sent = componentsOf(app, { ...defaultNames("App"), oauthPoliciesName: "Mine" }, live, ["certificate"]);
    expect(sent.map(({ fullName }) => fullName)).toEqual([
      "App",
      "AppOAuthSettings",
      "AppGlblOAuth",
      "Mine",
      "App_defaultPolicy",
    ]);
    const [header, settings, global, policies] = sent.map(({ body }) => body);
    expect(header).toMatchObject({ label: "App", orgScopedExternalApp: "00D000000000001:App", managedType: "Local" });
    expect(settings).toMatchObject({ singleLogoutUrl: "https://out.example" });
    expect(settings).not.toHaveProperty("oauthLink");
    expect(global).toMatchObject({ consumerKey: "A1".repeat(32), shouldRotateConsumerKey: false });
    expect(global).not.toHaveProperty("certificate");
    expect(policies).toMatchObject({
      commaSeparatedPermissionSet: "Dip",
      commaSeparatedProfile: "",
      startUrl: "https://start.example",
    });
  });
});

describe("what an org stores of a connected app", () => {
  const given = fc.record({
    ...common,
    permissionSetNames: names,
    profileNames: names,
    isPkceRequired: fc.option(fc.boolean(), { nil: undefined }),
  });

  it("is what the program said, however it is spelt", () => {
    fc.assert(
      fc.property(given, (program) => {
        const app = connectedApp.parse({ fullName: "App", ...program });
        const { oauthConfig, ...rest } = toMetadata(app);
        // An org never shows the secret.
        const { consumerSecret: _, ...shown } = oauthConfig as Values;
        const live = stored("ConnectedApp", { ...rest, oauthConfig: shown }, "App");
        const defined = Object.fromEntries(Object.entries(app).filter(([, value]) => value !== undefined));
        expect(drift("salesforce.ConnectedApp", defined, fromMetadata(live))).toEqual([]);
      }),
    );
  });

  it("keeps in an update what nobody here manages, and never sends the secret again", () => {
    const app = connectedApp.parse({
      fullName: "App",
      label: "App",
      contactEmail: "it@acme.example",
      consumerKey: "A1".repeat(32),
      consumerSecret: "B2".repeat(16),
    });
    const live = {
      fullName: "App",
      startUrl: "https://start.example",
      oauthConfig: {
        consumerKey: "A1".repeat(32),
        callbackUrl: "x",
        singleLogoutUrl: "https://out.example",
        isPkceRequired: true,
      },
      oauthPolicy: { ipRelaxation: "ENFORCE", refreshTokenPolicy: "infinite", singleLogoutUrl: "https://out.example" },
      profileName: ["Old"],
    };
    const sent = toMetadata(app, live, { isPkceRequired: true });
    expect(sent).toMatchObject({
      oauthConfig: {
        consumerKey: "A1".repeat(32),
        callbackUrl: "http://localhost:1717/OauthRedirect",
        singleLogoutUrl: "https://out.example",
      },
      oauthPolicy: { ipRelaxation: "BYPASS", refreshTokenPolicy: "zero", singleLogoutUrl: "https://out.example" },
      profileName: [""],
    });
    expect(sent.oauthConfig).not.toHaveProperty("consumerSecret");
    expect(sent.oauthConfig).not.toHaveProperty("isPkceRequired");
  });
});
