import { CATALOGUE, catalogPorts, kindOf, type Profile } from "../../flow";

/** The table of section 1.3 of the format page: activityName, activityId ("same": as the name), group, ports. */
const PAGE: readonly (readonly [name: string, id: string, group: string, ports: string])[] = [
  ["NewPhoneContact", "start", "start", "out"],
  ["Event", "event", "event", "out"],
  ["end", "end", "end", ""],
  ["set-variable", "same", "set-variable", "out, error"],
  ["http-request-v2", "same", "action", "default"],
  ["parse-activity", "same", "action", "default"],
  ["condition-activity", "same", "enum-gateway", "true, false, error"],
  ["case-statement", "same", "enum-gateway", "0, 1, default, error"],
  ["business-hours", "same", "enum-gateway", "workingHours, holidays, override, default, error"],
  ["percent-allocation", "same", "enum-gateway", "0, 1, error"],
  ["play-message", "5f114466ef5cfc454fbbf131", "action", "default, error"],
  ["play-music", "5faa2ad13505f538acc86afc", "action", "default, error"],
  ["ivr-menu", "5f1145ceef5cfc454fbbf134", "enum-gateway", "0, 1, timeout, invalid, error"],
  ["ivr-collectdigits", "5f1144eaef5cfc454fbbf132", "action", "default, timeout, invalid, error"],
  ["queue-contact", "5f114550ef5cfc454fbbf133", "action", "default, failure"],
  ["queue-to-agent", "628d7efd4ba3176df6ce0088", "action", "default, error"],
  ["queue-lookup", "5fabaf1f8bf5b65b82f0706f", "action", "default, insufficientdata, failure"],
  ["callback", "5f367a285d76a50d1e8fb4d2", "action", "default, failure"],
  ["screen-pop", "5f36ab33791fbc3e0eae20c8", "action", "default"],
  ["disconnect-contact", "5faa898c8bf5b65b82f0706b", "terminating-action", ""],
  ["blind-transfer", "5faa897107cf954e1147199a", "terminating-action", "failure"],
  ["bridged-transfer", "65fa5ba4f86763546736eaf3", "action", "default, failure"],
  ["SetCallerID", "640ae8c41a51567ec6a87000", "action", ""],
  ["ivr-virtualassistantvoice", "62da6fe3a350ce0ccab93a04", "enum-gateway", "ENDED, ESCALATE, error"],
  ["ivr-virtualassistant", "5f33a6045d76a50d1e8fb4d0", "enum-gateway", "ENDED, ESCALATE, error"],
  ["start-media-stream", "6698cc9ec61ded2fa580fba1", "action", "default, failure"],
  ["subflow-handoff", "same", "action", "default, error"],
  ["hand-off", "same", "action", "error"],
  ["wait-activity", "same", "action", "default, error"],
  ["NewSubFlowStart", "start-subflow", "start-subflow", "out"],
  ["end-subflow", "same", "end", ""],
];

const TWO_ROWS = { menuLinks: ["0", "1"], allocations: ["0", "1"] };
const names = (activityName: string, profile?: Profile): readonly string[] =>
  catalogPorts(kindOf(activityName), TWO_ROWS, profile).map(({ name }) => name);

describe("the activity catalogue", () => {
  it("has the rows of the format page and no other", () =>
    expect(CATALOGUE.map(({ names: [name] }) => name)).toEqual(PAGE.map(([name]) => name)));

  it.each(PAGE)("%s", (name, id, group, ports) => {
    const row = CATALOGUE.find(({ kind }) => kind === kindOf(name));
    expect(row).toMatchObject({ activityId: id === "same" ? name : id, group });
    expect(names(name).join(", ")).toBe(ports);
  });

  it("has no error or failure port in 2022", () => {
    for (const [name] of PAGE)
      expect(names(name, "v1-2022").filter((port) => port === "error" || port === "failure")).toEqual([]);
  });

  it.each<[string, Profile, string]>([
    ["queue-contact", "v2-toolkit-2026-07", "default failure"],
    ["queue-contact", "v2-flowkit-2026-10", "default"],
    ["http-request-v2", "v2-toolkit-2026-07", "default"],
    ["http-request-v2", "v2-flowkit-2026-10", "default error"],
    ["ivr-collectdigits", "v2-flowkit-2026-10", " timeout invalid error"],
    ["queue-lookup", "v2-toolkit-2026-07", "out insufficientdata failure"],
    ["queue-lookup", "v2-flowkit-2026-10", " insufficientdata failure"],
  ])("%s has its own ports under %s", (name, profile, ports) => expect(names(name, profile).join(" ")).toBe(ports));

  it.each([
    ["ivr-menu", "0 1 timeout"],
    ["case-statement", "0 1 default"],
    ["ivr-collectdigits", "default timeout invalid"],
    ["queue-lookup", "default insufficientdata"],
    ["queue-to-agent", "default error"],
    ["ivr-virtualassistantvoice", "ENDED ESCALATE error"],
    ["queue-contact", "default"],
    ["Event", ""],
    ["condition-activity", "true false"],
  ])("%s must have linked: %s", (name, ports) => {
    const mandatory = catalogPorts(kindOf(name), TWO_ROWS).filter((port) => port.mandatory);
    expect(mandatory.map((port) => port.name).join(" ")).toBe(ports);
  });

  it("knows the spellings of every year", () => {
    expect(["NewContact", "start", "event"].map(kindOf)).toEqual(["start", "start", "event"]);
    expect(["from-the-future", "", "toString", "__proto__"].map(kindOf)).toEqual([
      "unknown",
      "unknown",
      "unknown",
      "unknown",
    ]);
  });
});
