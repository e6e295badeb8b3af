import { z } from "zod";
import type { CallResult, Exchange, Queues } from "../../flow/simulate";
import { parseJson } from "../../flow/json";

const refusal = z.array(z.looseObject({ message: z.string(), errorCode: z.string() })).min(1);

/** Advice about Salesforce's refusals, for the person who set the environment up. */
const ADVICE: Readonly<Record<string, string>> = {
  INVALID_FIELD:
    "Create the field in the org, and let a permission set of the connector's user read it; or leave it out of the flow.",
  INVALID_TYPE: "Let a permission set of the connector's user read the object; or leave it out of the flow.",
  MALFORMED_QUERY: "Correct the query in the flow; datadip lint names the place.",
  INSUFFICIENT_ACCESS: "Let a permission set of the connector's user do this.",
  INVALID_SESSION_ID: "The connector's session is not valid; see whether its user and app are still allowed in.",
  INVALID_QUERY_FILTER_OPERATOR: "See what the flow's variables hold at that point, and ask only when they hold an id.",
  NOT_FOUND: "The flow asks for something that is not there; see what its variables hold at that point.",
};

/**
 * Problems that this call shows, one or two sentences each, each once.
 * @param isOrdered whether the script itself makes requests of an activity fail: then only the effect on the call counts.
 */
export function problemsOf(
  result: CallResult,
  queues: Queues,
  hasOwnAgent: boolean,
  isOrdered: (activity: string) => boolean,
): readonly string[] {
  const staffing = result.agent.answeredMs === null || hasOwnAgent ? [] : unstaffed(result, queues);
  const failed = result.failures
    .filter(({ outcome, node }) => outcome === "dropped" || (outcome === "after the end" && !isOrdered(node)))
    .map(({ node, message }) => `${node}: ${message}`);
  const refusals = result.requests.filter(({ request }) => !isOrdered(request.node)).flatMap(refused);
  return [...new Set([...failed, ...refusals, ...somebodyElses(result), ...staffing])];
}

function refused({ request, answer }: Exchange): readonly string[] {
  if (!("status" in answer) || answer.status < 400) return [];
  const told = refusal.safeParse(parseJson(answer.body));
  if (!told.success) return [];
  const [{ message, errorCode } = { message: "", errorCode: "" }] = told.data;
  const advice = ADVICE[errorCode];
  // Salesforce repeats the query with a mark at the error; the last line has the reason.
  const words = message.trim().split("\n").at(-1)?.trim() ?? "";
  return [
    `${request.node}: Salesforce answers ${errorCode}: ${words.replace(/\.?$/, ".")}${advice ? ` ${advice}` : ""}`,
  ];
}

const found = z.looseObject({ totalSize: z.number() });

/** Screen pops that use the first of several records, which may be that of another customer. */
const somebodyElses = ({ screenPops, requests, from: caller }: CallResult): readonly string[] =>
  screenPops.flatMap(({ from, url }) =>
    Object.values(from).flatMap((value) => {
      const source =
        value === "" || url.startsWith(value)
          ? undefined
          : requests.find(({ answer }) => "body" in answer && answer.body.includes(value));
      if (source === undefined || !("body" in source.answer)) return [];
      const { totalSize = 0 } = found.safeParse(parseJson(source.answer.body)).data ?? {};
      if (totalSize <= 1) return [];
      return [
        `${source.request.node} finds ${totalSize} records for the caller ${caller}, and the agent is shown the first of them: usually that of somebody else. Search for the whole number, and take a record only where exactly one is found.`,
      ];
    }),
  );

function unstaffed(result: CallResult, queues: Queues): readonly string[] {
  const queue = result.queues.at(-1);
  const known = queues[queue?.queueId ?? ""];
  if (queue === undefined || known?.agent !== undefined) return [];
  return [
    `Nobody is there to answer the queue ${queue.queueName || queue.node}: no team that it distributes calls to has an active user. A stand-in answered this call.`,
  ];
}
