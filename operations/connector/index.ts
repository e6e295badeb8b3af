import { type ConnectorKind, controlHubForm } from "../../providers/webex/connector/connector-form";
import type { Managed } from "../stack-state";

/** What represents a value that was not asked for. */
export const HIDDEN = "[secret]";

/** A connector that a stack hands over to a person. */
export interface Handover {
  readonly name: string;
  readonly kind: ConnectorKind;
  /** Undefined while there is none of that name. */
  readonly connectorId: string | undefined;
  /** Whether the next `up` goes on only once a person has made or edited it. */
  readonly isAwaited: boolean;
  readonly fields: ReturnType<typeof controlHubForm>;
}

/**
 * What a stack hands over, the newest last.
 * @throws Error that says what to do where there is nothing.
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

/** What Control Hub asks for, as one object by our names: what `datadip sandbox connect --form` takes. */
export function formOf({ fields }: Handover): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.flatMap(({ key, value }) => (key === "" ? [] : [[key, value] as const])));
}

/** The one to make now: that which the stack waits for, else the last. */
export function pending(handovers: readonly Handover[]): Handover | undefined {
  return handovers.find(({ isAwaited }) => isAwaited) ?? handovers.at(-1);
}
