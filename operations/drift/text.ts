import { printable } from "../printable";
import type { Drift, Finding } from "./index";
import type { FieldDrift } from "./fields";
import type { Unmanaged } from "./unmanaged";

/** Limit of fields shown for one resource, as a flow can differ in hundreds. */
const MAX_FIELDS = 25;
const MAX_VALUE_CHARS = 120;

/**
 * The report for people.
 *
 * @param bringBack the command that restores the program's values in the tenant
 */
export function driftText(drift: Drift, unmanaged: readonly Unmanaged[] | undefined, bringBack: string): string {
  const { findings, pending } = drift;
  return [
    summary(drift),
    ...findings.flatMap((one) => ["", ...findingLines(one)]),
    ...(pending.length === 0 ? [] : ["", "Interrupted operations, whose result is not known:"]),
    ...pending.map((operation) => `  ${printable(operation)}`),
    ...drift.beside.map((sentence) => printable(sentence)),
    ...(unmanaged === undefined ? [] : ["", ...unmanagedLines(unmanaged)]),
    ...next(drift, bringBack),
  ].join("\n");
}

function summary({ findings, looked, pending }: Drift): string {
  const resources = `${looked} ${looked === 1 ? "resource" : "resources"}`;
  if (findings.length === 0 && pending.length === 0) return `No drift: ${resources} as state has them.`;
  const standings = new Map<string, number>();
  for (const { standing } of findings) standings.set(standing, (standings.get(standing) ?? 0) + 1);
  const parts = [...standings].map(([standing, count]) => `${count} ${standing}`);
  const interrupted = pending.length === 0 ? [] : [`${pending.length} interrupted`];
  return `Of ${resources}: ${[...parts, ...interrupted].join(", ")}.`;
}

function findingLines(found: Finding): readonly string[] {
  const { kind, name, called, id, standing, by, at, fields, reasons } = found;
  const names = called === "" || called === name ? name : `${name} (${called})`;
  const who = by === undefined ? "" : ` by ${by}`;
  const when = at === undefined ? "" : ` at ${at}`;
  const shown = fields.slice(0, MAX_FIELDS).map(fieldLine);
  const more = fields.length > MAX_FIELDS ? [`and ${fields.length - MAX_FIELDS} more`] : [];
  const lines = [...(standing === "gone" ? ["deleted outside of Pulumi"] : []), ...reasons, ...shown, ...more];
  return [
    printable(`${kind} ${names}, ${id}: ${standing}${who}${when}`),
    ...lines.map((line) => `  ${printable(line)}`),
  ];
}

function fieldLine({ path, isSecret, ...values }: FieldDrift): string {
  if (isSecret) return `${path}: [secret] -> [another secret]`;
  const shown = (key: "state" | "tenant"): string => (key in values ? shortened(values[key]) : "(not set)");
  return `${path}: ${shown("state")} -> ${shown("tenant")}`;
}

function shortened(value: unknown): string {
  const said = JSON.stringify(value);
  return said.length > MAX_VALUE_CHARS ? `${said.slice(0, MAX_VALUE_CHARS)}...` : said;
}

function unmanagedLines(unmanaged: readonly Unmanaged[]): readonly string[] {
  if (unmanaged.length === 0) return ["Every object that a stack could own is owned by one."];
  const kinds = [...new Set(unmanaged.map(({ kind }) => kind))];
  const lines = kinds.flatMap((kind) => {
    const ones = unmanaged.filter((one) => one.kind === kind);
    return [`  ${kind}: ${ones.length}`, ...ones.map(({ name, id }) => `    ${printable(name)} (${id})`)];
  });
  return [
    `${unmanaged.length} ${unmanaged.length === 1 ? "object" : "objects"} of Webex that no stack of this project owns:`,
    ...lines,
  ];
}

function next({ findings, pending }: Drift, bringBack: string): readonly string[] {
  const has = (standing: Finding["standing"]): boolean => findings.some((one) => one.standing === standing);
  const lines = [
    ...(has("changed") || has("gone") || has("half-made") ? [`${bringBack} restores the values of the program.`] : []),
    ...(has("changed") || has("gone") ? ["pulumi refresh puts the changes into the state instead."] : []),
    ...(pending.length > 0 ? ["pulumi refresh finds out what interrupted operations did."] : []),
  ];
  return lines.length === 0 ? [] : ["", ...lines];
}
