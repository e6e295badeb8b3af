import type { CallCenterSettings } from "../resources/call-center";

/** What Cisco's adapter can be told; the rest is as in its own file. */
export interface WebexCallCenterOptions {
  /** Region of Webex Contact Center: `us1`, `eu1`, `eu2`, `anz1`, `ca1`, `jp1`, `sg1`. */
  readonly region: string;
  readonly displayName?: string;
  /**
   * Domain of the browser phone, from Cisco's support; without it the desktop says "WebRTC domain is not configured". Default in `us1`:
   * `rtw.prod-us1.rtmsprod.net`; elsewhere it must be given, `""` where agents use no browser phone.
   */
  readonly webRtcDomain?: string;
  /** Pixels. */
  readonly softphoneHeight?: number;
  /** Pixels. */
  readonly softphoneWidth?: number;
  /**
   * Settings by the name of their item, instead of those in Cisco's file: `{ enableOmniChannelSync: "true" }`. An item that several sections
   * have is named with its section: `{ "objectCreationManagement.objectFieldMapping": "Subject={caseSubject}" }`.
   */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Cisco's connector, version 2: section and label, then items and their values.
 * https://github.com/webex/webex-contact-center-crm-connectors/blob/ce73a642/salesforce/cti/OpenCTI.callCenter-meta.xml
 */
const SECTIONS: readonly (readonly [name: string, label: string, items: Readonly<Record<string, string>>])[] = [
  ["wxCCReqData", "WxCC Settings", { openCtiWxCCRegion: "", wxccWebRtcDomain: "" }],
  [
    "reqGeneralInfo",
    "General Information",
    {
      reqDescription: "Webex Contact Center Salesforce Integration",
      reqUseApi: "true",
      reqSoftphoneHeight: "550",
      reqSoftphoneWidth: "400",
      reqSalesforceCompatibilityMode: "Lightning",
    },
  ],
  [
    "wxCCCallActivity",
    "Call Activity Record Creation",
    {
      subjectDateFormat: "MM-DD-YYYY hh:mm a",
      subjectTemplate: "{direction} Call {activityDatetime}",
      recordCallLiveNotes: "true",
      recordCallLiveSubject: "true",
      liveCallNotesFieldMapping: "Description",
      changeActivityRecordOwnership: "false",
      cadVarNameWithActivityId: "",
      objectFieldMapping: "",
      agentSharedRecord: "",
      assignActivityToSharedRecord: "true",
      disableActivityRecord: "false",
      openCtiEnableActivityScreenPopConnected: "false",
      openCtiEnableActivityScreenPopWrapup: "false",
    },
  ],
  ["outdialData", "Outdial Configuration", { outdialRemovePrefix: "", openCtiEnableCrmSearch: "false" }],
  [
    "advancedScreenPopData",
    "Advanced Screen Pop Search Configuration",
    {
      openCtiEnableAdvancedScreenPop: "false",
      openCtiCadSearchVariable: "",
      openCtiRemoveANIPrefix: "",
      openCtiFallbackToAni: "false",
    },
  ],
  [
    "objectCreationManagement",
    "Case Management",
    { createObjectIncoming: "false", createObjectOutgoing: "false", openInEditMode: "false", objectFieldMapping: "" },
  ],
  ["screenpopNoRecordMatch", "Screen Pop Settings For No Record Match", { noRecordMatchObjectFieldMappings: "" }],
  [
    "omnichannelStateSyncConfiguration",
    "Omni-Channel State Sync Configuration",
    { enableOmniChannelSync: "false", omniChannelNotReadyReason: "", wxCCIdleReasonCode: "" },
  ],
  ["widgetSettings", "Widget Settings", { sendBrowserNotifications: "false" }],
];

/** What the form of the call center shows beside each value. */
const LABELS: Readonly<Record<string, string>> = {
  openCtiWxCCRegion: "WxCC Region",
  wxccWebRtcDomain: "WxCC WebRTC Domain",
  reqDescription: "Description",
  reqUseApi: "Use CTI API",
  reqSoftphoneHeight: "Softphone Height",
  reqSoftphoneWidth: "Softphone Width",
  reqSalesforceCompatibilityMode: "Salesforce Compatibility Mode",
  subjectDateFormat: "Date Format In Subject",
  subjectTemplate: "Subject Template",
  recordCallLiveNotes: "Record Call Live Notes",
  recordCallLiveSubject: "Record Call Live Subject",
  liveCallNotesFieldMapping: "Live Call Notes Field Mapping",
  changeActivityRecordOwnership: "Change Activity Record Ownership For Transferred Calls",
  cadVarNameWithActivityId: "CAD Variable Name That Holds Activity Id",
  objectFieldMapping: "Object Field Mappings",
  agentSharedRecord: "Variable for Record Sharing",
  assignActivityToSharedRecord: "Use Activity as Shared Record by default",
  disableActivityRecord: "Disable Activity Record Creation",
  openCtiEnableActivityScreenPopConnected: "Enable Activity Screen Pop on Connected",
  openCtiEnableActivityScreenPopWrapup: "Enable Activity Screen Pop on Wrapup",
  outdialRemovePrefix: "Remove Phone Number Prefix Strings",
  openCtiEnableCrmSearch: "Search For CRM records",
  openCtiEnableAdvancedScreenPop: "Advanced Screen Pop Enabled",
  openCtiCadSearchVariable: "CAD Variable Name",
  openCtiRemoveANIPrefix: "Remove ANI Prefix Strings",
  openCtiFallbackToAni: "Fallback to ANI",
  createObjectIncoming: "Auto Case Creation For Inbound Calls",
  createObjectOutgoing: "Auto Case Creation For Outbound calls",
  openInEditMode: "Open Case Object In Edit Mode",
  noRecordMatchObjectFieldMappings: "Object Field Mappings",
  enableOmniChannelSync: "Enable Omni-Channel Sync",
  omniChannelNotReadyReason: "Omni-Channel Not Ready Reason",
  wxCCIdleReasonCode: "WxCC Idle Reason Code",
  sendBrowserNotifications: "Send Browser Notifications",
};

/** Where Webex Calling's browser phone signs in; Cisco names it for one region alone. */
const WEBRTC_DOMAINS: Readonly<Record<string, string>> = { us1: "rtw.prod-us1.rtmsprod.net" };

const ADAPTER_URL = "https://wxcc-crmconnectors.ciscoccservice.com/salesforce/connector/v1/index.html";

/**
 * Settings of a call center for Cisco's connector, version 2.
 * @throws Error for a setting that the connector does not have, and for a region whose WebRTC domain is not known.
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
  const known = SECTIONS.flatMap(([, , items]) => Object.keys(items));
  const sectioned = SECTIONS.flatMap(([name, , items]) => Object.keys(items).map((item) => `${name}.${item}`));
  const foreign = Object.keys(given).find((name) => !known.includes(name) && !sectioned.includes(name));
  if (foreign !== undefined)
    throw new Error(`Cisco's call center has no setting ${foreign}; it has ${[...new Set(known)].join(", ")}.`);
  return {
    internalNameLabel: "Internal Name",
    displayName,
    displayNameLabel: "Display Name",
    adapterUrl: ADAPTER_URL,
    sections: SECTIONS.map(([name, label, items]) => ({
      name,
      label,
      items: Object.entries(items).map(([item, value]) => ({
        name: item,
        label: LABELS[item] ?? item,
        value: given[`${name}.${item}`] ?? given[item] ?? value,
      })),
    })),
  };
}
