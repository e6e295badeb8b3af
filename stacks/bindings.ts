import type * as pulumi from "@pulumi/pulumi";
import { webex } from "datadip";

/**
 * Resolves values of `datadip:flowBindings`: `queue` means this stack's own queue, `queue:NAME` and `connector:NAME` mean existing objects
 * by name, since ids differ between organisations. Any other value is used as it is.
 */
export const resolveBindings = (
  given: Readonly<Record<string, string>>,
  own: { readonly queueId: pulumi.Output<string> },
): Record<string, pulumi.Input<string>> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, resolveBinding(value, own)]));

function resolveBinding(value: string, { queueId }: { readonly queueId: pulumi.Output<string> }): pulumi.Input<string> {
  if (value === "queue") return queueId;
  const named = /^(queue|connector):(.+)$/.exec(value);
  if (named === null) return value;
  const [, kind, name = ""] = named;
  return kind === "queue" ? webex.getQueueOutput(name).id : webex.getConnectorOutput(name).id;
}
