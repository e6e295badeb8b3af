import { createHash } from "node:crypto";
import { escapeXml } from "../../flow";

/** A piece of HTML whose texts are escaped already. Only `html` and `raw` make one. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | undefined | false | readonly Part[];

function rendered(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  return typeof part === "object" ? part.map(rendered).join("") : escapeXml(String(part));
}

/** HTML from a template: inserted values are escaped, except `Html` and lists of it. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(fixed.map((text, index) => (index === 0 ? text : `${rendered(parts[index - 1])}${text}`)).join(""));

/** A table with these headings. */
export const table = (columns: readonly string[], rows: readonly (readonly Part[])[]): Html =>
  html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th>${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** Text that is HTML already, such as a picture from `drawSvg`. */
export const raw = (text: string): Html => new Html(text);

/** `value` for a script element of data: JSON that cannot end the element. */
export const jsonBlock = (id: string, value: unknown): Html =>
  raw(
    `<script type="application/json" id="${escapeXml(id)}">${JSON.stringify(value)
      .replaceAll("<", "\\u003c")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029")}</script>`,
  );

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * A page in one file, with its style and script inside. Its policy allows no request and no other style or script, so `body` must have
 * no style or on* attribute.
 */
export function selfContained(page: {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly body: Html;
}): string {
  const policy = [
    "default-src 'none'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    `style-src ${hashOf(page.style)}`,
    `script-src ${hashOf(page.script)}`,
  ].join("; ");
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeXml(page.title)}</title>`,
    `<style>${page.style}</style>`,
    "</head>",
    "<body>",
    page.body.text,
    `<script>${page.script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
