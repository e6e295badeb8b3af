import { diffFlows, sameFlow } from "../../flow";
import type { Clock } from "../../providers/http/clock";
import { asError } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import { documentToImport } from "../../providers/webex/flow/flow-content";
import { importFlow, publishFlow, tagVersions } from "../../providers/webex/flow/flow-wire";
import type { Move } from "./plan";
import { FLOW, freshRow, type Version, versionOf } from "./version";

/** https://developer.webex.com/webex-contact-center/docs/api/v1/flow: the comment of a version. */
const MAX_COMMENT_CHARS = 255;
/** Reads until the list of flows shows a publish, as it may lag. */
const READS = 5;
const READ_AGAIN_MS = 1_000;

/**
 * Moves the tag, then reads back and compares the version under it and under the tag it was tested under.
 * No public route moves a tag alone, so the wanted version becomes the draft and is published, with a new number.
 * @returns the version under the tag.
 * @throws Error that says which steps were done.
 */
export async function carryOut(api: WebexApi, move: Move, clock: Clock): Promise<Version> {
  const { row, tag, wanted } = move;
  if (!move.isDraftReady) {
    const document = documentToImport(wanted.document, row.name);
    const imported = await importFlow(api, { name: row.name, flowType: FLOW, format: "v1", document }, true);
    if (imported.id !== row.id) {
      throw new Error(
        `${row.name} was imported as another flow, ${imported.id}, as somebody renamed ${row.id} meanwhile: ${tag} was not moved. Delete ${imported.id} in Flow Designer and run this again.`,
      );
    }
  }
  await publishFlow(api, row.id, FLOW, [tag], commentOf(move)).catch((error: unknown) => {
    throw new Error(
      `The draft of ${row.name} is ${numberOf(wanted)} now, but it was not published, so ${tag} is unchanged. Run this again. ${asError(error).message}`,
      { cause: error },
    );
  });
  const published = await moved(api, move, clock);
  if (!sameFlow(published.flow, wanted.flow)) throw new Error(conflictText(move, published));
  await proveTested(api, move);
  return published;
}

/** The version under the tag, once the service shows that it moved. */
async function moved(api: WebexApi, { row, tag, current }: Move, clock: Clock): Promise<Version> {
  for (let read = 1; read <= READS; read += 1) {
    const now = await freshRow(api, row.id);
    const id = now === undefined ? undefined : tagVersions(now).get(tag);
    if (id !== undefined && id !== current?.id) return versionOf(api, row, id);
    if (read < READS) await clock.sleep(READ_AGAIN_MS);
  }
  throw new Error(
    `${row.name} was published under ${tag}, but the service still shows ${tag} where it stood. Look at the flow's versions in Flow Designer before you run this again.`,
  );
}

async function proveTested(api: WebexApi, { row, wanted, testedUnder }: Move): Promise<void> {
  if (testedUnder === undefined) return;
  const id = tagVersions((await freshRow(api, row.id)) ?? row).get(testedUnder);
  if (id === wanted.id) return;
  if (id !== undefined && sameFlow((await versionOf(api, row, id)).flow, wanted.flow)) return;
  throw new Error(
    `${testedUnder} of ${row.name} moved to something else while its ${numberOf(wanted)} was promoted: somebody published meanwhile. Test that, and promote again.`,
  );
}

function conflictText({ row, tag, wanted }: Move, published: Version): string {
  const [first] = diffFlows(wanted.flow, published.flow);
  const at = first === undefined ? "" : ` (it differs at ${first.process} ${first.name})`;
  return `${tag} of ${row.name} points to ${numberOf(published)} by ${published.by ?? "somebody"}, which is not what was wanted${at}: somebody wrote meanwhile. Run this again to put ${numberOf(wanted)} there.`;
}

function commentOf({ wanted, testedUnder }: Move): string {
  const what = testedUnder === undefined ? "Back to" : `Promoted from ${testedUnder}:`;
  const said = `${what} ${numberOf(wanted)}${wanted.comment === "" ? "" : `. ${wanted.comment}`}`;
  return [...said].slice(0, MAX_COMMENT_CHARS).join("");
}

/** `version 3`; with the id where the export has no number. */
export const numberOf = ({ number, id }: Version): string => `version ${number ?? id}`;
