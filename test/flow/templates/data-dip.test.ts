import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  bindFlow,
  dataDipBindings,
  dataDipCallCenterSettings,
  dataDipFlow,
  dataDipRights,
  lintFlow,
  openBindings,
  parseFlowText,
  parseTemplate,
  PebbleError,
  stringifyFlow,
  type DataDipOptions,
  type DataDipValues,
  type Flow,
  type FlowNode,
} from "../../../flow";
import { diagramFaults } from "../support/diagram";
import { walk } from "../support/walk";

const BASE: DataDipOptions = { salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" };

const VARIANTS: readonly (readonly [string, DataDipOptions])[] = [
  ["defaults", BASE],
  ["task", { ...BASE, postCall: "task", interactionField: "WebexInteractionId__c" }],
  ["nothing written", { ...BASE, postCall: "none" }],
  ["only the call id written", { ...BASE, postCall: "none", interactionField: "WebexInteractionId__c" }],
  ["business hours", { ...BASE, hours: true }],
  ["a queue for urgent calls", { ...BASE, queues: [{ key: "Priority", upTo: 3 }] }],
  ["exact field", { ...BASE, contactE164Field: "Phone_E164__c" }],
  [
    "a new case, a callback, the account's owner",
    { ...BASE, newCase: { subject: "Call" }, callback: { minutes: 10 }, routeToOwner: {} },
  ],
  [
    "a case number, a message when closed, variables handed over",
    {
      ...BASE,
      postCall: "none",
      askCaseNumber: true,
      hours: true,
      closed: { messageTo: "+13125550199" },
      handOver: { fields: { Case__c: "caseId" } },
    },
  ],
  [
    "everything",
    {
      ...BASE,
      newCase: { subject: "Call", origin: "Web" },
      askCaseNumber: true,
      callback: { minutes: 5 },
      routeToOwner: { seconds: 15 },
      closed: { callback: true, messageTo: "+13125550199" },
      handOver: { fields: { Description: "contactId" } },
      name: "Everything",
      defaultCountry: "FR",
      countries: ["BE", "DE", "IT"],
      languages: [
        { locale: "fr-FR", voice: "fr-FR-Standard-A" },
        { locale: "en-US", voice: "en-US-Standard-C", countries: ["US", "GB"] },
        { locale: "de-DE", voice: "de-DE-Standard-A", countries: ["DE"], texts: { greeting: "Grüß Gott." } },
      ],
      hours: true,
      queues: [
        { key: "Gold", upTo: 1, hours: true },
        { key: "Silver", upTo: 3 },
      ],
      accountPriorities: { field: "Rating", values: { Hot: 1, Warm: 3 } },
      casePriorities: { Critical: 1 },
      fields: {
        contact: [{ field: "Title", variable: "contactTitle", label: "Title" }],
        case: [{ field: "Type", variable: "caseType", label: "Case type" }],
      },
      screenPop: "case",
      screenPopTarget: "insideDesktop",
      interactionField: "WebexInteractionId__c",
    },
  ],
];

/** An id for everything that these options leave open. */
const valuesFor = ({ hours, queues = [] }: DataDipOptions): DataDipValues<string> => ({
  queue: "queue-id",
  connector: "connector-id",
  errorQueue: "error-id",
  ...(hours && { hours: "hours-id" }),
  queues: Object.fromEntries(queues.map(({ key }) => [key, `${key}-id`])),
  laneHours: Object.fromEntries(queues.flatMap(({ key, hours: own }) => (own ? [[key, `${key}-hours-id`]] : []))),
});

const made = new Map<string, Flow>();

/** The flow of these options, made once: laying it out takes the longest. */
function flowOf(options: DataDipOptions): Flow {
  const key = JSON.stringify(options);
  const flow = made.get(key) ?? dataDipFlow(options);
  made.set(key, flow);
  return flow;
}

const allNodes = (options: DataDipOptions): readonly FlowNode[] =>
  flowOf(options).processes.flatMap(({ nodes }) => nodes);

/** Every text in a JSON value. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe.each(VARIANTS)("the data-dip flow: %s", (_name, options) => {
  it("reads back without problems and gives the same bytes twice", () => {
    const text = stringifyFlow(flowOf(options));
    expect(parseFlowText(text).problems).toEqual([]);
    expect(stringifyFlow(dataDipFlow(options))).toBe(text);
    expect(stringifyFlow(parseFlowText(text))).toBe(text);
  });

  it("has a complete diagram without overlaps", () => expect(diagramFaults(flowOf(options))).toEqual([]));

  it("holds no template with an error", () => {
    const templates = allNodes(options).flatMap(({ properties }) =>
      texts(properties).filter((text) => text.includes("{{")),
    );
    expect(templates.length).toBeGreaterThan(20);
    expect(templates.filter((template) => parseTemplate(template) instanceof PebbleError)).toEqual([]);
  });

  it("leaves open exactly the queues, the hours and the connector, and all can be bound", () => {
    const flow = flowOf(options);
    const bindings = dataDipBindings(flow, valuesFor(options));
    expect(new Set(openBindings(flow).map(({ kind }) => kind))).toEqual(
      new Set(["queue", "connector", ...(options.hours ? ["businessHours"] : [])]),
    );
    const bound = bindFlow(flow, bindings);
    expect(bound.problems).toEqual([]);
    expect(openBindings(bound.flow)).toEqual([]);
    expect(bindings["ErrorQueue.destination"]).toBe("error-id");
    expect(bindings["FallbackQueue.destination"]).toBe("queue-id");
  });

  it("has nothing for the linter to find", () => expect(lintFlow(flowOf(options))).toEqual([]));

  it("asks for no field that its user was not granted", () => {
    const granted = (object: string): readonly string[] => [
      // Everybody sees these who sees the object.
      ...["Id", "Name", "CaseNumber", "IsClosed", "LastModifiedDate"],
      ...dataDipRights(options).fields.flatMap(({ field }) =>
        field.startsWith(`${object}.`) ? [field.slice(object.length + 1)] : [],
      ),
    ];
    const objects = {
      Account: { fields: granted("Account"), relationships: { Owner: "User" } },
      // Everybody sees the addresses of users.
      User: { fields: ["Id", "Email"] },
      Contact: { fields: granted("Contact"), relationships: { Account: "Account" } },
      Case: { fields: granted("Case") },
    };
    expect(lintFlow(flowOf(options), { schema: { objects } })).toEqual([]);
    const nothing = { Account: { fields: [] }, Contact: { fields: [] }, Case: { fields: [] } };
    expect(lintFlow(flowOf(options), { schema: { objects: nothing } })).not.toEqual([]);
  });

  it("reaches every activity and links every mandatory port", () => {
    for (const { nodes, edges } of flowOf(options).processes) {
      const reached = new Set(nodes.filter(({ kind }) => kind === "start" || kind === "event").map(({ name }) => name));
      for (const name of reached) for (const edge of edges) if (edge.from === name) reached.add(edge.to);
      expect(nodes.filter(({ name }) => !reached.has(name))).toEqual([]);
      const linked = new Set(edges.map(({ from, port }) => `${from} ${port}`));
      const open = nodes.flatMap(({ name, ports }) =>
        ports.filter((port) => port.mandatory && !linked.has(`${name} ${port.name}`)),
      );
      expect(open).toEqual([]);
    }
  });

  it("checks the status after each question and keeps no caller waiting in silence for more than 2.5 s", () => {
    const flow = flowOf(options);
    const requests = allNodes(options).filter(({ kind }) => kind === "http-request-v2");
    expect(requests.length).toBeGreaterThanOrEqual(3);
    for (const request of requests) {
      const process = flow.processes.find(({ nodes }) => nodes.some(({ id }) => id === request.id));
      const next = process?.edges.filter(({ fromId }) => fromId === request.id).map(({ to }) => to) ?? [];
      const check = process?.nodes.find(({ name }) => name === next[0]);
      expect(check?.properties.expression).toEqual(expect.stringContaining(`${request.name}.httpStatusCode ==`));
      expect(request.properties.httpResponseTimeout).toBeLessThanOrEqual(2500);
      expect(request.properties.retryAttempts).toBe(0);
    }
  });
});

/** A number as it arrives, the default country, and spellings under which its owner may stand in Salesforce. */
const FOUND: readonly (readonly [
  ani: string,
  country: DataDipOptions["defaultCountry"],
  spellings: readonly string[],
])[] = [
  [
    "+15207739050",
    "US",
    ["(520) 773-9050", "520-773-9050", "520.773.9050", "520 773 9050", "5207739050", "15207739050", "+15207739050"],
  ],
  [
    "+15207739050",
    "US",
    ["+1 520 773 9050", "+1 (520) 773-9050", "1-520-773-9050", "+1-520-773-9050", "(520)773-9050"],
  ],
  ["5207739050", "US", ["(520) 773-9050"]],
  ["15207739050", "CA", ["(520) 773-9050"]],
  ["01133123456789", "US", ["+33123456789", "0033123456789"]],
  [
    "+33123456789",
    "FR",
    ["+33 1 23 45 67 89", "0123456789", "01 23 45 67 89", "01.23.45.67.89", "01-23-45-67-89", "+33123456789"],
  ],
  ["+33123456789", "FR", ["0033123456789", "+33 (0)1 23 45 67 89", "+33(0)123456789", "33123456789"]],
  ["0123456789", "FR", ["+33 1 23 45 67 89", "0123456789"]],
  ["0033123456789", "FR", ["0123456789"]],
  [
    "+442079460958",
    "GB",
    ["020 7946 0958", "+44 20 7946 0958", "(020) 7946 0958", "02079460958", "+44 (0)20 7946 0958"],
  ],
  ["07700900123", "GB", ["07700 900123", "+44 7700 900123"]],
  // A few British numbers have nine digits. How people write those is not known, so the international forms alone are searched.
  ["+44120452123", "GB", ["+44120452123", "0044120452123"]],
  ["+4930123456789", "DE", ["030 123456789", "+49 30 123456789", "030/123456789"]],
  ["+34912345678", "ES", ["912 345 678", "91 234 56 78", "+34 912 345 678"]],
  ["+41446681800", "CH", ["044 668 18 00", "+41 44 668 18 00"]],
  ["+61291234567", "AU", ["(02) 9123 4567", "02 9123 4567", "+61 2 9123 4567"]],
  ["+1 (520) 773-9050", "US", ["(520) 773-9050"]],
  ["+818012345678", "US", ["+818012345678", "00818012345678"]],
];

/** Spellings that nobody finds: each would need a wildcard, and a wildcard finds other people too. */
const UNSUPPORTED: readonly (readonly [ani: string, country: DataDipOptions["defaultCountry"], spelling: string])[] = [
  ["+15207739050", "US", "(520) 773-9050 ext. 12"],
  ["+15207739050", "US", "773-9050"],
  ["+15207739050", "US", "520/773/9050"],
  ["+33123456789", "FR", "+33 12 345 67 89"],
  ["+33123456789", "US", "0123456789"],
  ["+44120452123", "GB", "0120452123"],
  ["+818012345678", "US", "080-1234-5678"],
];

function listOf(
  ani: string,
  country: DataDipOptions["defaultCountry"],
  options: Partial<DataDipOptions> = {},
): readonly string[] {
  const { variables } = walk(flowOf({ ...BASE, defaultCountry: country, ...options }), ani, "Greeting");
  return [...(variables.phoneSpellings ?? "").matchAll(/'([^']*)'/g)].map(([, spelling = ""]) => spelling);
}

describe("numbers", () => {
  it.each(FOUND)("%s calling %s is found as each of %j", (ani, country, spellings) => {
    expect(listOf(ani, country)).toEqual(expect.arrayContaining([...spellings]));
  });

  it.each(UNSUPPORTED)("%s calling %s is not found as %s", (ani, country, spelling) => {
    expect(listOf(ani, country)).not.toContain(spelling);
  });

  it.each([
    ["anonymous"],
    [""],
    ["unknown"],
    ["12345"],
    ["+1520773905012345678"],
    ["' OR Id != null OR Phone = '"],
    ["+1520773%5F050"],
    ["sip:anna@example.com"],
    ["012"],
    ["99999999999999"],
  ])("%j is greeted and looked up nowhere", (ani) => {
    const { variables, way } = walk(flowOf(BASE), ani, "Greeting");
    expect(variables.phoneSpellings).toBe("");
    expect(way.slice(0, 3)).toEqual(["NewPhoneContact", "KeepCall", "CheckNumber"]);
  });

  it("searches nothing but the caller's own digits", () => {
    for (const [ani, country] of FOUND)
      for (const spelling of listOf(ani, country)) {
        const digits = spelling.replace(/\D/g, "").replace(/^0+/, "");
        const own = ani.replace(/\D/g, "").replace(/^0+/, "");
        // A national trunk 0 may stand in the middle: +33 (0)1.
        const tail = own.slice(-8);
        expect(digits.endsWith(tail)).toBe(true);
        expect(digits.length).toBeLessThanOrEqual(own.length + 5);
      }
  });

  it("chooses the language by the caller's country", () => {
    const languages = [
      { locale: "en-US", voice: "en-US-Standard-C" },
      { locale: "fr-FR", voice: "fr-FR-Standard-A", countries: ["FR" as const] },
    ];
    const flow = flowOf({ ...BASE, languages });
    expect(walk(flow, "+33123456789", "Greeting_fr_FR").variables.language).toBe("fr-FR");
    expect(walk(flow, "+15207739050", "Greeting_en_US").variables.language).toBe("en-US");
    expect(walk(flow, "anonymous", "Greeting_en_US").variables.language).toBe("en-US");
  });

  it("finds other countries' numbers by their international spellings alone", () => {
    const languages = [
      { locale: "en-US", voice: "en-US-Standard-C" },
      { locale: "fr-FR", voice: "fr-FR-Standard-A", countries: ["FR" as const] },
    ];
    const spoken = listOf("+33123456789", "US", { languages }).concat();
    expect(spoken).toContain("+33 1 23 45 67 89");
    expect(spoken).not.toContain("0123456789");
    expect(listOf("+33123456789", "US", { countries: ["FR"] })).toContain("0123456789");
  });
});

describe("the guide", () => {
  const guide = readFileSync(join(__dirname, "../../../docs/guides/data-dip-flow.md"), "utf8");
  const rows = [...guide.matchAll(/^\| (\+?[\d ]+) +\| (US|FR|GB) +\| (.*)$/gm)].map(
    ([, ani = "", country, cells = ""]) => ({
      ani: ani.replaceAll(" ", ""),
      country: country as DataDipOptions["defaultCountry"],
      spellings: [...cells.replace(/with `countries.*/, "").matchAll(/`([^`]+)`/g)].map(
        ([, spelling = ""]) => spelling,
      ),
    }),
  );

  it("lists numbers that are found as it says", () => {
    expect(rows).toHaveLength(5);
    for (const { ani, country, spellings } of rows)
      expect(listOf(ani, country)).toEqual(expect.arrayContaining(spellings));
  });

  it("leaves none out where it lists all", () => {
    for (const { ani, country, spellings } of rows.slice(0, 2))
      expect([...listOf(ani, country)].sort()).toEqual([...spellings].sort());
  });
});

describe("the page that opens", () => {
  const CASE = "{{ caseId is not empty }}";
  const ACCOUNT = "{{ accountId is not empty }}";
  const CONTACT = "{{ contactId is not empty }}";
  const SEARCH = "{{ phoneSpellings is not empty }}";

  it.each<[DataDipOptions["screenPop"], readonly string[]]>([
    [undefined, [ACCOUNT, CONTACT, SEARCH]],
    ["account", [ACCOUNT, CONTACT, SEARCH]],
    ["contact", [CONTACT, ACCOUNT, SEARCH]],
    ["case", [CASE, ACCOUNT, CONTACT, SEARCH]],
  ])("screenPop %s tries %j", (screenPop, order) => {
    const options = { ...BASE, postCall: "none" as const, ...(screenPop && { screenPop }) };
    const choice = allNodes(options).find(({ name }) => name === "ChoosePop");
    expect(choice?.properties["menuLinks:input"]).toEqual(order);
    expect(flowOf(options).variables.some(({ name }) => name === "caseId")).toBe(screenPop === "case");
  });
});

describe("arguments", () => {
  it.each([
    [{ salesforceUrl: "acme" }, "salesforceUrl"],
    [{ timeoutMs: 5000 }, "timeoutMs"],
    [{ apiVersion: "52.0" }, "apiVersion"],
    [{ contactPhoneFields: ["Phone) OR Id != null --"] }, "contactPhoneFields"],
    [{ languages: [{ locale: "it-IT" }] }, "texts.greeting"],
    [{ languages: [{ locale: "en-US" }, { locale: "fr-FR" }] }, "voice"],
    [{ casePriorities: { 'High"': 1 as const } }, "casePriorities"],
    [{ closed: { callback: true } }, "hours is not set"],
    [{ hours: true, closed: {} }, "closed is wrong: offers nothing"],
    [{ hours: true, closed: { messageTo: "0800" } }, "closed.messageTo"],
    [{ callback: { minutes: 0 } }, "callback.minutes"],
    [{ newCase: { subject: 'a "call"' } }, "newCase.subject"],
    [{ handOver: { fields: { Subject: "subject" } } }, "names the variable subject, which this flow does not have"],
    [
      { newCase: { subject: "Call" }, handOver: { fields: { Subject: "caseSubject" }, to: "case" as const } },
      "would each make a case",
    ],
    [{ askCaseNumber: true, languages: [{ locale: "it-IT", texts: { greeting: "a", hello: "b" } }] }, "texts."],
    [{ queues: [{ key: "VIP desk", upTo: 1 as const }] }, "queues.0.key"],
    [
      {
        queues: [
          { key: "A", upTo: 1 as const },
          { key: "A", upTo: 4 as const },
        ],
      },
      'two of queues have the key "A"',
    ],
    [
      {
        queues: [
          { key: "Slow", upTo: 4 as const },
          { key: "Fast", upTo: 1 as const },
        ],
      },
      'no call goes to the queue "Fast"',
    ],
    [
      {
        queues: [
          { key: "A", upTo: 1 as const },
          { key: "B", upTo: 3 as const },
        ],
      },
      'no call goes to the queue "B", because no priority is above 1 and at most 3',
    ],
    [
      {
        hours: true,
        languages: [
          {
            locale: "it-IT",
            texts: {
              greeting: "a",
              hello: "b",
              oneMoment: "c",
              hold: "d",
              comfort: "e",
              apology: "f",
              error: "g",
              goodbye: "h",
            },
          },
        ],
      },
      "texts.closed",
    ],
  ])("%j is refused by name", (wrong, name) => {
    expect(() => dataDipFlow({ ...BASE, ...wrong })).toThrow(name);
  });
});

describe("what is handed to Cisco's connector", () => {
  it.each([
    ["activity" as const, { "wxCCCallActivity.objectFieldMapping": "Subject={caseSubject},WhatId__c={caseId}" }],
    [
      "case" as const,
      {
        createObjectIncoming: "true",
        "objectCreationManagement.objectFieldMapping": "Subject={caseSubject},WhatId__c={caseId}",
      },
    ],
  ])("to: %s", (to, settings) => {
    const options = { ...BASE, handOver: { to, fields: { Subject: "caseSubject", WhatId__c: "caseId" } } };
    expect(dataDipCallCenterSettings(options)).toEqual(settings);
    const handed = flowOf(options).variables.filter(({ name }) => name === "caseId" || name === "caseSubject");
    expect(handed.map(({ isCAD }) => isCAD)).toEqual([true, true]);
  });
});

describe("what the user may do", () => {
  it("includes making cases only where the flow makes them", () => {
    expect(dataDipRights(BASE).createsCases).toBe(false);
    const { createsCases, fields } = dataDipRights({ ...BASE, newCase: { subject: "Call" } });
    expect(createsCases).toBe(true);
    expect(fields.filter(({ editable }) => editable).map(({ field }) => field)).toEqual([
      "Case.ContactId",
      "Case.Subject",
      "Case.Origin",
    ]);
  });
});

describe("bindings", () => {
  const flow = dataDipFlow({ ...BASE, hours: true, queues: [{ key: "Priority", upTo: 3, hours: true }] });
  const all = { queue: "q", connector: "c", hours: "h", queues: { Priority: "p" }, laneHours: { Priority: "ph" } };

  it("puts each id where it belongs", () =>
    expect(dataDipBindings(flow, all)).toMatchObject({
      "BusinessHours.businessHoursId": "h",
      "Hours_Priority.businessHoursId": "ph",
      "Queue_Priority.destination": "p",
      "QueueContact.destination": "q",
      "ErrorQueue.destination": "q",
      "ContactByANI.connectorId": "c",
    }));

  it.each([
    ["hours", { ...all, hours: undefined }, "hours is missing"],
    ["a queue", { ...all, queues: {} }, "queues.Priority is missing"],
    ["hours of a queue", { ...all, laneHours: {} }, "laneHours.Priority is missing"],
    ["too many queues", { ...all, queues: { Priority: "p", Prioriti: "x" } }, "queues.Prioriti is given"],
  ])("refuses %s that does not fit, by name", (_what, { hours, ...values }, message) =>
    expect(() => dataDipBindings(flow, { ...values, ...(hours !== undefined && { hours }) })).toThrow(message),
  );
});
