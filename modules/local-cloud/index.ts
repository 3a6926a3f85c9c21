export { ContainerPaths } from './jobs/container-paths';
export { startLocalCloud } from './start-local-cloud';
export type { RunnerChoice, RunnerNeeds } from './runners/choose-runner';
export { ImageFolder } from './runners/image-folder';
export { pythonEnvironment } from './runners/process/python-environment';
export { SETUP_LOG } from './runners/namespaces/setup-script';
export type { UnpackedImage } from './runners/image-folder';
export type {
  ContainerExit,
  ContainerRequest,
  PreparedImage,
  Runner,
  RunningContainer,
  ServerAddress,
} from './runners/runner';
export type { LocalCloud, LocalCloudOptions } from './start-local-cloud';
export type { RequestRecord } from './server/request-log';
