export { Preflight } from './preflight/preflight';
export type { Look } from './preflight/look';
export { trustsSageMaker } from './preflight/trusts-sagemaker';
export { PROVIDER_ADDRESS, tuneformProvider } from './provider';
