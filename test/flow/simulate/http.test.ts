import { defineFlow, type Flow } from "../../../flow";
import type { CallScriptInput } from "../../../flow/simulate";
import { play, visited } from "./support";

const ask = (retries: number, handlesErrors = false): Flow =>
  defineFlow("Ask", {
    variables: { name: { type: "STRING", value: "before" }, count: { type: "INTEGER" }, list: { type: "JSON" } },
    start: "Ask",
    nodes: {
      Ask: {
        type: "http-request-v2",
        method: "GET",
        path: "/records",
        query: { q: "a b'c%" },
        retries,
        timeoutMs: 1_000,
        read: { name: "$.records[0].Name", count: "$.totalSize", list: "$.records[*].Id" },
        to: "Bye",
      },
      Bye: { type: "disconnect-contact" },
    },
    ...(handlesErrors && {
      events: {
        on: { GlobalErrorHandling: "Sorry" },
        nodes: { Sorry: { type: "play-message", say: "Sorry.", to: "Off" }, Off: { type: "disconnect-contact" } },
      },
    }),
  });

const found = { totalSize: 2, records: [{ Id: "a", Name: "Jane" }, { Id: "b" }] };

describe("HTTP Request", () => {
  it("maps scalars by the variable's type and indefinite paths to lists", () => {
    const { variables, requests } = play(ask(0), {}, [{ body: found }]);
    expect(variables).toEqual({ name: "Jane", count: "2", list: '["a","b"]' });
    expect(requests[0]?.request.url).toBe("/records?q=a%20b'c%25");
  });

  it("tries 5xx again, 4xx never", () => {
    expect(play(ask(2), {}, [{ status: 503 }]).requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(play(ask(2), { options: { attempts: "retries" } }, [{ status: 503 }]).requests).toHaveLength(2);
    expect(play(ask(2), {}, [{ status: 404 }]).requests).toHaveLength(1);
    const recovered = play(ask(2), {}, [
      { status: 500, times: 2, delayMs: 100 },
      { body: found, delayMs: 100 },
    ]);
    expect([recovered.variables.name, recovered.end]).toEqual([
      "Jane",
      { reason: "disconnected by the flow", atMs: 300 },
    ]);
  });

  it("gives up at the timeout, which is not tried again, and takes the way of errors", () => {
    const dropped = play(ask(2), {}, [{ delayMs: 5_000 }]);
    expect(dropped.requests).toHaveLength(1);
    expect(dropped.end).toEqual({ reason: "dropped on an error", atMs: 1_000 });
    expect(dropped.failures).toEqual([
      expect.objectContaining({
        node: "Ask",
        outcome: "dropped",
        message: "GET /records?q=a%20b'c%25 gave no answer within 1000 ms.",
      }),
    ]);
    const handled = play(ask(2, true), {}, [{ failure: "connection refused" }]);
    expect(visited(handled)).toEqual(["NewPhoneContact", "Ask", "GlobalErrorHandling", "Sorry", "Off"]);
    expect(handled.end.reason).toBe("disconnected by the flow");
  });

  it.each<[CallScriptInput["options"], object | undefined, string]>([
    [{}, { records: [] }, "before"],
    [{ onMissingPath: "empty" }, { records: [] }, ""],
    [{ onMissingPath: "empty" }, undefined, ""],
    [{}, { records: [{ Name: null }] }, ""],
    [{ onNull: "word" }, { records: [{ Name: null }] }, "null"],
  ])("with %j reads %j as %j", (options, body, expected) => {
    const { variables } = play(ask(0), { ...(options && { options }) }, [{ ...(body && { body }) }]);
    expect(variables.name).toBe(expected);
  });

  it("fails on a missing path where the options say so", () => {
    const { failures } = play(ask(0), { options: { onMissingPath: "error" } }, [{ body: { records: [] } }]);
    expect(failures[0]?.message).toBe("The answer has nothing at $.records[0].Name for name.");
  });

  it("leaves variables alone on other answers than 2xx where the options say so", () => {
    const table = [{ status: 404, body: found }];
    expect(play(ask(0), {}, table).variables.name).toBe("Jane");
    expect(play(ask(0), { options: { onErrorStatus: "skip" } }, table).variables.name).toBe("before");
  });

  it("says what no row of the table answers", () => {
    expect(play(ask(0)).failures[0]?.message).toMatch(/no row of the table of answers fits/);
  });
});
