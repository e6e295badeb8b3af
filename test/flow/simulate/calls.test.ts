import { defineFlow, welcomeFlow, type Flow } from "../../../flow";
import { callScript, simulateCallAsync } from "../../../flow/simulate";
import { call, hangUp, music, queue, set, smallFlow, start } from "../lint/small-flow";
import { play, visited, ways } from "./support";

const withEvents = (): Flow =>
  defineFlow("Events", {
    variables: {
      seen: { type: "STRING" },
      notes: { type: "STRING", desktopLabel: "Notes", isAgentEditable: true },
      tier: { type: "STRING", value: "gold", desktopLabel: "Tier" },
    },
    start: "Queue",
    nodes: {
      Queue: { type: "queue-contact", queue: "q-1", priority: 3, to: "Music" },
      Music: { type: "play-music", seconds: 30, to: "Music" },
    },
    events: {
      on: {
        AgentOfferContact: "Offered",
        ContactPredial: "CallerId",
        AgentContactAssigned: "Answered",
        "FCAsk(ContactLastAgentRemoved)": "Left",
        ContactEnded: "Ended",
      },
      nodes: {
        Offered: {
          type: "set-variable",
          set: { seen: "{{ seen }}offered to {{ AgentOffered.agentName }}," },
          to: "E1",
        },
        CallerId: { type: "SetCallerID", number: "+1999" },
        Answered: {
          type: "set-variable",
          set: { seen: "{{ seen }}{{ AgentAnswered.AgentName }}={{ AgentAccepted.AgentName }}," },
          to: "E2",
        },
        Left: { type: "set-variable", set: { seen: "{{ seen }}left {{ AgentAnswered.AgentName }}," }, to: "E3" },
        Ended: {
          type: "set-variable",
          set: { seen: "{{ seen }}ended {{ PhoneContactEnded.AgentID is empty }}" },
          to: "E4",
        },
        E1: { type: "end" },
        E2: { type: "end" },
        E3: { type: "end" },
        E4: { type: "end" },
      },
    },
  });

describe("a call", () => {
  it("offers again after an agent let it ring, and hides an event's outputs from other events", () => {
    const result = play(withEvents(), { agent: { noAnswers: 1, saves: { notes: "called back", tier: "silver" } } });
    expect(result.variables.seen).toBe(
      "offered to Alex Agent,offered to Alex Agent,Alex Agent=Alex Agent,left ,ended false",
    );
    expect(result.agent).toEqual({ offers: 2, answeredMs: 30_000 });
    expect(result.callerIds).toEqual([expect.objectContaining({ number: "+1999" })]);
    expect(result.variables.notes).toBe("called back");
    expect(result.variables.tier).toBe("gold");
    expect(result.notes).toEqual([
      "NewPhoneContact: the agent cannot change tier, which is not editable on the desktop.",
    ]);
    expect(result.queues).toEqual([{ node: "Queue", queueId: "q-1", queueName: "q-1", priority: 3, atMs: 0 }]);
  });

  it("stops the hold loop when the agent answers, in the middle of the music", () => {
    const result = play(withEvents(), { agent: { offeredAfterSeconds: 40 } });
    expect(result.heard).toEqual([
      { what: "music", text: "defaultmusic_on_hold.wav", fromMs: 0, untilMs: 30_000 },
      { what: "music", text: "defaultmusic_on_hold.wav", fromMs: 30_000, untilMs: 45_000 },
      { what: "agent", text: "", fromMs: 45_000, untilMs: 105_000 },
    ]);
    expect(visited(result).filter((node) => node === "Music")).toHaveLength(2);
  });

  it("runs the handler of the end alone when the caller gives up", () => {
    const result = play(withEvents(), { caller: { hangsUpIn: "Music" } });
    expect(visited(result)).toEqual(["NewPhoneContact", "Queue", "Music", "ContactEnded", "Ended", "E4"]);
    expect(result.variables.seen).toBe("ended true");
    expect(result.end.reason).toBe("caller hung up");
  });

  it("ends after a day in the queue, however patient the caller", () => {
    const result = play(welcomeFlow(), {
      agent: { offeredAfterSeconds: "never" },
      caller: { patienceSeconds: 100_000 },
    });
    expect(result.end.reason).toBe("waited too long in the queue");
    expect(result.end.atMs - (result.queues[0]?.atMs ?? 0)).toBe(86_400_000);
  });

  it("counts the time in the first queue when it moves to another", () => {
    const moves = defineFlow("Moves", {
      start: "First",
      nodes: {
        First: { type: "queue-contact", queue: "q-1", to: "Wait" },
        Wait: {
          type: "raw",
          activityName: "wait-activity",
          properties: { duration: "00:01:40" },
          to: { default: "Other" },
        },
        Other: { type: "queue-contact", queue: "q-2", to: "Music" },
        Music: { type: "play-music", seconds: 30, to: "Music" },
      },
    });
    const result = play(moves, { agent: { offeredAfterSeconds: "never" }, caller: { patienceSeconds: 86_400 } });
    expect(result.queues.map(({ queueId, atMs }) => [queueId, atMs])).toEqual([
      ["q-1", 0],
      ["q-2", 100_000],
    ]);
    expect(result.end).toMatchObject({ reason: "waited too long in the queue", atMs: 86_400_000 });
  });

  it("ends for a caller who hears nothing but silence", () => {
    const flow = defineFlow("Dead", { start: "End", nodes: { End: { type: "end" } } });
    const result = play(flow, { caller: { patienceSeconds: 12 } });
    expect([result.end, result.longestSilenceMs]).toEqual([{ reason: "caller hung up", atMs: 12_000 }, 12_000]);
  });

  it("keeps a number that is longer than an Integer", () => {
    const flow = defineFlow("Long", {
      variables: { n: { type: "INTEGER", value: "4085551234" } },
      start: "More",
      nodes: {
        More: { type: "set-variable", set: { n: "{{ n + 1 }}" }, to: "Bye" },
        Bye: { type: "disconnect-contact" },
      },
    });
    expect(play(flow).variables.n).toBe("4085551235");
  });

  it("says so when a loop has no end", () => {
    const flow = defineFlow("Loop", {
      variables: { n: { type: "INTEGER" } },
      start: "More",
      nodes: {
        More: { type: "set-variable", set: { n: "{{ n + 1 }}" }, to: "Done" },
        Done: { type: "condition-activity", expression: "{{ n == 0 }}", to: { true: "Bye", false: "More" } },
        Bye: { type: "disconnect-contact" },
      },
    });
    expect(play(flow).failures[0]?.message).toBe(
      "The loop has no end: 200 visits without any time passing; let it leave after some rounds.",
    );
  });

  it("keeps little of a long way that is no loop", async () => {
    const name = (index: number): string => `S${String(index)}`;
    const steps = Array.from({ length: 600 }, (_item, index) => [name(index), set("n", "x", name(index + 1))] as const);
    const nodes = { NewPhoneContact: start("S0"), ...Object.fromEntries(steps), S600: hangUp };
    const flow = smallFlow({ variables: { n: {} }, nodes });
    let most = 0;
    const never = () => Promise.reject(new Error("nothing is asked"));
    const result = await simulateCallAsync(flow, callScript({}), never, {}, {}, ({ stillVisits }) => {
      most = Math.max(most, Object.keys(stillVisits).length);
    });
    expect([result.end.reason, most]).toEqual(["disconnected by the flow", 51]);
  });

  it("caps visits as the platform does, and calls that only go on and on", () => {
    const queues = defineFlow("Again", {
      start: "Q",
      nodes: {
        Q: { type: "queue-contact", queue: "q", to: "W" },
        W: { type: "raw", activityName: "wait-activity", properties: { duration: "00:00:01" }, to: { default: "Q" } },
      },
    });
    expect(play(queues, { agent: { offeredAfterSeconds: "never" } }).failures[0]?.message).toBe(
      "A call may come to an activity of this type (queue-contact) 100 times, and this would be one more.",
    );
    const waits = defineFlow("Waits", {
      start: "W",
      nodes: {
        W: { type: "raw", activityName: "wait-activity", properties: { duration: "00:00:01" }, to: { default: "W" } },
      },
    });
    const endless = play(waits, { caller: { patienceSeconds: 86_400 } });
    expect(endless.end.reason).toBe("caller hung up");
    expect(endless.failures).toEqual([]);
    expect(endless.notes.join()).toContain("the caller is assumed to hang up here");
  });

  it("stops at an unlinked port, and fails there when asked to be strict", () => {
    const flow = defineFlow("Open", {
      start: "Hi",
      nodes: {
        Hi: {
          type: "raw",
          activityName: "play-message",
          properties: { toggle: true, promptsTts: [{ type: "tts", value: "Hi." }] },
          to: {},
        },
      },
    });
    expect(play(flow).notes).toEqual(['Hi: Nothing is linked to the port "default"; this path ends here.']);
    expect(play(flow, { strict: true }).failures[0]?.message).toBe('Nothing is linked to the port "default".');
  });

  it("finds names in another spelling and says so", () => {
    const flow = defineFlow("Spelling", {
      variables: { Who: { type: "STRING" } },
      start: "Keep",
      nodes: {
        Keep: { type: "set-variable", set: { Who: "{{ NewPhoneContact.ani }}" }, to: "Hi" },
        Hi: { type: "play-message", say: "{{ who }}", to: "Off" },
        Off: { type: "disconnect-contact" },
      },
    });
    const { heard, notes } = play(flow, { from: "+15207739050" });
    expect(heard[0]?.text).toBe("+15207739050");
    expect(notes).toEqual([
      "Keep: NewPhoneContact.ani is documented as NewPhoneContact.ANI; the difference may matter on the platform.",
      "Hi: who is written Who where it is declared; the difference may matter on the platform.",
    ]);
  });

  it("gives templates the instant of the call in its zone", () => {
    const flow = defineFlow("Clock", {
      variables: { day: { type: "STRING" } },
      start: "Hi",
      nodes: {
        Hi: { type: "play-message", say: "One moment please.", to: "Keep" },
        Keep: { type: "set-variable", set: { day: '{{ now() | date("yyyy-MM-dd HH:mm:ss") }}' }, to: "Off" },
        Off: { type: "disconnect-contact" },
      },
    });
    const { variables } = play(flow, { at: "2026-07-01T22:30:00Z", timeZone: "Asia/Tokyo" });
    expect(variables.day).toMatch(/^2026-07-0[12] \d\d:30:01$/);
  });
});

describe("menus and digits", () => {
  const flow = defineFlow("Menu", {
    variables: { pin: { type: "STRING" } },
    start: "Menu",
    nodes: {
      Menu: {
        type: "ivr-menu",
        say: "Press 1 for sales or 2 for support.",
        options: { "1": { label: "Sales", to: "Pin" }, "2": { label: "Support", to: "Off" } },
        to: { timeout: "Menu", invalid: "Menu" },
      },
      Pin: {
        type: "ivr-collectdigits",
        say: "Your number?",
        minDigits: 3,
        maxDigits: 5,
        to: { default: "Keep", timeout: "Off", invalid: "Pin" },
      },
      Keep: { type: "set-variable", set: { pin: "{{ Pin.DigitsEntered }}/{{ Menu.OptionEntered }}" }, to: "Off" },
      Off: { type: "disconnect-contact" },
    },
  });

  it("go by the keys pressed, none pressed, and wrong ones", () => {
    const result = play(flow, { caller: { digits: ["", "9", "1", "12#", "12345678"] } });
    expect(ways(result)).toEqual([
      "NewPhoneContact:out",
      "Menu:timeout",
      "Menu:invalid",
      "Menu:1",
      "Pin:invalid",
      "Pin:default",
      "Keep:out",
      "Off:",
    ]);
    expect(result.variables.pin).toBe("12345/1");
  });

  it("wait for more digits until the caller pauses", () => {
    const result = play(flow, { caller: { digits: ["1", "1234"] } });
    expect(result.variables.pin).toBe("1234/1");
    expect(play(flow, { caller: { digits: ["1", "12"] } }).path.some(({ port }) => port === "invalid")).toBe(true);
  });

  it("repeat a hundred times at most", () => {
    const { failures } = play(flow, { caller: { patienceSeconds: 86_400 } });
    expect(failures[0]?.message).toBe(
      "A call may come to an activity of this type (ivr-menu) 100 times, and this would be one more.",
    );
  });
});

describe("other flows", () => {
  const sub = defineFlow("Sub", {
    flowType: "SUBFLOW",
    variables: {
      given: { type: "STRING", source: "SUBFLOW_INPUT" },
      made: { type: "INTEGER", source: "SUBFLOW_OUTPUT" },
    },
    start: "Make",
    nodes: {
      Make: { type: "set-variable", set: { made: "{{ given | length }}" }, to: "Back" },
      Back: { type: "end-subflow" },
    },
  });
  const main = defineFlow("Main", {
    variables: { word: { type: "STRING", value: "hello" }, size: { type: "INTEGER" } },
    start: "Call",
    nodes: {
      Call: {
        type: "subflow-handoff",
        subflow: "sub-1",
        subflowName: "Sub",
        give: { word: "given" },
        receive: { size: "made" },
        to: "Off",
      },
      Off: { type: "disconnect-contact" },
    },
  });

  it("run a subflow with variables in and out", () => {
    const result = play(main, {}, [], { "sub-1": sub });
    expect(visited(result)).toEqual(["NewPhoneContact", "Call", "StartSubflow", "Make", "Back", "Off"]);
    expect(ways(result)).toContain("Call:default");
    expect(result.variables).toEqual({ word: "hello", size: "5" });
  });

  it("refuse a subflow that is not there", () => {
    expect(play(main).failures[0]?.message).toBe(
      'The flow "Sub" is not given or not published; give its file under that name or id.',
    );
  });

  it("go on in the flow that GoTo names, agent-viewable variables with them", () => {
    const from = defineFlow("From", {
      variables: {
        seen: { type: "STRING", value: "yes", desktopLabel: "Seen" },
        hidden: { type: "STRING", value: "no" },
      },
      start: "Go",
      nodes: { Go: { type: "raw", activityName: "hand-off", properties: { handOffFlow: "ep-2" }, to: {} } },
    });
    const to = defineFlow("To", {
      variables: { seen: { type: "STRING" }, hidden: { type: "STRING", value: "own" } },
      start: "Say",
      nodes: {
        Say: { type: "play-message", say: "{{ seen }} {{ hidden }}", to: "Off" },
        Off: { type: "disconnect-contact" },
      },
    });
    expect(play(from, {}, [], { "ep-2": to }).heard[0]?.text).toBe("yes own");
  });
});

describe("what Flow Designer writes", () => {
  const hold = (duration: unknown): Flow =>
    smallFlow({
      nodes: {
        NewPhoneContact: start("Queue"),
        Queue: queue({ default: "Music", failure: "Music" }),
        Music: { ...music("Music"), properties: { prompt: "hold.wav", audioRadioGroup: "staticAudio", duration } },
      },
    });

  it.each([-1, "-1", 0, "0", null, ""])("music of the duration %j plays the whole file", (duration) => {
    const result = play(hold(duration), { agent: { offeredAfterSeconds: "never" }, audioSeconds: { "hold.wav": 40 } });
    expect(result.heard.slice(0, 2).map(({ untilMs }) => untilMs)).toEqual([40_000, 80_000]);
    expect(result.end.reason).toBe("caller hung up");
  });

  it("a subflow knows the caller", () => {
    const main = smallFlow({
      nodes: {
        NewPhoneContact: start("Sub"),
        Sub: { type: "subflow-handoff", properties: { subflowId: "sub1" }, to: { default: "Bye", error: "Bye" } },
        Bye: hangUp,
      },
    });
    const child = smallFlow({
      flowType: "SUBFLOW",
      nodes: {
        StartSubflow: { type: "NewSubFlowStart", to: "Get" },
        Get: call("/{{ NewPhoneContact.ANI }}/{{ NewPhoneContact.DNIS }}/{{ NewPhoneContact.InteractionId }}", "End"),
        End: { type: "end-subflow" },
      },
    });
    const script = { from: "+33123456789", to: "+15550100000", interactionId: "i-1" };
    const result = play(main, script, [{ body: {} }], { sub1: child });
    expect(result.requests.map(({ request }) => request.url)).toEqual(["/+33123456789/+15550100000/i-1"]);
  });
});
