import { formOf, handoversIn, pending, formText } from "../../operations/connector";
import { readState } from "../../operations/stack-state";
import { print, printJson } from "../shared/print";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly showSecrets?: true;
  readonly json?: true;
}

/** `datadip connector`: the values that a person types into Control Hub, from the stack's state. */
export const connectorVerb: Verb = (program) => {
  program
    .command("connector")
    .description("print the values to type into Control Hub for the connector that the stack waits for")
    .option("--stack <stack>", "stack; the selected one by default")
    .option("--show-secrets", "print keys and secrets too; anybody who reads them can sign in to the org")
    .option("--json", "print one JSON object, as `datadip sandbox connect --form -` takes it")
    .action(({ stack, showSecrets, json }: Options) => {
      const handover = pending(handoversIn(readState(stack, showSecrets === true).resources));
      if (handover === undefined) return;
      if (json === true) printJson(formOf(handover));
      else print(formText(handover));
    });
};
