import { type Context, type HttpCall, type Text, fullName } from "../../context";
import type { Report } from "../../rule";

/** Questions about calls that several rules ask. */

export const about = ({ process, node }: HttpCall, path: string, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

export const eachCall = (context: Context, check: (call: HttpCall) => readonly Report[]): readonly Report[] =>
  context.calls.flatMap(check);

/** Whether something after the call looks at its status, or at a value out of its answer. */
export const isLookedAt = (context: Context, { process, node }: HttpCall): boolean => {
  const after = context.graph(process).after(node);
  const body = `${node.name}.httpResponseBody`;
  return context.nodesOf("condition-activity", "case-statement").some(
    (decision) =>
      decision.process === process &&
      after.has(decision.node.id) &&
      context.textsFor(decision.node).some(({ uses }) =>
        uses.variables.some((use) => {
          const sources = context.variables.sourcesOf(use.root);
          return (
            fullName(use) === `${node.name}.httpStatusCode` ||
            sources.has(`${node.name}.httpStatusCode`) ||
            sources.has(body)
          );
        }),
      ),
  );
};

/** Whether anything but an end follows. */
export const isLastStep = (context: Context, { process, node }: HttpCall): boolean =>
  context
    .graph(process)
    .next(node)
    .every(({ kind }) => kind === "end" || kind === "end-subflow" || kind === "disconnect-contact");

export const addresses = (context: Context): readonly Text[] => [
  ...context.calls.flatMap(({ address }) => address ?? []),
  ...context
    .nodesOf("screen-pop")
    .flatMap(({ node }) => context.textsFor(node).filter(({ path }) => path === "screenPopUrl")),
];

export const textReport = ({ process, node, path }: Text, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});
