import { defineResource, isKnown } from '../../plugin';
import type { Unknown } from '../../plugin';
import { validateChampion } from '../../tuning';
import { placeDiagnostics } from '../place-diagnostics';
import type { ProviderData } from '../provider-data';
import { applyChampion } from './apply-champion';
import { planChampion } from './plan-champion';
import { readChampion } from './read-champion';
import { championSchema } from './schema';

/** `tuneform_champion`: waits for a search, never launches or stops one, and never loses a champion. */
export const championResource = defineResource<typeof championSchema, ProviderData>({
  typeName: 'tuneform_champion',
  schema: championSchema,

  validate: ({ config }) => placeDiagnostics(validateChampion(knownOf(config))),

  plan: (request, { signal }) => planChampion(request, signal),

  create: (request, context) => applyChampion({ ...request, prior: null }, context),

  read: (request, context) => readChampion(request, context),

  update: (request, context) => applyChampion(request, context),

  delete: () => Promise.resolve({}),
});

/** The attributes that are known; what is in them may still be unknown. */
function knownOf<T extends object>(config: T): { readonly [K in keyof T]?: Exclude<T[K], Unknown> } {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => isKnown(value))) as never;
}
