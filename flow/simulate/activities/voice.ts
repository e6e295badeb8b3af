import { numberAt, flagAt, promptsOf } from "../../activities";
import { arrayAt, textAt } from "../../json";
import { render } from "../expressions";
import { leaveAfter, mainPort, type At, type Outcome } from "../outcome";
import type { Doing } from "../state";
import type { Effect } from "../events";

type Listening = Extract<Doing, { kind: "listen" }>;

const ENTRY_SECONDS = 3;
const INTER_DIGIT_SECONDS = 3;
const AGENT_TALK_MS = 30_000;
const MAX_DIGITS = 32;

export function playMessage(at: At): Outcome {
  const { effects, endMs } = playPrompts(at);
  return { ...pauseUntil(at, endMs), effects };
}

const pauseUntil = (at: At, untilMs: number): Outcome =>
  untilMs === at.state.clockMs
    ? { kind: "leave", port: mainPort(at) }
    : { kind: "wait", doing: { kind: "pause", untilMs, port: mainPort(at) } };

/** Plays for the given duration, at most five times the file. Without a duration, and for -1 or 0, plays the whole file once. */
export function playMusic(at: At): Outcome {
  const { node, state, scope, token } = at;
  const dynamic = textAt(node.properties, "promptDynamic");
  const isDynamic = node.properties.audioRadioGroup === "dynamicAudio" && dynamic !== undefined;
  const file = render(scope, isDynamic ? dynamic : (textAt(node.properties, "prompt") ?? ""));
  const wholeMs = fileMs(state.setup.audioMs, file);
  const seconds = numberAt(node.properties, "duration");
  const untilMs =
    state.clockMs + (seconds === undefined || seconds <= 0 ? wholeMs : Math.min(seconds * 1_000, 5 * wholeMs));
  return {
    ...pauseUntil(at, untilMs),
    effects: [
      { kind: "play", token: token.id, node: node.name, what: "music", text: file, fromMs: state.clockMs, untilMs },
    ],
  };
}

/** Menu and Collect Digits: play, then wait for the first key. */
export function listen(at: At): Outcome {
  const { node, state } = at;
  const { effects, endMs } = playPrompts(at);
  const interruptible = flagAt(node.properties, "interruptible") ?? true;
  const entryMs = (numberAt(node.properties, "entryTimeout") ?? ENTRY_SECONDS) * 1_000;
  return {
    kind: "wait",
    doing: { kind: "listen", interruptible, promptEndMs: endMs, untilMs: endMs + entryMs, digits: "" },
    effects: [
      ...effects,
      { kind: "listen", node: node.name, fromMs: state.clockMs, promptEndMs: endMs, interruptible },
    ],
  };
}

/** The outcome of keys pressed in a listening activity; undefined when they are lost during a prompt that cannot be interrupted. */
export function pressed(at: At, doing: Listening, keys: string): Outcome | undefined {
  const { state, token } = at;
  if (!doing.interruptible && state.clockMs < doing.promptEndMs) return undefined;
  const outcome = at.node.kind === "ivr-menu" ? menuKey(at, keys) : collect(at, doing, keys);
  return state.clockMs < doing.promptEndMs
    ? { ...outcome, effects: [{ kind: "stop-playing", token: token.id, atMs: state.clockMs }] }
    : outcome;
}

function menuKey({ node }: At, keys: string): Outcome {
  const key = keys.charAt(0);
  const known = arrayAt(node.properties, "menuLinks").map(String).includes(key);
  return { kind: "leave", port: known ? key : "invalid", outputs: { OptionEntered: key } };
}

function collect(at: At, doing: Listening, keys: string): Outcome {
  const { node, state } = at;
  const most = numberAt(node.properties, "maxDigits") ?? MAX_DIGITS;
  const terminator = textAt(node.properties, "terminatorSymbol") || "#";
  const typed = `${doing.digits}${keys}`;
  const end = typed.indexOf(terminator);
  const digits = (end < 0 ? typed : typed.slice(0, end)).slice(0, most);
  if (end >= 0 || digits.length >= most) return collected(at, digits);
  const waitMs = (numberAt(node.properties, "interDigitTimeout") ?? INTER_DIGIT_SECONDS) * 1_000;
  return { kind: "wait", doing: { ...doing, digits, untilMs: state.clockMs + waitMs } };
}

const collected = (at: At, digits: string): Outcome => ({
  kind: "leave",
  port: digits.length < (numberAt(at.node.properties, "minDigits") ?? 1) ? "invalid" : mainPort(at),
  outputs: { DigitsEntered: digits },
});

/** The timeout for keys. */
export const silent = (at: At, { digits }: Listening): Outcome =>
  digits === "" ? { kind: "leave", port: "timeout" } : collected(at, digits);

/** A virtual agent. Its words are not simulated: it talks, then takes the outcome in the script, or escalates. */
export function virtualAgent(at: At): Outcome {
  const { node, state } = at;
  const untilMs = state.clockMs + (at.chosen.afterMs ?? AGENT_TALK_MS);
  const port = at.chosen.port ?? "ESCALATE";
  return {
    ...leaveAfter(at, port, AGENT_TALK_MS, { MetaData: "{}", StateEventName: "" }),
    effects: [
      { kind: "virtual-agent", node: node.name, agent: textAt(node.properties, "virtualAgentId") ?? "", untilMs },
      ...(at.chosen.port === undefined
        ? [
            {
              kind: "note" as const,
              node: node.name,
              text: "the virtual agent is not simulated and escalates; choose ENDED, ESCALATE or error in the script.",
            },
          ]
        : []),
    ],
  };
}

export const mediaStream = (at: At): Outcome => ({
  ...leaveAfter(at, mainPort(at), 0),
  effects: [
    {
      kind: "media-stream",
      node: at.node.name,
      destination: textAt(at.node.properties, "mediaDestinationId") ?? "the default destination",
    },
  ],
});

/** A voice speaks about 15 characters per second. */
const MS_PER_CHARACTER = 65;
const SHORTEST_SPEECH_MS = 600;
const MUSIC_MS = 60_000;
const FILE_MS = 5_000;

/** Milliseconds to speak a text, breaks of SSML included; 0 for an empty text. */
export function speechMs(text: string): number {
  const pauses = [...text.matchAll(/<break[^>]*time="([\d.]+)(ms|s)"/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unit === "s" ? 1_000 : 1),
    0,
  );
  const words = text.replace(/<[^>]*>/g, "").trim();
  return (words === "" ? 0 : Math.max(SHORTEST_SPEECH_MS, words.length * MS_PER_CHARACTER)) + pauses;
}

/** Duration of an audio file in milliseconds: as given, else 60 s for music and 5 s for other files. */
export const fileMs = (lengths: Readonly<Record<string, number>>, file: string): number =>
  Object.hasOwn(lengths, file) ? (lengths[file] ?? FILE_MS) : /music|hold/i.test(file) ? MUSIC_MS : FILE_MS;

/** Plays a prompt: one effect for each piece, and the time of its end. */
export function playPrompts(at: At): { readonly effects: readonly Effect[]; readonly endMs: number } {
  const { state, token, node, scope } = at;
  let endMs = state.clockMs;
  const effects = promptsOf(node).map(({ kind, value }): Effect => {
    const text = render(scope, kind === "audioPromptVariable" && !value.includes("{{") ? `{{ ${value} }}` : value);
    const fromMs = endMs;
    endMs += Math.round(kind === "tts" ? speechMs(text) : fileMs(state.setup.audioMs, text));
    const what = kind === "tts" ? "speech" : /music|hold/i.test(text) ? "music" : "audio";
    return { kind: "play", token: token.id, node: node.name, what, text, fromMs, untilMs: endMs };
  });
  return { effects, endMs };
}
