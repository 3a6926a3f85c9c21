import type { CallName } from '../protocol/messages/calls';
import type { CallHandler } from './call-handler';
import { applyResourceChange } from './calls/apply-resource-change';
import { callFunction } from './calls/call-function';
import { configureProvider } from './calls/configure-provider';
import {
  closeEphemeralResource,
  openEphemeralResource,
  renewEphemeralResource,
} from './calls/ephemeral-resources';
import { getFunctions } from './calls/get-functions';
import { getMetadata } from './calls/get-metadata';
import { getProviderSchema } from './calls/get-provider-schema';
import { importResourceState } from './calls/import-resource-state';
import { moveResourceState } from './calls/move-resource-state';
import { planResourceChange } from './calls/plan-resource-change';
import { readDataSource } from './calls/read-data-source';
import { readResource } from './calls/read-resource';
import { stopProvider } from './calls/stop-provider';
import { upgradeResourceState } from './calls/upgrade-resource-state';
import {
  validateDataResourceConfig,
  validateEphemeralResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from './calls/validate';

/** The handler of each call. */
export const callHandlers: { readonly [N in CallName]: CallHandler<N> } = {
  GetMetadata: getMetadata,
  GetProviderSchema: getProviderSchema,
  GetResourceIdentitySchemas: () => ({}),
  ValidateProviderConfig: validateProviderConfig,
  ValidateResourceConfig: validateResourceConfig,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ValidateEphemeralResourceConfig: validateEphemeralResourceConfig,
  UpgradeResourceState: upgradeResourceState,
  ConfigureProvider: configureProvider,
  ReadResource: readResource,
  PlanResourceChange: planResourceChange,
  ApplyResourceChange: applyResourceChange,
  ImportResourceState: importResourceState,
  MoveResourceState: moveResourceState,
  ReadDataSource: readDataSource,
  OpenEphemeralResource: openEphemeralResource,
  RenewEphemeralResource: renewEphemeralResource,
  CloseEphemeralResource: closeEphemeralResource,
  GetFunctions: getFunctions,
  CallFunction: callFunction,
  StopProvider: stopProvider,
};
