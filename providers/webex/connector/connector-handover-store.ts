import { type Store, Unfinished } from "../../core/resource/descriptor";
import { suggestion } from "../../core/resource/check-inputs";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import type { ConnectorInputs } from "../resources/connector-handover";
import { connectors } from "../flow/flow-wire";
import { callOf } from "../client/flow-routes";
import { controlHubForm, controlHubPlace } from "./connector-form";

/** A connector that a person makes. The resource's id is its name, as it has no other id until it is made. */
export const connectorHandoverStore: Store<WebexApi, ConnectorInputs> = {
  async create(api, inputs) {
    const connectorId = await freshIdOf(api, inputs);
    // Its values cannot be read: it may sign in through the app of an environment that was destroyed.
    const reason = await request(api, inputs, connectorId !== undefined);
    throw new Unfinished(live(inputs, connectorId), reason);
  },

  read: async (api, _id, state) => live(state, await idOf(api, state)),

  async update(api, _id, inputs, state) {
    const connectorId = await freshIdOf(api, inputs);
    if (connectorId !== undefined) {
      reportUrlChange(api, inputs, state);
      return live(inputs, connectorId);
    }
    throw new Unfinished(live(inputs, undefined), await request(api, inputs, false));
  },

  // Only a person can delete a connector, and without its app it can no longer sign in.
  remove: () => Promise.resolve(),

  calls: [callOf("choices")],

  list: async (api) => (await connectors(api)).map(({ id, name }) => ({ id, values: { name }, isSystem: false })),
  cost: { create: () => ({ own: 0, asks: ["connectorId/choices"] }), update: 0, delete: 0 },
  audit: { none: "no API says who changed a connector" },

  // Asking a person twice does no harm.
  find: () => Promise.resolve([]),
};

/** Reads anew, as a person may have made the connector while this process runs. */
function freshIdOf(api: WebexApi, inputs: Values): Promise<string | undefined> {
  api.forget("connectors");
  return idOf(api, inputs);
}

async function idOf(api: WebexApi, { name }: Values): Promise<string | undefined> {
  return (await connectors(api)).find((connector) => connector.name === name)?.id;
}

function live(values: Values, connectorId: string | undefined): RemoteObject {
  return { id: String(values.name), values: { ...values, made: connectorId !== undefined, connectorId } };
}

/** A working connector is left as it is: a changed URL is reported once. */
function reportUrlChange(api: WebexApi, { name, url }: Values, { url: before }: Values): void {
  if (typeof before !== "string" || typeof url !== "string" || url === before) return;
  api.report(
    `The connector ${String(name)} stays as it was made, with the URL ${before}: nothing needs to be done while it works. ` +
      `A new form has the URL ${url}. If Salesforce refuses the sign-in with app_not_found, change the URL in ${controlHubPlace("salesforce")}.`,
  );
}

/** What to enter, field by field; for a secret, how to print it. */
async function request(api: WebexApi, inputs: ConnectorInputs, isThere: boolean): Promise<string> {
  const { connectorKind: kind, name } = inputs;
  const fields = controlHubForm(kind, inputs).map(
    ({ label, value, isSecret }) => `  ${label}: ${isSecret ? "(secret, see below)" : value}`,
  );
  const names = (await connectors(api)).map((connector) => connector.name);
  const place = controlHubPlace(kind);
  return [
    "This stop is a step of the set-up, not a fault.",
    ...(isThere
      ? [
          `A connector ${name} exists already, and no API returns its values. Everything else so far is done and kept.`,
          `${place}: edit it, or delete it and make it anew, and enter:`,
        ]
      : [
          `The connector ${name} is not there yet${suggestion(name, names) || "."} Only a person can make it; everything else so far is done and kept.`,
          `${place}, Set Up or Add More, and enter:`,
        ]),
    ...fields,
    "The secret values: npx datadip connector --show-secrets",
    "Then run `pulumi up` again, which goes on from here; `npx datadip up` waits for it. On the sandbox, `npx datadip sandbox connect` does the person's part.",
  ].join("\n");
}
