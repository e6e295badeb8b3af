import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { consoleOf, newToken } from "../../console";
import { defineFlow } from "../../flow";
import { dataDip, openEnvironment, type Environment } from "../operations/call/environment";
import { describeBrowser, openBrowser, serious, type Opened, type Watched } from "./browser";

/** The console as a person uses it: dial, hear, press a key, answer, change an object. Pictures lie in test/browser/screenshots afterwards. */

const SCREENSHOTS = join(__dirname, "screenshots");
const HOSTILE = '</script><img src="https://example.com/x" onerror="document.title=1">';

describeBrowser("the console", () => {
  let env: Environment;
  let opened: Opened;
  let url: string;
  let server: ReturnType<typeof createAdaptorServer>;
  const token = newToken();

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    opened = await openBrowser();
    env = await openEnvironment();
    await env.line(dataDip(env), "Main line");
    const sandbox = env.tenant.sandbox.url;
    const page = consoleOf({
      token,
      target: () => Promise.resolve({ kind: "sandbox", url: sandbox, stack: undefined }),
      settings: () => Promise.reject(new Error("there is no stack")),
    });
    server = createAdaptorServer({ fetch: page });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await opened.browser.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
    await env.close();
  });

  async function show(path: string, width?: number): Promise<Watched> {
    const watched = await opened.page(width);
    if ((await opened.browser.cookies()).length === 0) await watched.page.goto(`${url}/?token=${token}`);
    await watched.page.goto(`${url}${path}`);
    return watched;
  }
  /** Until a part of the page holds a text; what comes there comes by the event stream. */
  const until = ({ page }: Watched, selector: string, text: string) =>
    page.waitForFunction(
      `(document.querySelector(${JSON.stringify(selector)})?.textContent ?? "").includes(${JSON.stringify(text)})`,
    );
  const submit = async ({ page }: Watched, button: string): Promise<void> => {
    await Promise.all([page.waitForNavigation(), page.click(button)]);
  };
  const picture = ({ page }: Watched, name: string) =>
    page.screenshot({ path: join(SCREENSHOTS, `console-${name}.png`) });
  const own = ({ asked }: Watched): readonly string[] => asked.filter((address) => !address.startsWith(url));

  it("dials, hears, answers and wraps up in two windows, without a request that leaves the machine", async () => {
    const phone = await show("/phone");
    await phone.page.type("input[name=from]", "+15207739050");
    await phone.page.select("select[name=speed]", "20");
    await submit(phone, "form[action='/phone/dial'] button");
    await until(phone, "#call-heard", "Hello Jack Rogers.");
    await until(phone, "#call-state", "rings at the agent");
    expect(await phone.page.$$("#picture g.activity.seen")).not.toHaveLength(0);
    expect(await phone.page.$$("#picture g.activity.here")).toHaveLength(1);
    await picture(phone, "phone");
    expect(await serious(phone)).toEqual([]);
    const agent = await show("/agent");
    await agent.page.waitForSelector("form[action='/agent/answer'] button");
    await agent.page.click("form[action='/agent/answer'] button");
    await until(agent, "#agent-card", "Account Burlington Textiles");
    await agent.page.type("input[name=notes]", HOSTILE);
    await picture(agent, "agent");
    expect(await serious(agent)).toEqual([]);
    await agent.page.click("form[action='/agent/wrap-up'] button");
    await until(agent, "#agent-after", HOSTILE);
    await picture(agent, "agent-after");
    for (const watched of [phone, agent]) {
      expect([own(watched), watched.troubles]).toEqual([[], []]);
      await watched.page.close();
    }
  }, 60_000);

  it("takes keys from the keyboard, and keeps hostile names texts", async () => {
    const flow = defineFlow("Menu", {
      description: HOSTILE,
      start: "Ask",
      nodes: {
        Ask: {
          type: "ivr-menu",
          description: HOSTILE,
          say: `One? ${HOSTILE}`,
          entryTimeoutSeconds: 60,
          options: { "1": { label: "One", to: "Bye" } },
          to: { timeout: "Ask" },
        },
        Bye: { type: "disconnect-contact", description: "Ends" },
      },
    });
    const number = await env.line(flow, "Menu line");
    const phone = await show("/phone", 420);
    await phone.page.select("select[name=to]", number);
    await phone.page.select("select[name=speed]", "20");
    await submit(phone, "form[action='/phone/dial'] button");
    await until(phone, "#call-state", "waits for keys");
    await until(phone, "#call-heard", HOSTILE);
    // It is heard while it plays, not only when the menu is over.
    expect(await phone.page.evaluate("document.querySelector('#call-path').textContent")).not.toContain("timeout");
    await phone.page.keyboard.press("1");
    await until(phone, "#call-state", "disconnected by the flow");
    await until(phone, "#call-path", "leaves by 1");
    expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(420);
    expect(await phone.page.$$("main img")).toEqual([]);
    expect([own(phone), phone.troubles, await phone.page.title()]).toEqual([[], [], "Phone - datadip console"]);
    await phone.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await picture(phone, "phone-narrow-dark");
    expect(await serious(phone)).toEqual([]);
    await phone.page.close();
  }, 60_000);

  it("changes an object as a colleague, asks Salesforce, and every pane is accessible", async () => {
    const colleague = await show("/colleague");
    await submit(colleague, "main li a");
    await colleague.page.$eval(
      "input[name=serviceLevelThreshold]",
      (input) => ((input as unknown as { value: string }).value = "99"),
    );
    await submit(colleague, "form.card button.go");
    await until(colleague, "main", "Saved.");
    expect((await env.tenant.api("GET", `contact-service-queue/${env.queueId}`)).data).toMatchObject({
      serviceLevelThreshold: 99,
    });
    await picture(colleague, "colleague");
    expect(await serious(colleague)).toEqual([]);
    const records = await show("/records");
    await records.page.click("form[action='/records/query'] button");
    await until(records, "#found", "Jack Rogers");
    await picture(records, "records");
    expect(await serious(records)).toEqual([]);
    for (const path of ["/", "/runs", "/reference/webex/queue"]) {
      const pane = await show(path);
      expect([path, await serious(pane), pane.troubles]).toEqual([path, [], []]);
      await pane.page.close();
    }
    for (const watched of [colleague, records]) {
      expect([own(watched), watched.troubles]).toEqual([[], []]);
      await watched.page.close();
    }
  }, 60_000);
});
