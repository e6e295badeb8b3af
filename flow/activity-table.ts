/** Whose spelling of ports counts: Flow Designer exports of 2022 and of 2026, FlowV2 as two communities measured it. */
export type Profile = "v1-2022" | "v1-2026" | "v2-toolkit-2026-07" | "v2-flowkit-2026-10";

/** A port of an activity type. */
export interface PortRow {
  readonly name: string;
  readonly mandatory: boolean;
  readonly error: boolean;
  /** Where a profile spells the port in its own way; null: the profile does not have it. */
  readonly as?: Readonly<Partial<Record<Profile, string | null>>>;
}

const must = (name: string, as?: PortRow["as"]): PortRow => ({
  name,
  mandatory: true,
  error: false,
  ...(as && { as }),
});
const may = (name: string): PortRow => ({ name, mandatory: false, error: false });
/** Exports of 2022 have no error or failure port on any widget. */
const fail = (name: string, as?: PortRow["as"]): PortRow => ({
  name,
  mandatory: false,
  error: true,
  as: { "v1-2022": null, ...as },
});
const mustFail = (name: string): PortRow => ({ ...fail(name), mandatory: true });

/**
 * Section 1.3 of the format page as data. Kind to: name in the palette, spellings of `activityName` (the one to write first),
 * `activityId`, group, ports, and the property that lists further ports.
 */
export const ACTIVITY_TABLE = {
  start: ["Start", ["NewPhoneContact", "NewContact", "start"], "start", "start", [must("out")]],
  event: ["Event handler", ["Event", "event"], "event", "event", [may("out")]],
  end: ["End Flow", ["end"], "end", "end", []],
  "set-variable": ["Set Variable", ["set-variable"], "set-variable", "set-variable", [must("out"), fail("error")]],
  "http-request-v2": [
    "HTTP Request",
    ["http-request-v2"],
    "http-request-v2",
    "action",
    [must("default"), fail("error", { "v1-2026": null, "v2-toolkit-2026-07": null })],
  ],
  "parse-activity": ["Parse", ["parse-activity"], "parse-activity", "action", [must("default")]],
  "condition-activity": [
    "Condition",
    ["condition-activity"],
    "condition-activity",
    "enum-gateway",
    [must("true"), must("false"), fail("error")],
  ],
  "case-statement": [
    "Case",
    ["case-statement"],
    "case-statement",
    "enum-gateway",
    [must("default"), fail("error")],
    "menuLinks",
  ],
  "business-hours": [
    "Business Hours",
    ["business-hours"],
    "business-hours",
    "enum-gateway",
    [must("workingHours"), must("holidays"), must("override"), must("default"), fail("error")],
  ],
  "percent-allocation": [
    "Percent Allocation",
    ["percent-allocation"],
    "percent-allocation",
    "enum-gateway",
    [fail("error")],
    "allocations",
  ],
  "play-message": [
    "Play Message",
    ["play-message"],
    "5f114466ef5cfc454fbbf131",
    "action",
    [must("default"), fail("error")],
  ],
  "play-music": ["Play Music", ["play-music"], "5faa2ad13505f538acc86afc", "action", [must("default"), fail("error")]],
  "ivr-menu": [
    "Menu",
    ["ivr-menu"],
    "5f1145ceef5cfc454fbbf134",
    "enum-gateway",
    [must("timeout"), may("invalid"), fail("error")],
    "menuLinks",
  ],
  "ivr-collectdigits": [
    "Collect Digits",
    ["ivr-collectdigits"],
    "5f1144eaef5cfc454fbbf132",
    "action",
    [must("default", { "v2-flowkit-2026-10": "" }), must("timeout"), must("invalid"), fail("error")],
  ],
  "queue-contact": [
    "Queue Contact",
    ["queue-contact"],
    "5f114550ef5cfc454fbbf133",
    "action",
    [must("default"), fail("failure", { "v2-flowkit-2026-10": null })],
  ],
  "queue-to-agent": [
    "Queue To Agent",
    ["queue-to-agent"],
    "628d7efd4ba3176df6ce0088",
    "action",
    [must("default"), mustFail("error")],
  ],
  "queue-lookup": [
    "Get Queue Info",
    ["queue-lookup"],
    "5fabaf1f8bf5b65b82f0706f",
    "action",
    [
      must("default", { "v2-toolkit-2026-07": "out", "v2-flowkit-2026-10": "" }),
      must("insufficientdata"),
      fail("failure"),
    ],
  ],
  callback: ["Callback", ["callback"], "5f367a285d76a50d1e8fb4d2", "action", [must("default"), fail("failure")]],
  "screen-pop": ["Screen Pop", ["screen-pop"], "5f36ab33791fbc3e0eae20c8", "action", [must("default")]],
  "disconnect-contact": [
    "Disconnect Contact",
    ["disconnect-contact"],
    "5faa898c8bf5b65b82f0706b",
    "terminating-action",
    [],
  ],
  "blind-transfer": [
    "Blind Transfer",
    ["blind-transfer"],
    "5faa897107cf954e1147199a",
    "terminating-action",
    [fail("failure")],
  ],
  "bridged-transfer": [
    "Bridged Transfer",
    ["bridged-transfer"],
    "65fa5ba4f86763546736eaf3",
    "action",
    [must("default"), fail("failure")],
  ],
  SetCallerID: ["Set Caller ID", ["SetCallerID"], "640ae8c41a51567ec6a87000", "action", []],
  "ivr-virtualassistantvoice": [
    "Virtual Agent V2",
    ["ivr-virtualassistantvoice"],
    "62da6fe3a350ce0ccab93a04",
    "enum-gateway",
    [must("ENDED"), must("ESCALATE"), mustFail("error")],
  ],
  "ivr-virtualassistant": [
    "Virtual Agent (old)",
    ["ivr-virtualassistant"],
    "5f33a6045d76a50d1e8fb4d0",
    "enum-gateway",
    [must("ENDED"), must("ESCALATE"), mustFail("error")],
  ],
  "start-media-stream": [
    "Start Media Stream",
    ["start-media-stream"],
    "6698cc9ec61ded2fa580fba1",
    "action",
    [must("default"), fail("failure")],
  ],
  "subflow-handoff": ["Subflow", ["subflow-handoff"], "subflow-handoff", "action", [must("default"), fail("error")]],
  "hand-off": ["GoTo", ["hand-off"], "hand-off", "action", [fail("error")]],
  "wait-activity": ["Wait", ["wait-activity"], "wait-activity", "action", [must("default"), fail("error")]],
  "start-subflow": [
    "Start Subflow",
    ["NewSubFlowStart", "start-subflow"],
    "start-subflow",
    "start-subflow",
    [must("out")],
  ],
  "end-subflow": ["End Subflow", ["end-subflow"], "end-subflow", "end", []],
} as const satisfies Record<
  string,
  | readonly [string, readonly [string, ...string[]], string, string, readonly PortRow[]]
  | readonly [string, readonly [string, ...string[]], string, string, readonly PortRow[], "menuLinks" | "allocations"]
>;
