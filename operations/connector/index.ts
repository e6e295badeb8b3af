import { type ConnectorKind, controlHubForm, controlHubPlace } from "../../providers/webex/connector/connector-form";
import type { Managed } from "../stack-state";

/** Shown instead of a secret value. */
export const HIDDEN = "[secret]";

/** A connector of a stack that a person makes. */
export interface Handover {
  readonly name: string;
  readonly kind: ConnectorKind;
  /** Undefined until a connector of that name exists. */
  readonly connectorId: string | undefined;
  /** Whether the next `up` needs a person to make or edit it first. */
  readonly isAwaited: boolean;
  readonly fields: ReturnType<typeof controlHubForm>;
}

/**
 * The connectors of a stack, the newest last.
 * @throws Error that says what to do where there is none.
 */
export function handoversIn(resources: readonly Managed[]): readonly Handover[] {
  const found = resources.filter(({ kind }) => kind === "webex.ConnectorHandover");
  if (found.length === 0) {
    throw new Error(
      "This stack hands no connector over yet: run `pulumi up`, which stops where it needs one, and then this again.",
    );
  }
  return found.map(({ outputs, halfMade }) => {
    const kind = outputs.connectorKind === "custom" ? "custom" : "salesforce";
    const { connectorId } = outputs;
    return {
      name: String(outputs.name),
      kind,
      connectorId: typeof connectorId === "string" ? connectorId : undefined,
      isAwaited: typeof connectorId !== "string" || halfMade.length > 0,
      fields: controlHubForm(kind, outputs).map((field) => ({ ...field, value: field.value || HIDDEN })),
    };
  });
}

/** The form's values by input name, for `datadip sandbox connect --form`. */
export const formOf = ({ fields }: Handover): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.flatMap(({ key, value }) => (key === "" ? [] : [[key, value] as const])));

/** The connector to make now: the one that the stack waits for, else the last. */
export const pending = (handovers: readonly Handover[]): Handover | undefined =>
  handovers.find(({ isAwaited }) => isAwaited) ?? handovers.at(-1);

/** The form as text for a terminal. */
export function formText({ name, kind, connectorId, fields }: Handover): string {
  const there = connectorId === undefined ? "is not there yet" : `is there (${connectorId})`;
  const rows = fields.map(({ label, value }) => `${label}:${value.includes("\n") ? "\n" : " "}${value}`);
  const hidden = fields.some(({ value }) => value === HIDDEN);
  const how = hidden ? ["", "npx datadip connector --show-secrets prints the secret values too."] : [];
  return [`The connector ${name} ${there}. ${controlHubPlace(kind)}:`, "", ...rows, ...how, ""].join("\n");
}
