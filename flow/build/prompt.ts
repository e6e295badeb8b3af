import type { JsonObject } from "../json";
import { choice, limited, type Context } from "./compiled";
import { FlowDefinitionError } from "../flow-errors";

/** What the caller hears: texts to speak, or audio files by name. */
export type Spoken =
  | {
      /** Plain text or SSML in <speak>, templates allowed; five pieces at most. */
      readonly say: string | readonly string[];
      /** Voice such as "fr-FR-Standard-A"; by default the one in Global_VoiceName and Global_Language. */
      readonly voice?: string;
      /** Text-to-speech connector; Cisco's own by default. */
      readonly tts?: string;
      readonly play?: never;
    }
  | {
      /** Audio file names, each ending in .wav; five at most. */
      readonly play: string | readonly string[];
      readonly say?: never;
      readonly voice?: never;
      readonly tts?: never;
    };

const CISCO_TTS = "Cisco Cloud Text-to-Speech";
const MAX_SEGMENTS = 5;

const list = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** The properties of a prompt, the same for every activity that plays one. */
export function promptProperties(node: Spoken, context: Context): JsonObject {
  if (node.play !== undefined) {
    const files = limited(context, "audio files", list(node.play), 1, MAX_SEGMENTS).map((file) => wav(context, file));
    return {
      toggle: false,
      prompts: files.map((file) => ({ type: "audioFile", value: file, name: file })),
      promptsTts: null,
      connector: null,
    };
  }
  const texts = limited(context, "texts", list(node.say), 1, MAX_SEGMENTS);
  const tts = node.tts ?? CISCO_TTS;
  return {
    toggle: true,
    prompts: null,
    promptsTts: texts.map((text) => ({ type: "tts", value: text, name: text })),
    ...choice("connector", tts),
    "connector:type": tts,
    connector_type: tts,
    toggleLanguage: node.voice !== undefined,
    ...choice("voiceLanguage", node.voice ?? null),
    speakingRate: 1,
    volumeGainDb: 0,
  };
}

/** `file`, checked to end in .wav as every audio file in Webex does. */
export function wav({ name }: Context, file: string): string {
  if (file.endsWith(".wav")) return file;
  throw new FlowDefinitionError(`${name}: the audio file "${file}" does not end in .wav, as every file in Webex does.`);
}
