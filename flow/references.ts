/** What an organisation-bound value refers to. */
export type ReferenceKind =
  | "queue"
  | "connector"
  | "audio"
  | "businessHours"
  | "subflow"
  | "tts"
  | "voice"
  | "virtualAgent"
  | "virtualAgentConnector"
  | "number"
  | "globalVariable"
  | "variableDefault"
  | "function"
  | "media"
  | "entryPoint"
  | "url"
  | "id";

/** A property that holds such a value. */
export interface Reference {
  /** Key in the activity's properties; a dot enters a nested object, `[]` every item of an array. */
  readonly property: string;
  readonly kind: ReferenceKind;
  /** Further properties that must always hold the same value. */
  readonly mirrors?: readonly string[];
  /** Only where a file already has it: FlowV2 knows it, Flow Designer does not. */
  readonly onlyIfPresent?: true;
  /** Properties that show the referenced object's name; `x:name` and `x_name` are known without being listed. */
  readonly labels?: readonly string[];
}

const QUEUE_DESTINATION: Reference = { property: "destination", kind: "queue" };
const QUEUE_ID: Reference = { property: "queueId", kind: "queue", onlyIfPresent: true };
const PROMPTS: readonly Reference[] = [
  { property: "prompts[]", kind: "audio" },
  { property: "connector", kind: "tts" },
  { property: "voiceLanguage", kind: "voice" },
];
const VIRTUAL_AGENT: readonly Reference[] = [
  { property: "connector", kind: "virtualAgentConnector" },
  { property: "virtualAgentId", kind: "virtualAgent" },
];
const CALLBACK: readonly Reference[] = [
  { property: "callbackQueue", kind: "queue" },
  { property: "callbackAni", kind: "number" },
];
const TRANSFER: readonly Reference[] = [{ property: "transfertodn", kind: "number" }];

/** Activity type to the properties that hold references, in the order they are listed. */
export const REFERENCES: Readonly<Record<string, readonly Reference[]>> = Object.freeze({
  "queue-contact": [QUEUE_DESTINATION, QUEUE_ID, { property: "fallbackQueue", kind: "queue" }],
  "queue-to-agent": [
    { property: "reportingQueue", kind: "queue" },
    { property: "recoveryQueue", kind: "queue" },
  ],
  "queue-lookup": [QUEUE_DESTINATION, QUEUE_ID],
  "advanced-queue-info": [QUEUE_DESTINATION, QUEUE_ID],
  callback: CALLBACK,
  "scheduled-callback": CALLBACK,
  "http-request-v2": [
    { property: "connectorId", kind: "connector" },
    { property: "httpRequestUrl", kind: "url" },
  ],
  "http-request": [{ property: "connectorId", kind: "connector" }],
  "play-message": PROMPTS,
  "ivr-menu": PROMPTS,
  "ivr-collectdigits": PROMPTS,
  "play-music": [{ property: "prompt", kind: "audio" }],
  "business-hours": [{ property: "businessHoursId", kind: "businessHours" }],
  "ivr-virtualassistantvoice": VIRTUAL_AGENT,
  "ivr-virtualassistant": VIRTUAL_AGENT,
  "start-media-stream": [{ property: "mediaDestinationId", kind: "media" }],
  "blind-transfer": TRANSFER,
  "bridged-transfer": TRANSFER,
  SetCallerID: [{ property: "callerId", kind: "number" }],
  "subflow-handoff": [
    { property: "subflowId", kind: "subflow", mirrors: ["subflowVersion.subflowId"], labels: ["subflowName"] },
    { property: "subflowVersion.subflowVersionId", kind: "subflow" },
  ],
  "hand-off": [{ property: "handOffFlow", kind: "entryPoint" }],
  "fn-activity": [{ property: "fnVersionConfig.id", kind: "function", labels: ["fnName"] }],
});

/** The properties of a type of activity that hold references. */
export const referencesOf = (type: string): readonly Reference[] =>
  Object.hasOwn(REFERENCES, type) ? (REFERENCES[type] ?? []) : [];
