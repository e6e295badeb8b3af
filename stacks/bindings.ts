import type * as pulumi from "@pulumi/pulumi";
import { webex } from "datadip";

/**
 * What `datadip:flowBindings` may hold besides plain values: `queue` for this stack's own queue, `queue:NAME` and `connector:NAME`
 * for objects that exist, by name, since ids differ from one organisation to the next.
 */
export function resolveBindings(
  given: Readonly<Record<string, string>>,
  own: { readonly queueId: pulumi.Output<string> },
): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, resolveBinding(value, own)]));
}

function resolveBinding(value: string, { queueId }: { readonly queueId: pulumi.Output<string> }): pulumi.Input<string> {
  if (value === "queue") return queueId;
  const named = /^(queue|connector):(.+)$/.exec(value);
  if (named === null) return value;
  const [, kind, name = ""] = named;
  return kind === "queue" ? webex.getQueueOutput(name).id : webex.getConnectorOutput(name).id;
}
