import { HttpError } from "../../../../providers/http/http-errors";
import { parseXml } from "../../../../providers/salesforce/metadata/xml";
import { cut, page, serve, type Served } from "../../../support/http-server";
import { apiAt, failing, fault, routes, SOAP, soap, TOKEN, tokens } from "../support/org";

let org: Served;
const ok = (call: string, fullName = "Webex") =>
  soap(`<${call}Response><result><fullName>${fullName}</fullName><success>true</success></result></${call}Response>`);
const refused = (call: string, code: string, message: string) =>
  soap(
    `<${call}Response><result><errors><fields>url</fields><message>${message}</message><statusCode>${code}</statusCode></errors>` +
      `<fullName>Webex</fullName><success>false</success></result></${call}Response>`,
  );

beforeEach(async () => {
  org = await serve(routes([TOKEN, tokens()], [SOAP, ok("createMetadata")]));
});
afterEach(() => org.close());

const messages = (): readonly string[] =>
  org.received.filter(({ url }) => url.includes("/Soap/")).map(({ body }) => body.toString());
const webex = { fullName: "Webex", url: "https://webexapis.com", isActive: true, disableProtocolSecurity: false };

describe("a call", () => {
  it("carries its session inside, no Authorization header, and its component in order", async () => {
    await apiAt(org.url).metadata.create("RemoteSiteSetting", webex);
    const [, { headers, url } = { headers: {}, url: "" }] = org.received;
    expect(url).toBe("/services/Soap/m/66.0");
    expect(headers).toMatchObject({ soapaction: '""', "content-type": "text/xml; charset=UTF-8" });
    expect(headers.authorization).toBeUndefined();
    expect(parseXml(messages()[0] ?? "")).toMatchObject({
      Envelope: {
        Header: { SessionHeader: { sessionId: "00D!token1" } },
        Body: {
          createMetadata: {
            metadata: { "@type": "RemoteSiteSetting", ...webex, isActive: "true", disableProtocolSecurity: "false" },
          },
        },
      },
    });
    expect(messages()[0]).toContain(
      "<fullName>Webex</fullName><disableProtocolSecurity>false</disableProtocolSecurity><isActive>true</isActive><url>",
    );
  });

  it("whose session has expired gets another and is sent again", async () => {
    const api = apiAt(org.url);
    await api.metadata.create("RemoteSiteSetting", webex);
    org.next(
      fault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader: Illegal Session. Session not found"),
    );
    await api.metadata.create("RemoteSiteSetting", { ...webex, fullName: "Two" });
    expect(messages().map((text) => /<sessionId>(.*?)<\/sessionId>/.exec(text)?.[1])).toEqual([
      "00D!token1",
      "00D!token1",
      "00D!token2",
    ]);
  });

  it("is never sent with a token that SOAP refuses", async () => {
    const api = apiAt(org.url, {
      credential: { kind: "token", accessToken: "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln" },
    });
    await expect(api.metadata.create("RemoteSiteSetting", webex)).rejects.toThrow(
      /refuses access tokens in JWT format .*switch isNamedUserJwtEnabled off/,
    );
    expect(org.received).toEqual([]);
  });

  it("escapes what a program says", async () => {
    await apiAt(org.url).metadata.create("RemoteSiteSetting", { ...webex, description: `<b>&"it's"</b>` });
    expect(messages()[0]).toContain("<description>&lt;b&gt;&amp;&quot;it's&quot;&lt;/b&gt;</description>");
  });
});

describe("lost answers", () => {
  it("make a create ambiguous, not twice", async () => {
    org.next(tokens(), cut);
    const error = await failing(apiAt(org.url).metadata.create("RemoteSiteSetting", webex));
    expect(error).toMatchObject({ failure: "lost" });
    expect(error.message).toMatch(
      /^createMetadata RemoteSiteSetting Webex failed .*may or may not have been carried out\.$/,
    );
    expect(messages()).toHaveLength(1);
  });

  it("let reads, updates and deletes be sent again", async () => {
    org.next(tokens(), cut, ok("updateMetadata"));
    await apiAt(org.url).metadata.update("RemoteSiteSetting", webex);
    expect(messages()).toHaveLength(2);
  });
});

describe("a component that Salesforce refuses", () => {
  it.each([
    ["DUPLICATE_DEVELOPER_NAME", "The developer name is already in use", "conflict", /The name is taken/],
    [
      "INSUFFICIENT_ACCESS_OR_READONLY",
      "insufficient access rights",
      "forbidden",
      /needs Customize Application and Modify All Data/,
    ],
    [
      "INVALID_CROSS_REFERENCE_KEY",
      "In field: profile - no Profile named Nobody found",
      "bad-request",
      /check the names of profiles, permission sets/,
    ],
    ["FIELD_INTEGRITY_EXCEPTION", "Site URL: bad value", "bad-request", /Site URL: bad value\.$/],
    [
      "DUPLICATE_VALUE",
      "The consumer key is already taken.",
      "bad-request",
      /unique among all Salesforce orgs of the world/,
    ],
    [
      "UNKNOWN_EXCEPTION",
      "You can't create a connected app. To enable connected app creation, contact Salesforce Customer Support.",
      "forbidden",
      /use salesforce\.ExternalClientApp instead/,
    ],
    ["SOME_NEW_CODE", "never seen", "bad-request", /SOME_NEW_CODE: never seen\.$/],
  ])("%s: %s", async (code, message, failure, sentence) => {
    org.next(tokens(), refused("createMetadata", code, message));
    const error = await failing(apiAt(org.url).metadata.create("RemoteSiteSetting", webex));
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ failure, code });
    expect(error.message).toMatch(/^createMetadata RemoteSiteSetting Webex failed: /);
    expect(error.message).toMatch(sentence);
  });

  it("a locked row is tried again a little later", async () => {
    org.next(tokens(), fault("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access"));
    await apiAt(org.url).metadata.create("RemoteSiteSetting", webex);
    expect(messages()).toHaveLength(2);
  });

  it("a fault is told by its own text", async () => {
    org.next(tokens(), fault("INVALID_TYPE", "Unknown type:Nonsense"));
    const error = await failing(apiAt(org.url).metadata.list("Nonsense"));
    expect(error.message).toMatch(
      /^listMetadata Nonsense failed .*INVALID_TYPE: Unknown type:Nonsense\. The org or this API version has no such type/,
    );
  });

  it("a maintenance page and an answer that is not a SOAP are told apart", async () => {
    org.next(tokens(), page(503));
    await expect(apiAt(org.url).metadata.create("Queue", { fullName: "Q" })).rejects.toThrow(
      /see https:\/\/status\.salesforce\.com/,
    );
    org.next(tokens(), soap("<strange/>"));
    expect(await failing(apiAt(org.url).metadata.create("Queue", { fullName: "Q" }))).toMatchObject({
      failure: "unreadable",
    });
  });
});

describe("reading", () => {
  const records = (content: string) => soap(`<readMetadataResponse><result>${content}</result></readMetadataResponse>`);

  it("knows a missing component in each form it is told", async () => {
    const api = apiAt(org.url);
    for (const reply of [
      records('<records xsi:nil="true"/>'),
      records('<records xsi:type="ExternalClientApplication"/>'),
      fault("INVALID_CROSS_REFERENCE_KEY", "no such app"),
    ]) {
      org.next(...(org.received.length === 0 ? [tokens()] : []), reply);
      await expect(api.metadata.read("ExternalClientApplication", "App")).resolves.toBeUndefined();
    }
  });

  it("asks for what is wanted at the same time in one call of at most ten names", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `Q${i}`);
    const answer = (text: string): string =>
      [...text.matchAll(/<fullNames>(\w+)<\/fullNames>/g)]
        .map(([, name]) =>
          name === "Q3"
            ? '<records xsi:nil="true"/>'
            : `<records xsi:type="Queue"><fullName>${name}</fullName></records>`,
        )
        .join("");
    await org.close();
    org = await serve(
      routes(
        [TOKEN, tokens()],
        [SOAP, (response, request) => records(answer(request.body.toString()))(response, request)],
      ),
    );
    const api = apiAt(org.url);
    const found = await Promise.all(names.map((name) => api.metadata.read("Queue", name)));
    expect(found.map((queue) => queue?.fullName)).toEqual(names.map((name) => (name === "Q3" ? undefined : name)));
    expect(messages().map((text) => [...text.matchAll(/<fullNames>/g)].length)).toEqual([10, 2]);
  });

  it("finds out which of several is not there, where Salesforce does not say", async () => {
    await org.close();
    const some = (text: string) =>
      text.includes("Gone")
        ? fault("INVALID_CROSS_REFERENCE_KEY", "no such thing")
        : records('<records xsi:type="Queue"><fullName>Here</fullName></records>');
    org = await serve(
      routes([TOKEN, tokens()], [SOAP, (response, request) => some(request.body.toString())(response, request)]),
    );
    const api = apiAt(org.url);
    await expect(
      Promise.all([api.metadata.read("Queue", "Gone"), api.metadata.read("Queue", "Here")]),
    ).resolves.toEqual([undefined, { fullName: "Here" }]);
  });

  it("never takes an unknown type for a missing component", async () => {
    org.next(tokens(), fault("INVALID_TYPE", "Unknown type"));
    await expect(apiAt(org.url).metadata.read("Nonsense", "N")).rejects.toThrow(/INVALID_TYPE/);
  });

  it("gives what the schema says", async () => {
    org.next(
      tokens(),
      records(
        '<records xsi:type="RemoteSiteSetting"><fullName>Webex</fullName><isActive>true</isActive><url>https://webexapis.com</url></records>',
      ),
    );
    await expect(apiAt(org.url).metadata.read("RemoteSiteSetting", "Webex")).resolves.toEqual({
      fullName: "Webex",
      isActive: true,
      url: "https://webexapis.com",
    });
  });

  it("lists one, many and none alike", async () => {
    const row = (name: string) =>
      `<result><fullName>${name}</fullName><createdDate>2026-01-01T00:00:00.000Z</createdDate></result>`;
    const api = apiAt(org.url);
    org.next(tokens(), soap(`<listMetadataResponse>${row("A")}</listMetadataResponse>`));
    await expect(api.metadata.list("Queue")).resolves.toMatchObject([{ fullName: "A" }]);
    org.next(soap(`<listMetadataResponse>${row("A")}${row("B")}</listMetadataResponse>`));
    await expect(api.metadata.list("Queue")).resolves.toHaveLength(2);
    org.next(soap("<listMetadataResponse/>"));
    await expect(api.metadata.list("Queue")).resolves.toEqual([]);
  });
});

describe("deleting", () => {
  it("what is gone already is told from what something refers to", async () => {
    org.next(
      tokens(),
      refused("deleteMetadata", "INVALID_CROSS_REFERENCE_KEY", "no RemoteSiteSetting named Webex found"),
    );
    expect(await failing(apiAt(org.url).metadata.delete("RemoteSiteSetting", "Webex"))).toMatchObject({
      failure: "not-found",
    });
    org.next(tokens(), refused("deleteMetadata", "DEPENDENCY_EXISTS", "used by a flow"));
    expect(await failing(apiAt(org.url).metadata.delete("RemoteSiteSetting", "Webex"))).toMatchObject({
      failure: "referenced",
    });
  });
});
