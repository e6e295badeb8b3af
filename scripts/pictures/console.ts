import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import type { Built } from "./environment";

/** The guides' pictures of the console, by file name. */
export type Shots = ReadonlyMap<string, Uint8Array>;

const SIZE = { width: 1000, height: 680 };
const ADDRESS = /http:\/\/\S+\?token=\w+/;

/** Takes pictures of the console of a running environment, page by page. Needs the Chromium of npm, on Linux. */
export async function consolePictures(root: string, { folder, env }: Built): Promise<Shots> {
  const { default: puppeteer } = await import("puppeteer-core");
  const { default: chromium } = await import("@sparticuz/chromium");
  const served = spawn(process.execPath, [join(root, "bin", "datadip.cjs"), "console", "--port", "0"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: "shell",
    args: [...chromium.args, "--no-sandbox", "--disable-gpu"],
  });
  try {
    const address = await new Promise<string>((done, failed) => {
      let out = "";
      served.stdout.on("data", (chunk: Buffer) => {
        out += chunk.toString();
        const [found] = ADDRESS.exec(out) ?? [];
        if (found !== undefined) done(found);
      });
      served.once("exit", () => failed(new Error(`The console did not start: ${out}`)));
    });
    const page = await browser.newPage();
    await page.setViewport(SIZE);
    await page.goto(address);
    return await walk(page, new URL(address).origin);
  } finally {
    await browser.close();
    served.kill("SIGINT");
  }
}

async function walk(page: Page, url: string): Promise<Shots> {
  const shots = new Map<string, Uint8Array>();
  const shot = async (name: string): Promise<void> => void shots.set(name, await page.screenshot({ type: "png" }));
  const submit = (button: string): Promise<unknown> => Promise.all([page.waitForNavigation(), page.click(button)]);
  const text = (selector: string, words: string): Promise<unknown> =>
    page.waitForFunction(`document.querySelector("${selector}")?.textContent.includes("${words}")`);
  await text("#drift", "No drift");
  await shot("console-environment.png");
  await page.goto(`${url}/phone`);
  await page.type("input[name=from]", "+15207739050");
  await submit("form[action='/phone/dial'] button");
  await text("#call-state", "rings");
  await shot("console-phone.png");
  await page.goto(`${url}/agent`);
  await page.waitForSelector("form[action='/agent/answer'] button");
  await page.click("form[action='/agent/answer'] button");
  await text("#agent-card", "Opens: Account");
  await page.type("input[name=notes]", "Wants the new address on the invoice, too.");
  await page.click("form[action='/agent/wrap-up'] button");
  await text("#agent-after", "CommentBody");
  await shot("console-agent.png");
  await page.goto(`${url}/colleague`);
  await submit("main li:last-child a");
  await page.click("input[name=serviceLevelThreshold]", { count: 3 });
  await page.type("input[name=serviceLevelThreshold]", "99");
  await submit("form.card button.go");
  await page.goto(url);
  await text("#drift", "changed");
  await page.evaluate(`document.querySelector("#graph").style.maxHeight = "290px"`);
  await page.evaluate(`document.querySelector("#graph").scrollTo(0, 260)`);
  await shot("console-drift.png");
  return shots;
}
