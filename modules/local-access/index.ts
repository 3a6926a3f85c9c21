export { askHealth } from './ask-health';
export type { Health } from './ask-health';
export { localCloudsFolder, localCredentialsFile, portOf } from './credentials-file';
export type { Surroundings } from './credentials-file';
export { HEALTH_SERVICE, proveHealth } from './health-proof';
export { formatKeyPair, LOCAL_PROFILE, readKeyPair } from './key-pair';
export type { KeyPair } from './key-pair';
export { keyPairRefused, keyPairUnknown } from './key-pair-errors';
