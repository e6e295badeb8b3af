import { defineFlow, stringifyFlow } from "../../../flow";
import { flowFile } from "../../sandbox/support/bodies";
import { text } from "../../sandbox/support/tenant";
import { openEnvironment, type Environment } from "./environment";

let env: Environment;
beforeAll(async () => {
  env = await openEnvironment();
});
afterAll(() => env.close());

const heard = async (number: string): Promise<readonly string[]> =>
  (await env.call(number)).result.heard.filter(({ what }) => what === "speech").map((sound) => sound.text);

async function published(document: string, flowType: string): Promise<string> {
  const query = `flowType=${flowType}`;
  const id = text((await env.tenant.flow("POST", `flows:import?${query}`, flowFile(document))).data, "id");
  await env.tenant.flow("POST", `flows/${id}:publish?${query}`, { tagIds: ["Live"] });
  return id;
}

const says = (name: string, words: string) =>
  defineFlow(name, {
    variables: { seen: { type: "STRING", value: "nothing", desktopLabel: "Seen" } },
    start: "Say",
    nodes: {
      Say: { type: "play-message", say: `${words} {{ seen }}`, to: "Off" },
      Off: { type: "disconnect-contact" },
    },
  });

const goesTo = (name: string, target: string) =>
  defineFlow(name, {
    variables: { seen: { type: "STRING", value: "kept", desktopLabel: "Seen" } },
    start: "Go",
    nodes: { Go: { type: "raw", activityName: "hand-off", properties: { handOffFlow: target }, to: {} } },
  });

describe("business hours of the tenant", () => {
  const made = async (noun: string, body: object): Promise<string> =>
    text((await env.tenant.api("POST", noun, { name: "Main", ...body })).data, "id");

  it("decide at the time of the call, overrides before holidays before shifts", async () => {
    const overrides = [
      { name: "Sale", startDateTime: "2026-12-20T10:00", endDateTime: "2026-12-20T15:59", workingHours: true },
    ];
    const hours = await made("business-hours", {
      timezone: "Europe/Paris",
      workingHours: [{ name: "Week", days: ["MON", "TUE", "WED", "THU", "FRI"], startTime: "09:00", endTime: "16:59" }],
      holidaysId: await made("holiday-list", { holidays: [{ name: "Christmas", startDate: "2026-12-25" }] }),
      overridesId: await made("overrides", { timezone: "Europe/Paris", overrides }),
    });
    const tell = (words: string) => ({
      type: "play-message" as const,
      say: `${words} {{ Hours.WorkingHoursShift_Name }}{{ Hours.Holidays_Name }}{{ Hours.Overrides_Name }}`,
      to: "Off" as const,
    });
    const number = await env.line(
      defineFlow("Opening", {
        start: "Hours",
        nodes: {
          Hours: {
            type: "business-hours",
            hours,
            to: { workingHours: "Open", holidays: "Holiday", override: "Other", default: "Closed" },
          },
          Open: tell("open"),
          Holiday: tell("holiday"),
          Other: tell("override"),
          Closed: tell("closed"),
          Off: { type: "disconnect-contact" },
        },
      }),
    );
    const at = async (time: string) => {
      const { result } = await env.call(number, { at: time });
      expect(result.failures).toEqual([]);
      return result.heard.find(({ what }) => what === "speech")?.text;
    };
    expect(await at("2026-12-21T09:00")).toBe("open Week");
    expect(await at("2026-12-21T08:59")).toBe("closed ");
    expect(await at("2026-12-21T08:30:00Z")).toBe("open Week");
    expect(await at("2026-12-25T10:00")).toBe("holiday Christmas");
    expect(await at("2026-12-20T15:59")).toBe("override Sale");
    expect(await at("2026-12-20T16:00")).toBe("closed ");
  });
});

describe("flows that a call goes on to", () => {
  it("are the tenant's own: a subflow by its id", async () => {
    const sub = defineFlow("Sub", {
      flowType: "SUBFLOW",
      variables: { made: { type: "STRING", source: "SUBFLOW_OUTPUT" } },
      start: "Make",
      nodes: {
        Make: { type: "set-variable", set: { made: "from the subflow" }, to: "Back" },
        Back: { type: "end-subflow" },
      },
    });
    const main = defineFlow("Main", {
      variables: { word: { type: "STRING" } },
      start: "Call",
      nodes: {
        Call: {
          type: "subflow-handoff",
          subflow: await published(stringifyFlow(sub), "SUBFLOW"),
          subflowName: "Sub",
          receive: { word: "made" },
          to: "Say",
        },
        Say: { type: "play-message", say: "{{ word }}", to: "Off" },
        Off: { type: "disconnect-contact" },
      },
    });
    expect(await heard(await env.line(main))).toEqual(["from the subflow"]);
  });

  it("are the tenant's own: GoTo by the id of a flow, and of an entry point with a flow", async () => {
    const there = await env.line(says("There", "you reached"), "Other line");
    const flows = (await env.tenant.admin("GET", "state/webex/flow")).rows;
    const flowId = text(
      flows.find(({ name }) => name === "There"),
      "id",
    );
    expect(await heard(await env.line(goesTo("By_flow", flowId)))).toEqual(["you reached kept"]);
    const points = (await env.tenant.admin("GET", "state/webex/entry-point")).rows;
    const pointId = text(
      points.find(({ name }) => name === "Other line"),
      "id",
    );
    expect(await heard(await env.line(goesTo("By_entry_point", pointId)))).toEqual(["you reached kept"]);
    expect(await heard(there)).toEqual(["you reached nothing"]);
  });

  it("that are not there fail the activity, as on the platform", async () => {
    const { result, problems } = await env.call(await env.line(goesTo("Nowhere", "5e5c9ad6d61f870d6d778c1f")));
    expect(result.end.reason).toBe("dropped on an error");
    expect(problems.join()).toMatch(/^Go: The flow "5e5c9ad6d61f870d6d778c1f" is not given or not published/);
  });
});
