import { bindFlow, dataDipBindings, dataDipFlow, stringifyFlow, type DataDipOptions, type Flow } from "../../../flow";
import { connectRequestOf } from "../../../sandbox";
import { callEnvironment, environmentScriptSchema } from "../../../operations/call";
import type { z } from "zod";
import { buildQueue, entryPointBody, flowFile } from "../../sandbox/support/bodies";
import { openTenant, text, type Data, type Tenant } from "../../sandbox/support/tenant";
import type { EnvironmentCall } from "../../../operations/call/call-format";

type Script = z.input<typeof environmentScriptSchema>;

/** A contact centre on a sandbox of its own: a queue with a team and an agent, and a connector that signs in to the sandbox's Salesforce. */
export interface Environment {
  readonly tenant: Tenant;
  readonly queueId: string;
  readonly connectorId: string;
  /** Publishes a flow as `Live` and maps a number of its own to it; gives that number. */
  readonly line: (flow: Flow | string, name?: string) => Promise<string>;
  readonly call: (to: string, script?: Script) => Promise<EnvironmentCall>;
  /** Rows of Salesforce past its rules. */
  readonly records: (object: string) => Promise<readonly Data[]>;
  readonly put: (object: string, fields: Data) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const DATA_DIP: DataDipOptions = {
  salesforceUrl: "https://datadip-sandbox.lightning.force.com",
  defaultCountry: "US",
  countries: ["FR"],
};

export async function openEnvironment(dir?: string): Promise<Environment> {
  const tenant = await openTenant(dir === undefined ? {} : { dir });
  const { sandbox } = tenant;
  const { team, queue, music } = await buildQueue(tenant);
  const agent = (await tenant.api("GET", "v2/user")).rows.find(({ firstName }) => firstName === "Ana");
  await tenant.admin("PATCH", `state/webex/user/${text(agent, "id")}`, { teamIds: [text(team, "id")] });
  const { clientId, clientSecret } = sandbox.salesforce.credentials;
  const resourceDomainUrl = "https://datadip-sandbox.my.salesforce.com";
  const form = { name: "Salesforce", clientId, clientSecret, resourceDomainUrl };
  const connectorId = await sandbox.connect(
    connectRequestOf({ ...form, tokenUrl: `${resourceDomainUrl}/services/oauth2/token` }),
  );
  let lines = 0;
  const line: Environment["line"] = async (flow, name) => {
    lines += 1;
    const document = typeof flow === "string" ? flow : stringifyFlow(flow);
    const imported = await tenant.flow("POST", "flows:import", flowFile(document));
    if (imported.status !== 201) throw new Error(`The flow is not imported: ${imported.text}`);
    const flowId = text(imported.data, "id");
    const published = await tenant.flow("POST", `flows/${flowId}:publish`, { tagIds: ["Live"] });
    if (published.status >= 300) throw new Error(`The flow is not published: ${published.text}`);
    const bound = { flowId, flowTagId: "Live", musicOnHoldId: text(music, "id") };
    const point = await tenant.api("POST", "entry-point", { ...entryPointBody(name ?? `Line ${lines}`), ...bound });
    const number = `+1555123${String(lines).padStart(4, "0")}`;
    await tenant.admin("POST", "state/webex/dial-number", {
      dialledNumber: number,
      entryPointId: text(point.data, "id"),
    });
    return number;
  };
  return {
    tenant,
    queueId: text(queue, "id"),
    connectorId,
    line,
    call: (to, script = {}) => callEnvironment(sandbox.url, environmentScriptSchema.parse({ ...script, to })),
    records: async (object) => (await tenant.admin("GET", `state/salesforce/${object}`)).rows,
    put: async (object, fields) => {
      const { data } = await tenant.admin("POST", `state/salesforce/${object}`, fields);
      // Components are shown with an id of another case than records.
      return text(data, "Id" in data ? "Id" : "id");
    },
    close: () => tenant.close(),
  };
}

/** The shipped flow, bound to the environment. */
export function dataDip({ queueId, connectorId }: Environment, options: Partial<DataDipOptions> = {}): Flow {
  const flow = dataDipFlow({ ...DATA_DIP, ...options });
  return bindFlow(flow, dataDipBindings(flow, { queue: queueId, connector: connectorId })).flow;
}
