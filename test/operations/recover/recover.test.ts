import { findUnended } from "../../../operations/recover";
import { recoverText } from "../../../operations/recover/text";
import type { Apis, Cloud, Sessions } from "../../../providers/clouds";
import { parseHoldings } from "../../../providers/core/engine/holdings";
import { type JournalRecord, keyHash } from "../../../providers/core/engine/journal";
import type { Session } from "../../../providers/core/engine/kind-engine";
import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { Tenant } from "../../support/tenant";

/** What a state with creates that were begun and not ended says of each, held against the tenant. */

const TYPE = "pulumi-nodejs:dynamic/webex:Team";
const urn = (name: string): string => `urn:pulumi:dev::tried::${TYPE}::${name}`;

let tenant: Tenant;
let siteId: string;

beforeAll(async () => {
  tenant = await Tenant.start();
  ({ id: siteId } = await tenant.named("site", "Site-1"));
});
afterAll(() => tenant.close());

const sessions: Pick<Sessions, "of"> = {
  // The only cloud that is asked for here.
  of: <C extends Cloud>() => tenant.connect() as Promise<Session<Apis[C]>>,
};
const rest = { teamType: "AGENT", teamStatus: "IN_SERVICE", active: true };
const inputs = (name: string): Values => ({ name, siteId, ...rest });
const make = (name: string): Promise<{ id: string }> =>
  new Command("webex.Team", () => tenant.connect()).up(inputs(name));

it("says what was made, what was not, what is another's and what only a person can know", async () => {
  const { id: noted } = await make("Noted");
  const { id: young } = await make("Young");
  const { id: old } = await tenant.make("team", { ...inputs("Old"), createdTime: Date.now() - 3_600_000 });
  const { id: differs } = await make("Differs");
  await tenant.edit("team", differs, { description: "changed by hand" });
  const names = ["Noted", "Young", "Old", "Differs", "Absent", "Held"];
  const exported = JSON.stringify({
    deployment: {
      resources: [{ urn: urn("Held"), type: TYPE, id: "x", inputs: inputs("Held") }],
      pending_operations: names.map((name) => ({
        type: "creating",
        resource: {
          urn: urn(name),
          type: TYPE,
          inputs: { ...inputs(name), ...(name === "Differs" ? { description: "First line" } : {}), __provider: "text" },
        },
      })),
    },
  });
  const note: JournalRecord = {
    v: 1,
    ...{ kind: "webex.Team", key: keyHash(JSON.stringify([siteId, "Noted"])), label: "Noted", id: noted },
    ...{ tenant: tenant.orgId, stack: "dev::tried", backend: "", since: 0, last: 0 },
  };
  const found = await findUnended(parseHoldings(exported), [note], Date.now(), sessions);
  const base = { kind: "webex.Team", isNoted: false };
  expect(found).toEqual([
    { ...base, urn: urn("Noted"), standing: "made", id: noted, isNoted: true },
    { ...base, urn: urn("Young"), standing: "made", id: young },
    { ...base, urn: urn("Old"), standing: "not ours", id: old },
    { ...base, urn: urn("Differs"), standing: "perhaps", id: differs, why: "it differs in description" },
    { ...base, urn: urn("Absent"), standing: "not made" },
    { ...base, urn: urn("Held"), standing: "in state" },
  ]);
  const text = recoverText(found);
  expect(text).toContain(`npx datadip adopt webex.Team Young ${young} > import.json`);
  expect(text).not.toContain(`adopt webex.Team Old`);
  expect(text).toContain("pulumi refresh --clear-pending-creates");
  expect(tenant.writes().filter((write) => !write.startsWith("POST team"))).toEqual([]);
});

it("has nothing to say of a state without any", () => {
  expect(recoverText([])).toBe("The state holds no create that was begun and not ended.");
});
