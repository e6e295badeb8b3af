import { inspect } from "node:util";
import { HttpError } from "../../../providers/http/http-errors";
import { forgetSecrets, redact, rememberSecret } from "../../../providers/http/redact";

/** Holds everything that an encoding changes. */
const SECRET = `canary/+ =&"\\'ü%~!`;

rememberSecret(SECRET);

const form = new URLSearchParams({ x: SECRET }).toString();

describe("a known secret", () => {
  it.each([
    ["in a sentence", `before ${SECRET} after`],
    ["in a URL", `https://host/path?x=${encodeURIComponent(SECRET)}&y=1`],
    ["in a form", form],
    ["in JSON", JSON.stringify({ deep: [{ any: SECRET }] })],
    ["within a longer field of a form", new URLSearchParams({ x: `before ${SECRET} after` }).toString()],
    ["within a longer text in JSON", JSON.stringify({ any: `before ${SECRET} after` })],
    ["twice", `${SECRET}${SECRET}`],
    ["over lines", `a\n${SECRET}\nb`],
  ])("is masked %s", (_, text) => {
    const shown = redact(text);
    expect(shown).toContain("[secret]");
    expect(shown).not.toContain("canary");
  });

  it("of several lines is masked by each of its long ones", () => {
    const line = "MIIEpAIBAAKCAQEA2TzP3Ag0yvajVIuq5YZRTq0t4K4klKyQ";
    rememberSecret(`-----BEGIN RSA PRIVATE KEY-----\n${line}\nshort\n`);
    expect(redact(`the key ${line} is short`)).toBe("the key [secret] is short");
  });

  it("is masked whole where another known one is a part of it", () => {
    rememberSecret("part-of-it");
    rememberSecret("the-part-of-it-and-more");
    expect(redact("x the-part-of-it-and-more y part-of-it")).toBe("x [secret] y [secret]");
  });

  it("is not remembered where it is absent or so short that words would be masked", () => {
    rememberSecret(undefined);
    rememberSecret("queue");
    rememberSecret("");
    expect(redact("a queue is a queue")).toBe("a queue is a queue");
  });

  it.each([
    ["six characters", "queue6", "[secret]"],
    ["five", "queue", "queue"],
    ["a line of forty", `short\n${"k".repeat(40)}`, "[secret]"],
  ])("is masked from a length on: %s", (_, secret, shown) => {
    rememberSecret(secret);
    expect(redact(secret.split("\n").at(-1) ?? "")).toBe(shown);
  });

  it("is masked in every part of an error", () => {
    const error = new HttpError({
      failure: "bad-request",
      method: "GET",
      path: `/a/${encodeURIComponent(SECRET)}`,
      status: 400,
      detail: `you sent ${SECRET}`,
      trackingId: `trk_${SECRET}`,
      body: { echoed: SECRET },
      advice: `do not send ${SECRET}`,
    });
    const everything = `${error.message}${error.stack}${inspect(error, { depth: 9 })}${JSON.stringify(error)}`;
    expect(everything).not.toContain("canary");
  });
});

describe("a secret nobody announced", () => {
  it.each([
    ["Authorization: Bearer NmFjM-_.~+/2=", "Authorization: Bearer [secret]"],
    ["authorization: basic dXNlcjpwYXNz", "authorization: basic [secret]"],
    ["Authorization: OAuth 00D5g0000000001!AQEAQ", "Authorization: OAuth [secret]"],
    ["grant_type=refresh_token&refresh_token=abc&x=1", "grant_type=refresh_token&refresh_token=[secret]&x=1"],
    ["client_secret=s3cr3t", "client_secret=[secret]"],
    ["assertion=eyJh.eyJp.c2ln", "assertion=[secret]"],
    ['{"access_token":"abc","expires_in":7}', '{"access_token":"[secret]","expires_in":7}'],
    ['{"accessToken": "abc", "a": 1}', '{"accessToken": "[secret]", "a": 1}'],
    ['{\\"client_secret\\":\\"abc\\"}', '{\\"client_secret\\":\\"[secret]\\"}'],
    ["{ password: 'abc' }", "{ password: '[secret]' }"],
    ["-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- rest", "[secret] rest"],
    ["-----BEGIN RSA PRIVATE KEY-----\\nabc\\n-----END RSA PRIVATE KEY-----", "[secret]"],
    ["-----BEGIN PRIVATE KEY-----\ncut off", "[secret]"],
  ])("is masked in %j", (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it.each([
    "The access token is missing, wrong or expired: renew the credentials.",
    "pulumi config set --secret webex:refreshToken",
    "Support (b7a1f1c4-52c0-4a4b-9a39-3f6d1c0f5a11)",
    "Retry-After: 30",
  ])("leaves ordinary text alone: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

it("a forgotten secret is text like any other", () => {
  rememberSecret("of-the-tenant-before");
  forgetSecrets();
  expect(redact("of-the-tenant-before")).toBe("of-the-tenant-before");
});
