import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { z } from "zod";
import "../../providers/settings-keys";
import { knownSettings } from "../../providers/core/settings/config-keys";
import { misspeltKeys, Settings } from "../../providers/core/settings/settings";
import { webexSettings } from "../../providers/webex/client/settings";
import { dataDipConfig, OWN_KEYS } from "../../stacks/config";

/** The sandbox's own, a token for a short try, and the grant that is refused. */
const UNDOCUMENTED: readonly string[] = [
  "datadip:sandboxDir",
  "datadip:sandboxUrl",
  "webex:accessToken",
  "salesforce:accessToken",
  "salesforce:refreshToken",
  "salesforce:password",
];

/** What the dev and production stacks take from config, without the engine. */

function config(given: Readonly<Record<string, string>>): ReturnType<typeof dataDipConfig> {
  pulumi.runtime.setAllConfig(
    Object.fromEntries(Object.entries(given).map(([key, value]) => [`datadip:${key}`, value])),
  );
  return dataDipConfig();
}

it("needs nothing but defaults on the sandbox", () => {
  expect(config({ target: "sandbox" })).toMatchObject({
    name: "Data Dip",
    numbers: ["+15551230001"],
    country: "US",
    queues: [{ name: "Data Dip Support" }, { name: "Data Dip Urgent", upTo: 2 }],
    protect: false,
  });
});

it("reads lists and switches as the CLI stores them", () => {
  expect(
    config({
      numbers: '["+13125550100","+13125550101"]',
      queues: '[{"name":"Support"},{"name":"Urgent","upTo":3,"hours":{"existing":"Office"}}]',
      hours:
        '{"timezone":"Europe/Paris","workingHours":[{"name":"Weekdays","days":["MON"],"startTime":"08:00","endTime":"16:59"}]}',
      protect: "true",
      interactionField: "false",
    }),
  ).toMatchObject({ numbers: { length: 2 }, queues: { length: 2 }, protect: true, interactionField: false });
});

it.each([
  [
    { postCall: "coment" },
    'datadip:postCall in the stack\'s config is wrong: Invalid option: expected one of "comment"',
  ],
  [{ numbers: "+13125550100" }, "datadip:numbers in the stack's config is wrong: Invalid input: expected array"],
  [{ numbers: '["0123456789"]' }, "datadip:numbers[0] in the stack's config is wrong: must be in E.164"],
  [
    { queues: '[{"name":"Support","upto":2}]' },
    'datadip:queues[0] in the stack\'s config is wrong: Unrecognized key: "upto"',
  ],
  [{ queues: '[{"name":"Support","upTo":12}]' }, "datadip:queues[0].upTo in the stack's config is wrong"],
  [
    { hours: '{"timezone":"Europe/Paris"}' },
    "datadip:hours in the stack's config is wrong: must be { existing: NAME } or",
  ],
  [{ agents: '["ana"]' }, "datadip:agents[0] in the stack's config is wrong: must be an e-mail address"],
  [{ country: "XX" }, "datadip:country in the stack's config is wrong"],
  [{ protect: "yes" }, "datadip:protect in the stack's config is wrong: Invalid input: expected boolean"],
  [{ numbrs: "[]" }, "datadip:numbrs is not a setting of datadip; did you mean datadip:numbers?"],
])("says of %j which key is wrong and where to look", (given, message) => {
  expect(() => config(given)).toThrow(message);
  expect(() => config(given)).toThrow(pulumi.RunError);
});

const example = (name: string): string =>
  readFileSync(join(__dirname, "..", "..", `Pulumi.${name}.example.yaml`), "utf8");
const template = z.object({ config: z.record(z.string(), z.unknown()) });

describe.each(["prod", "live"])("Pulumi.%s.example.yaml", (name) => {
  const { config: written } = template.parse(parse(example(name)));

  it("leaves orgs with real customers alone, as it is", () => {
    expect(written["datadip:target"]).toBe("live");
    expect(Object.keys(written)).not.toContain("datadip:allowProduction");
  });

  it("has only settings that there are", () => {
    expect(misspeltKeys(Object.keys(written), OWN_KEYS)).toEqual([]);
  });
});

it("says of each place in Pulumi.live.example.yaml that is not filled in which it is", () => {
  const { config: written } = template.parse(parse(example("live")));
  expect(Object.values(written).filter((value) => JSON.stringify(value).includes("FILL-IN"))).toHaveLength(6);
  expect(() => config({ numbers: JSON.stringify(written["datadip:numbers"]) })).toThrow(/^datadip:numbers\[0\] /);
});

it("shows the addresses of a tenant as they are where nothing is set", () => {
  const [, shown] = /webex:platformUrl: (\S+)/.exec(example("prod")) ?? [];
  const written: Readonly<Record<string, string>> = {
    "webex:region": "us1",
    "webex:orgId": "11111111-2222-4333-8444-555555555555",
  };
  const settings = new Settings({ config: (key) => written[key], env: { WEBEX_ACCESS_TOKEN: "t" } });
  expect(webexSettings(settings, undefined).platformUrl).toBe(shown);
});

it("is documented key by key in Pulumi.prod.example.yaml, and nothing else is", () => {
  const documented = new Set(
    [...example("prod").matchAll(/\b(?:webex|salesforce|datadip):[a-zA-Z]+/g)].map(([key]) => key),
  );
  const settings: readonly string[] = [...knownSettings().addresses, ...knownSettings().credentials].filter(
    (key) => !UNDOCUMENTED.includes(key),
  );
  const missing = [...settings, ...OWN_KEYS].filter((key) => !documented.has(key));
  expect(missing).toEqual([]);
  expect(misspeltKeys([...documented], OWN_KEYS)).toEqual([]);
});
