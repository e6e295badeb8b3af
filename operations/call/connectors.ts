import { z } from "zod";
import { listBindings, type Flow } from "../../flow";
import { CallError } from "./call-error";
import { type Tenant, wordsOf } from "./tenant";

const session = z.object({ accessToken: z.string(), instanceUrl: z.string() });
const choices = z.looseObject({ choices: z.array(z.looseObject({ name: z.string(), value: z.string() })) });

/** The session of a connector, or why it has none. */
export type Connection = z.output<typeof session> | { readonly refused: string };

export interface Connectors {
  readonly connection: (id: string) => Promise<Connection>;
  /** The connector's name by its id. */
  readonly name: (id: string) => string;
}

const CONNECT = "save it with its form, datadip connector --show-secrets --json | datadip sandbox connect --form -";

/**
 * Signs in through every connector of the flows before the call, as the platform does.
 * @throws CallError for a connector that is gone or has no credentials, with the activity that needs it.
 */
export async function openConnectors(tenant: Tenant, flows: readonly Flow[]): Promise<Connectors> {
  const offered = await tenant.flow("choices", { activity: "http-request", input: "connectorId" });
  const known = choices.safeParse(offered.body).data?.choices ?? [];
  const nameOf = (id: string): string => known.find(({ value }) => value === id)?.name ?? id;
  const open = new Map<string, Connection>();
  const connection = async (id: string, activity?: string): Promise<Connection> => {
    const before = open.get(id);
    if (before !== undefined) return before;
    const { status, body } = await tenant.admin("POST", `connectors/${encodeURIComponent(id)}/token`);
    if (activity !== undefined && status === 404) {
      const names = known.map(({ name }) => name).join(", ");
      throw new CallError(
        `The activity ${activity} asks through a connector that is not there (${id}); ${names === "" ? `there is none yet: ${CONNECT}` : `bind the flow to one of ${names}`}.`,
      );
    }
    if (activity !== undefined && status === 409)
      throw new CallError(
        `The activity ${activity} asks through the connector ${nameOf(id)}, which has no credentials to sign in to Salesforce with: ${CONNECT}.`,
      );
    const granted = session.safeParse(body);
    const result = granted.success ? granted.data : { refused: wordsOf(body) };
    open.set(id, result);
    return result;
  };
  for (const flow of flows)
    for (const { kind, value, activity } of listBindings(flow))
      if (kind === "connector") await connection(value, activity);
  return { connection, name: nameOf };
}
