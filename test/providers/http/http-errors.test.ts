import { inspect } from "node:util";
import { z } from "zod";
import {
  asError,
  type Failure,
  HttpError,
  isAmbiguous,
  isFailure,
  unlessMissing,
} from "../../../providers/http/http-errors";
import { failureOfStatus, networkError, understood } from "../../../providers/http/failures";
import { AxiosError } from "axios";

const error = (
  failure: Failure,
  status: number,
  more: Partial<ConstructorParameters<typeof HttpError>[0]> = {},
): HttpError =>
  new HttpError({
    failure,
    method: "PUT",
    path: "/organization/o1/team/t1",
    status,
    detail: "What the service said",
    trackingId: "trk_1",
    ...more,
  });

describe("the sentence of a failed request", () => {
  const begin = (status: number): string =>
    `PUT /organization/o1/team/t1 answered ${status} (tracking id trk_1): What the service said.`;

  it.each<[Failure, number, string]>([
    ["bad-request", 400, begin(400)],
    ["unauthorized", 401, `${begin(401)} The access token is missing, wrong or expired: renew the credentials.`],
    [
      "forbidden",
      403,
      `${begin(403)} The token lacks a scope or its user a role for this: see the scopes listed in README.`,
    ],
    ["not-found", 404, begin(404)],
    [
      "no-such-route",
      404,
      `${begin(404)} The address is wrong for this service: check the region and any URL set in the stack config.`,
    ],
    ["conflict", 409, begin(409)],
    ["referenced", 412, begin(412)],
    ["rate-limited", 429, `${begin(429)} The quota of this client id is used up: run again in a minute.`],
    [
      "exhausted",
      403,
      `${begin(403)} The day's quota of this organisation is used up, so run again when it is renewed.`,
    ],
    [
      "server",
      502,
      `${begin(502)} The service failed: run again, and give the tracking id to its support if it fails again.`,
    ],
    [
      "unreadable",
      200,
      `${begin(200)} The service has changed or a proxy answers in its place: look for a newer datadip.`,
    ],
  ])("%s", (failure, status, sentence) => {
    expect(error(failure, status).message).toBe(sentence);
  });

  it("names the operation instead of method and path, where there is one", () => {
    expect(error("bad-request", 400, { operation: "createMetadata Queue Support" }).message).toBe(
      "createMetadata Queue Support failed (tracking id trk_1): What the service said.",
    );
  });

  it("says that no answer came", () => {
    expect(error("lost", 0, { detail: "no answer within 30 s" }).message).toBe(
      "PUT /organization/o1/team/t1 got no answer (tracking id trk_1): no answer within 30 s. " +
        "No complete answer came, so the request may or may not have been carried out.",
    );
  });

  it("leaves out what is not known and doubles no full stop", () => {
    expect(error("bad-request", 400, { detail: "", trackingId: undefined }).message).toBe(
      "PUT /organization/o1/team/t1 answered 400.",
    );
    expect(error("bad-request", 400, { detail: "Ends so." }).message).toBe(
      "PUT /organization/o1/team/t1 answered 400 (tracking id trk_1): Ends so.",
    );
  });

  it("takes the caller's advice before its own", () => {
    expect(error("server", 500, { advice: "Do this." }).message).toBe(`${begin(500)} Do this.`);
  });

  it("has its parts for code to decide by", () => {
    const parts = { trackingId: "trk_2", retryAfterMs: 7_000, code: "LIMIT", mayWorkMs: 30_000 };
    expect(error("server", 503, parts)).toMatchObject({ name: "HttpError", method: "PUT", status: 503, ...parts });
  });

  it("does not print the body", () => {
    const failed = error("server", 500, { body: { inner: "what-nobody-should-read" } });
    expect(failed.body).toEqual({ inner: "what-nobody-should-read" });
    expect(`${inspect(failed)}${JSON.stringify(failed)}${failed.stack}`).not.toContain("what-nobody-should-read");
  });
});

describe("what a status means", () => {
  it.each<[number, Failure]>([
    [300, "no-such-route"],
    [301, "no-such-route"],
    [399, "no-such-route"],
    [400, "bad-request"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "not-found"],
    [405, "no-such-route"],
    [409, "conflict"],
    [412, "referenced"],
    [415, "bad-request"],
    [418, "bad-request"],
    [422, "bad-request"],
    [429, "rate-limited"],
    [500, "server"],
    [502, "server"],
    [503, "server"],
    [504, "server"],
    [599, "server"],
  ])("%i is %s", (status, failure) => {
    expect(failureOfStatus(status)).toBe(failure);
  });
});

describe("what a broken connection means", () => {
  const request = { method: "POST", path: "/thing" } as const;
  const by = (code: string): HttpError => networkError(request, new AxiosError("why", code), 30_000, "trk_1");

  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"])("%s: nothing was sent", (code) => {
    expect(by(code).failure).toBe("unsent");
  });

  it.each(["ECONNRESET", "EPIPE", "ECONNABORTED", "ETIMEDOUT", "ERR_CANCELED", "ERR_BAD_RESPONSE"])(
    "%s: it may have been carried out",
    (code) => {
      expect(by(code).failure).toBe("lost");
    },
  );

  it.each([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "EPROTO",
  ])("%s: nothing was sent, and the certificate is named", (code) => {
    expect(by(code).failure).toBe("unsent");
    expect(by(code).message).toBe(
      `POST /thing got no answer (tracking id trk_1): ${code}: why. No trusted connection to the service, so nothing was changed: ` +
        `behind a company proxy name its root certificate in NODE_EXTRA_CA_CERTS.`,
    );
  });
});

describe("what may have happened all the same", () => {
  const ambiguous: readonly Failure[] = ["lost", "server", "unreadable"];
  const clear: readonly Failure[] = [
    "bad-request",
    "unauthorized",
    "forbidden",
    "not-found",
    "no-such-route",
    "conflict",
    "referenced",
    "rate-limited",
    "unsent",
  ];

  it("is everything without a readable answer and every failure of the service", () => {
    expect(ambiguous.map((failure) => isAmbiguous(error(failure, 0)))).toEqual([true, true, true]);
    expect(clear.filter((failure) => isAmbiguous(error(failure, 0)))).toEqual([]);
    expect(isAmbiguous(new Error("lost"))).toBe(false);
  });

  it("is told by kind, never by text", () => {
    expect(isFailure(error("conflict", 409), "not-found", "conflict")).toBe(true);
    expect(isFailure(new Error("conflict"), "conflict")).toBe(false);
  });
});

describe("an answer of another shape", () => {
  const answer = { method: "POST", path: "/team", status: 201, trackingId: "trk_1" } as const;
  const schema = z.looseObject({ id: z.string(), groups: z.array(z.looseObject({ teamId: z.string() })) });
  const reading = (body: unknown) => () => understood({ ...answer, body }, (value) => schema.parse(value));
  const end = "The service has changed or a proxy answers in its place: look for a newer datadip.";

  it("is one sentence with the first place that is wrong", () => {
    expect(reading({ id: "t1", groups: [{ teamId: 7 }] })).toThrow(
      new RegExp(
        `^POST /team answered 201 \\(tracking id trk_1\\): an answer that datadip cannot read, groups\\.0\\.teamId: Invalid input: expected string, received number\\. ${end}$`,
      ),
    );
    expect(reading("")).toThrow(
      /^POST \/team answered 201 \(tracking id trk_1\): an answer that datadip cannot read, Invalid input: /,
    );
  });

  it("counts as ambiguous: the object may be there", () => {
    const thrown = (() => {
      try {
        return reading("")();
      } catch (caught) {
        return caught;
      }
    })();
    expect(isAmbiguous(thrown)).toBe(true);
  });

  it("lets other errors pass", () => {
    const boom = (): never => {
      throw new TypeError("boom");
    };
    expect(() => understood({ ...answer, body: {} }, boom)).toThrow(new TypeError("boom"));
  });
});

describe("what may not exist", () => {
  it("is undefined where the service says so; other failures stay failures", async () => {
    const gone = error("not-found", 404);
    const refused = error("forbidden", 403);
    await expect(unlessMissing(Promise.resolve("there"))).resolves.toBe("there");
    await expect(unlessMissing(Promise.reject(gone))).resolves.toBeUndefined();
    await expect(unlessMissing(Promise.reject(refused))).rejects.toBe(refused);
  });
});

describe("any thrown thing", () => {
  it("becomes an Error, since the engine prints undefined for anything else", () => {
    expect(asError("text").message).toBe("text");
    expect(asError(undefined).message).toBe("undefined");
    expect(asError(error("server", 500))).toBeInstanceOf(HttpError);
  });

  it("keeps the kind of an error whose text must be masked", () => {
    const masked = asError(new RangeError("Authorization: Bearer abcdefgh12345678"));
    expect(masked.name).toBe("RangeError");
    expect(masked.message).toBe("Authorization: Bearer [secret]");
    const clean = new RangeError("nothing to hide");
    expect(asError(clean)).toBe(clean);
  });
});
