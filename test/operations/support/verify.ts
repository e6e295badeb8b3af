import { type Report, verifyTenant } from "../../../operations/verify";
import { webexCheckList } from "../../../operations/verify/checks";
import { unproven } from "../../../providers/webex/client/connect";
import { REQUEST_CASES } from "../../contract/webex-cases";
import { Colleague } from "../../support/colleague";
import { Command } from "../../support/command";
import type { Entity, Tenant } from "../../support/tenant";

/** Fills a tenant with objects of each kind: each example is made on its own, as their names would clash, and then put there. */
export async function furnished(tenant: Tenant): Promise<void> {
  const nounOf = new Map(webexCheckList().map(({ id, item }) => [id, item]));
  const found: (readonly [noun: string, entity: Entity])[] = [];
  for (const { kind, variants } of REQUEST_CASES) {
    const noun = nounOf.get(`${kind} item`);
    if (noun === undefined || noun === "entry") continue;
    tenant.reset();
    const [program] = await variants(tenant);
    if (program === undefined) throw new Error(`no example of ${kind}`);
    const { id } = await new Command(kind, () => tenant.connect()).up(program);
    const entity = await tenant.object(noun, id);
    if (entity !== undefined) found.push([noun, entity]);
  }
  tenant.reset();
  for (const [noun, entity] of found) await tenant.make(noun, entity);
  const colleague = new Colleague(tenant.sandbox);
  await colleague.draft("Main_Line", "foreign", "Hello");
  await colleague.draft("Second_Line", "foreign", "Hello");
  tenant.sandbox.connect({ name: "Salesforce" });
  tenant.sandbox.clearRequests();
}

export async function verified(tenant: Tenant, more: Readonly<Record<string, string>> = {}): Promise<Report> {
  const own: Readonly<Record<string, string>> = {
    "datadip:target": "sandbox",
    "datadip:sandboxUrl": tenant.sandbox.url,
    ...more,
  };
  const api = await unproven({ config: (key) => own[key], env: { XDG_STATE_HOME: tenant.dir } });
  // The pace has a test of its own.
  return verifyTenant(api, () => undefined, 1_000);
}
