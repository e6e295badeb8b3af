import { z } from "zod";
import {
  failureOfPage,
  networkError,
  provenChanged,
  provenDeleted,
  understood,
} from "../../../providers/http/failures";
import type { HttpAnswer, HttpRequest } from "../../../providers/http/request";

const answer: HttpAnswer = { method: "DELETE", path: "/team/t1", status: 200, body: "", trackingId: "trk_1" };

const request: HttpRequest = { method: "POST", path: "/team" };

describe("a web page with a status", () => {
  it.each([
    [200, "no-such-route"],
    [404, "no-such-route"],
    [409, "no-such-route"],
    [401, "unauthorized"],
    [429, "rate-limited"],
    [500, "server"],
  ])("%i is %s", (status, failure) => expect(failureOfPage(status)).toBe(failure));
});

describe("a request without an answer", () => {
  it("says the error alone where it has no code", () => {
    const { detail, failure } = networkError(request, new Error("socket hang up"), 30_000, "trk_1");
    expect({ detail, failure }).toEqual({ detail: "socket hang up", failure: "lost" });
  });

  it("says the request's own advice for this failure", () => {
    const advised = { ...request, advice: { lost: "Look whether the team is there." } };
    expect(networkError(advised, new Error("cut"), 30_000, "trk_1").message).toMatch(
      /cut\. Look whether the team is there\.$/,
    );
  });

  it("may be worked on for as long as it was given", () => {
    expect(networkError(request, new Error("cut"), 45_000, "trk_1").mayWorkMs).toBe(45_000);
  });
});

describe("an answer that cannot be read", () => {
  it("is unreadable where it is no JSON", () => {
    const read = () => understood({ ...answer, body: "{" }, (body) => void JSON.parse(String(body)));
    expect(read).toThrow(/^DELETE \/team\/t1 answered 200 .*an answer that datadip cannot read, /);
  });

  it("names the operation it belongs to", () => {
    const read = () => understood({ ...answer, operation: "listing teams" }, (body) => z.number().parse(body));
    expect(read).toThrow(/^listing teams failed \(tracking id trk_1\): an answer that datadip cannot read, Invalid/);
  });
});

describe("a deletion", () => {
  /** What is said about a deletion with this answer, and how often the object is looked for. */
  async function deleting(said: Partial<HttpAnswer>, isThere: boolean, word?: string) {
    let looks = 0;
    const look = (): Promise<boolean> => {
      looks += 1;
      return Promise.resolve(isThere);
    };
    const outcome = await provenDeleted({ ...answer, ...said }, look, word).then(
      () => "deleted",
      (error: unknown) => String(error),
    );
    return { outcome, looks };
  }

  it.each([
    ["204", { status: 204 }, undefined],
    ["nothing", { isTracked: true, body: undefined }, undefined],
    ["null", { isTracked: true, body: null }, undefined],
    ["an empty text", { isTracked: true, body: "" }, undefined],
    ["its word", { isTracked: true, body: "OK" }, "OK"],
    ["nothing where a word is usual", { isTracked: true, body: "" }, "OK"],
  ])("is proven where the service answers %s", async (_, said, word) => {
    expect(await deleting(said, true, word)).toEqual({ outcome: "deleted", looks: 0 });
  });

  it.each([
    ["another word", { isTracked: true, body: "Accepted" }, "OK"],
    ["a word where none is usual", { isTracked: true, body: "OK" }, undefined],
    ["nothing, but not from the service", { isTracked: false, body: "" }, undefined],
    ["nothing, from nobody knows whom", { body: "" }, undefined],
  ])("is looked for where the answer is %s", async (_, said, word) => {
    expect(await deleting(said, false, word)).toEqual({ outcome: "deleted", looks: 1 });
    const { outcome } = await deleting(said, true, word);
    expect(outcome).toContain("an answer that datadip cannot read, and the object is still there.");
  });
});

describe("a change by a service that says 204 to each", () => {
  it("is done after 204 alone", () => {
    expect(() => provenChanged({ ...answer, status: 204 })).not.toThrow();
    expect(() => provenChanged(answer)).toThrow("an answer that datadip cannot read, instead of 204.");
  });
});
