import { z } from "zod";
import type { CallCenterSettings } from "../resources/call-center";
import ciscoCallCenter from "./cisco-call-center.json";

/** Options of Cisco's adapter; all other settings are as in Cisco's file. */
export interface WebexCallCenterOptions {
  /** Region of Webex Contact Center: `us1`, `eu1`, `eu2`, `anz1`, `ca1`, `jp1`, `sg1`. */
  readonly region: string;
  readonly displayName?: string;
  /**
   * Domain of the browser phone, from Cisco's support; without it the desktop shows "WebRTC domain is not configured". Default in `us1`:
   * `rtw.prod-us1.rtmsprod.net`. Required in other regions; `""` where agents use no browser phone.
   */
  readonly webRtcDomain?: string;
  /** In pixels. */
  readonly softphoneHeight?: number;
  /** In pixels. */
  readonly softphoneWidth?: number;
  /**
   * Settings by item name, which replace those in Cisco's file: `{ enableOmniChannelSync: "true" }`. An item name in several sections needs
   * its section: `{ "objectCreationManagement.objectFieldMapping": "Subject={caseSubject}" }`.
   */
  readonly settings?: Readonly<Record<string, string>>;
}

const text = z.string();
/**
 * Cisco's connector, version 2: sections with their items.
 * https://github.com/webex/webex-contact-center-crm-connectors/blob/ce73a642/salesforce/cti/OpenCTI.callCenter-meta.xml
 */
const SECTIONS = z
  .array(
    z.strictObject({
      name: text,
      label: text,
      items: z.array(z.strictObject({ name: text, label: text, value: text })),
    }),
  )
  .parse(ciscoCallCenter);

/** Domains where Webex Calling's browser phone signs in; Cisco publishes one region's only. */
const WEBRTC_DOMAINS: Readonly<Record<string, string>> = { us1: "rtw.prod-us1.rtmsprod.net" };

const ADAPTER_URL = "https://wxcc-crmconnectors.ciscoccservice.com/salesforce/connector/v1/index.html";

/**
 * Settings of a call center for Cisco's connector, version 2.
 * @throws Error for a setting that the connector lacks, and for a region whose WebRTC domain is not known.
 */
export function webexCallCenter(options: WebexCallCenterOptions): Omit<CallCenterSettings, "fullName"> {
  const { region, displayName = "WxCC Call Center", softphoneHeight, softphoneWidth, settings = {} } = options;
  const webRtcDomain = options.webRtcDomain ?? settings.wxccWebRtcDomain ?? WEBRTC_DOMAINS[region];
  if (webRtcDomain === undefined)
    throw new Error(
      `Which domain the browser phone of region ${region} signs in at is published nowhere: give webRtcDomain, from Cisco's support, or "" where agents use no browser phone.`,
    );
  const given: Readonly<Record<string, string>> = {
    openCtiWxCCRegion: region,
    wxccWebRtcDomain: webRtcDomain,
    ...(softphoneHeight === undefined ? {} : { reqSoftphoneHeight: String(softphoneHeight) }),
    ...(softphoneWidth === undefined ? {} : { reqSoftphoneWidth: String(softphoneWidth) }),
    ...settings,
  };
  const known = SECTIONS.flatMap(({ items }) => items.map(({ name }) => name));
  const sectioned = SECTIONS.flatMap(({ name, items }) => items.map((item) => `${name}.${item.name}`));
  const foreign = Object.keys(given).find((name) => !known.includes(name) && !sectioned.includes(name));
  if (foreign !== undefined)
    throw new Error(`Cisco's call center has no setting ${foreign}; it has ${[...new Set(known)].join(", ")}.`);
  return {
    internalNameLabel: "Internal Name",
    displayName,
    displayNameLabel: "Display Name",
    adapterUrl: ADAPTER_URL,
    sections: SECTIONS.map(({ name, label, items }) => ({
      name,
      label,
      items: items.map((item) => ({ ...item, value: given[`${name}.${item.name}`] ?? given[item.name] ?? item.value })),
    })),
  };
}
