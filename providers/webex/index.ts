export { AddressBook, getAddressBook, getAddressBookOutput } from "./resources/address-book";
export { AddressBookEntries } from "./resources/address-book-entries";
export { AddressBookEntry, getAddressBookEntry, getAddressBookEntryOutput } from "./resources/address-book-entry";
export { Asset, getAsset, getAssetOutput } from "./resources/asset";
export { AudioFile, getAudioFile, getAudioFileOutput } from "./resources/audio-file";
export { AuxiliaryCode, getAuxiliaryCode, getAuxiliaryCodeOutput } from "./resources/auxiliary-code";
export { BusinessHours, getBusinessHours, getBusinessHoursOutput } from "./resources/business-hours";
export { Channel, getChannel, getChannelOutput } from "./resources/channel";
export { ConnectorHandover, getConnector, getConnectorOutput } from "./resources/connector-handover";
export { ContactNumber, getContactNumber, getContactNumberOutput } from "./resources/contact-number";
export { DesktopLayout, getDesktopLayout, getDesktopLayoutOutput } from "./resources/desktop-layout";
export { DesktopLayoutTeams } from "./resources/desktop-layout-teams";
export { DesktopProfile, getDesktopProfile, getDesktopProfileOutput } from "./resources/desktop-profile";
export { DialNumber, getDialNumber, getDialNumberOutput } from "./resources/dial-number";
export { DialNumbers } from "./resources/dial-numbers";
export { EntryPoint, getEntryPoint, getEntryPointOutput } from "./resources/entry-point";
export { Flow, getFlow, getFlowOutput } from "./resources/flow";
export { flowTypeOf, readFlowFile } from "./flow/flow-file";
export { FlowPublication } from "./resources/flow-publication";
export { Function, getFunction, getFunctionOutput } from "./resources/function";
export { GlobalVariable, getGlobalVariable, getGlobalVariableOutput } from "./resources/global-variable";
export { HolidayList, getHolidayList, getHolidayListOutput } from "./resources/holiday-list";
export {
  getCallingLocation,
  getCallingLocationOutput,
  getCallingNumber,
  getCallingNumberOutput,
  getTelephonyRegion,
  getTelephonyRegionOutput,
} from "./lookups";
export { MultimediaProfile, getMultimediaProfile, getMultimediaProfileOutput } from "./resources/multimedia-profile";
export { OutdialAni, getOutdialAni, getOutdialAniOutput } from "./resources/outdial-ani";
export { OutdialAniEntry, getOutdialAniEntry, getOutdialAniEntryOutput } from "./resources/outdial-ani-entry";
export { Overrides, getOverrides, getOverridesOutput } from "./resources/overrides";
export { Queue, getQueue, getQueueOutput } from "./resources/queue";
export {
  ResourceCollection,
  getResourceCollection,
  getResourceCollectionOutput,
} from "./resources/resource-collection";
export { Site, getSite, getSiteOutput } from "./resources/site";
export { Skill, getSkill, getSkillOutput } from "./resources/skill";
export { SkillProfile, getSkillProfile, getSkillProfileOutput } from "./resources/skill-profile";
export { Subflow, getSubflow, getSubflowOutput } from "./resources/subflow";
export { Team, getTeam, getTeamOutput } from "./resources/team";
export { TeamQueueRankings } from "./resources/team-queue-rankings";
export { UserAssignment, getUser, getUserOutput } from "./resources/user-assignment";
export { UserAssignments } from "./resources/user-assignments";
export { UserProfile, getUserProfile, getUserProfileOutput } from "./resources/user-profile";
export { WebhookSubscription } from "./resources/webhook-subscription";
export { getWorkType, getWorkTypeOutput, WorkType } from "./resources/work-type";
