import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineFlow, stringifyFlow } from "../../../flow";
import { type Cloud, cloudOf, loadKinds } from "../../../providers/clouds";
import type { Descriptor } from "../../../providers/core/resource/descriptor";
import { facetOf, type Trial } from "../../../providers/core/resource/facets";
import { allKinds } from "../../../providers/core/resource/registry";
import { isRecord, type Values } from "../../../providers/core/resource/types";

/** The prefix of all names that a run makes, which no other object has. */
const PREFIX = /^ddv_[0-9a-f]{8}$/;

export const newPrefix = (): string => `ddv_${randomBytes(4).toString("hex")}`;

/** @throws Error for a text that is not a run's prefix, as other names could begin with it. */
export function checkedPrefix(prefix: string): string {
  if (PREFIX.test(prefix)) return prefix;
  throw new Error(
    `${JSON.stringify(prefix)} is not the prefix of a run, and nothing was changed: it is ddv_ and eight hex digits, as \`datadip verify --write\` printed it.`,
  );
}

/** Options of a run. */
export interface Asked {
  readonly prefix: string;
  readonly clouds: readonly Cloud[];
  /** An E.164 number to map. Default: none. */
  readonly number?: string | undefined;
  /** Whether to make an app, whose consumer key can then never be used again. */
  readonly app: boolean;
}

/** An existing object, with the values that a state would hold. */
export interface Made {
  readonly id: string;
  readonly outs: Values;
}

export interface Planned {
  readonly descriptor: Descriptor;
  readonly trial: Trial;
}

export interface Plan {
  /** Each object comes after those that it refers to. */
  readonly made: readonly Planned[];
  readonly left: readonly { readonly kind: string; readonly why: string }[];
}

export function planOf({ clouds, number, app }: Asked): Plan {
  clouds.forEach(loadKinds);
  const left: { kind: string; why: string }[] = [];
  const trials = new Map<string, Planned>();
  for (const descriptor of allKinds()) {
    const { kind } = descriptor;
    if (!clouds.includes(cloudOf(kind))) continue;
    const trial = facetOf(descriptor.trial);
    const given = { number: number !== undefined, app };
    if ("none" in descriptor.trial) left.push({ kind, why: descriptor.trial.none });
    else if (trial?.only !== undefined && !given[trial.only])
      left.push({ kind, why: `it is made with --${trial.only} alone` });
    else if (trial !== undefined) trials.set(kind, { descriptor, trial });
  }
  const made = new Set<Planned>();
  const add = (kind: string): void => {
    const planned = trials.get(kind);
    if (planned === undefined || made.has(planned)) return;
    namedIn(planned.trial).forEach(add);
    made.add(planned);
  };
  [...trials.keys()].forEach(add);
  return { made: [...made], left };
}

/** Placeholder for the id of a missing object. */
export const UNKNOWN = "unknown";

const REFERENCE = /\{((?:webex|salesforce)\.\w+)(?:\.(\w+))?\}/g;

/** The kinds whose trial objects this trial refers to. */
export const namedIn = (trial: Trial): readonly string[] => [
  ...new Set([...JSON.stringify(trial).matchAll(REFERENCE)].map(([, kind = ""]) => kind)),
];

/** The program's inputs for the object; with `change`, those after the change. */
export function programOf(
  { descriptor, trial }: Planned,
  asked: Asked,
  made: ReadonlyMap<string, Made>,
  change?: Values,
): Values {
  const name = descriptor.naturalKey.at(-1) ?? "name";
  return filled({ [name]: "{name}", ...trial.inputs, ...change }, descriptor.kind, asked, made) as Values;
}

/** The change to try; undefined where nothing of the kind can be changed. */
export const changeOf = ({ descriptor, trial }: Planned): Values | undefined =>
  trial.change ?? ("description" in descriptor.inputs.shape ? { description: "Changed" } : undefined);

function filled(value: unknown, kind: string, asked: Asked, made: ReadonlyMap<string, Made>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, kind, asked, made));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, kind, asked, made)]));
  if (typeof value !== "string") return value;
  const name = `${asked.prefix}_${kind.replace(/^\w+\./, "")}`;
  const words: Readonly<Record<string, () => string>> = {
    name: () => name,
    plain: () => name.replaceAll("_", ""),
    digits: () => String(parseInt(asked.prefix.slice(4), 16) % 1e9).padStart(9, "1"),
    number: () => asked.number ?? "",
    wav: silence,
    flow: () => flowText("FLOW"),
    subflow: () => flowText("SUBFLOW"),
  };
  return value
    .replace(REFERENCE, (_whole, other: string, output?: string) => {
      const object = made.get(other);
      const found = output === undefined ? object?.id : object?.outs[output];
      return typeof found === "string" ? found : UNKNOWN;
    })
    .replace(/\{(\w+)\}/g, (whole, word: string) => words[word]?.() ?? whole);
}

/** The smallest flow that can be published. */
function flowText(flowType: "FLOW" | "SUBFLOW"): string {
  const type = flowType === "FLOW" ? "disconnect-contact" : "end-subflow";
  const flow = defineFlow("verify", {
    description: "Made by datadip verify, and deleted by it",
    flowType,
    start: "End",
    nodes: { End: { type } },
  });
  return stringifyFlow(flow);
}

/** RIFF and WAVE, 8 kHz, 8-bit mu-law, mono, 800 bytes. */
const WAV_HEAD = "UklGRkQDAABXQVZFZm10IBAAAAAHAAEAQB8AAEAfAAABAAgAZGF0YSADAAA=";

let silent: string | undefined;

function silence(): string {
  if (silent !== undefined) return silent;
  const dir = mkdtempSync(join(tmpdir(), "datadip-verify-"));
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
  silent = join(dir, "silence.wav");
  writeFileSync(silent, Buffer.concat([Buffer.from(WAV_HEAD, "base64"), Buffer.alloc(800, 0xff)]));
  return silent;
}
