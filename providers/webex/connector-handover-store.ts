import { type Store, Unfinished } from "../core/descriptor";
import { suggestion } from "../core/check";
import type { Live, Values } from "../core/types";
import type { WebexApi } from "./api";
import { connectors } from "./flow-wire";
import { type ConnectorKind, controlHubForm } from "./connector-form";

/** What Control Hub calls the two kinds, which is where its forms are. */
const MENU = { salesforce: "Salesforce", custom: "Custom" } as const satisfies Record<ConnectorKind, string>;

/** A connector that a person makes: its id here is its name, as it has none before. */
export const connectorHandoverStore: Store<WebexApi> = {
  create: (api, inputs) => handedOver(api, inputs),

  async read(api, _id, state) {
    const connectorId = await idOf(api, String(state.name));
    // Not made yet, or deleted in Control Hub: either way the next `up` hands over again.
    return connectorId === undefined ? undefined : live(state, connectorId);
  },

  update: (api, _id, inputs) => handedOver(api, inputs),

  // Only a person can delete a connector, and one that signs in as nobody harms nobody.
  remove: () => Promise.resolve(),

  calls: ["GET /flow-store/{orgId}/project/{projectId}/v2/activities/http-request/inputs/connectorId/choices"],

  async find(api, inputs) {
    const connectorId = await idOf(api, String(inputs.name));
    return connectorId === undefined ? [] : [live(inputs, connectorId)];
  },
};

async function handedOver(api: WebexApi, inputs: Values): Promise<Live> {
  // A person works while this process runs: what was read before is old.
  api.forget("connectors");
  const connectorId = await idOf(api, String(inputs.name));
  if (connectorId !== undefined) return live(inputs, connectorId);
  throw new Unfinished(live(inputs, undefined), await request(api, inputs));
}

async function idOf(api: WebexApi, name: string): Promise<string | undefined> {
  return (await connectors(api)).find((connector) => connector.name === name)?.id;
}

function live(values: Values, connectorId: string | undefined): Live {
  return { id: String(values.name), values: { ...values, connectorId } };
}

/** What the person has to do, field by field; what is secret by how to see it. */
async function request(api: WebexApi, inputs: Values): Promise<string> {
  const kind = inputs.connectorKind === "custom" ? "custom" : "salesforce";
  const name = String(inputs.name);
  const fields = controlHubForm(kind, inputs).map(
    ({ label, value, isSecret }) => `  ${label}: ${isSecret ? "(secret, see below)" : value}`,
  );
  const near = suggestion(
    name,
    (await connectors(api)).map((connector) => connector.name),
  );
  return [
    `The connector ${name} is not there yet${near || "."} Only a person can make it; everything else so far is done and kept.`,
    `Control Hub, Services, Contact Center, Connectors, ${MENU[kind]}, Set Up or Add More, and enter:`,
    ...fields,
    "The secret values: npx datadip connector --show-secrets",
    "Then run `pulumi up` again, which goes on from here. On the sandbox, `npx datadip sandbox connect` plays the person.",
  ].join("\n");
}
