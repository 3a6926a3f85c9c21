import { defineResource, isKnown } from '../../plugin';
import type { Unknown } from '../../plugin';
import { validateChampion } from '../../tuning';
import { placeDiagnostics } from '../place-diagnostics';
import type { ProviderData } from '../provider-data';
import { listText, plannedListText, plannedNames } from '../tuning-job-list';
import { applyChampion } from './apply-champion';
import { importChampion } from './import-champion';
import { encodeKept } from './kept';
import { planChampion } from './plan-champion';
import { readChampion } from './read-champion';
import { shownSchema } from './schema';
import type { ChampionState, ShownState } from './types';

/** `tuneform_champion`: waits for a search, never launches or stops one, and never loses a champion. */
export const championResource = defineResource<typeof shownSchema, ProviderData>({
  typeName: 'tuneform_champion',
  schema: shownSchema,

  validate: ({ config }) => placeDiagnostics(validateChampion(knownOf(config))),

  async plan(request, { signal }) {
    const answer = await planChampion(
      {
        ...request,
        prior: request.prior && withNames(request.prior),
        planned: withNames(request.planned),
      },
      signal,
    );
    const names = plannedListText(answer.planned.tuning_job_names);
    return { ...answer, planned: { ...answer.planned, tuning_job_names: names } };
  },

  create: async ({ planned, configured, private: bytes }, context) =>
    shown(
      await applyChampion({ planned: withNames(planned), prior: null, configured, private: bytes }, context),
    ),

  read: async (request, context) =>
    shown(await readChampion({ ...request, state: withNames(request.state) }, context)),

  update: async ({ planned, prior, configured, private: bytes }, context) =>
    shown(
      await applyChampion(
        {
          planned: withNames(planned),
          prior: withNames(prior),
          configured,
          private: bytes,
        },
        context,
      ),
    ),

  delete: () => Promise.resolve({}),

  importState: async ({ id, configured }, { signal }) => {
    const { state } = shown({ state: await importChampion(configured, id, signal) });
    // The owner, by which the next plan would tell that another one has other searches.
    return { state, private: encodeKept({ owner: configured.owner }) };
  },
});

/** Returns the champion with its tuning jobs as a list. */
function withNames<T extends { readonly tuning_job_names: string | Unknown }>(one: T) {
  return { ...one, tuning_job_names: plannedNames(one.tuning_job_names) } as Omit<T, 'tuning_job_names'> & {
    readonly tuning_job_names: Extract<T['tuning_job_names'], Unknown> | readonly string[];
  };
}

function shown<R extends { readonly state: ChampionState | null }>(result: R) {
  const { state } = result;
  const names = state === null ? null : { ...state, tuning_job_names: listText(state.tuning_job_names) };
  return { ...result, state: names satisfies ShownState | null };
}

/** The attributes that are known; what is in them may still be unknown. */
function knownOf<T extends object>(config: T): { readonly [K in keyof T]?: Exclude<T[K], Unknown> } {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => isKnown(value))) as never;
}
