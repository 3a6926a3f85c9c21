export { withFileLock } from './file-lock';
export type { LockOptions } from './file-lock';
export { claimFolder, ownerOfFolder } from './folder-owner';
export type { FolderClaim } from './folder-owner';
export { commandLineOf, isAlive, waitUntilGone } from './process-alive';
export { identify, stillRuns } from './process-identity';
export type { ProcessIdentity } from './process-identity';
export { sendSignal } from './send-signal';
export { signalGroup } from './signal-group';
