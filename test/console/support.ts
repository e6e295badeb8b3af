import { z } from "zod";
import { consoleOf, newToken, type ConsoleOptions } from "../../console";

const update = z.object({
  parts: z.record(z.string(), z.string()),
  here: z.array(z.string()),
  seen: z.array(z.string()),
  links: z.array(z.string()),
});
export type Update = z.output<typeof update>;

/** The console as a browser asks it, without one. */
export interface Asked {
  readonly get: (path: string) => Promise<Response>;
  readonly text: (path: string) => Promise<string>;
  readonly post: (path: string, form?: Readonly<Record<string, string>>) => Promise<Response>;
  /** The first update of the call that fits. */
  readonly until: (fits: (update: Update) => boolean) => Promise<Update>;
}

const HOST = "127.0.0.1:4511";

export function openConsole(options: Omit<ConsoleOptions, "token">): Asked {
  const token = newToken();
  const page = consoleOf({ ...options, token });
  const headers = { host: HOST, cookie: `datadip_console_4511=${token}`, "sec-fetch-site": "same-origin" };
  const get = (path: string): Promise<Response> => page(new Request(`http://${HOST}${path}`, { headers }));
  return {
    get,
    text: async (path) => (await get(path)).text(),
    post: (path, form = {}) =>
      page(
        new Request(`http://${HOST}${path}`, {
          method: "POST",
          headers: { ...headers, origin: `http://${HOST}`, "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(form).toString(),
        }),
      ),
    until: async (fits) => {
      const { body } = await get("/phone/events");
      let text = "";
      for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        const data = events.flatMap((event) => /^data: (.*)$/m.exec(event)?.[1] ?? []);
        const found = data.map((one) => update.parse(JSON.parse(one))).find(fits);
        if (found !== undefined) return found;
      }
      throw new Error("The stream ended before the call came so far.");
    },
  };
}
