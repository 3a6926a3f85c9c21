export { startLocalCloud } from './start-local-cloud';
export type { LocalCloud, LocalCloudOptions } from './start-local-cloud';
export type { RequestRecord } from './server/request-log';
