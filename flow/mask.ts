import type { FlowChange } from "./diff";
import type { FlowFacts } from "./facts";
import { isObject, type Json } from "./json";
import { Context } from "./lint/context";
import { secretValues } from "./lint/rules/requests/secrets";
import type { Flow } from "./model";

const MASK = "[secret]";

/** Shorter values occur in other texts by chance. */
const MIN_CHARS = 4;

/** Hides what must not appear in a log or a picture: what lint reports as a secret, and the defaults of secure variables. */
export class FlowMask {
  private readonly values: readonly string[];
  private readonly secure: ReadonlySet<string>;

  /** @param flows all flows that the shown texts come from. */
  constructor(...flows: readonly Flow[]) {
    const variables = flows.flatMap((flow) => flow.variables.filter(({ isSecure }) => isSecure));
    this.secure = new Set(variables.map(({ name }) => name));
    const found = flows.flatMap((flow) => secretValues(new Context(flow, {})));
    const known = [...found, ...variables.map(({ value }) => value ?? "")].filter(({ length }) => length >= MIN_CHARS);
    // The longest first: replacing a part of a value would keep the whole value from being found.
    this.values = [...new Set(known)].sort((a, b) => b.length - a.length);
  }

  facts(facts: FlowFacts): FlowFacts {
    const variables = facts.variables.map((variable) =>
      this.secure.has(variable.name) ? { ...variable, value: this.hidden(variable.value) } : this.masked(variable),
    );
    const bindings = facts.bindings.map((binding) =>
      binding.kind === "variableDefault" && this.secure.has(binding.property)
        ? { ...binding, value: MASK }
        : this.masked(binding),
    );
    return { ...facts, variables, bindings };
  }

  changes(changes: readonly FlowChange[]): readonly FlowChange[] {
    return changes.map((change) => {
      if (change.process !== "variables" || !this.secure.has(change.name)) return this.masked(change);
      const { before, after, ...rest } = change;
      return {
        ...this.masked(rest),
        ...(before === undefined ? {} : { before: this.ofVariable(change.field, before) }),
        ...(after === undefined ? {} : { after: this.ofVariable(change.field, after) }),
      };
    });
  }

  marks<M extends { readonly message?: string }>(marks: readonly M[]): readonly M[] {
    return marks.map((mark) => this.masked(mark));
  }

  /** `text` with the flow's secret values hidden. */
  text(text: string): string {
    return this.masked(text);
  }

  /** `flow` with its secret values hidden, for drawing. */
  flow(flow: Flow): Flow {
    const processes = flow.processes.map((process) => ({
      ...process,
      nodes: process.nodes.map((node) => ({ ...node, properties: this.masked(node.properties) })),
    }));
    return { ...flow, processes };
  }

  /** Masks a changed field of a secure variable, or, without a field, a whole variable that was added or removed. */
  private ofVariable(field: string | undefined, value: Json): Json {
    if (field === "value") return this.hidden(value);
    return field === undefined && isObject(value) && "value" in value
      ? { ...value, value: this.hidden(value.value ?? null) }
      : this.masked(value);
  }

  /** An empty value is not secret and stays. */
  private hidden<T extends Json>(value: T): T | string {
    return value === null || value === "" ? value : MASK;
  }

  private masked<T>(value: T): T {
    // `walk` keeps the shape of its argument.
    return this.walk(value) as T;
  }

  private walk(value: unknown): unknown {
    if (typeof value === "string") return this.values.reduce((text, secret) => text.split(secret).join(MASK), value);
    if (Array.isArray(value)) return value.map((item) => this.walk(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.walk(item)]));
  }
}
