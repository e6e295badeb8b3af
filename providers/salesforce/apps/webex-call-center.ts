import type { CallCenterSettings } from "../resources/call-center";

/** What Cisco's adapter can be told; the rest is as in its own file. */
export interface WebexCallCenterOptions {
  /** Region of Webex Contact Center: `us1`, `eu1`, `eu2`, `anz1`, `ca1`, `jp1`, `sg1`. */
  readonly region: string;
  readonly displayName?: string;
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
    "Advanced Screen Pop",
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
  ["screenpopNoRecordMatch", "Screen Pop Without a Match", { noRecordMatchObjectFieldMappings: "" }],
  [
    "omnichannelStateSyncConfiguration",
    "Omni-Channel State Sync",
    { enableOmniChannelSync: "false", omniChannelNotReadyReason: "", wxCCIdleReasonCode: "" },
  ],
  ["widgetSettings", "Widget Settings", { sendBrowserNotifications: "false" }],
];

const ADAPTER_URL = "https://wxcc-crmconnectors.ciscoccservice.com/salesforce/connector/v1/index.html";

/**
 * Settings of a call center for Cisco's connector, version 2.
 * @throws Error for a setting that the connector does not have.
 */
export function webexCallCenter(options: WebexCallCenterOptions): Omit<CallCenterSettings, "fullName"> {
  const { region, displayName = "WxCC Call Center", softphoneHeight, softphoneWidth, settings = {} } = options;
  const given: Readonly<Record<string, string>> = {
    openCtiWxCCRegion: region,
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
        label: item,
        value: given[`${name}.${item}`] ?? given[item] ?? value,
      })),
    })),
  };
}
