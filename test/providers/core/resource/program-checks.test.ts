import "../../../../providers/settings-keys";
import * as pulumi from "@pulumi/pulumi";
import {
  refuseDuplicates,
  refuseImport,
  refuseMisspeltSettings,
  refusePlainSecrets,
  refuseWrongSettings,
} from "../../../../providers/core/resource/program-checks";
import { Queue } from "../../../../providers/webex/resources/queue";
import type { Values } from "../../../../providers/core/resource/types";
import { toy } from "../toy";

describe("a secret in the stack's config", () => {
  const refuse = (config: Values, secretKeys?: unknown): void =>
    refusePlainSecrets({
      PULUMI_CONFIG: JSON.stringify(config),
      ...(secretKeys === undefined ? {} : { PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys) }),
    });

  it.each([
    "webex:clientSecret",
    "webex:refreshToken",
    "webex:accessToken",
    "salesforce:clientSecret",
    "salesforce:privateKey",
    "salesforce:accessToken",
    "salesforce:refreshToken",
    "salesforce:password",
  ])("is refused in clear, with the command that mends it and without its value: %s", (key) => {
    const refused = (): void => refuse({ "datadip:target": "live", [key]: "canary" }, ["webex:other"]);
    expect(refused).toThrow(
      `${key} lies in the stack's config in clear. Store it encrypted instead: pulumi config set --secret ${key}   (then renew it, since it may have been committed)`,
    );
    expect(refused).toThrow(pulumi.RunError);
    expect(refused).not.toThrow(/canary/);
  });

  it("is fine where it is encrypted, and so are ids and names in clear", () => {
    refuse({ "webex:clientSecret": "x", "webex:clientId": "C1", "salesforce:username": "u" }, ["webex:clientSecret"]);
    refuse({});
    refusePlainSecrets({});
    refusePlainSecrets({ PULUMI_CONFIG: "null" });
  });
});

describe("a setting that nothing reads", () => {
  const check = (...keys: readonly string[]) =>
    refuseMisspeltSettings(
      { PULUMI_CONFIG: JSON.stringify(Object.fromEntries(keys.map((key) => [key, "x"]))) },
      "acme",
    );

  it("is refused with the one that was meant", () => {
    const refused = (): void => check("webex:orgID", "webex:region", "acme:anything");
    expect(refused).toThrow(
      /^webex:orgID is not a setting of datadip; did you mean webex:orgId\?\nRemove it, .*: pulumi config rm webex:orgID$/,
    );
    expect(refused).toThrow(pulumi.RunError);
    expect(() => check("datadip:taget")).toThrow("did you mean datadip:target?");
  });

  it("is fine where it is the program's own, or another provider's", () => {
    check("acme:orgID", "aws:region", "webex:orgId", "datadip:target", "salesforce:instanceUrl");
    refuseMisspeltSettings({}, "acme");
    refuseMisspeltSettings({ PULUMI_CONFIG: '{"datadip:number":"1"}' }, "datadip");
  });
});

it("asks again for another config, and for the same one as long as it is wrong", () => {
  const check = (config: Values, secretKeys: readonly string[] = []): void =>
    refuseWrongSettings({
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
    });
  check({ "webex:clientSecret": "x" }, ["webex:clientSecret"]);
  for (let times = 0; times < 2; times += 1) {
    expect(() => check({ "webex:clientSecret": "x" })).toThrow(/lies in the stack's config in clear/);
    expect(() => check({ "webex:orgID": "x" })).toThrow(/did you mean webex:orgId/);
  }
  check({ "webex:clientSecret": "x" }, ["webex:clientSecret"]);
  expect(() => check({ "webex:orgID": "x" }, ["webex:clientSecret"])).toThrow(/did you mean webex:orgId/);
});

describe("two resources of a program", () => {
  const declare = (logicalName: string, args: Values, descriptor = toy): void =>
    refuseDuplicates(descriptor, logicalName, args);
  const keyed = { ...toy, kind: "webex.Keyed" as const, noun: "keyed toy", naturalKey: ["size", "name"] };

  it("that are the same object are refused, both named", () => {
    declare("first", { name: "Same" });
    expect(() => declare("second", { name: "Same" })).toThrow(
      "The resources first and second declare the same toy: name must be unique. Rename one of them.",
    );
    expect(() => declare("second", { name: "Same" })).toThrow(pulumi.RunError);
  });

  it("with different names, or of different kinds, are fine", () => {
    declare("a", { name: "One" });
    declare("b", { name: "Two" });
    declare("c", { name: "One" }, { ...toy, kind: "webex.Other" });
  });

  it("of which one is a list are seen by its entries", () => {
    const listOf = {
      ...{ kind: toy.kind, noun: toy.noun, naturalKey: ["name"], input: "toys" },
      ...{ scope: () => ({}), ownId: (id: string) => id },
      entry: ({ name }: Values) => [String(name), 1] as const,
      single: (name: string) => ({ name }),
    };
    const list = { ...toy, kind: "webex.Toys" as const, naturalKey: ["box"], listOf };
    declare("a list", { box: 1, toys: { Listed: 1 } }, list);
    declare("a list", { box: 1, toys: { Listed: 1 } }, list);
    for (const declared of [
      () => declare("alone", { name: "Listed" }),
      () => declare("another list", { box: 2, toys: { Listed: 1 } }, list),
    ])
      expect(declared).toThrow(/^The resources a list and \w.* declare the same toy: name must be unique\. /);
    declare("a list of what is not known", { box: 3, toys: pulumi.output({ Listed: 1 }) }, list);
    declare("another one", { box: 4, toys: pulumi.output({ Listed: 1 }) }, list);
    declare("a list that is not given", { box: 5 }, list);
  });

  it("of one logical name are one: the program may run twice in a process", () => {
    declare("again", { name: "Again" });
    declare("again", { name: "Again" });
  });

  it("are compared by every part of the key", () => {
    declare("k1", { size: 1, name: "x" }, keyed);
    declare("k2", { size: 2, name: "x" }, keyed);
    expect(() => declare("k3", { size: 2, name: "x" }, keyed)).toThrow(
      /^The resources k2 and k3 declare the same keyed toy: size and name/,
    );
  });

  it("are compared by the same output too, and not by different ones", () => {
    const [site, other] = [pulumi.output("s1"), pulumi.output("s1")];
    declare("o1", { size: site, name: "y" }, keyed);
    declare("o2", { size: other, name: "y" }, keyed);
    expect(() => declare("o3", { size: site, name: "y" }, keyed)).toThrow(/o1 and o3/);
  });

  it("with an unknown part of the key are left to the service", () => {
    declare("u1", { name: undefined });
    declare("u2", { name: undefined });
    declare("u3", { name: null });
    declare("u4", { name: null });
  });
});

describe("the option import", () => {
  const id = "3a494e6c-c7f1-55a1-84a4-8ca36899391d";

  it("is refused with the command that does what it was meant for", () => {
    const refused = (): unknown => new Queue("Support line", { callDistributionGroups: [] }, { import: id });
    expect(refused).toThrow(pulumi.RunError);
    expect(refused).toThrow(
      "webex.Queue Support line: the option import does not work for this kind of resource; take the option out, and bring the queue " +
        `into the stack by: npx datadip adopt webex.Queue "Support line" ${id} > import.json && ` +
        "pulumi import --file import.json --generate-code=false --protect=false",
    );
  });

  it("is refused without that command where an existing object cannot be taken under management", () => {
    const refused = (): void => refuseImport({ ...toy, notAdoptable: "toys are new" }, "Bear", id);
    expect(refused).toThrow(
      /; an existing toy cannot be taken under management: toys are new\. Take the option out\.$/,
    );
  });

  it("leaves a place for an id that is not known yet", () => {
    expect(() => refuseImport(toy, "Bear", pulumi.output(id))).toThrow(
      'npx datadip adopt webex.Toy "Bear" ID > import.json',
    );
  });

  it("is not missed where it is not given", () => {
    expect(() => refuseImport(toy, "Bear", undefined)).not.toThrow();
  });
});
