import { mappingsOf } from "../../activities";
import { groupBy } from "../../group";
import { textAt } from "../../json";
import type { FlowNode } from "../../model";
import type { HttpCall } from "./calls";
import type { Basis, Placed } from "./basis";
import { fullName } from "./variables";

/** Finds the activities that use the answers of calls. */
export class Answers {
  private readonly parses: ReadonlyMap<string, readonly Placed[]>;
  private readonly namesRead: ReadonlySet<string>;
  private readonly decisions: ReadonlyMap<string, ReadonlySet<FlowNode>>;
  private readonly known = new Map<HttpCall, boolean>();

  constructor(private readonly context: Basis) {
    this.parses = groupBy(context.nodesOf("parse-activity"), ({ node }) => parsedName(node));
    this.namesRead = new Set(context.texts.flatMap(({ uses }) => uses.variables.map(fullName)));
    this.decisions = this.findDecisions();
  }

  /** Parse activities in the call's process that read the body of its answer. */
  parsesOf({ process, node }: HttpCall): readonly Placed[] {
    return (this.parses.get(`${node.name}.httpResponseBody`) ?? []).filter((parse) => parse.process === process);
  }

  /** JSONPaths that are applied to the answer, in the call's own mapping or in a Parse of its body. */
  pathsInto(call: HttpCall): readonly string[] {
    return [...call.mappings, ...this.parsesOf(call).flatMap(({ node }) => mappingsOf(node))].map(({ path }) => path);
  }

  isBodyRead({ node }: HttpCall): boolean {
    return this.namesRead.has(`${node.name}.httpResponseBody`);
  }

  /** Whether a Condition or Case after the call tests its status or a value from its answer. */
  isLookedAt(call: HttpCall): boolean {
    const known = this.known.get(call);
    if (known !== undefined) return known;
    const { name } = call.node;
    const decisions = [`${name}.httpStatusCode`, `${name}.httpResponseBody`].flatMap((output) => [
      ...(this.decisions.get(output) ?? []),
    ]);
    const found = decisions.length > 0 && this.context.graph(call.process).leadsTo(call.node, new Set(decisions));
    this.known.set(call, found);
    return found;
  }

  /** Conditions and Cases by each name that they test, directly or through variables. */
  private findDecisions(): ReadonlyMap<string, ReadonlySet<FlowNode>> {
    const { textsFor, variables } = this.context;
    const found = new Map<string, Set<FlowNode>>();
    for (const { node } of this.context.nodesOf("condition-activity", "case-statement")) {
      const uses = textsFor(node).flatMap((text) => text.uses.variables);
      for (const name of new Set(uses.flatMap((use) => [fullName(use), ...variables.sourcesOf(use.root)]))) {
        const nodes = found.get(name) ?? new Set();
        found.set(name, nodes.add(node));
      }
    }
    return found;
  }
}

/** The input of a Parse, without the braces that some files put around it. */
export const parsedName = ({ properties }: FlowNode): string =>
  (textAt(properties, "inputVariable") ?? "").replace(/[{}\s]/g, "");
