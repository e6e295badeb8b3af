import { promptsOf } from "../activities";
import type { Effect } from "./events";
import { render } from "./expressions";
import type { At } from "./outcome";

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
