import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { desktopLayoutStore } from "./desktop-layout";
import { idField } from "../fields/common";
import { PartStore } from "../stores/list-entry-store";

const inputs = z.strictObject({
  /** The desktop layout. */
  desktopLayoutId: idField("a desktop layout"),
  /** The teams that get it; at least one. Other teams that have it keep it. */
  teamIds: z.array(idField("a team")).min(1, "needs at least one team"),
});

/**
 * Assigns a desktop layout to teams, for teams that are made before the layout. A team has one layout, so use either this or the
 * team's `desktopLayoutId`.
 *
 * @example
 * new webex.DesktopLayoutTeams("CRM layout of tier 1", { desktopLayoutId: crm.id, teamIds: [tier1.id] });
 */
export const DesktopLayoutTeams = defineResource({
  kind: "webex.DesktopLayoutTeams",
  noun: "assignment of a desktop layout",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-layout",
  inputs,
  naturalKey: ["desktopLayoutId"],
  replaceOnChanges: ["desktopLayoutId"],
  referable: false,
  sets: ["teamIds"],
  store: new PartStore({
    of: desktopLayoutStore,
    owner: "desktopLayoutId",
    entries: "teamIds",
    entry: z.string(),
    called: "teams",
    key: (teamId) => teamId,
    fromWire: ({ teamIds = [] }) => teamIds,
    toWire: (teamIds) => ({ teamIds }),
  }),
  permission: "desktop-layout",
  lookUp: { none: "nothing can hold its id, which is that of the layout" },
  export: { isPart: true },
  trial: { inputs: { desktopLayoutId: "{webex.DesktopLayout}", teamIds: ["{webex.Team}"] } },
  picture: {
    family: "other",
    between: ["webex.Team", "webex.DesktopLayout"],
  },
});
export type DesktopLayoutTeams = InstanceType<typeof DesktopLayoutTeams>;
