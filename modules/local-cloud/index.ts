export { startLocalCloud } from './local-cloud';
export type { LocalCloud, LocalCloudOptions } from './local-cloud';
export type { RequestRecord } from './server/request-log';
