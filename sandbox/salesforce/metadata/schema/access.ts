/**
 * Who may do what, and who gets what.
 * Metadata API 66.0, from the official WSDL (github forcedotcom/wsdl, commit 6d655101); notation in `index.ts`.
 */
export const ACCESS = `
PermissionSet : Metadata
  agentAccesses PermissionSetAgentAccess* @63
  applicationVisibilities PermissionSetApplicationVisibility*
  classAccesses PermissionSetApexClassAccess*
  customMetadataTypeAccesses PermissionSetCustomMetadataTypeAccess* @47
  customPermissions PermissionSetCustomPermissions*
  customSettingAccesses PermissionSetCustomSettingAccess* @47
  dataspaceScopes DataspaceScopeAccess*
  description string?
  emailRoutingAddressAccesses PermissionSetEmailRoutingAddressAccess* @62
  externalCredentialPrincipalAccesses PermissionSetExternalCredentialPrincipalAccess* @59
  externalDataSourceAccesses PermissionSetExternalDataSourceAccess*
  fieldPermissions PermissionSetFieldPermissions*
  flowAccesses PermissionSetFlowAccess* @47
  genComputingSummaryDefAccesses PermissionSetGenComputingSummaryDefAccess*
  hasActivationRequired boolean? @37
  label string
  license string? @38
  objectPermissions PermissionSetObjectPermissions*
  pageAccesses PermissionSetApexPageAccess*
  recordTypeVisibilities PermissionSetRecordTypeVisibility*
  servicePresenceStatusAccesses PermissionSetServicePresenceStatusAccess*
  tabSettings PermissionSetTabSetting*
  userPermissions PermissionSetUserPermission*
PermissionSetAgentAccess
  agentName string
  enabled boolean
PermissionSetApplicationVisibility
  application string
  visible boolean
PermissionSetApexClassAccess
  apexClass string
  enabled boolean
PermissionSetCustomMetadataTypeAccess
  enabled boolean
  name string
PermissionSetCustomPermissions
  enabled boolean
  name string
PermissionSetCustomSettingAccess
  enabled boolean
  name string
DataspaceScopeAccess
  customizeActivationDefinitions boolean?
  customizeAllDefinitions boolean?
  customizeCalculatedInsightDefinitions boolean?
  customizeDataActionDefinitions boolean?
  customizeDataApplicationDefinitions boolean
  customizeDataObjSecondaryIndexDefinitions boolean
  customizeDataShareDefinitions boolean
  customizeFTestDataspaceScopedDefinition boolean
  customizeIdentityResolutionDefinitions boolean?
  customizeMLPredictionDefinitions boolean
  customizeSegmentationDefinitions boolean?
  customizeSemanticSearchDefinitions boolean
  dataAccessLevel string?
  dataspaceScope string
  objectAccessLevel string?
  viewActivationDefinitions boolean?
  viewCalculatedInsightDefinitions boolean?
  viewDataActionDefinitions boolean?
  viewDataApplicationDefinitions boolean
  viewDataObjSecondaryIndexDefinitions boolean
  viewDataShareDefinitions boolean
  viewFTestDataspaceScopedDefinition boolean
  viewIdentityResolutionDefinitions boolean?
  viewMLPredictionDefinitions boolean
  viewSegmentationDefinitions boolean?
  viewSemanticSearchDefinitions boolean
PermissionSetEmailRoutingAddressAccess
  enabled boolean
  name string
PermissionSetExternalCredentialPrincipalAccess
  enabled boolean
  externalCredentialPrincipal string
PermissionSetExternalDataSourceAccess
  enabled boolean
  externalDataSource string
PermissionSetFieldPermissions
  editable boolean
  field string
  readable boolean?
PermissionSetFlowAccess
  enabled boolean
  flow string
PermissionSetGenComputingSummaryDefAccess
  configName string
  enabled boolean
PermissionSetObjectPermissions
  allowCreate boolean
  allowDelete boolean
  allowEdit boolean
  allowRead boolean
  customizeSetup boolean?
  deleteSetup boolean?
  modifyAllRecords boolean
  object string
  viewAllFields boolean? @63
  viewAllRecords boolean
  viewSetup boolean?
PermissionSetApexPageAccess
  apexPage string
  enabled boolean
PermissionSetRecordTypeVisibility
  recordType string
  visible boolean
PermissionSetServicePresenceStatusAccess
  enabled boolean
  servicePresenceStatus string
PermissionSetTabSetting
  tab string
  visibility PermissionSetTabVisibility
PermissionSetUserPermission
  enabled boolean
  name string
Queue : Metadata
  description string?
  doesSendEmailToMembers boolean?
  email string?
  name string
  queueMembers QueueMembers? @42
  queueRoutingConfig string? @42
  queueSobject QueueSobject*
QueueMembers
  publicGroups PublicGroups?
  roleAndSubordinates RoleAndSubordinates?
  roleAndSubordinatesInternal RoleAndSubordinatesInternal?
  roles Roles?
  users Users?
PublicGroups
  publicGroup string*
RoleAndSubordinates
  roleAndSubordinate string*
RoleAndSubordinatesInternal
  roleAndSubordinateInternal string*
Roles
  role string*
Users
  user string*
QueueSobject
  sobjectType string
Group : Metadata
  description string?
  doesIncludeBosses boolean?
  name string
enum PermissionSetTabVisibility = None Available Visible
`;
