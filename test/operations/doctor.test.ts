import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSignedCertificate } from "../../providers/salesforce/auth/certificate";
import { certificateChecks } from "../../operations/doctor/certificates";
import { expiry } from "../../operations/doctor/check";
import { flowCheck } from "../../operations/doctor/flow";
import { engineCheck, nodeCheck } from "../../operations/doctor/machine";
import { settingsChecks } from "../../operations/doctor/stack";
import { parseState } from "../../operations/stack-state";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);

it.each([
  ["20.19.0", "ok"],
  ["22.1.0", "ok"],
  ["20.18.9", "failed"],
  ["18.20.0", "failed"],
])("finds Node.js %s %s", (version, status) => {
  expect(nodeCheck(version).status).toBe(status);
});

it.each([
  ["3.259.0", "3.248.0", "ok"],
  ["3.253.9", "3.248.0", "warning"],
  ["3.268.0", "3.248.0", "ok"],
  ["3.276.0", "3.248.0", "ok"],
  ["3.276.0", "3.276.0", "ok"],
  ["3.280.0", "3.276.0", "warning"],
  ["3.259.0", undefined, "failed"],
])("finds the engine %s with the SDK %s %s", (cli, sdk, status) => {
  expect(engineCheck(cli, sdk).status).toBe(status);
});

it("says what the engine or the project lacks, and how to have it", () => {
  const lack = "beside /x/pulumi, and on PATH, there is no pulumi-language-nodejs";
  expect(engineCheck("3.276.0", "3.276.0", lack)).toEqual({
    name: "Pulumi engine",
    status: "failed",
    says: `3.276.0: ${lack}`,
    mend: 'take the engine that suits: eval "$(npx datadip engine --env)"',
  });
  expect(engineCheck("3.276.0", undefined)).toMatchObject({
    status: "failed",
    says: "3.276.0, and @pulumi/pulumi is not installed here",
    mend: "npm install, in the folder of the project",
  });
});

it("says how long something holds, warns in time, and fails when it is over", () => {
  const at = (ms: number) => expiry("Token", NOW + ms, NOW, 14, "renew it");
  expect(at(20 * DAY_MS)).toEqual({ name: "Token", status: "ok", says: "it runs out on 2026-12-12, in 20 days" });
  expect(at(1.5 * DAY_MS)).toMatchObject({
    status: "warning",
    says: "it runs out on 2026-11-24, in 1 day",
    mend: "renew it",
  });
  expect(at(14 * DAY_MS)).toMatchObject({ status: "ok" });
  expect(at(0)).toMatchObject({ status: "failed", says: "it ran out on 2026-11-22", mend: "renew it" });
});

describe("certificates in state", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = selfSignedCertificate({
    commonName: "webex",
    privateKeyPem: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    serial: Buffer.from("01", "hex"),
    notBefore: new Date(NOW - DAY_MS),
    notAfter: new Date(NOW + 10 * DAY_MS),
  });
  const state = (...resources: readonly object[]) =>
    parseState(
      JSON.stringify({
        deployment: {
          resources: resources.map((one, i) => ({
            urn: `urn:pulumi:dev::p::t::r${i}`,
            type: "pulumi-nodejs:dynamic/salesforce:ExternalClientApp",
            ...one,
          })),
        },
      }),
    );
  const checks = (...resources: readonly object[]) =>
    certificateChecks(state(...resources), NOW, { certificateDays: 30, refreshTokenDays: 14 });

  it("are told of once, anybody who holds them", () => {
    const key = { outputs: { certificatePem: certificate } };
    expect(checks(key, { inputs: { certificate } })).toMatchObject([
      { name: "Certificate of salesforce.ExternalClientApp r0", status: "warning" },
    ]);
  });

  it("that are none fail, and that are not there are well", () => {
    expect(checks({ inputs: { certificate: "hello" } })).toMatchObject([{ status: "failed" }]);
    expect(checks({})).toMatchObject([{ status: "ok", says: "the stack has none" }]);
  });
});

it("finds secrets in clear and misspelt keys among the settings", () => {
  const setting = (secret: boolean) => ({ value: "value", secret });
  expect(settingsChecks({ "webex:orgId": setting(false), "webex:refreshToken": setting(true) })).toMatchObject([
    { status: "ok" },
  ]);
  const checks = settingsChecks({
    "webex:refreshToken": setting(false),
    "webex:orgid": setting(false),
    "datadip:line": setting(false),
  });
  expect(checks).toMatchObject([
    { status: "failed", says: "webex:refreshToken lies in the stack's config in clear" },
    { status: "warning", says: expect.stringContaining("did you mean webex:orgId") as unknown },
  ]);
  expect(checks).toHaveLength(2);
});

describe("the stack's flow file", () => {
  let dir: string;
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), "datadip-doctor-"))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it("is read, checked, and named with the way out", () => {
    expect(flowCheck(join(__dirname, "../.."), "flows/welcome.json", true)).toMatchObject({ status: "ok" });
    expect(flowCheck(dir, undefined, true)).toMatchObject({ status: "skipped" });
    expect(flowCheck(dir, "absent.json", true)).toMatchObject({
      status: "failed",
      mend: "pulumi config set datadip:flowFile FILE, below the project's folder",
    });
    writeFileSync(join(dir, "broken.json"), "{");
    expect(flowCheck(dir, "broken.json", true)).toMatchObject({ status: "failed" });
  });
});
