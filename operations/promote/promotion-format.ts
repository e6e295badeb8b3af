import type { FlowChange } from "../../flow";
import { numberOf } from "./carry-out";
import type { AffectedEntryPoint } from "./affected-entry-points";
import type { Move, Nothing } from "./plan";
import type { Version } from "./version";

/** The text before the confirmation. `changes` is the caller's text of the changes. */
export function moveWords(move: Move, changes: string): string {
  const { row, tag, current, wanted, testedUnder, hears, discards } = move;
  const under = testedUnder === undefined ? "" : ` under ${testedUnder}`;
  return [
    `${row.name}: ${tag} ${current === undefined ? "gets" : `moves from ${numberOf(current)} to`} what is ${numberOf(wanted)}${under}.`,
    `  now:  ${current === undefined ? `nothing is under ${tag}` : publishedWords(current)}`,
    `  then: ${publishedWords(wanted)}`,
    "",
    ...(current === undefined ? [] : [changes, ""]),
    ...hearsWords(tag, hears),
    ...(discards === undefined ? [] : [`Will be lost: ${discards}, which is not published.`]),
  ].join("\n");
}

function publishedWords(version: Version): string {
  const { by, at, comment } = version;
  const who = `${by === undefined ? "" : ` by ${by}`}${at === undefined ? "" : ` at ${at}`}`;
  return `${numberOf(version)}, published${who}${comment === "" ? "" : `: ${comment}`}`;
}

function hearsWords(tag: string, hears: readonly AffectedEntryPoint[]): readonly string[] {
  if (hears.length === 0) return [`No entry point is bound to ${tag} of this flow, so nobody hears it yet.`];
  return [
    "Who hears it:",
    ...hears.map(({ entryPoint, numbers, tag: bound }) => {
      const who = numbers.length === 0 ? "no number" : numbers.join(", ");
      return `  ${who} -> ${entryPoint}${bound === tag ? "" : `, bound to ${bound}, which moves with every publish`}`;
    }),
  ];
}

/** The sentence where there is nothing to do. */
export function nothingWords({ row, tag, current, wanted, testedUnder }: Nothing): string {
  if (current.id === wanted.id) return `${tag} of ${row.name} is ${numberOf(current)} already: nothing to do.`;
  const under = testedUnder === undefined ? "" : `, which is under ${testedUnder}`;
  return `${tag} of ${row.name} is ${numberOf(current)}, which means the same as ${numberOf(wanted)}${under}: nothing to do.`;
}

export function doneWords({ row, tag, wanted, testedUnder, current }: Move, published: Version): string {
  const proof = testedUnder === undefined ? numberOf(wanted) : `${numberOf(wanted)} under ${testedUnder}`;
  return [
    `${tag} of ${row.name} is ${numberOf(published)} now: read back, and equal to ${proof}.`,
    ...(current === undefined ? [] : [`Back: datadip rollback ${row.name} --tag ${tag}`]),
  ].join("\n");
}

/** The same as data. */
export function factsOf(planned: Move | Nothing, published?: Version): object {
  const { row, tag, current, wanted, testedUnder } = planned;
  const move = "hears" in planned ? planned : undefined;
  return {
    flow: row.name,
    flowId: row.id,
    tag,
    testedUnder: testedUnder ?? null,
    moved: published !== undefined,
    before: current === undefined ? null : versionFacts(current),
    wanted: versionFacts(wanted),
    after: published === undefined ? null : versionFacts(published),
    changes: (move?.changes ?? []).map(changeFacts),
    hears: move?.hears ?? [],
    discardedDraft: move?.discards ?? null,
  };
}

const versionFacts = ({ id, number, by, at, comment }: Version): object => ({ id, number, by, at, comment });

const changeFacts = ({ kind, class: category, process, name, field, before, after }: FlowChange): object => ({
  kind,
  class: category,
  process,
  name,
  field: field ?? null,
  before: before ?? null,
  after: after ?? null,
});
