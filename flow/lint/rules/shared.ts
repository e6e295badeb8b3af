import { promptsOf } from "../../activities";
import { type FlowNode, MAIN } from "../../model";
import type { Placed, Text } from "../context";
import type { Report } from "../rule";

/** A report at a property of an activity. */
export const report = ({ process, node }: Placed, path: string, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

/** A report at the property that a text is in. */
export const textReport = (text: Placed & Pick<Text, "path">, message: string): Report =>
  report(text, text.path, message);

/** A report about a variable, without an activity. */
export const variableReport = (name: string, message: string): Report => ({
  process: MAIN,
  activity: "",
  path: `variables.${name}`,
  message,
});

/** Names of a port in other formats: FlowV2 and its toolkits have several for the success of an activity. */
const PORT_ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ["default", ["out", "", "done", "success", "defaultBranch"]],
  ["out", ["default", "", "done", "success", "NewPhoneContact", "NewContact"]],
]);

export const portAliases = (name: string): readonly string[] => PORT_ALIASES.get(name) ?? [];

/** Activities after which the call or the process is over. */
export const isTerminal = ({ kind }: FlowNode): boolean =>
  kind === "end" ||
  kind === "disconnect-contact" ||
  kind === "blind-transfer" ||
  kind === "hand-off" ||
  kind === "end-subflow" ||
  kind === "SetCallerID";

/** Types that finish immediately. All others, including unknown ones, may take time. */
const INSTANT: ReadonlySet<FlowNode["kind"]> = new Set([
  "set-variable",
  "condition-activity",
  "case-statement",
  "business-hours",
  "percent-allocation",
  "parse-activity",
  "http-request-v2",
  "queue-contact",
  "queue-to-agent",
  "queue-lookup",
  "screen-pop",
  "SetCallerID",
]);

export const mayWait = ({ kind }: FlowNode): boolean => !INSTANT.has(kind);

/** Activities that the caller hears. */
export const isHeard = ({ kind }: FlowNode): boolean =>
  kind === "play-message" ||
  kind === "play-music" ||
  kind === "ivr-menu" ||
  kind === "ivr-collectdigits" ||
  kind === "ivr-virtualassistantvoice" ||
  kind === "ivr-virtualassistant";

const MUSIC_FILE = /music|hold|opus/i;

/** A Play Message that plays a music file. */
export function playsMusicFile(node: FlowNode): boolean {
  const prompts = promptsOf(node);
  return prompts.length > 0 && prompts.every(({ kind, value }) => kind === "audioFile" && MUSIC_FILE.test(value));
}

export const quotedList = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

const PLACEHOLDERS = new Set([
  "null",
  "none",
  "na",
  "n/a",
  "nil",
  "undefined",
  "unknown",
  "empty",
  "tbd",
  "todo",
  "test",
  "xxx",
  "default",
  "nan",
  "-",
]);

/** Words that mean "nothing" but look like a value. */
export const isPlaceholder = (value: string | null): boolean =>
  value !== null && PLACEHOLDERS.has(value.trim().toLowerCase());

/** User name and password before the host of an address. */
export const USERINFO = /(\bhttps?:\/\/)([^/?#@\s"']+)@/gi;

/** A value for a message: shortened and without credentials. */
export function shortened(value: string): string {
  const safe = value.replace(USERINFO, "$1***@");
  return safe.length > 60 ? `${safe.slice(0, 57)}...` : safe;
}
