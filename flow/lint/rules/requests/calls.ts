import type { Context, HttpCall, Text } from "../../context";
import type { Report } from "../../rule";

export const eachCall = (context: Context, check: (call: HttpCall) => Report | readonly Report[]): readonly Report[] =>
  context.calls.flatMap(check);

/** Whether nothing but an end follows. */
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
