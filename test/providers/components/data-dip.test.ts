import type { SalesforceDataDipArgs } from "../../../providers";
import { wrongArguments } from "../../../providers/components/data-dip/check";
import { symbolOf } from "../../../providers/components/data-dip/names";

/** What the component refuses before anything is declared. What it makes is in test/engine/component.test.ts and dev-stack.test.ts. */

const RIGHT: SalesforceDataDipArgs = {
  numbers: ["+13125550100"],
  country: "US",
  teams: [{ name: "Tier 1" }, { name: "Tier 2" }],
  queues: [
    { name: "Support", teams: ["Tier 1"] },
    { name: "Urgent", upTo: 2 },
  ],
  salesforce: { existingConnector: "Salesforce" },
};

it("takes what fits together", () => {
  expect(wrongArguments("Acme", RIGHT)).toBeUndefined();
  expect(wrongArguments("Acme", { ...RIGHT, fallbackQueue: "Urgent" })).toBeUndefined();
});

it.each<[Partial<SalesforceDataDipArgs>, string]>([
  [{ numbers: [] }, "Acme: numbers is empty, so nobody could call: give at least one in E.164."],
  [{ teams: [] }, "Acme: teams is empty, so nobody would answer: give at least one."],
  [{ teams: [{ name: "Tier 1" }, { name: "Tier 1" }] }, "Acme: two teams are called Tier 1: rename one."],
  [
    { queues: [{ name: "A" }, { name: "B" }] },
    "Acme: exactly one of queues must be without upTo, to take all calls that no other takes, but A and B are.",
  ],
  [
    { queues: [{ name: "A", upTo: 1 }] },
    "Acme: exactly one of queues must be without upTo, to take all calls that no other takes, but none is.",
  ],
  [{ queues: [{ name: "A" }, { name: "A", upTo: 1 }] }, "Acme: two queues are called A: rename one."],
  [
    { queues: [{ name: "A" }, { name: "B", upTo: 1 }, { name: "C", upTo: 1 }] },
    "Acme: two queues take calls up to the same priority (1, 1): the second would get none.",
  ],
  [
    { queues: [{ name: "A", later: [{ teams: ["Tier 3"], afterSeconds: 60 }] }] },
    "Acme: the queue A names the team Tier 3, but teams has only Tier 1, Tier 2.",
  ],
  [{ fallbackQueue: "Nobody" }, "Acme: fallbackQueue is Nobody, but queues has only Support, Urgent."],
])("refuses %j", (change, sentence) => {
  expect(wrongArguments("Acme", { ...RIGHT, ...change })).toBe(sentence);
});

it.each([
  ["Acme Support", "Acme_Support"],
  ["24/7 — Hotline!", "Data_Dip_24_7_Hotline"],
  ["Ünïcode", "n_code"],
  ["__x__", "x"],
])("calls %s in symbols %s", (name, symbol) => {
  expect(symbolOf(name)).toBe(symbol);
});
