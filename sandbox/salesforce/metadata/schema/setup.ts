/**
 * What else an org is set up with.
 * Metadata API 66.0, from the official WSDL (github forcedotcom/wsdl, commit 6d655101); notation in `index.ts`.
 */
export const SETUP = `
CallCenter : Metadata
  adapterUrl string?
  contactCenterChannels ContactCenterChannel*
  customSettings string?
  displayName string
  displayNameLabel string
  internalNameLabel string
  sections CallCenterSection*
  vendorCallCenterStatusMaps VendorCallCenterStatusMap*
  version string?
ContactCenterChannel
  channel string @60
  contactCenter string @60
  omniCallbackFallbackQueue string? @65
  omniCallbackHandler string? @65
  voiceMailFallbackQueue string?
  voiceMailHandler string?
CallCenterSection
  items CallCenterItem*
  label string
  name string
CallCenterItem
  label string
  name string
  value string
VendorCallCenterStatusMap
  externalStatus string
  servicePresenceStatus string
CorsWhitelistOrigin : Metadata
  urlPattern string
CspTrustedSite : Metadata
  canAccessCamera boolean? @59
  canAccessMicrophone boolean? @59
  context CspTrustedSiteContext? @44
  description string?
  endpointUrl string
  isActive boolean
  isApplicableToConnectSrc boolean? @48
  isApplicableToFontSrc boolean? @48
  isApplicableToFrameSrc boolean? @48
  isApplicableToImgSrc boolean? @48
  isApplicableToMediaSrc boolean? @48
  isApplicableToStyleSrc boolean? @48
  mobileExtension string?
CustomLabel : Metadata
  categories string?
  language string
  protected boolean
  shortDescription string
  value string
CustomLabels : Metadata
  labels CustomLabel*
RemoteSiteSetting : Metadata
  description string?
  disableProtocolSecurity boolean
  isActive boolean
  url string
ConnectedAppSettings : Metadata
  enableAdminApprovedAppsOnly boolean?
  enableAdminApprovedAppsOnlyForExternalUser boolean?
  enableSkipUserProvisioningWizardWelcomePage boolean?
ExternalClientAppSettings : Metadata @58
  enableClientSecretInRestApiAccess boolean? @62
  enableConsumerSecretApiAccess boolean?
  enablePackageEcaOauthFromDevOrg boolean? @62
OauthOidcSettings : Metadata
  agentAuthLinking boolean?
  blockOAuthUnPwFlow boolean?
  blockOAuthUsrAgtFlow boolean?
  isPkceRequired boolean? @59
  oAuthCdCrdtFlowEnable boolean?
NamedCredential : Metadata
  allowMergeFieldsInBody boolean? @41
  allowMergeFieldsInHeader boolean? @41
  authProvider string?
  authTokenEndpointUrl string? @46
  awsAccessKey string? @46
  awsAccessSecret string? @46
  awsRegion string? @46
  awsService string? @46
  calloutStatus CalloutStatus? @59
  certificate string?
  description string?
  endpoint string?
  generateAuthorizationHeader boolean? @41
  jwtAudience string?
  jwtFormulaSubject string? @46
  jwtIssuer string? @46
  jwtSigningCertificate string? @46
  jwtTextSubject string? @46
  jwtValidityPeriodSeconds int? @46
  label string
  namedCredentialParameters NamedCredentialParameter* @56
  namedCredentialType NamedCredentialType? @56
  oauthRefreshToken string?
  oauthScope string?
  oauthToken string?
  outboundNetworkConnection string? @49
  password string?
  principalType ExternalPrincipalType?
  protocol AuthenticationProtocol?
  username string?
NamedCredentialParameter
  certificate string?
  description string?
  externalCredential string?
  globalNamedPrincipalCredential boolean?
  managedFeatureEnabledCallout boolean?
  outboundNetworkConnection string?
  parameterName string
  parameterType NamedCredentialParamType
  parameterValue string?
  readOnlyNamedCredential boolean?
  sequenceNumber int?
  systemUserNamedCredential boolean?
ExternalCredential : Metadata @56
  authenticationProtocol AuthenticationProtocol
  description string?
  externalCredentialParameters ExternalCredentialParameter*
  label string
ExternalCredentialParameter
  authProvider string?
  certificate string?
  description string?
  externalAuthIdentityProvider string?
  parameterGroup string?
  parameterName string
  parameterType ExternalCredentialParamType
  parameterValue string?
  sequenceNumber int?
AuthProvider : Metadata
  appleTeam string? @48
  authorizeUrl string?
  consumerKey string?
  consumerSecret string?
  controlPlane MuleSoftControlPlane? @57
  customMetadataTypeRecord string? @36
  defaultScopes string?
  ecKey string? @48
  errorUrl string?
  executionUser string?
  flow string? @64
  flowDefaultAccount string? @64
  flowDefaultProfile string? @64
  friendlyName string
  iconUrl string? @32
  idTokenIssuer string?
  includeOrgIdInIdentifier boolean? @32
  isPkceEnabled boolean? @59
  linkKickoffUrl string? @43
  logoutUrl string? @33
  oauthKickoffUrl string? @43
  paramForwardAllowlist AuthProvParamFwdAllowlist* @62
  plugin string? @36
  portal string?
  providerType AuthProviderType
  registrationHandler string?
  requireMfa boolean?
  sendAccessTokenInHeader boolean?
  sendClientCredentialsInHeader boolean?
  sendSecretInApis boolean? @47
  ssoKickoffUrl string?
  tokenUrl string?
  userInfoUrl string?
AuthProvParamFwdAllowlist
  description string?
  param string
enum CspTrustedSiteContext = All LEX Communities FieldServiceMobileExtension LightningOut VisualForce
enum CalloutStatus = Enabled Disabled
enum NamedCredentialParamType = Url UrlQueryParameter HttpHeader HttpCookie ClientCertificate ServerCertificate
  | FormulaVariable Authentication OutboundNetworkConnection AllowedManagedPackageNamespaces CreatedByNamespace
  | CustomParameter StandardNamedCredentialType ManagedByFeature ManagedByComponent ConnectionStatus
  | SfHttpRequestExtensionName NamedCredentialOptions ManagedByNamespace
enum NamedCredentialType = Legacy AnonymousEndpoint SecuredEndpoint PrivateEndpoint Credentials Standard
enum ExternalPrincipalType = Anonymous PerUser NamedUser UserWithImpersonation
enum AuthenticationProtocol = NoAuthentication Certificate Oauth Password NTLM AwsSv4 Jwt JwtExchange C2c ApiKey
  | Custom InternalOAuth OrgJwt Basic
enum ExternalCredentialParamType = ParameterGroup ExternalAuthIdentityProvider AuthProvider AuthProviderUrl
  | AuthProviderUrlQueryParameter SigningCertificate FormulaVariable AuthProviderAuthParameter AuthParameter
  | NamedPrincipal PerUserPrincipal AwsStsPrincipal GlobalNamedPrincipal SystemUserPrincipal AuthContext
  | AuthQueryParameter AuthHeader AuthProtocolVariant JwtBodyClaim JwtHeaderClaim CreatedByNamespace
  | AdditionalRefreshStatusCode ManagedByFeature ManagedByComponent SfHttpRequestExtensionName TenantPrincipal
enum MuleSoftControlPlane = None US EU
enum AuthProviderType = Facebook Janrain Salesforce OpenIdConnect MicrosoftACS LinkedIn Twitter Google GitHub Custom
  | Apple Evergreen Slack HubSpot Microsoft MuleSoft Bitbucket SlackSeamless SlackFirst SlackFirstDev MuleSoftSeamless
  | MuleSoftAnypointPlatform Confluence3LO
`;
