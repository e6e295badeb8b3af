import { assignmentsOf, mappingsOf } from "../../activities";
import type { Hole } from "../../expression";
import { isHole } from "../../expression";
import { groupBy } from "../../group";
import { arrayAt, isObject, textAt } from "../../json";
import type { Flow, FlowNode, Variable } from "../../model";
import type { Text } from "./texts";

/** A place where a variable is read or written. */
export interface Access {
  readonly variable: string;
  readonly process: string;
  readonly node: FlowNode;
  readonly path: string;
}

/** One assignment of a value to a variable. */
export interface Definition {
  readonly variable: string;
  readonly process: string;
  readonly node: FlowNode;
  readonly path: string;
  /** The holes of the assigned text; empty for a mapping, which has `from` instead. */
  readonly holes: readonly Hole[];
  /** The literal text around the holes. */
  readonly text: string;
  /** `Activity.Output` that a mapping takes its value from. */
  readonly from?: string;
}

/** A whole answer. Two values from it are related, but not the same value. */
const IS_ANSWER = /\.(?:httpResponseBody|httpResponseHeaders|MetaData)$/;

const bare = (text: string): string => text.replace(/^\{\{\s*|\s*\}\}$/g, "").trim();

/** Some properties hold a name instead of a template. */
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

export class Variables {
  private readonly byName: ReadonlyMap<string, Variable>;
  private readonly byLowerName: ReadonlyMap<string, Variable>;
  readonly reads: readonly Access[];
  readonly writes: readonly Access[];
  readonly definitions: readonly Definition[];

  constructor(
    private readonly flow: Flow,
    private readonly texts: readonly Text[],
    private readonly textsFor: (node: FlowNode) => readonly Text[],
  ) {
    this.byName = new Map(flow.variables.map((variable) => [variable.name, variable]));
    this.byLowerName = new Map(flow.variables.map((variable) => [variable.name.toLowerCase(), variable]));
    this.definitions = this.findDefinitions();
    const subflows = this.subflowAccess();
    const unknown = this.unknownAccess();
    this.reads = [...this.textReads(), ...this.parseReads(), ...subflows.reads, ...unknown];
    this.writes = [
      ...this.definitions.map(({ variable, process, node, path }) => ({ variable, process, node, path })),
      ...subflows.writes,
      ...unknown,
    ];
  }

  get(name: string): Variable | undefined {
    return this.byName.get(name);
  }

  /** The variable whose name is equal without regard to case. */
  getIgnoringCase(name: string): Variable | undefined {
    return this.byLowerName.get(name.toLowerCase());
  }

  private textReads(): readonly Access[] {
    return this.texts.flatMap(({ process, node, path, text, segments }) => {
      const holes = segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables : []));
      const roots =
        holes.length > 0
          ? holes.map(({ root }) => root)
          : PLAIN_NAME.test(text) && this.isNameProperty(path)
            ? [text]
            : [];
      return roots.flatMap((root) => {
        const variable = this.byName.get(root) ?? this.getIgnoringCase(root);
        return variable === undefined ? [] : [{ variable: variable.name, process, node, path }];
      });
    });
  }

  private isNameProperty(path: string): boolean {
    return /variable|value|Dn$|Ani$/i.test(path);
  }

  private parseReads(): readonly Access[] {
    return this.nodes("parse-activity").flatMap(({ process, node }) => {
      const [root = ""] = bare(textAt(node.properties, "inputVariable") ?? "").split(".");
      return this.byName.has(root) ? [{ variable: root, process, node, path: "inputVariable" }] : [];
    });
  }

  private nodes(kind: FlowNode["kind"]): readonly { readonly process: string; readonly node: FlowNode }[] {
    return this.flow.processes.flatMap(({ key, nodes }) =>
      nodes.filter((node) => node.kind === kind).map((node) => ({ process: key, node })),
    );
  }

  /** Rows of a subflow call. `src` is the caller's variable for inputs and for outputs. */
  private subflowAccess(): { readonly reads: readonly Access[]; readonly writes: readonly Access[] } {
    const rows = (key: string): readonly Access[] =>
      this.nodes("subflow-handoff").flatMap(({ process, node }) =>
        arrayAt(node.properties, key).flatMap((row, index) => {
          const name = isObject(row) ? bare(textAt(row, "src") ?? "").split(".")[0] : undefined;
          return name === undefined || !this.byName.has(name)
            ? []
            : [{ variable: name, process, node, path: `${key}[${index}].src` }];
        }),
      );
    return { reads: rows("subflowInputVariables"), writes: rows("subflowOutputVariables") };
  }

  /** An activity of an unknown type may read and write every variable that it names. */
  private unknownAccess(): readonly Access[] {
    return this.texts
      .filter(({ node, text }) => node.kind === "unknown" && this.byName.has(bare(text)))
      .map(({ process, node, path, text }) => ({ variable: bare(text), process, node, path }));
  }

  private findDefinitions(): readonly Definition[] {
    const assigned = this.nodes("set-variable").flatMap(({ process, node }) => {
      const texts = this.textsFor(node);
      return assignmentsOf(node).map(({ variable }, index): Definition => {
        const text = texts[index];
        const segments = text?.segments ?? [];
        return {
          variable,
          process,
          node,
          path: text?.path ?? "expr",
          holes: segments.flatMap((segment) => (isHole(segment) ? [segment.hole] : [])),
          text: segments.map((segment) => (isHole(segment) ? "" : segment.text)).join(""),
        };
      });
    });
    const mapped = [...this.nodes("http-request-v2"), ...this.nodes("parse-activity")].flatMap(({ process, node }) =>
      mappingsOf(node)
        .filter(({ variable }) => variable !== "")
        .map(({ variable }, index): Definition => ({
          variable,
          process,
          node,
          path: `outputVariableArray[${index}]`,
          holes: [],
          text: "",
          from:
            node.kind === "parse-activity"
              ? bare(textAt(node.properties, "inputVariable") ?? "")
              : `${node.name}.httpResponseBody`,
        })),
    );
    return [...assigned, ...mapped];
  }

  definitionsOf(name: string): readonly Definition[] {
    this.definitionsByName ??= groupBy(this.definitions, ({ variable }) => variable);
    return this.definitionsByName.get(name) ?? [];
  }

  isRead(name: string): boolean {
    return this.firstRead(name) !== undefined;
  }

  isWritten(name: string): boolean {
    return this.firstWrite(name) !== undefined;
  }

  firstRead(name: string): Access | undefined {
    this.readsByName ??= groupBy(this.reads, ({ variable }) => variable);
    return this.readsByName.get(name)?.[0];
  }

  firstWrite(name: string): Access | undefined {
    this.writesByName ??= groupBy(this.writes, ({ variable }) => variable);
    return this.writesByName.get(name)?.[0];
  }

  private readsByName: ReadonlyMap<string, readonly Access[]> | undefined;
  private writesByName: ReadonlyMap<string, readonly Access[]> | undefined;
  private definitionsByName: ReadonlyMap<string, readonly Definition[]> | undefined;
  private readonly closures = new Map<string, ReadonlySet<string>>();

  /** A name and all names that its value may come from. */
  sourcesOf(name: string): ReadonlySet<string> {
    const known = this.closures.get(name);
    if (known !== undefined) return known;
    const seen = new Set([name]);
    const pending = [name];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const definition of this.definitionsOf(next)) {
        for (const source of sourceNames(definition)) {
          if (seen.has(source)) continue;
          seen.add(source);
          pending.push(source);
        }
      }
    }
    this.closures.set(name, seen);
    return seen;
  }

  /** Whether two names share a source, so that a check of one is a check of the other. */
  areRelated(left: string, right: string): boolean {
    const others = this.sourcesOf(right);
    return [...this.sourcesOf(left)].some((name) => others.has(name) && !IS_ANSWER.test(name));
  }
}

/** `root` for a flow variable or a bare name, `root.member` for an output. */
export const fullName = ({ root, members }: { readonly root: string; readonly members: readonly string[] }): string =>
  members[0] === undefined ? root : `${root}.${members[0]}`;

const sourceNames = ({ holes, from }: Definition): readonly string[] => [
  ...holes.flatMap(({ variables }) => variables.flatMap((use) => [use.root, fullName(use)])),
  ...(from === undefined ? [] : [from]),
];
