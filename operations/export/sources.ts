import type { WebexApi } from "../../providers/webex/client/api";
import { connectors, flowRows } from "../../providers/webex/flow/flow-wire";
import { listing, type Row } from "../../providers/webex/client/listing";
import { USER_LIST } from "../../providers/webex/client/users";

/** Where a tenant keeps what can be exported, and what can only be referred to. */

/** An object as lists show it: enough to name it, never to describe it. */
export interface Listed {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** What Webex made and lets nobody change. */
  readonly isSystem: boolean;
  /** The object it lies in or is a part of, for a logical name that tells it apart. */
  readonly owner?: string;
  /** The value of the field that tells objects of one name apart. */
  readonly apart?: string;
}

export interface Source {
  readonly kind: string;
  list(api: WebexApi): Promise<readonly Listed[]>;
  /** The look-up that finds such an object by name. Undefined where nothing refers to one. */
  readonly lookUp?: string;
  /** The field that tells objects of one name apart. */
  readonly apart?: string;
  /** Why none of them can be exported. Default: they can. */
  readonly never?: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const isSystem = (row: Row): boolean => row.systemDefault === true || row.isSystemCode === true || row.global === true;

interface Noun {
  readonly by?: string;
  readonly apart?: string;
  readonly listPath?: string;
  readonly never?: string;
}

/** Objects of a list of the configuration service. */
function noun(kind: string, path: string, { by = "name", apart, listPath = `v2/${path}`, never }: Noun = {}): Source {
  return {
    kind,
    lookUp: `get${kind.split(".")[1] ?? ""}`,
    ...(apart === undefined ? {} : { apart }),
    ...(never === undefined ? {} : { never }),
    list: async (api) =>
      [...(await listing(api, listPath)).values()].map((row) => ({
        id: row.id,
        name: text(row[by]),
        isSystem: isSystem(row),
        ...(apart === undefined ? {} : { apart: text(row[apart]) }),
      })),
  };
}

function flows(kind: string, flowType: string): Source {
  return {
    kind,
    lookUp: `get${kind.split(".")[1] ?? ""}`,
    list: async (api) =>
      [...(await flowRows(api, flowType)).values()].map(({ id, name }) => ({ id, name, isSystem: false })),
  };
}

/** Address book entries are listed book by book. */
const entries: Source = {
  kind: "webex.AddressBookEntry",
  list: async (api) => {
    const books = [...(await listing(api, "v3/address-book")).values()];
    const found = books.map(async (book) => {
      const rows = await listing(api, `v2/address-book/${encodeURIComponent(book.id)}/entry`);
      return [...rows.values()].map((row) => ({
        id: `${book.id}/${row.id}`,
        name: text(row.name),
        owner: text(book.name),
        isSystem: false,
      }));
    });
    return (await Promise.all(found)).flat();
  },
};

/** Parts of other objects: those of rows that may have some. */
function parts(kind: string, listPath: string, called: string, mayHave: (row: Row) => boolean): Source {
  return {
    kind,
    list: async (api) => {
      const rows = [...(await listing(api, listPath)).values()].filter((row) => !isSystem(row) && mayHave(row));
      return rows.map((row) => ({ id: row.id, name: `${text(row.name)} ${called}`, isSystem: false }));
    },
  };
}

const CONTENT = "its content cannot be downloaded: keep the file with the program and upload it as a webex.AudioFile";

/** Every kind, roughly in the order in which an environment is made. */
export const SOURCES: readonly Source[] = [
  noun("webex.MultimediaProfile", "multimedia-profile"),
  noun("webex.AudioFile", "audio-file", { never: CONTENT }),
  noun("webex.Skill", "skill"),
  noun("webex.SkillProfile", "skill-profile"),
  noun("webex.HolidayList", "holiday-list"),
  noun("webex.Overrides", "overrides"),
  noun("webex.BusinessHours", "business-hours"),
  noun("webex.GlobalVariable", "cad-variable"),
  noun("webex.AuxiliaryCode", "auxiliary-code", { apart: "workTypeCode" }),
  noun("webex.AddressBook", "address-book", { listPath: "v3/address-book" }),
  entries,
  noun("webex.OutdialAni", "outdial-ani"),
  noun("webex.ContactNumber", "contact-number", { by: "number" }),
  noun("webex.Site", "site"),
  noun("webex.DesktopLayout", "desktop-layout"),
  noun("webex.Team", "team", { apart: "siteId" }),
  noun("webex.Queue", "contact-service-queue"),
  flows("webex.Subflow", "SUBFLOW"),
  flows("webex.Flow", "FLOW"),
  noun("webex.EntryPoint", "entry-point"),
  noun("webex.DialNumber", "dial-number", { by: "dialledNumber" }),
  noun("webex.DesktopProfile", "agent-profile"),
  noun("webex.ResourceCollection", "resource-collection"),
  noun("webex.UserProfile", "user-profile", { listPath: "v3/user-profile" }),
  noun("webex.UserAssignment", USER_LIST, { by: "email", listPath: USER_LIST }),
  parts("webex.TeamQueueRankings", "v2/team", "rankings", (row) => row.rankQueuesForTeam === true),
  parts("webex.DesktopLayoutTeams", "v2/desktop-layout", "teams", () => true),
];

/** What only people make: referred to by name. */
export const CONNECTORS: Source = {
  kind: "connector",
  lookUp: "getConnector",
  never: "connectors have no public route: make it in Control Hub, Contact Center, Integrations, Connectors",
  list: async (api) => (await connectors(api)).map(({ id, name }) => ({ id, name, isSystem: false })),
};
