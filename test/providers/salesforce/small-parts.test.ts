import { createPublicKey, generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { selfSignedCertificate } from "../../../providers/salesforce/auth/certificate";
import { lightningUrlOf, loginUrlOf, myDomainOf } from "../../../providers/salesforce/auth/hosts";
import { isJwt, jwtAssertion } from "../../../providers/salesforce/auth/jwt";
import { foldScopes } from "../../../providers/salesforce/apps/oauth-scopes";
import { certificateProblem, pemBody, rsaKeyOrReason, tidyPem } from "../../../providers/salesforce/auth/pem";
import { soqlEquals, soqlText, id18, isId } from "../../../providers/salesforce/rest/soql";
import { webexCallCenter } from "../../../providers/salesforce/apps/webex-call-center";
import { NEW_YEAR } from "../../support/manual-clock";
import { KEYS } from "./support/org";

const OF = {
  commonName: "webex",
  privateKeyPem: KEYS.privateKey,
  publicKeyPem: KEYS.publicKey,
  serial: Buffer.from("ff00ff00ff00ff00ff00ff00ff00ff00", "hex"),
  notBefore: new Date(NEW_YEAR),
  notAfter: new Date(NEW_YEAR + 86_400_000),
};
const certificate = selfSignedCertificate(OF);

describe("the JWT assertion", () => {
  const privateKey = rsaKeyOrReason(KEYS.privateKey);
  if (typeof privateKey === "string") throw new Error(privateKey);
  const assertion = jwtAssertion({
    clientId: "key",
    username: "u@x.example",
    audience: "https://login.salesforce.com",
    privateKey,
    now: NEW_YEAR,
  });
  const [header = "", claims = "", signature = ""] = assertion.split(".");

  it("says who asks for whom, three minutes long", () => {
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "RS256" });
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toEqual({
      iss: "key",
      sub: "u@x.example",
      aud: "https://login.salesforce.com",
      exp: NEW_YEAR / 1000 + 180,
    });
  });

  it("is signed with the key", () => {
    const key = createPublicKey(KEYS.publicKey);
    expect(verify("RSA-SHA256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url"))).toBe(
      true,
    );
    expect(isJwt(assertion)).toBe(true);
    expect(isJwt("00D000000000001!AQ.x")).toBe(false);
  });
});

describe("the certificate", () => {
  it("is one that OpenSSL reads, for the key, signed by itself, for the time asked", () => {
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe("CN=webex");
    expect(read.verify(createPublicKey(KEYS.publicKey))).toBe(true);
    expect([new Date(read.validFrom).getTime(), new Date(read.validTo).getTime()]).toEqual([
      NEW_YEAR,
      NEW_YEAR + 86_400_000,
    ]);
    expect(read.serialNumber).toBe("FF00FF00FF00FF00FF00FF00FF00FF00");
  });

  it.each(["0000ff01", "00017f", "007f"])("is readable whatever zeros its serial number begins with: %s", (serial) => {
    const made = selfSignedCertificate({ ...OF, serial: Buffer.from(serial, "hex") });
    expect(new X509Certificate(made).serialNumber).toBe(serial.replace(/^(00)+/, "").toUpperCase());
  });

  it("is the same whatever its lines and anybody who wraps them", () => {
    const oneLine = certificate.replaceAll("\n", "\\n");
    expect(tidyPem(oneLine)).toBe(certificate);
    expect(pemBody(oneLine)).toBe(pemBody(certificate.replaceAll("\n", "\r\n")));
    expect(certificateProblem(oneLine)).toBeUndefined();
  });
});

describe("keys that Salesforce would refuse", () => {
  it.each([
    ["nothing of the kind", "hello", /^is not a private key in PEM: it must begin with/],
    ["half a key", KEYS.privateKey.slice(0, 400), /^is not a private key in PEM/],
    ["a certificate", certificate, /^is not a private key in PEM/],
    [
      "a short one",
      generateKeyPairSync("rsa", { modulusLength: 1024 })
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString(),
      /^has 1024 bits, but Salesforce wants an RSA key of 2048 or more$/,
    ],
    [
      "an elliptic one",
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      /^is of type ec, but Salesforce takes RSA keys only$/,
    ],
    [
      "an encrypted one",
      generateKeyPairSync("rsa", { modulusLength: 2048 })
        .privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" })
        .toString(),
      /^is encrypted with a passphrase: give it decrypted/,
    ],
  ])("%s", (_, pem, reason) => {
    expect(rsaKeyOrReason(pem)).toMatch(reason);
  });

  it("never quotes the key", () => {
    const said = rsaKeyOrReason(KEYS.privateKey.slice(0, 400));
    expect(typeof said).toBe("string");
    expect(said).not.toContain(KEYS.privateKey.slice(40, 60));
  });

  it("says a private key given as a certificate by name", () => {
    expect(certificateProblem(KEYS.privateKey)).toContain(
      "this is a private key, which must never be given to Salesforce",
    );
    expect(certificateProblem("hello")).toMatch(/^is not an X\.509 certificate in PEM/);
  });
});

describe("hosts", () => {
  it.each([
    ["https://acme.my.salesforce.com", "https://login.salesforce.com"],
    ["https://acme-dev-ed.develop.my.salesforce.com", "https://login.salesforce.com"],
    ["https://acme--full.sandbox.my.salesforce.com", "https://test.salesforce.com"],
    ["https://acme--full.cs12.my.salesforce.com", "https://test.salesforce.com"],
    ["https://dream-power-1234.scratch.my.salesforce.com", "https://test.salesforce.com"],
    ["http://127.0.0.1:4510/salesforce", "https://login.salesforce.com"],
  ])("%s signs in at %s", (instanceUrl, loginUrl) => expect(loginUrlOf(instanceUrl)).toBe(loginUrl));

  it("shows pages beside the API", () => {
    expect(lightningUrlOf("https://acme--full.sandbox.my.salesforce.com")).toBe(
      "https://acme--full.sandbox.lightning.force.com",
    );
    expect(lightningUrlOf("http://127.0.0.1:4510/salesforce")).toBe("http://127.0.0.1:4510/salesforce");
    expect(myDomainOf("https://acme.my.salesforce.com")).toBe("acme");
  });
});

describe("ids", () => {
  it("grow to 18 characters", () => {
    // Cisco's package: https://login.salesforce.com/packaging/installPackage.apexp?p0=04tUl000000VK45IAG
    expect(id18("04tUl000000VK45")).toBe("04tUl000000VK45IAG");
    expect(id18("04tUl000000VK45IAG")).toBe("04tUl000000VK45IAG");
    expect(id18("no id")).toBe("no id");
  });

  it("stay different where only case tells them apart", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abcXYZ019"), minLength: 15, maxLength: 15 }), (id) => {
        const grown = id18(id);
        expect(isId(grown)).toBe(true);
        expect(grown.startsWith(id)).toBe(true);
        const swapped = id.replace(/[a-z]/i, (letter) =>
          letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
        );
        if (swapped !== id) expect(id18(swapped).toUpperCase()).not.toBe(grown.toUpperCase());
      }),
    );
  });
});

describe("SOQL literals", () => {
  it("cannot be left by any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", "\\", "a", "\n", "%", '"') }), (text) => {
        const literal = soqlText(text);
        expect(literal).toMatch(/^'(?:[^'\\\n]|\\['\\n])*'$/);
        const read = literal.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
        expect(read).toBe(text);
      }),
    );
  });

  it("keep numbers, truths and nothing as they are", () => {
    expect(soqlEquals({ A: "O'Neil", B: 1, C: false, D: null })).toBe(
      "A = 'O\\'Neil' AND B = 1 AND C = false AND D = null",
    );
  });
});

it("folds scopes as Salesforce stores them", () => {
  expect(foldScopes(["Api", "OfflineAccess", "RefreshToken", "Email", "Profile"])).toEqual([
    "Api",
    "RefreshToken",
    "Basic",
  ]);
  expect(foldScopes(["SFApiPlatform"])).toEqual(["SFAP"]);
});

describe("Cisco's call center", () => {
  it("has the sections of its file, with what was asked for", () => {
    const { adapterUrl, sections = [] } = webexCallCenter({
      region: "us1",
      softphoneHeight: 600,
      settings: { enableOmniChannelSync: "true" },
    });
    expect(adapterUrl).toBe("https://wxcc-crmconnectors.ciscoccservice.com/salesforce/connector/v1/index.html");
    const values = Object.fromEntries(
      sections.flatMap(({ items = [] }) => items.map(({ name, value }) => [name, value])),
    );
    expect(values).toMatchObject({
      openCtiWxCCRegion: "us1",
      reqSoftphoneHeight: "600",
      reqSoftphoneWidth: "400",
      enableOmniChannelSync: "true",
      reqUseApi: "true",
      wxccWebRtcDomain: "rtw.prod-us1.rtmsprod.net",
    });
    const labels = sections.flatMap(({ items = [] }) => items.map(({ name, label }) => [name, label] as const));
    expect(labels.filter(([name, label]) => name === label)).toEqual([]);
    expect(Object.fromEntries(labels)).toMatchObject({ wxccWebRtcDomain: "WxCC WebRTC Domain" });
  });

  it("asks for the WebRTC domain of a region whose domain nobody publishes", () => {
    expect(() => webexCallCenter({ region: "eu2" })).toThrow(
      /^Which domain the browser phone of region eu2 signs in at is published nowhere: give webRtcDomain/,
    );
    const { sections = [] } = webexCallCenter({ region: "eu2", webRtcDomain: "" });
    expect(sections[0]?.items).toContainEqual({ name: "wxccWebRtcDomain", label: "WxCC WebRTC Domain", value: "" });
  });

  it("refuses a setting that the adapter does not have", () => {
    expect(() => webexCallCenter({ region: "us1", settings: { enableOmniSync: "true" } })).toThrow(
      /^Cisco's call center has no setting enableOmniSync; it has openCtiWxCCRegion/,
    );
  });
});
