import type { Json, JsonObject } from "../json";
import { choice, limited, reference, within, type Context, type Described, type To } from "./compiled";
import { promptProperties, wav, type Spoken } from "./prompt";

/** @example { type: "play-message", say: "Welcome.", to: "Queue" } */
export type PlayMessage<N extends string> = Described &
  Spoken & { readonly type: "play-message"; readonly to: To<N, "default"> };

/** @example { type: "play-music", seconds: 30, to: "Music" } */
export interface PlayMusic<N extends string> extends Described {
  readonly type: "play-music";
  /** File name; Cisco's default music where left out. */
  readonly file?: string;
  /** 1 to 7,200; the whole file where left out. */
  readonly seconds?: number;
  readonly to: To<N, "default">;
}

/** @example { type: "ivr-menu", say: "Sales 1, support 2.", options: { "1": { label: "Sales", to: "Sales" } }, to: { timeout: "Again" } } */
export type Menu<N extends string> = Described &
  Spoken & {
    readonly type: "ivr-menu";
    readonly options: { readonly [D in Digit]?: { readonly label: string; readonly to: N } };
    /** Seconds to wait for the first digit; 3 by default. */
    readonly entryTimeoutSeconds?: number;
    /** Whether a digit ends the prompt; true by default. */
    readonly interruptible?: boolean;
    readonly to: { readonly timeout: N; readonly invalid?: N; readonly error?: N };
  };

export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#";

/** @example { type: "ivr-collectdigits", say: "Your number?", minDigits: 4, maxDigits: 8, to: { default: "Look", timeout: "Queue", invalid: "Queue" } } */
export type CollectDigits<N extends string> = Described &
  Spoken & {
    readonly type: "ivr-collectdigits";
    readonly minDigits: number;
    readonly maxDigits: number;
    /** 3 by default. */
    readonly entryTimeoutSeconds?: number;
    /** 3 by default. */
    readonly interDigitTimeoutSeconds?: number;
    readonly terminator?: "#" | "*";
    readonly interruptible?: boolean;
    readonly to: { readonly default: N; readonly timeout: N; readonly invalid: N; readonly error?: N };
  };

/** Hands the call to a virtual agent. */
export interface VirtualAgent<N extends string> extends Described {
  readonly type: "ivr-virtualassistantvoice";
  /** NATIVE_BASIC_VIRTUAL_AGENT, NATIVE_ADVANCED_VIRTUAL_AGENT or a configuration id; a binding where left out. */
  readonly connector?: string;
  /** The binding "Node.virtualAgentId" where left out. */
  readonly virtualAgent?: string;
  readonly eventName?: string;
  /** JSON text, or a template such as "{{ data | json }}". */
  readonly eventData?: string;
  /** Seconds of silence before the call returns to the flow; 15 by default. */
  readonly terminationDelaySeconds?: number;
  readonly transcript?: boolean;
  readonly to: { readonly ENDED: N; readonly ESCALATE: N; readonly error: N };
}

/** Copies the caller's audio to a media destination, by default the organisation's default one. */
export interface StartMediaStream<N extends string> extends Described {
  readonly type: "start-media-stream";
  readonly destination?: string;
  readonly to: To<N, "default", "failure">;
}

export type VoiceNode<N extends string> =
  PlayMessage<N> | PlayMusic<N> | Menu<N> | CollectDigits<N> | VirtualAgent<N> | StartMediaStream<N>;

const MAX_SECONDS = 7_200;
const WAIT_SECONDS = 3;

export const playMessage = (node: PlayMessage<string>, context: Context): JsonObject => promptProperties(node, context);

export const playMusic = (node: PlayMusic<string>, context: Context): JsonObject => ({
  audioRadioGroup: "staticAudio",
  ...choice("prompt", wav(context, node.file ?? "defaultmusic_on_hold.wav")),
  promptDynamic: null,
  duration: node.seconds === undefined ? null : String(within(context, "seconds", node.seconds, 1, MAX_SECONDS)),
  skip: 0,
});

export function menu(node: Menu<string>, context: Context): JsonObject {
  const options = Object.entries(node.options);
  const digits = limited(context, "menu options", options, 1, 12).map(([digit]) => digit);
  const labels: Json = options.map(([, option]) => option.label);
  return {
    ...promptProperties(node, context),
    menuLinks: digits,
    "menuLinks:input": labels,
    menuLinks_input: labels,
    entryTimeout: within(context, "entryTimeoutSeconds", node.entryTimeoutSeconds ?? WAIT_SECONDS, 1, 60),
    interruptible: node.interruptible ?? true,
  };
}

export function collectDigits(node: CollectDigits<string>, context: Context): JsonObject {
  const minDigits = within(context, "minDigits", node.minDigits, 1, 32);
  return {
    ...promptProperties(node, context),
    minDigits,
    maxDigits: within(context, "maxDigits", node.maxDigits, minDigits, 32),
    entryTimeout: within(context, "entryTimeoutSeconds", node.entryTimeoutSeconds ?? WAIT_SECONDS, 1, 60),
    interDigitTimeout: within(
      context,
      "interDigitTimeoutSeconds",
      node.interDigitTimeoutSeconds ?? WAIT_SECONDS,
      1,
      60,
    ),
    terminatorSymbol: node.terminator ?? "#",
    interruptible: node.interruptible ?? true,
  };
}

export const virtualAgent = (node: VirtualAgent<string>, context: Context): JsonObject => ({
  ...reference(context, "connector", node.connector),
  ...reference(context, "virtualAgentId", node.virtualAgent),
  configIdRadioGroup: "staticConfigId",
  eventName: node.eventName ?? "",
  eventData: node.eventData ?? "",
  terminationDelay: within(context, "terminationDelaySeconds", node.terminationDelaySeconds ?? 15, 0, 120),
  transcript: node.transcript ?? true,
  speakingRate: "1.0",
  volumeGain: "0.0",
  pitch: "0.0",
});

export const startMediaStream = (node: StartMediaStream<string>): JsonObject => ({
  mediaDestinationId: node.destination ?? null,
});
