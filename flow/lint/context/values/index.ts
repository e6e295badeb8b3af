import { assignmentsOf } from "../../../activities";
import { PebbleError, type VariableUse } from "../../../expression";
import type { FlowNode } from "../../../model";
import type { Basis } from "../basis";
import type { Text } from "../texts";
import { type Alternatives, isBlank, plainText } from "./alternatives";
import type { Environment } from "./environment";
import { textFailures, type ValueFailure } from "./failures";
import { mayFail, type Typing } from "./risk";
import type { Try } from "./text-values";
import { Transfer } from "./transfer";
import { Walk } from "./walk";

/** Far above any real flow. For more activities the possible values would fill the memory. */
export const MAX_ACTIVITIES = 5_000;

/** Possible values of variables on each path, computed at the first use. */
export class FlowValues {
  private readonly typing: Typing;
  private readonly risky: ReadonlySet<Text>;
  private foundWalk: Walk | undefined;
  private foundFailures: readonly ValueFailure[] | undefined;

  constructor(private readonly basis: Basis) {
    this.typing = { typeOf: (name) => basis.variables.get(name)?.type.toUpperCase() };
    this.risky = new Set(basis.texts.filter((text) => this.isRisky(text)));
  }

  get failures(): readonly ValueFailure[] {
    return (this.foundFailures ??= this.findFailures());
  }

  /** Whether the flow is small enough; otherwise no values are known. */
  get isFollowed(): boolean {
    return this.basis.flow.processes.reduce((count, { nodes }) => count + nodes.length, 0) <= MAX_ACTIVITIES;
  }

  /** Possible values of a name before the activity; undefined where the activity is never reached, and in flows that are too large. */
  at(node: FlowNode, use: Pick<VariableUse, "root" | "members">): Alternatives | undefined {
    if (!this.isFollowed) return undefined;
    const environment = this.walk.at(node);
    const name = this.basis.valueName(use);
    return environment === undefined || name === undefined ? undefined : this.walk.valueOf(environment, name, use);
  }

  private get walk(): Walk {
    return (this.foundWalk ??= new Walk(this.basis, this.tracked()));
  }

  private findFailures(): readonly ValueFailure[] {
    // Most flows have no text that could fail and need no walk.
    if (this.risky.size === 0 && this.basis.nodesOf("parse-activity").length === 0) return [];
    if (!this.isFollowed) return [];
    const transfer = new Transfer(this.basis, this.walk);
    return this.basis.flow.processes.flatMap(({ key, nodes }) =>
      nodes.flatMap((node) => {
        const environment = this.walk.at(node);
        return environment === undefined ? [] : this.failuresAt(key, node, environment, transfer);
      }),
    );
  }

  /** Whether a text may fail, or may set a value of the wrong type. */
  private isRisky(text: Text): boolean {
    const { typing } = this;
    if (text.node.kind === "set-variable" && text.template !== undefined && !(text.template instanceof PebbleError)) {
      const index = this.basis.textsFor(text.node).indexOf(text);
      const row = assignmentsOf(text.node)[index];
      const type = row === undefined ? "STRING" : (typing.typeOf(row.variable) ?? row.type.toUpperCase());
      if (["INTEGER", "DECIMAL", "BOOLEAN", "JSON"].includes(type)) return true;
    }
    return mayFail(text, typing);
  }

  /** Variables that a failure or a decision may depend on, and their sources. */
  private tracked(): ReadonlySet<string> {
    const { basis, risky } = this;
    const deciding = basis.texts.filter(
      (text) => risky.has(text) || text.node.kind === "condition-activity" || text.node.kind === "case-statement",
    );
    const names = [
      ...deciding.flatMap(({ uses }) => uses.variables),
      ...basis
        .nodesOf("parse-activity")
        .map(({ node }) => ({ root: basis.parsedName(node).split(".")[0] ?? "", members: [] })),
      ...basis.calls.flatMap(({ node }) => basis.textsFor(node)).flatMap(({ uses }) => uses.variables),
      ...basis
        .nodesOf("screen-pop")
        .flatMap(({ node }) => basis.textsFor(node))
        .flatMap(({ uses }) => uses.variables),
    ].flatMap((use) => basis.valueName(use) ?? []);
    return new Set(
      names.flatMap((name) => [...basis.variables.sourcesOf(name)]).filter((name) => basis.variables.get(name)),
    );
  }

  private failuresAt(
    process: string,
    node: FlowNode,
    environment: Environment,
    transfer: Transfer,
  ): readonly ValueFailure[] {
    const { walk, risky } = this;
    if (node.kind === "parse-activity") return this.parseFailures(process, node, environment, transfer);
    const texts = this.basis.textsFor(node).filter((text) => risky.has(text));
    if (texts.length === 0) return [];
    const found: ValueFailure[] = [];
    const look = (text: Text, before: Environment, whole: readonly Try[]): void => {
      if (!risky.has(text)) return;
      for (const failure of textFailures(text, before, { walk, whole, typing: this.typing }))
        found.push({ process, node, path: text.path, ...failure });
    };
    if (node.kind === "set-variable")
      transfer.assigned(node, environment, (variable, text) => risky.has(text) || walk.isTracked(variable), look);
    else for (const text of texts) look(text, environment, []);
    return found;
  }

  private parseFailures(
    process: string,
    node: FlowNode,
    environment: Environment,
    transfer: Transfer,
  ): readonly ValueFailure[] {
    const { input, failures, unreadable } = transfer.parsed(node, environment);
    const name = this.basis.parsedName(node);
    const [first] = [...unreadable].sort(
      (left, right) => Number(isBlank(right.shapes[0])) - Number(isBlank(left.shapes[0])),
    );
    const unread: readonly ValueFailure[] =
      first === undefined
        ? []
        : [
            {
              process,
              node,
              path: "inputVariable",
              kind: "parse",
              isAlways: unreadable.length === input.length,
              values: [{ name, value: first.shapes[0], origin: first.origin }],
              reason: "it is not JSON",
              source: name,
            },
          ];
    return [
      ...unread,
      ...failures.slice(0, 1).map(({ index, origin, message }): ValueFailure => ({
        process,
        node,
        path: `outputVariableArray[${index}].jsonPathExp`,
        kind: "mapping",
        isAlways: false,
        values: [{ name, value: undefined, origin }],
        reason: message,
        source: name,
      })),
    ];
  }
}

export type { Alternatives, ValueFailure };
export { isBlank, plainText };
