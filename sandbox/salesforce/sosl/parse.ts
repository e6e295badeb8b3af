import { badRequest } from "../salesforce-errors";

/** The fields that a search reads. */
export type SearchGroup = "ALL" | "NAME" | "EMAIL" | "PHONE" | "SIDEBAR";

/** One type of a RETURNING clause. */
export interface Returning {
  readonly type: string;
  /** Empty for the id alone. */
  readonly fields: readonly string[];
  /** WHERE, ORDER BY, LIMIT and OFFSET as written. */
  readonly rest: string;
}

export interface Search {
  readonly term: string;
  readonly group: SearchGroup;
  /** Undefined for every searchable type. */
  readonly returning: readonly Returning[] | undefined;
  readonly limit: number;
}

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_limit.htm */
export const MAX_RESULTS = 2000;

const malformed = (message: string) => badRequest("MALFORMED_SEARCH", message);

/** Splits at commas outside parentheses and quotes. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\") at += 1;
    else if (char === "'") quoted = !quoted;
    else if (!quoted && char === "(") depth += 1;
    else if (!quoted && char === ")") depth -= 1;
    else if (!quoted && depth === 0 && char === ",") {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

const CLAUSE = /\s+(WHERE|ORDER\s+BY|LIMIT|OFFSET|USING)\s/i;

/** `Contact(Id, Name WHERE ... LIMIT 5)` or `Contact`. */
function returningOf(text: string): Returning {
  const found = /^(\w+)\s*(?:\(([^]*)\))?$/.exec(text);
  if (found === null) throw malformed(`unexpected token: ${text}`);
  const [, type = "", inner = ""] = found;
  const clause = CLAUSE.exec(inner);
  const fields = clause === null ? inner : inner.slice(0, clause.index);
  const rest = clause === null ? "" : inner.slice(clause.index).trim();
  return { type, fields: parts(fields), rest };
}

/** The end of the braces that begin at an offset; a backslash escapes the next character. */
function endOfTerm(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\") at += 1;
    else if (char === "}") return at;
  }
  throw malformed("expecting a right brace, found '<EOF>'");
}

const GROUP = /^IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\b/i;
const LIMIT = /\bLIMIT\s+(\d+)\s*$/i;
const REFUSED = /\b(WITH\s+\w+|UPDATE\s+\w+|TOLABEL|CONVERTCURRENCY|USING\s+LISTVIEW)\b/i;

/**
 * Parses a SOSL statement.
 * Throws MALFORMED_SEARCH for anything else, and for a clause that is not emulated, which it names.
 */
export function parseSearch(statement: string): Search {
  const start = /^\s*FIND\s*\{/i.exec(statement);
  if (start === null) throw malformed(`line 1:1 unexpected token: '${statement.trim().split(/\s/)[0] ?? ""}'`);
  const end = endOfTerm(statement, start[0].length);
  const term = statement.slice(start[0].length, end);
  let rest = statement.slice(end + 1).trim();
  const refused = REFUSED.exec(rest.replace(/'(?:\\.|[^'\\])*'/g, "''"));
  if (refused !== null)
    throw malformed(`${refused[1] ?? ""} is not emulated by the sandbox; rewrite the search without it.`);
  const group = GROUP.exec(rest);
  if (group !== null) rest = rest.slice(group[0].length).trim();
  // A LIMIT inside the parentheses of a type applies to that type.
  const limit = /\)\s*$/.test(rest) ? null : LIMIT.exec(rest);
  if (limit !== null) rest = rest.slice(0, limit.index).trim();
  const returning = /^RETURNING\s+([^]+)$/i.exec(rest);
  if (returning === null && rest !== "") throw malformed(`unexpected token: '${rest.split(/\s/)[0] ?? ""}'`);
  return {
    term,
    group: (group?.[1]?.toUpperCase() ?? "ALL") as SearchGroup,
    returning: returning === null ? undefined : parts(returning[1] ?? "").map(returningOf),
    limit: limit === null ? MAX_RESULTS : Number(limit[1]),
  };
}
