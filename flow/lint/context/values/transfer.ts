import { assignmentsOf } from "../../../activities";
import type { ContextValue } from "../../../expression";
import { arrayAt, isObject, parseJson, textAt } from "../../../json";
import type { FlowNode } from "../../../model";
import type { RenderScope } from "../../../simulate/expressions";
import type { SimulationOptions } from "../../../simulate/options";
import { coerce } from "../../../simulate/values";
import type { Basis } from "../basis";
import type { Text } from "../texts";
import {
  ANSWERED,
  answerOutputs,
  answersIn,
  answersOf,
  mappedValues,
  type MappingFailure,
  type MappingWorld,
} from "./answers";
import { type Alternatives, constant, external, union } from "./alternatives";
import { afterDecision } from "./decisions";
import { forget, withOutcomes, withValues, type Environment } from "./environment";
import type { Choice } from "./evaluate";
import { type Try, valuesOfText } from "./text-values";
import { outputsAt, shapesOf } from "./world";

/** Above this number, values are not distinguished, such as those of a counter. */
const MAX_ALTERNATIVES = 16;

/** The facts about names that the walk supplies. */
export interface Names {
  isTracked: (variable: string) => boolean;
  /** Whether anything reads this output, as `activity.output` in lower case. */
  isRead: (output: string) => boolean;
  choices: (environment: Environment, texts: readonly Text[]) => readonly Choice[];
  valueOf: (environment: Environment, name: string, use: { root: string; members: readonly string[] }) => Alternatives;
}

type AfterPort = (port: string) => Environment;

/** The effect of an activity on the environment. */
export class Transfer {
  constructor(
    private readonly basis: Basis,
    private readonly names: Names,
  ) {}

  after(node: FlowNode, environment: Environment): AfterPort {
    switch (node.kind) {
      case "set-variable": {
        const after = this.assigned(node, environment, (variable) => this.names.isTracked(variable));
        return (port) => (port === "error" ? environment : after);
      }
      case "http-request-v2":
        return this.afterCall(node, environment);
      case "parse-activity": {
        const { after } = this.parsed(node, environment);
        return (port) => (port === "error" || port === "failure" ? environment : after);
      }
      case "condition-activity":
      case "case-statement":
        return afterDecision(node, environment, this.basis.textsFor(node), (texts) =>
          this.names.choices(environment, texts),
        );
      case "subflow-handoff":
        return this.afterOthers(node, environment, arrayAt(node.properties, "subflowOutputVariables"));
      case "unknown":
        return this.afterUnknown(node, environment);
      default:
        return (port) =>
          withValues(
            environment,
            outputsAt(node, port).map(([name, values]) => [name.toLowerCase(), values]),
          );
    }
  }

  /** Set Variable, row by row; a later row uses the values of earlier ones. @param look is called for each text that is tried, with an environment that holds until it returns. */
  assigned(
    node: FlowNode,
    environment: Environment,
    isWanted: (variable: string, text: Text) => boolean,
    look: (text: Text, before: Environment, tries: readonly Try[]) => void = () => undefined,
  ): Environment {
    let after = environment;
    let values: Map<string, Alternatives> | undefined;
    assignmentsOf(node).forEach(({ variable, type, setTo, expr }, index) => {
      const text = this.basis.textsFor(node)[index];
      const declared = this.basis.variables.get(variable)?.type ?? (type || "STRING");
      if (text === undefined || !isWanted(variable, text)) return;
      const isName = setTo === "set-to-variable" && text.template === undefined && expr !== "";
      const set = isName
        ? { values: this.copied(after, expr), tries: [] }
        : valuesOfText(text, this.names.choices(after, [text]), variable, declared);
      look(text, after, set.tries);
      if (!this.names.isTracked(variable)) return;
      values = (values ?? new Map(environment.values)).set(variable, bounded(set.values, declared));
      after = { values, outcomes: environment.outcomes };
    });
    return after;
  }

  private copied(environment: Environment, source: string): Alternatives {
    const [root = "", ...members] = source.split(".");
    const name = this.basis.valueName({ root, members });
    return name === undefined
      ? [constant(null, `${source} is not known`)]
      : this.names.valueOf(environment, name, { root, members });
  }

  private afterCall(node: FlowNode, before: Environment): AfterPort {
    const environment = forget(before, node.name);
    const { values } = mappedValues(node, answersOf(node), this.mappingWorld(environment));
    const outputs = answerOutputs(node);
    const answered = withOutcomes(
      withValues(environment, [
        ...outputs
          .map(([name, alternatives]) => [name.toLowerCase(), alternatives] as const)
          .filter(([name]) => this.names.isRead(name)),
        ...this.kept(values),
      ]),
      new Map([[node.name, ANSWERED]]),
    );
    return (port) => (port === "error" || port === "failure" ? environment : answered);
  }

  /** Values that a mapping stores in tracked variables. Each call multiplies the earlier alternatives, so their number is limited. */
  private kept(values: ReadonlyMap<string, Alternatives>): readonly (readonly [string, Alternatives])[] {
    return [...values]
      .filter(([name]) => this.names.isTracked(name))
      .map(([name, each]) => [name, bounded(each, this.basis.variables.get(name)?.type ?? "STRING")] as const);
  }

  private mappingWorld(environment: Environment): MappingWorld {
    const scopeWith = (options: SimulationOptions): RenderScope => ({
      program: this.basis.program,
      context: {},
      render: {},
      options,
      note: () => undefined,
    });
    return {
      typeOf: (variable) => this.basis.variables.get(variable)?.type ?? "STRING",
      before: (variable) => environment.values.get(variable) ?? [constant("", "its default")],
      scopeWith,
    };
  }

  /** Parse of a text that may be empty or not JSON. */
  parsed(
    node: FlowNode,
    before: Environment,
  ): {
    readonly after: Environment;
    readonly input: Alternatives;
    readonly unreadable: Alternatives;
    readonly failures: readonly MappingFailure[];
  } {
    const input = this.copied(before, this.basis.parsedName(node));
    const environment = forget(before, node.name);
    const readable = input.filter(({ isExternal, shapes }) => isExternal || isJsonText(shapes[0]));
    const { values, failures } = mappedValues(node, answersIn(node, readable), this.mappingWorld(environment));
    const unreadable = input.filter((each) => !readable.includes(each));
    return { after: withValues(environment, this.kept(values)), input, unreadable, failures };
  }

  /** Variables that another flow, or an activity of an unknown type, may write. */
  private afterOthers(node: FlowNode, environment: Environment, rows: readonly unknown[]): AfterPort {
    const names = rows.flatMap((row) => (isObject(row) ? [textAt(row, "src") ?? ""] : []));
    const changed = this.others(node, environment, names);
    return (port) => (port === "error" ? environment : changed);
  }

  private afterUnknown(node: FlowNode, environment: Environment): AfterPort {
    const names = this.basis.textsFor(node).map(({ text }) => text.replace(/[{}\s]/g, ""));
    const changed = this.others(node, environment, names);
    return () => changed;
  }

  private others(node: FlowNode, environment: Environment, names: readonly string[]): Environment {
    const changes = [...new Set(names)]
      .filter((name) => this.names.isTracked(name))
      .map((name) => {
        const type = this.basis.variables.get(name)?.type ?? "STRING";
        const nothing = constant(coerce(name, type, null, "empty"), `"${node.name}" has no output`);
        return [name, [external(shapesOf(type), `an output of "${node.name}"`), nothing]] as const;
      });
    return withValues(environment, changes);
  }
}

const isJsonText = (value: ContextValue): boolean =>
  (typeof value === "object" && value !== null) || parseJson(String(value ?? "")) !== undefined;

/** For too many alternatives, such as those of a counter: some of them, and any other value of the type. */
function bounded(alternatives: Alternatives, type: string): Alternatives {
  if (alternatives.length <= MAX_ALTERNATIVES) return alternatives;
  const merged = union([], alternatives);
  return merged.length <= MAX_ALTERNATIVES
    ? merged
    : [...merged.slice(0, MAX_ALTERNATIVES), external(shapesOf(type), "many values")];
}
