import { descriptorOf } from "../../providers/core/resource/registry";
import { type Draft, draftsOf, refsIn, type Side, innerIds, withRefs } from "./draft";
import { camel, variableNames } from "./names";
import { ordered } from "./order";
import type { Known, Left, Snapshot, Taken } from "./read";
import { Code, print } from "./typescript";

/** A tenant as a program, with the files that it reads. */
export interface Program {
  readonly text: string;
  readonly files: readonly Side[];
  readonly drafts: readonly Draft[];
  readonly notes: readonly Left[];
}

export function programOf(snapshot: Snapshot): Program {
  const drafts = draftsOf(snapshot);
  const giver = giverOf(snapshot, drafts);
  const { drafts: inOrder, cut } = ordered(drafts, giver.draft);
  const writer = new Writer(snapshot, giver, new Set(inOrder.flatMap(({ args }) => refsIn(args))));
  const statements = inOrder.map((draft) => writer.resource(draft));
  const files = inOrder.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const parts = [head(files), ...block(writer.lookUps), ...statements];
  return { text: parts.join("\n"), files, drafts: inOrder, notes: cut };
}

/** The lines followed by an empty one; nothing for no lines. */
const block = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [...lines, ""]);

function head(files: readonly Side[]): string {
  const layouts = files.some(({ path }) => path.startsWith("layouts/"));
  const imports = [
    ...(layouts ? ['import { readFileSync } from "node:fs";'] : []),
    ...(files.length > 0 ? ['import { join } from "node:path";'] : []),
    'import { webex } from "datadip";',
  ];
  return `${imports.join("\n")}\n`;
}

/** The source of an id: a resource of the program, or a nested object. */
interface Giver {
  readonly draft: (id: string) => Draft | undefined;
  /** The code after the resource's variable that gives the id of a nested object. */
  readonly inner: (id: string) => string | undefined;
}

function giverOf({ known }: Snapshot, drafts: readonly Draft[]): Giver {
  // A part or an assignment has the id of its object, so it gives none. Users are looked up, as no resource makes them.
  const own = drafts.filter(
    ({ taken }) => known.get(taken.id)?.kind === taken.kind && known.get(taken.id)?.source.isPart === false,
  );
  const byId = new Map(own.map((draft) => [draft.taken.id, draft]));
  const values = new Map(
    own.flatMap((draft) => innerIds(draft.taken).map(({ id, code }) => [id, { draft, code }] as const)),
  );
  return {
    draft: (id) => byId.get(id) ?? values.get(id)?.draft,
    inner: (id) => values.get(id)?.code,
  };
}

class Writer {
  /** Look-up statements, in the order in which they are needed. */
  readonly lookUps: string[] = [];
  private readonly names = variableNames();
  private readonly variables = new Map<Taken, string>();
  private readonly found = new Map<string, string>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly giver: Giver,
    private readonly referred: ReadonlySet<string>,
  ) {}

  resource(draft: Draft): string {
    const { taken, name, args } = draft;
    const variable = this.isReferred(draft) ? this.variable(taken.name, taken.kind) : undefined;
    const before = `${variable === undefined ? "" : `const ${variable} = `}new ${taken.kind}(${JSON.stringify(name)}, `;
    const printed = print(
      withRefs(args, (id) => this.reference(id)),
      "",
      before.length,
    );
    if (variable !== undefined) this.variables.set(taken, variable);
    return `${before}${printed});`;
  }

  private isReferred({ taken }: Draft): boolean {
    const ids = [taken.id, ...innerIds(taken).map(({ id }) => id)];
    return ids.some((id) => this.referred.has(id) && this.giver.draft(id)?.taken === taken);
  }

  /** The code that gives an id; the id itself where there is no code for it. */
  private reference(id: string): unknown {
    const draft = this.giver.draft(id);
    const variable = draft === undefined ? undefined : this.variables.get(draft.taken);
    if (variable !== undefined) return new Code(`${variable}${this.giver.inner(id) ?? ".id"}`);
    const known = this.snapshot.known.get(id);
    return known === undefined ? id : new Code(`${this.lookUp(known)}.id`);
  }

  private lookUp(known: Known): string {
    const before = this.found.get(known.id);
    if (before !== undefined) return before;
    const variable = this.variable(known.name, known.kind);
    this.found.set(known.id, variable);
    const query = this.query(known);
    this.lookUps.push(`const ${variable} = webex.${known.source.lookUp ?? ""}Output(${print(query)});`);
    return variable;
  }

  /** The argument of a look-up: a name, with one more field where the name is not unique. */
  private query({ kind, name, apart, source }: Known): unknown {
    const twins = [...this.snapshot.known.values()].filter((other) => other.kind === kind && other.name === name);
    if (twins.length === 1 || source.apart === undefined || apart === undefined) return name;
    // The program may make the site further down, so the site is looked up like the others.
    const owner = this.snapshot.known.get(apart);
    return { name, [source.apart]: owner === undefined ? apart : new Code(`${this.lookUp(owner)}.id`) };
  }

  private variable(name: string, kind: string): string {
    const noun = camel(kind.startsWith("webex.") ? descriptorOf(kind).noun : kind);
    return this.names.take([camel(name), camel(`${name} ${noun}`), noun]);
  }
}
