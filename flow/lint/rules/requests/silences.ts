import { type FlowNode, MAIN } from "../../../model";
import { type Context, type HttpCall, worstCaseMs } from "../../context";
import type { Report } from "../../rule";
import { isHeard, report } from "../shared";

/** A chain of calls without a prompt between them: the first call, and the rest of the chain. */
interface Silence {
  readonly ms: number;
  readonly first?: HttpCall;
  readonly rest?: Silence;
}

const NONE: Silence = { ms: 0 };

function callsIn(silence: Silence): readonly HttpCall[] {
  const calls: HttpCall[] = [];
  for (let at: Silence | undefined = silence; at?.first !== undefined; at = at.rest) calls.push(at.first);
  return calls;
}

/** The longest chain that starts at each activity of the main flow. A loop counts once. */
function silencesOf(context: Context): ReadonlyMap<FlowNode, Silence> {
  const graph = context.main;
  const known = new Map<FlowNode, Silence>();
  const finish = (node: FlowNode): void => {
    const rest = graph
      .next(node)
      .map((next) => known.get(next) ?? NONE)
      .reduce((best, next) => (next.ms > best.ms ? next : best), NONE);
    const own = context.callOf(node);
    known.set(node, own === undefined ? rest : { ms: rest.ms + worstCaseMs(own), first: own, rest });
  };
  for (const start of graph.process.nodes) {
    const stack = [start];
    const entered = new Set<FlowNode>();
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (isHeard(node)) known.set(node, NONE);
      if (known.has(node)) stack.pop();
      else if (entered.has(node)) {
        finish(node);
        stack.pop();
      } else {
        entered.add(node);
        stack.push(...graph.next(node).filter((next) => !known.has(next) && !entered.has(next)));
      }
    }
  }
  return known;
}

const MAX_SILENCE_MS = 10_000;
const MAX_NAMED = 8;

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

export function silences(context: Context): readonly Report[] {
  const known = silencesOf(context);
  const chains = context.calls.filter(({ process }) => process === MAIN).map(({ node }) => known.get(node) ?? NONE);
  const inner = new Set(chains.flatMap(({ rest }) => rest?.first ?? []));
  return chains.flatMap((chain) => {
    const { ms, first } = chain;
    if (first === undefined || inner.has(first) || ms <= MAX_SILENCE_MS) return [];
    const calls = callsIn(chain);
    const parts = calls
      .slice(0, MAX_NAMED)
      .map((call) => `${call.node.name} ${call.attempts} x ${seconds(call.timeoutMs)}`);
    if (calls.length > MAX_NAMED) parts.push(`and ${calls.length - MAX_NAMED} more`);
    return report(
      first,
      "httpResponseTimeout",
      `The caller may hear nothing for up to ${seconds(ms)}: ${parts.join(", ")}.`,
    );
  });
}
