export { startLocalCloud } from './start-local-cloud';
export type { RunnerChoice } from './runners/choose-runner';
export type { LocalCloud, LocalCloudOptions } from './start-local-cloud';
export type { RequestRecord } from './server/request-log';
