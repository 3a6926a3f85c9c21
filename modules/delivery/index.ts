export { readCliConfiguration } from './cli-configuration';
export { mirrorRoots } from './mirror-roots';
export { SCRIPT_PLATFORMS } from './platforms';
export { providerExecutable } from './provider-executable';
export { PROVIDER_SOURCE, providerVersion } from './provider-version';
export type { RequiredProvider } from './seed-lock';
export { runsOpenTofu } from './terraform-binary';
export { vendorProvider } from './vendor-provider';
