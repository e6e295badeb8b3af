import { call, condition, goodWith, maps, queue, say } from "../small-flow";
import { soql, lookup, found, GOOD_QUERY, afterwards, post, variable, type Row } from "./helpers";

export const HTTP_ROWS: Readonly<Record<string, Row>> = {
  "http/no-target": {
    bad: [
      [lookup(call("", "Ok", found)), "Lookup"],
      [lookup(call("/x", "Ok", { ...found, connectorId: null })), "Lookup"],
    ],
  },
  "http/no-status-check": {
    bad: [
      [
        goodWith({
          variables: { name: {} },
          nodes: {
            Greeting: say("Lookup"),
            Lookup: soql(GOOD_QUERY, "Hello", found),
            Hello: say("Queue", "Hello {{ name }}"),
          },
        }),
        "Lookup",
      ],
    ],
    good: [
      lookup(soql(GOOD_QUERY, "Ok", found)),
      goodWith({
        variables: { name: {} },
        nodes: {
          Greeting: say("Lookup"),
          Lookup: soql(GOOD_QUERY, "Known", found),
          Known: condition("{{ name is not empty }}", "Hello", "Queue"),
          Hello: say("Queue", "Hello {{ name }}"),
        },
      }),
    ],
  },
  "http/unchecked-write": { bad: [[afterwards(post(`{"a":"{{ NewPhoneContact.InteractionId }}"}`)), "Write"]] },
  "http/used-on-failure": {
    bad: [
      [
        goodWith({
          variables: { name: {} },
          nodes: {
            Greeting: say("Lookup"),
            Lookup: soql(GOOD_QUERY, "Ok"),
            Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Queue", "Read"),
            Read: {
              type: "parse-activity",
              properties: { inputVariable: "Lookup.httpResponseBody", contentType: "JSON", ...found },
              to: "Hello",
            },
            Hello: say("Queue", "Hello {{ name }}"),
          },
        }),
        "Read",
      ],
    ],
  },
  "http/no-error-path": {
    bad: [[{ ...lookup(soql(GOOD_QUERY, "Ok", found)), on: {}, eventNodes: {} }, "Lookup"]],
    good: [lookup(soql(GOOD_QUERY, "Ok", found))],
  },
  "http/silence": {
    bad: [[lookup(soql(GOOD_QUERY, "Ok", { ...found, httpResponseTimeout: "5000", retryAttempts: "3" })), "Lookup"]],
    good: [lookup(soql(GOOD_QUERY, "Ok", { ...found, httpResponseTimeout: "5000", retryAttempts: "1" }))],
  },
  "http/mapped-empty-answer": {
    bad: [
      [
        afterwards(
          call("/services/data/v66.0/sobjects/Case/500xx", "Done", {
            httpRequestMethod: "PATCH",
            httpRequestBody: `{"a":"{{ NewPhoneContact.InteractionId }}"}`,
            ...maps({ name: "$.id" }),
          }),
          { name: {} },
        ),
        "Write",
      ],
    ],
  },
  "http/bad-path": {
    bad: [[lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$.records[0" }))), "Lookup"]],
    good: [
      lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$.records[{{ row }}].Name" })), { row: { value: "0" } }),
      lookup(soql(GOOD_QUERY, "Ok", maps({ name: `$..[?(@.k=="{{ row }}")]` })), { row: { value: "0" } }),
    ],
  },
  "http/list-path": { bad: [[lookup(soql(GOOD_QUERY, "Ok", maps({ name: "$..Name" }))), "Lookup"]] },
  "http/no-body": { bad: [[afterwards(call("/x", "Done", { httpRequestMethod: "POST" })), "Write"]] },
  "http/unencoded-value": {
    bad: [[lookup(call("/find?phone={{ NewPhoneContact.ANI }}", "Ok", found)), "Lookup"]],
    good: [
      lookup(call("/find?phone={{ NewPhoneContact.ANI | urlencode }}", "Ok", found)),
      lookup(call("/find", "Ok", { ...found, httpQueryParameters: { phone: "{{ NewPhoneContact.ANI }}" } })),
    ],
  },
  "http/plain-http": {
    bad: [
      [
        lookup({ ...call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "http://crm.acme.net/x" }) }),
        "Lookup",
      ],
      [
        lookup(call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "{{ crm }}/x" }), {
          crm: { value: "http://crm.acme.net" },
        }),
        "Lookup",
      ],
    ],
  },
  "http/old-api-version": {
    bad: [[lookup(call("/services/data/v52.0/limits", "Ok", found)), "Lookup"]],
    good: [lookup(call("/services/data/v60.0/limits", "Ok", found))],
  },
  "http/hard-coded-host": {
    bad: [
      [lookup(call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "https://crm.acme.net/x" })), "Lookup"],
    ],
    good: [
      lookup(call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "https://{{ host }}/x" }), {
        host: { value: "crm.acme.net" },
      }),
    ],
  },
  "http/after-queue": {
    bad: [
      [goodWith({ nodes: { Queue: queue({ default: "Late", failure: "Sorry" }), Late: call("/x", "Music") } }), "Late"],
    ],
  },
  "http/secret-in-flow": {
    bad: [
      [
        lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { Authorization: "Bearer abcdef1234567890" } })),
        "Lookup",
      ],
      [lookup(call("/x?api_key=abcdef123", "Ok", found)), "Lookup"],
      [variable("clientSecret", { value: "s3cr3tvalue" }), ""],
      [lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { "x-token-passphrase": "s3cr3tvalue" } })), "Lookup"],
      [
        lookup(call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "https://svc:s3cr3t@crm.acme.net/x" })),
        "Lookup",
      ],
    ],
    good: [
      lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { Authorization: "Bearer {{ token }}" } }), {
        token: { source: "GLOBAL", id: "g" },
      }),
      variable("tokenUrl", { value: "https://x" }),
      lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { "Idempotency-Key": "a-request-id" } })),
      lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { "x-api-key": "default-dev-key" } })),
    ],
  },
  "http/secret-placeholder": {
    bad: [
      [lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { "x-api-key": "default-dev-key" } })), "Lookup"],
      [lookup(call("/x?api_key=pasteBotTokenHere", "Ok", found)), "Lookup"],
      [variable("clientSecret", { value: "REDACTED" }), ""],
    ],
    good: [
      lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { "x-api-key": "sk_test_4eC39HqLyjWDarjtT1zdp7dc" } })),
    ],
  },
  "http/no-content-type": {
    bad: [[lookup(call("/x", "Ok", { ...maps({ name: "$" }), contentType: "" })), "Lookup"]],
    good: [lookup(call("/x", "Ok", maps({ name: "$" }))), lookup(call("/x", "Ok", { ...found, contentType: "" }))],
  },
  "http/personal-data": {
    bad: [[variable("cardNumber", { value: "1" }), ""]],
    good: [variable("cardNumber", { value: "1", isSecure: true })],
  },
};
