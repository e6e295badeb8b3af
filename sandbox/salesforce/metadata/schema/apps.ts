/**
 * OAuth apps: connected apps and the parts of external client apps.
 * Metadata API 66.0, from the official WSDL (github forcedotcom/wsdl, commit 6d655101); notation in `index.ts`.
 */
export const APPS = `
ConnectedApp : Metadata
  attributes ConnectedAppAttribute*
  canvas CanvasMetadata?
  canvasConfig ConnectedAppCanvasConfig?
  contactEmail string
  contactPhone string?
  description string?
  iconUrl string?
  infoUrl string?
  ipRanges ConnectedAppIpRange*
  label string
  logoUrl string?
  mobileAppConfig ConnectedAppMobileDetailConfig?
  mobileStartUrl string?
  oauthConfig ConnectedAppOauthConfig?
  oauthPolicy ConnectedAppOauthPolicy? @49
  permissionSetName string* @46
  plugin string?
  pluginExecutionUser string? @46
  profileName string* @46
  samlConfig ConnectedAppSamlConfig?
  sessionPolicy ConnectedAppSessionPolicy? @49
  startUrl string?
ConnectedAppAttribute
  formula string
  key string
CanvasMetadata : Metadata
  accessMethod string
  canvasOptions string?
  canvasUrl string
  lifecycleClass string?
  locationOptions string?
  samlInitiationMethod string?
ConnectedAppCanvasConfig
  accessMethod AccessMethod
  canvasUrl string
  lifecycleClass string?
  locations CanvasLocationOptions*
  options CanvasOptions*
  samlInitiationMethod SamlInitiationMethod?
ConnectedAppIpRange
  description string?
  end string
  start string
ConnectedAppMobileDetailConfig
  applicationBinaryFile base64Binary?
  applicationBinaryFileName string?
  applicationBundleIdentifier string?
  applicationFileLength int?
  applicationIconFile string?
  applicationIconFileName string?
  applicationInstallUrl string?
  devicePlatform DevicePlatformType
  deviceType DeviceType?
  minimumOsVersion string?
  privateApp boolean?
  version string
ConnectedAppOauthConfig
  assetTokenConfig ConnectedAppOauthAssetToken? @49
  callbackUrl string
  certificate string?
  consumerKey string?
  consumerSecret string? @32
  idTokenConfig ConnectedAppOauthIdToken? @43
  isAdminApproved boolean? @46
  isClientCredentialEnabled boolean? @56
  isCodeCredentialEnabled boolean? @57
  isCodeCredentialPostOnly boolean? @57
  isConsumerSecretOptional boolean? @49
  isIntrospectAllTokens boolean? @49
  isNamedUserJwtEnabled boolean? @59
  isPkceRequired boolean? @59
  isRefreshTokenRotationEnabled boolean? @60
  isSecretRequiredForRefreshToken boolean? @51
  isSecretRequiredForTokenExchange boolean? @60
  isTokenExchangeEnabled boolean? @60
  oauthClientCredentialUser string? @56
  scopes ConnectedAppOauthAccessScope*
  singleLogoutUrl string?
ConnectedAppOauthAssetToken
  assetAudiences string
  assetIncludeAttributes boolean
  assetIncludeCustomPerms boolean
  assetSigningCertId string
  assetValidityPeriod int
ConnectedAppOauthIdToken
  idTokenAudience string?
  idTokenIncludeAttributes boolean?
  idTokenIncludeCustomPerms boolean?
  idTokenIncludeStandardClaims boolean?
  idTokenValidity int?
ConnectedAppOauthPolicy
  ipRelaxation string
  isTokenExchangeFlowEnabled boolean?
  refreshTokenPolicy string
  singleLogoutUrl string?
ConnectedAppSamlConfig
  acsUrl string
  certificate string?
  encryptionCertificate string?
  encryptionType SamlEncryptionType?
  entityUrl string
  issuer string?
  samlIdpSLOBindingEnum SamlIdpSLOBinding? @40
  samlNameIdFormat SamlNameIdFormatType?
  samlSigningAlgoType SamlSigningAlgoType? @50
  samlSloUrl string? @40
  samlSubjectCustomAttr string?
  samlSubjectType SamlSubjectType
ConnectedAppSessionPolicy
  policyAction string?
  sessionLevel string?
  sessionTimeout int?
ExternalClientApplication : Metadata @59
  contactEmail string?
  contactPhone string?
  description string?
  distributionState ExtlClntAppDistState?
  iconUrl string?
  infoUrl string?
  isProtected boolean?
  label string?
  logoUrl string?
  managedType ExtlClntAppManagedType?
  orgScopedExternalApp string?
ExtlClntAppOauthSettings : Metadata @59
  areAttributesIncludedInAssetToken boolean? @61
  areCustomPermsIncludedInAssetToken boolean? @61
  assetTokenAudiences string? @61
  assetTokenSigningCertificate string? @61
  assetTokenValidity int? @61
  clientAssertionCertificate string?
  commaSeparatedCustomScopes string?
  commaSeparatedOauthScopes string?
  customAttributes ExtlClntAppOauthSettingsAttribute*
  externalClientApplication string
  isFirstPartyAppEnabled boolean?
  label string?
  oauthLink string?
  singleLogoutUrl string?
  trustedIpRanges ExtlClntAppOauthIpRange*
ExtlClntAppOauthSettingsAttribute
  formula string
  key string
ExtlClntAppOauthIpRange
  description string?
  endIpAddress string
  startIpAddress string
ExtlClntAppGlobalOauthSettings : Metadata @59
  callbackUrl string?
  certificate string? @60
  consumerKey string?
  consumerSecret string?
  externalClientApplication string
  idTokenConfig ExternalAppIdTokenConfig?
  isClientCredentialsFlowEnabled boolean? @60
  isCodeCredFlowEnabled boolean? @61
  isCodeCredPostOnly boolean? @61
  isConsumerSecretOptional boolean?
  isDeviceFlowEnabled boolean? @60
  isIntrospectAllTokens boolean?
  isNamedUserJwtEnabled boolean? @61
  isPkceRequired boolean?
  isRefreshTokenRotationEnabled boolean? @60
  isSecretRequiredForRefreshToken boolean?
  isSecretRequiredForTokenExchange boolean? @60
  isTokenExchangeEnabled boolean? @60
  label string?
  shouldRotateConsumerKey boolean?
  shouldRotateConsumerSecret boolean?
ExternalAppIdTokenConfig
  idTokenAudience string?
  idTokenIncludeAttributes boolean?
  idTokenIncludeCustomPermissions boolean?
  idTokenIncludeStandardClaims boolean?
  idTokenValidityInMinutes int?
ExtlClntAppOauthConfigurablePolicies : Metadata @60
  apexHandler string? @61
  clientCredentialsFlowUser string?
  commaSeparatedCustomScopes string? @61
  commaSeparatedPermissionSet string?
  commaSeparatedProfile string?
  customAttributes ExtlClntAppOauthPoliciesAttribute*
  executeHandlerAs string? @61
  externalClientApplication string
  guestJwtSessionTimeoutType JWTSessionTimeoutType? @65
  guestJwtTimeout int? @61
  ipRelaxationPolicyType string?
  isClientCredentialsFlowEnabled boolean?
  isGuestCodeCredFlowEnabled boolean? @61
  isTokenExchangeFlowEnabled boolean?
  label string?
  namedUserJwtSessionTimeoutType JWTSessionTimeoutType? @65
  namedUserJwtTimeout int? @61
  permittedUsersPolicyType PermittedUsersPolicyType?
  policyAction PolicyAction?
  refreshTokenPolicyType RefreshTokenPolicyType?
  refreshTokenValidityPeriod int?
  refreshTokenValidityUnit string?
  requiredSessionLevel SessionSecurityLevel?
  sessionTimeoutInMinutes int?
  singleLogoutUrl string?
  startUrl string?
ExtlClntAppOauthPoliciesAttribute
  formula string
  key string
ExtlClntAppConfigurablePolicies : Metadata @60
  externalClientApplication string
  isCanvasPluginEnabled boolean? @66
  isEnabled boolean
  isMobilePluginEnabled boolean? @63
  isNotificationPluginEnabled boolean? @63
  isOauthPluginEnabled boolean?
  isPushPluginEnabled boolean? @63
  isSamlPluginEnabled boolean? @63
  label string?
  startPage ExtlClntAppStartPage? @63
  startUrl string? @63
OauthCustomScope : Metadata
  assignedTo OauthCustomScopeApp* @49
  description string
  developerName string
  isProtected boolean?
  isPublic boolean?
  masterLabel string
OauthCustomScopeApp
  connectedApp string
Certificate : MetadataWithContent
  caSigned boolean
  encryptedWithPlatformEncryption boolean?
  expirationDate dateTime?
  keySize int?
  masterLabel string
  privateKeyExportable boolean?
MetadataWithContent : Metadata
  content base64Binary?
enum AccessMethod = Get Post
enum CanvasLocationOptions = None Chatter UserProfile Visualforce Aura Publisher ChatterFeed ServiceDesk OpenCTI
  | AppLauncher MobileNav PageLayout
enum CanvasOptions = HideShare HideHeader PersonalEnabled
enum SamlInitiationMethod = None IdpInitiated SpInitiated
enum DevicePlatformType = ios android
enum DeviceType = phone tablet minitablet
enum ConnectedAppOauthAccessScope = Basic Api Web Full Chatter CustomApplications RefreshToken OpenID Profile Email
  | Address Phone OfflineAccess CustomPermissions Wave Eclair Pardot Lightning Content CDPIngest CDPProfile CDPQuery
  | Chatbot CDPSegment CDPIdentityResolution CDPCalculatedInsight ForgotPassword UserRegistration SFAP Interaction CDP
  | EinsteinGPT PwdlessLogin MCP SCRT
enum SamlEncryptionType = AES_128 AES_256 Triple_Des
enum SamlIdpSLOBinding = RedirectBinding PostBinding
enum SamlNameIdFormatType = Unspecified EmailAddress Persistent Transient
enum SamlSigningAlgoType = SHA1 SHA256
enum SamlSubjectType = Username FederationId UserId SpokeId CustomAttribute PersistentId
enum ExtlClntAppDistState = Local Packaged Managed AutoInstalled
enum ExtlClntAppManagedType = Local Global
enum JWTSessionTimeoutType = UserSession Custom
enum PermittedUsersPolicyType = AllSelfAuthorized AdminApprovedPreAuthorized
enum PolicyAction = Block RaiseSessionLevel
enum RefreshTokenPolicyType = Infinite Zero SpecificLifetime SpecificInactivity
enum SessionSecurityLevel = LOW STANDARD HIGH_ASSURANCE
enum ExtlClntAppStartPage = None Custom OAuth SAML
`;
