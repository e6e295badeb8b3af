import {
  call,
  condition,
  end,
  event,
  GOOD,
  goodWith,
  maps,
  music,
  queue,
  say,
  set,
  start,
  type SmallNode,
} from "../small-flow";
import { afterwards, found, GOOD_QUERY, keeping, lookup, post, soql, variable, type Row } from "./helpers";

/** Flows at the edges of rules: as little away from those that the rule speaks of, or keeps silent about, as can be. */

const open = (httpRequestUrl: string, more: Readonly<Record<string, unknown>> = {}): SmallNode =>
  call("", "Ok", { ...found, authenticated: false, httpRequestUrl, ...more });
const header = (name: string, value: string) =>
  lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { [name]: value } }));
const parameter = (name: string, value: string) =>
  lookup(call("/x", "Ok", { ...found, httpQueryParameters: { [name]: value } }));
const body = (text: string) => afterwards(post(text));
const write = (method: string, path: string, more: Readonly<Record<string, unknown>> = {}) =>
  afterwards(call(path, "Done", { httpRequestMethod: method, ...more }), { name: {} });
const handlerless = (to: SmallNode["to"]) => {
  const flow = lookup({ ...soql(GOOD_QUERY, "Ok", found), ...(to === undefined ? {} : { to }) });
  return { ...flow, on: {}, eventNodes: {} };
};

/** Calls one after the other before the queue, each with a time limit in ms and one try more. */
const calls = (timeouts: readonly number[], between: Readonly<Record<string, SmallNode>> = {}) =>
  goodWith({
    nodes: {
      Greeting: say("Call0"),
      ...Object.fromEntries(
        timeouts.map((httpResponseTimeout, i) => [
          `Call${i}`,
          call(
            "/x",
            i + 1 < timeouts.length ? (between[`To${i + 1}`] === undefined ? `Call${i + 1}` : `To${i + 1}`) : "Queue",
            { httpResponseTimeout },
          ),
        ]),
      ),
      ...between,
    },
  });

const CASES = (conditions: string) =>
  lookup(soql(`SELECT Subject FROM Case WHERE ${conditions}`, "Ok", maps({ name: "$.records[0].Subject" })));
const fields = (
  selected: string,
  rows: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
) =>
  lookup(
    soql(`SELECT ${selected} FROM Contact WHERE Email = 'x' ORDER BY Name LIMIT 1`, "Ok", { ...maps(rows), ...more }),
  );
const phone = (condition_: string, name: Readonly<Record<string, unknown>> = {}) =>
  lookup(soql(`SELECT Name FROM Contact WHERE ${condition_} ORDER BY Name LIMIT 1`, "Ok", found), {
    number: { value: "" },
    ...name,
  });

const ask = (type: string, to: Readonly<Record<string, string>>) =>
  goodWith({
    nodes: { Greeting: say("Ask"), Ask: { type, properties: { ...say("x").properties, menuLinks: ["1"] }, to } },
  });
const prompt = (type: string, value: string) =>
  goodWith({
    nodes: {
      Greeting: {
        type,
        properties: { prompts: [{ type: "audioFile", value, name: value }] },
        to: { default: "Queue" },
      },
    },
  });

export const EDGE_ROWS: Readonly<Record<string, Row>> = {
  "http/no-target": {
    bad: [[lookup(open("")), "Lookup"]],
    good: [lookup(open("https://{{ host }}/x"), { host: { value: "crm.acme.net" } })],
  },
  "http/no-error-path": {
    bad: [[handlerless({ default: "Ok", timeout: "Sorry" }), "Lookup"]],
    good: [handlerless({ default: "Ok", error: "Sorry" }), handlerless({ default: "Ok", failure: "Sorry" })],
  },
  "http/silence": {
    bad: [
      [calls([3_000, 2_001]), "Call0"],
      [calls(Array.from({ length: 10 }, () => 1_000)), "Call0"],
      [calls([9_000, 9_000], { To1: say("Call1") }), "Call0"],
      [
        goodWith({
          nodes: { Greeting: say("A"), A: call("/a", "B", { httpResponseTimeout: 9_000 }), B: call("/b", "A") },
        }),
        "A",
      ],
      [
        goodWith({
          nodes: {
            Greeting: say("Branch"),
            Branch: condition("{{ NewPhoneContact.ANI is empty }}", "Short", "Long"),
            Short: call("/s", "Last"),
            Long: call("/l", "Last", { httpResponseTimeout: 4_000 }),
            Last: call("/x", "Queue", { httpResponseTimeout: 3_500 }),
          },
        }),
        "Long",
      ],
    ],
    good: [
      calls([3_000, 2_000]),
      calls([5_000, 5_000], { To1: say("Call1") }),
      calls([5_000, 5_000], { To1: music("Call1") }),
    ],
  },
  "http/mapped-empty-answer": {
    bad: [
      [write("DELETE", "/x", maps({ name: "$.id" })), "Write"],
      [write("HEAD", "/x", maps({ name: "$.id" })), "Write"],
    ],
    good: [
      write("DELETE", "/x"),
      write("PATCH", "/x", { httpRequestBody: "{}", ...maps({ name: "$.id" }) }),
      write("POST", "/services/data/v66.0/sobjects/Case", { httpRequestBody: "{}", ...maps({ name: "$.id" }) }),
    ],
  },
  "http/no-body": {
    bad: [
      [write("PUT", "/x"), "Write"],
      [write("PATCH", "/x", { httpRequestBodyFormData: null }), "Write"],
    ],
    good: [
      write("GET", "/x"),
      write("POST", "/x", { httpRequestBodyFormData: [] }),
      write("POST", "/x", { httpRequestBodyGQL: "{ a }" }),
    ],
  },
  "http/used-on-failure": {
    bad: [],
    good: [
      goodWith({
        variables: { name: {} },
        nodes: {
          Greeting: say("Lookup"),
          Lookup: soql(GOOD_QUERY, "Ok"),
          Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Read", "Queue"),
          Read: {
            type: "parse-activity",
            properties: { inputVariable: "Lookup.httpResponseBody", contentType: "JSON", ...found },
            to: "Hello",
          },
          Hello: say("Queue", "Hello {{ name }}"),
        },
      }),
    ],
  },
  "http/list-path": {
    bad: [[lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$.records[*].Name" }))), "Lookup"]],
    good: [lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$..Name" })), { name: { type: "JSON", value: "{}" } })],
  },
  "http/no-content-type": {
    bad: [[lookup(call("/x", "Ok", { ...maps({ name: " $ " }), contentType: null })), "Lookup"]],
  },
  "http/after-queue": {
    bad: [],
    good: [
      goodWith({ nodes: { Queue: queue({ default: "Music", failure: "Late" }), Late: call("/x", "Sorry") } }),
      goodWith({ nodes: { Music: music("Late"), Late: call("/x", "Music") } }),
    ],
  },
  "http/unencoded-value": {
    bad: [[lookup(call("/find?a={{ NewPhoneContact.ANI }}&b={{ NewPhoneContact.ANI }}&q=x", "Ok", found)), "Lookup"]],
    good: [
      lookup(call("/find/{{ NewPhoneContact.ANI }}", "Ok", found)),
      lookup(call("/find?phone={{ NewPhoneContact.DNIS }}", "Ok", found)),
    ],
  },
  "http/plain-http": {
    bad: [
      [lookup(open(" HTTP://{{ host }}/x"), { host: { value: "crm.acme.net" } }), "Lookup"],
      [lookup(open(`http://crm.acme.net/${"x".repeat(80)}`)), "Lookup"],
    ],
    good: [
      lookup(open("https://x/{{ crm }}"), { crm: { value: "http://crm.acme.net" } }),
      lookup(open("{{ crm }}/x"), { crm: { value: "https://crm.acme.net" } }),
    ],
  },
  "http/old-api-version": {
    bad: [
      [lookup(call("/services/data/v59.0/limits", "Ok", found)), "Lookup"],
      [lookup(call("/services/apexrest/data/v9.0/x", "Ok", found)), "Lookup"],
    ],
    good: [lookup(call("/services/data/limits", "Ok", found)), lookup(call("/data/v52.0/limits", "Ok", found))],
  },
  "http/hard-coded-host": {
    bad: [
      [lookup(open("https://crm.acme.net")), "Lookup"],
      [lookup(open(" http://crm.acme.net:8443/{{ id }}"), { id: { value: "1" } }), "Lookup"],
    ],
    good: [
      lookup(open("https://{{ host }}.acme.net/x"), { host: { value: "crm" } }),
      lookup(call("/https://x", "Ok", found)),
    ],
  },
  "http/secret-in-flow": {
    bad: [
      [header("Authorization", "Basic dXNlcjpwYXNzd29yZA=="), "Lookup"],
      [parameter("access_token", "abcdef1234567890"), "Lookup"],
      [
        body(
          '{"client_secret":"s3cr3tvalue","api_key":"k3yk3y","password":"pasteHere","id":"{{ NewPhoneContact.InteractionId }}"}',
        ),
        "Write",
      ],
      [body("grant=x&client_secret=s3cr3tvalue&id={{ NewPhoneContact.InteractionId }}"), "Write"],
      [body('{"text":"Bearer abcdefghij1234567890","id":"{{ NewPhoneContact.InteractionId }}"}'), "Write"],
      [lookup(open("https://abcdefghij123456@crm.acme.net/x")), "Lookup"],
      [variable("params", { value: '{"refresh_token":"r3fr3shr3fr3sh"}' }), ""],
      [variable("note", { value: "Bearer abcdefghij1234567890" }), ""],
      [variable("callback", { value: "https://svc:s3cr3t@crm.acme.net" }), ""],
    ],
    good: [
      header("x-api-key", "abc"),
      header("Accept", "abcdef1234567890"),
      header("x-public-key", "abcdef1234567890"),
      header("x-api-key", "none"),
      parameter("access_token", "{{ NewPhoneContact.InteractionId }}"),
      parameter("page_size", "abcdef1234567890"),
      body('{"client_secret":"{{ NewPhoneContact.InteractionId }}"}'),
      lookup(open("https://ann@crm.acme.net/x")),
      variable("clientSecret", { value: "two words" }),
      variable("clientSecret", { value: "" }),
    ],
  },
  "http/secret-placeholder": {
    bad: [
      [body('{"client_secret":"<your secret>","id":"{{ NewPhoneContact.InteractionId }}"}'), "Write"],
      [variable("apiKey", { value: "xxxxxxxx" }), ""],
    ],
    good: [variable("apiKey", { value: "yourabcdefghij123456" })],
  },
  "http/personal-data": {
    bad: [
      [variable("customerSSN", { value: "1" }), ""],
      [variable("date_of_birth", { value: "1" }), ""],
    ],
    good: [variable("spinning", { value: "1" })],
  },
  "soql/no-order": {
    bad: [],
    good: [
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 1", "Ok", maps({ name: "$.totalSize" }))),
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 9", "Ok", maps({ name: "$.records[*].Name" }))),
      lookup(soql("SELECT COUNT(Id) n FROM Contact", "Ok", maps({ name: "$.records[0].n" }))),
    ],
  },
  "soql/no-limit": {
    bad: [[lookup(soql("SELECT Name FROM Contact WHERE Id > '003' ORDER BY Name", "Ok", found)), "Lookup"]],
    good: [lookup(soql("SELECT Name FROM Contact WHERE id = '003'", "Ok", found))],
  },
  "soql/closed-cases": {
    bad: [[CASES("Status__c = 'x' AND ContactId = '003' ORDER BY Subject LIMIT 1"), "Lookup"]],
    good: [
      CASES("Status = 'New' ORDER BY Subject LIMIT 1"),
      CASES("CaseNumber = '1' ORDER BY Subject LIMIT 1"),
      CASES("Id = '500'"),
      lookup(soql("SELECT COUNT(Id) n FROM Case WHERE ContactId = '003'", "Ok", maps({ name: "$.records[0].n" }))),
    ],
  },
  "soql/unread-field": {
    bad: [
      [fields("Id, Name, Email, Phone", { name: "$.records[0].Name" }), "Lookup"],
      [fields("Account.Name, Name2", { name: "$.records[0].Account.Name" }), "Lookup"],
    ],
    good: [
      fields("Name, Email", { name: "$.records" }),
      fields("Name, Email", { name: "$.records[0]" }),
      fields("Name, Email", { name: "$.records[0].*" }),
      fields("Name, Email", {}),
    ],
  },
  "soql/blank-value": {
    bad: [
      [phone("Phone LIKE '%{{ number }}%'"), "Lookup"],
      [phone("Phone LIKE '{{ number }}%'"), "Lookup"],
    ],
    good: [
      phone("Phone LIKE '1{{ number }}%'"),
      phone("Phone = '{{ number }}'"),
      phone("Phone LIKE '%{{ number }}%'", { number: { value: "1" } }),
      phone("Phone IN ('{{ number }}')"),
    ],
  },
  "soql/unescaped-value": {
    bad: [
      [
        phone("Phone = '{{ note }}'", {
          note: { value: "x", isCAD: true, isAgentEditable: true, desktopLabel: "Note" },
        }),
        "Lookup",
      ],
    ],
    good: [
      phone("Phone = '{{ note }}'", { note: { value: "x" } }),
      phone("Phone = '{{ note }}'", {
        note: { type: "INTEGER", value: "1", isCAD: true, isAgentEditable: true, desktopLabel: "Note" },
      }),
    ],
  },
  "soql/leading-wildcard": {
    bad: [[phone("Phone = '%1' AND (Name LIKE 'x%' OR Name LIKE '%x')"), "Lookup"]],
    good: [phone("Phone = '%123'")],
  },
  "expression/undeclared": {
    bad: [
      [
        goodWith({
          variables: { kept: {} },
          nodes: {
            Greeting: say("Read"),
            Read: {
              type: "parse-activity",
              properties: { inputVariable: "{{ Nobody.body }}", contentType: "JSON", ...maps({ kept: "$.a" }) },
              to: "Tell",
            },
            Tell: say("Queue", "{{ kept }}"),
          },
        }),
        "Read",
      ],
    ],
    good: [keeping("{{ Greeting }}{{ GlobalErrorHandling.FailureCode }}")],
  },
  "expression/case-slip": {
    bad: [[keeping("{{ KEPT }}{{ greeting }}"), "Keep"]],
    good: [keeping("{{ NewPhoneContact.interactionId }}{{ NewPhoneContact }}{{ NewPhoneContact.nothing }}")],
  },
  "practice/no-greeting": {
    bad: [
      [
        goodWith({ nodes: { NewPhoneContact: start("Count"), Count: set("n", "1", "Queue") }, variables: { n: {} } }),
        "Queue",
      ],
      [
        goodWith({
          nodes: {
            NewPhoneContact: start("Ring"),
            Ring: { ...prompt("play-message", "music.wav").nodes["Greeting"], type: "play-message", to: "Queue" },
          },
        }),
        "Queue",
      ],
    ],
    good: [
      goodWith({
        nodes: {
          NewPhoneContact: start("Sub"),
          Sub: { type: "subflow-handoff", properties: { subflowId: "s" }, to: "Queue" },
        },
      }),
      goodWith({ nodes: { NewPhoneContact: start("New"), New: { type: "brand-new-thing", to: "Queue" } } }),
    ],
  },
  "practice/error-dead-air": {
    bad: [
      [
        {
          ...GOOD,
          variables: { n: {} },
          eventNodes: {
            GlobalErrorHandling: event("Count"),
            Count: set("n", "1", "Known"),
            Known: condition("{{ n == 1 }}", "Stop", "Stop"),
            Stop: end,
          },
        },
        "GlobalErrorHandling",
      ],
    ],
    good: [GOOD],
  },
  "practice/end-in-main": { bad: [], good: [goodWith({ nodes: { Lost: end } })] },
  "practice/endless-retry": {
    bad: [[ask("ivr-collectdigits", { default: "Queue", error: "Ask" }), "Ask"]],
    good: [
      ask("ivr-menu", { "1": "Queue", timeout: "Sorry", invalid: "Sorry" }),
      ask("ivr-menu", { "1": "Ask", timeout: "Queue", invalid: "Queue" }),
    ],
  },
  "practice/audio-file": {
    bad: [
      [prompt("play-message", "hello.mp3"), "Greeting"],
      [prompt("ivr-menu", "hello.WAV.txt"), "Greeting"],
    ],
    good: [
      prompt("play-message", "hello.WAV"),
      prompt("play-message", ""),
      goodWith({ nodes: { Music: { ...music("Music"), properties: { prompt: "{{ NewPhoneContact.ANI }}" } } } }),
      goodWith({ nodes: { Music: { ...music("Music"), properties: { prompt: "" } } } }),
    ],
  },
  "practice/no-global-error-handler": { bad: [], good: [GOOD] },
  "structure/activity-name": {
    bad: [
      [goodWith({ nodes: { Greeting: say("1st"), "1st": say("Queue") } }), "1st"],
      [goodWith({ nodes: { Greeting: say("a-b"), "a-b": say("Queue") } }), "a-b"],
    ],
    good: [goodWith({ nodes: { Greeting: say("A_1"), A_1: say("Queue") } })],
  },
  "structure/variable-name": {
    bad: [
      [variable("In", { value: "1" }), ""],
      [variable("a-b", { value: "1" }), ""],
    ],
    good: [variable("inside", { value: "1" })],
  },
};
