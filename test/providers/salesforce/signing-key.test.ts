import { createPrivateKey, X509Certificate } from "node:crypto";
import { z } from "zod";
import { Command } from "../../support/command";
import { SkippingClock } from "../../support/manual-clock";
import { Org } from "../../support/org";

const pair = z.object({
  privateKeyPem: z.string(),
  certificatePem: z.string(),
  notAfter: z.string(),
  fingerprint: z.string(),
});

let org: Org;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
const command = () => new Command("salesforce.SigningKey", () => org.connect({ clock: new SkippingClock() }));

describe("a signing key", () => {
  it("is a pair that belongs together, in the form Webex takes, for the days asked", async () => {
    const { outputs } = await command().up({ commonName: "webex", validityDays: 30 });
    const { privateKeyPem, certificatePem, notAfter, fingerprint } = pair.parse(outputs);
    expect(privateKeyPem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    expect(certificate.subject).toBe("CN=webex");
    expect([notAfter, fingerprint]).toEqual(["2026-01-31T00:00:00.000Z", certificate.fingerprint256]);
  });

  it("stays the same while nothing is asked anew, and asks the org nothing", async () => {
    const made = await command().up({ commonName: "webex" });
    org.requests();
    const refreshed = await command().refresh(made);
    const again = await command().up({ commonName: "webex" }, refreshed);
    expect(again.outputs).toMatchObject(made.outputs);
    await command().delete(again);
    expect(org.requests()).toEqual([]);
  });

  it("is another for another generation", async () => {
    const made = await command().up({ commonName: "webex" });
    const next = await command().up({ commonName: "webex", generation: "2" }, made);
    expect(next.id).not.toBe(made.id);
    expect(pair.parse(next.outputs).certificatePem).not.toBe(pair.parse(made.outputs).certificatePem);
  });

  it("cannot be found where state does not hold it", async () => {
    await expect(command().refresh({ id: "abc", inputs: {}, outputs: {} })).resolves.toBeUndefined();
  });

  it("refuses bits that Salesforce would", async () => {
    await expect(command().up({ commonName: "webex", bits: 1024 })).rejects.toThrow(/^bits: Invalid input/);
  });
});
