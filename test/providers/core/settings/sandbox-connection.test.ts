import { connectSandbox } from "../../../../providers/core/settings/sandbox-connection";
import { Settings } from "../../../../providers/core/settings/settings";
import { json, page, serve, type Served } from "../../../support/http-server";

let server: Served;
beforeEach(async () => {
  server = await serve(json({ token: "t" }));
});
afterEach(() => server.close());

function connecting(url: string) {
  const config: Readonly<Record<string, string>> = { "datadip:sandboxUrl": url };
  return connectSandbox(new Settings({ config: (key) => config[key], env: {} }));
}

describe("a sandbox that runs elsewhere", () => {
  it("gives the credentials of a cloud", async () => {
    const sandbox = await connecting(`${server.url}//`);
    expect(sandbox.url).toBe(server.url);
    expect(await sandbox.credentials("webex/sandbox/credentials")).toEqual({ token: "t" });
    expect(server.received.map(({ url }) => url)).toEqual(["/webex/sandbox/credentials"]);
  });

  it.each([
    ["an error", json({ token: "t" }, 404)],
    ["a page", page(200)],
    ["a list", json(["token"])],
    ["nothing", json(null)],
  ])("is none where it answers with %s", async (_, reply) => {
    server.next(reply);
    const sandbox = await connecting(server.url);
    await expect(sandbox.credentials("x")).rejects.toMatchObject({
      name: "SettingsError",
      message: `What answers at ${server.url} (datadip:sandboxUrl) is not a sandbox of datadip: start one with npx datadip sandbox, or remove the setting to use the built-in one.`,
    });
  });

  it("is named where it does not answer", async () => {
    const sandbox = await connecting(server.url);
    await server.close();
    await expect(sandbox.credentials("x")).rejects.toThrow(
      `No sandbox answers at ${server.url} (datadip:sandboxUrl): start it with npx datadip sandbox, or remove the setting to use the built-in one. `,
    );
  });
});
