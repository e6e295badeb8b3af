import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { dataDipFlow, defineFlow, type Flow } from "../../flow";
import { reviewFlow } from "../../operations/review";
import { describeBrowser, openBrowser, serious, type Opened, type Watched } from "./browser";

/** The review page as a reader uses it. Pictures of it lie in test/browser/screenshots afterwards. */

const SCREENSHOTS = join(__dirname, "screenshots");
const folder = mkdtempSync(join(tmpdir(), "datadip-review-test-"));
const HOSTILE = '</script><img src="https://example.com/x" onerror="document.title=1"><style>*{}</style>';

/** A look-up that matches anybody where the number is empty, and hostile texts wherever a flow has texts. */
const risky = (): Flow =>
  defineFlow("Risky", {
    description: HOSTILE,
    variables: { name: { type: "STRING", description: HOSTILE, desktopLabel: HOSTILE.slice(0, 40) } },
    start: "Find",
    nodes: {
      Find: {
        type: "http-request-v2",
        description: HOSTILE,
        method: "GET",
        connector: "connector",
        path: "/services/data/v66.0/query",
        query: { q: "SELECT Id, Name FROM Contact WHERE Phone LIKE '%{{ NewPhoneContact.ANI }}%' LIMIT 1" },
        read: { name: "$.records[0].Name" },
        to: "Hello",
      },
      Hello: { type: "play-message", description: "Greets", say: `Hello {{ name }}. ${HOSTILE}`, to: "Wait" },
      Wait: { type: "queue-contact", description: "Waits", queue: "queue", to: { default: "Music", failure: "Bye" } },
      Music: { type: "play-music", description: "Music", seconds: 30, to: "Music" },
      Bye: { type: "disconnect-contact", description: "Ends" },
    },
  });

describeBrowser("the review page", () => {
  let opened: Opened;
  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    opened = await openBrowser();
  }, 60_000);
  afterAll(() => opened.browser.close());

  async function show(name: string, flow: Flow, width?: number): Promise<Watched> {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, (await reviewFlow(flow)).page);
    const watched = await opened.page(width);
    await watched.page.goto(`file://${file}`);
    await watched.page.screenshot({ path: join(SCREENSHOTS, `review-${name}.png`) });
    return watched;
  }

  /** What an expression gives inside the page. It stays a text, so that the browser's names need no types here. */
  const inside = (watched: Watched, expression: string): Promise<unknown> => watched.page.evaluate(expression);

  const texts = async (watched: Watched, selector: string): Promise<readonly string[]> =>
    z
      .array(z.string())
      .parse(
        await inside(
          watched,
          `Array.from(document.querySelectorAll(${JSON.stringify(selector)}), (one) => one.textContent)`,
        ),
      );

  it("shows who gets a stranger's record, keeps hostile texts texts, and asks for nothing", async () => {
    const watched = await show("risky", risky());
    const { page, asked, troubles } = watched;
    const verdicts = await texts(watched, ".called");
    expect(verdicts.find((text) => text.includes("without any number"))).toContain("a stranger's");
    expect(verdicts.find((text) => text.includes("A caller who is known"))).toContain("Fine");
    expect(await page.title()).toBe("Review of Risky");
    expect(await page.$$("main img, header img")).toEqual([]);
    expect((await texts(watched, "header"))[0]).toContain('onerror="document.title=1"');
    expect(await serious(watched)).toEqual([]);
    expect(asked).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  }, 60_000);

  it("steps a call along the picture, zooms, finds, and is read on a narrow screen", async () => {
    const flow = dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" });
    const watched = await show("data-dip", flow);
    const { page, troubles } = watched;
    await page.click('button[data-call="0"]');
    const here = async (): Promise<string> => (await texts(watched, "g.activity.here")).join();
    expect(await here()).toContain("NewPhoneContact");
    await page.click("#next");
    expect(await here()).toContain("KeepCall");
    expect(await texts(watched, "g.link.seen")).toHaveLength(1);
    expect((await texts(watched, "#now"))[0]).toContain("interactionId");
    await page.click("#last");
    expect((await texts(watched, "#step-now"))[0]).toMatch(/^(\d+) of \1$/);
    await page.screenshot({ path: join(SCREENSHOTS, "review-data-dip-stepped.png") });

    const width = async (): Promise<number> =>
      z.number().parse(await inside(watched, 'document.querySelector("#picture svg").getBoundingClientRect().width'));
    const before = await width();
    await page.click("#zoom-in");
    expect(await width()).toBeGreaterThan(before * 1.2);
    await page.type("#search", "contactbyani");
    expect((await texts(watched, "#search-count"))[0]).toMatch(/^\d+ activit/);
    expect((await texts(watched, "g.activity.found")).join()).toContain("ContactByANI");

    await page.setViewport({ width: 420, height: 900 });
    expect(await inside(watched, "document.documentElement.scrollWidth")).toBeLessThanOrEqual(420);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await page.screenshot({ path: join(SCREENSHOTS, "review-data-dip-narrow.png") });
    expect(troubles).toEqual([]);
    await page.close();
  }, 60_000);
});
