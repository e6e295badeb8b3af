import { webexDialect } from "../../../../providers/webex/client/dialect";

describe("an error of Webex", () => {
  it.each<[string, number, unknown, string, string | undefined]>([
    [
      "of the configuration service",
      400,
      {
        trackingId: "t1",
        error: { key: "400", message: [{ description: "Invalid request" }], reason: "queueType: invalid value" },
      },
      "Invalid request; queueType: invalid value",
      "t1",
    ],
    [
      "of the configuration service, the reason said twice",
      409,
      {
        trackingId: "t1",
        error: { key: "409", message: [{ description: "Similar entity" }], reason: "Similar entity" },
      },
      "Similar entity",
      "t1",
    ],
    [
      "of the configuration service, in short",
      500,
      { trackingId: "t1", error: "An error occurred" },
      "An error occurred",
      "t1",
    ],
    [
      "of the configuration service without a description",
      400,
      { trackingId: "t1", error: { key: "400", message: "odd", reason: "name: invalid value" } },
      "name: invalid value",
      "t1",
    ],
    [
      "of the framework",
      405,
      { timestamp: "x", status: 405, error: "Method Not Allowed", path: "/y" },
      "Method Not Allowed",
      undefined,
    ],
    [
      "of the newer flows",
      422,
      { code: "FC1015", message: "Connector not configured", details: [] },
      "Connector not configured",
      undefined,
    ],
    [
      "of webexapis.com",
      400,
      { message: "Bad token", errors: [{ description: "Bad token" }], trackingId: "t2" },
      "Bad token",
      "t2",
    ],
    [
      "of webexapis.com, in its list alone",
      400,
      { errors: [{ description: "One" }, { description: "Two" }], trackingId: "t2" },
      "One; Two",
      "t2",
    ],
    ["in plain text", 500, "Oops… Something broke\nat line 7", "Oops… Something broke", undefined],
    ["without a body", 502, "", "", undefined],
    ["in a shape never seen", 500, { oops: true }, "", undefined],
    ["as a list", 500, [1, 2], "", undefined],
    ["as nothing", 500, null, "", undefined],
    ["with a tracking id that is not a text", 500, { trackingId: 7, error: "x" }, "x", undefined],
  ])("is told by its most precise text: %s", (_, status, body, detail, trackingId) => {
    expect(webexDialect.explain(status, body)).toMatchObject({
      detail,
      ...(trackingId === undefined ? {} : { trackingId }),
    });
  });

  it("is told in 600 characters at most", () => {
    const { detail } = webexDialect.explain(400, { error: "x".repeat(10_000) });
    expect(detail).toBe(`${"x".repeat(600)}...`);
  });

  it.each<[string, unknown, "no-such-route" | undefined]>([
    ["the framework's", { timestamp: "x", status: 404, error: "Not Found", path: "/y" }, "no-such-route"],
    ["a gateway's", { message: "no Route matched with those values" }, "no-such-route"],
    ["in plain text", "404 page not found", "no-such-route"],
    ["empty", "", "no-such-route"],
    ["the configuration service's", { trackingId: "t", error: { key: "404", message: [], reason: "r" } }, undefined],
    ["the Flow Store's", { code: "404", message: "Flow not found", details: [] }, undefined],
    ["webexapis.com's", { message: "gone", errors: [{ description: "gone" }] }, undefined],
  ])("with 404 says that an object is gone only in a service's own words: %s", (_, body, failure) => {
    expect(webexDialect.explain(404, body).failure).toBe(failure);
  });
});
