import { call, condition, goodWith, maps, music, queue, say, type SmallNode } from "../small-flow";
import { afterwards, found, GOOD_QUERY, lookup, post, soql, variable, type Row } from "./helpers";

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
function handlerless(to: SmallNode["to"]) {
  const flow = lookup({ ...soql(GOOD_QUERY, "Ok", found), ...(to === undefined ? {} : { to }) });
  return { ...flow, on: {}, eventNodes: {} };
}

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

export const EDGE_HTTP_ROWS: Readonly<Record<string, Row>> = {
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
      afterwards(call("/x", "Done", { httpResponseTimeout: 20_000 })),
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
  "http/unchecked-write": {
    bad: [[goodWith({ nodes: { Sorry: say("Late", "Please call again."), Late: call("/x", "HangUp") } }), "Late"]],
    good: [goodWith({ nodes: { Greeting: say("First"), First: call("/x", "Queue") } })],
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
    good: [
      lookup(soql(GOOD_QUERY, "Ok", maps({ nobody: "$..Name" }))),
      lookup(soql(GOOD_QUERY, "Ok", maps({ name: "" }))),
      lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$..Name" })), { name: { type: "JSON", value: "{}" } }),
    ],
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
    bad: [
      [lookup(call("/find?q={{ NewPhoneContact.ANI }}", "Ok", found)), "Lookup"],
      [
        lookup(
          call(
            "/services/data/v66.0/query?q=SELECT+Name+FROM+Contact+WHERE+Id=%27003%27&x={{ NewPhoneContact.ANI }}",
            "Ok",
            found,
          ),
        ),
        "Lookup",
      ],
      [lookup(call("/find?phone={{ NewPhoneContact.ANI | slice(1) }}", "Ok", found)), "Lookup"],
      [lookup(call("/find?a={{ NewPhoneContact.ANI }}&b={{ NewPhoneContact.ANI }}&q=x", "Ok", found)), "Lookup"],
    ],
    good: [
      lookup(call("/find/{{ NewPhoneContact.ANI }}", "Ok", found)),
      lookup(call("/find?phone={{ NewPhoneContact.DNIS }}", "Ok", found)),
    ],
  },
  "http/plain-http": {
    bad: [
      [lookup(open(" {{ crm }}/x"), { crm: { value: "http://crm.acme.net" } }), "Lookup"],
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
      lookup(open("https://crm.{{ host }}/x"), { host: { value: "acme.net" } }),
      lookup(call("/https://x", "Ok", found)),
    ],
  },
  "http/secret-in-flow": {
    bad: [
      [header("x-api-key", "ab1d"), "Lookup"],
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
      lookup(open("https://svc:@crm.acme.net/x")),
      lookup(open("https://svc:{{ NewPhoneContact.InteractionId }}@crm.acme.net/x")),
      lookup(open("https://abcdefghij12345@crm.acme.net/x")),
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
};
