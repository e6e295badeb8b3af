import { fromContext, type ContextValue, type Value } from "./values";

/** The variables of one rendering: the caller's context, and one scope for each running `for`. */
export class Scopes {
  private readonly scopes: Map<string, Value>[] = [new Map<string, Value>()];

  /** @param ignoreCase also finds a variable in another upper or lower case. */
  constructor(
    private readonly context: Readonly<Record<string, ContextValue>>,
    private readonly ignoreCase: boolean,
  ) {}

  push(): Map<string, Value> {
    const scope = new Map<string, Value>();
    this.scopes.push(scope);
    return scope;
  }

  pop(): void {
    this.scopes.pop();
  }

  /** The innermost value of a variable; null where there is none. */
  get(name: string): Value {
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const value = this.scopes[index]?.get(name);
      if (value !== undefined) return value;
    }
    const key = Object.hasOwn(this.context, name) ? name : this.otherSpelling(name);
    if (key === undefined) return null;
    const value = fromContext(this.context[key]);
    // Stored because `sort` and `reverse` change a list for all later uses.
    this.scopes[0]?.set(key, value);
    return value;
  }

  private otherSpelling(name: string): string | undefined {
    if (!this.ignoreCase) return undefined;
    const lower = name.toLowerCase();
    return Object.keys(this.context).find((key) => key.toLowerCase() === lower);
  }

  /** Changes a variable in the scope that has it, or creates it in the innermost scope. */
  set(name: string, value: Value): void {
    const owner = this.scopes.findLast((scope) => scope.has(name));
    const target = owner ?? (Object.hasOwn(this.context, name) ? this.scopes[0] : this.scopes.at(-1));
    target?.set(name, value);
  }
}
