import { formOf, handoversIn, HIDDEN, type Handover, pending } from "../../operations/connector";
import { controlHubPlace } from "../../providers/webex/connector/connector-form";
import { readState } from "../../operations/stack-state";
import { say, sayJson } from "../shared/say";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly showSecrets?: true;
  readonly json?: true;
}

/** `datadip connector`: what a person types into Control Hub, from what the stack's state holds. */
export const connectorVerb: Verb = (program) => {
  program
    .command("connector")
    .description("print what to type into Control Hub for the connector that the stack waits for")
    .option("--stack <stack>", "stack; the selected one by default")
    .option("--show-secrets", "print keys and secrets too: they open the org to anybody who reads them")
    .option("--json", "print one JSON object, as `datadip sandbox connect --form -` takes it")
    .action(({ stack, showSecrets, json }: Options) => {
      const handover = pending(handoversIn(readState(stack, showSecrets === true).resources));
      if (handover === undefined) return;
      if (json === true) sayJson(formOf(handover));
      else say(asText(handover));
    });
};

function asText({ name, kind, connectorId, fields }: Handover): string {
  const there = connectorId === undefined ? "is not there yet" : `is there (${connectorId})`;
  const rows = fields.map(({ label, value }) => `${label}:${value.includes("\n") ? "\n" : " "}${value}`);
  const hidden = fields.some(({ value }) => value === HIDDEN);
  const how = hidden ? ["", "--show-secrets prints the secret values too."] : [];
  return [`The connector ${name} ${there}. ${controlHubPlace(kind)}:`, "", ...rows, ...how, ""].join("\n");
}
