import { patiently } from '../../aws';
import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import { isTerminal } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { placeDiagnostics } from '../place-diagnostics';
import { decideChampion } from './decide-champion';
import { planChampion } from './plan-champion';
import { confirmed, incumbentOf, rememberPromotion } from './refreshed-promotion';
import { championSchema } from './schema';
import { decidedWithoutWarning, laggingWarning, searchMissingWarning } from './search-warnings';
import { settleChampion, waitingChampion } from './settle-champion';
import type { ChampionConfig } from './types';

/** `tuneform_champion`: waits for a search, never launches or stops one, and never loses a champion. */
export const championResource = defineResource<typeof championSchema, ProviderData>({
  typeName: 'tuneform_champion',
  schema: championSchema,

  validate: ({ config }) => placeDiagnostics(validateChampion(config)),

  plan: (request) => planChampion(request),

  async create({ planned, configured }, context) {
    const decided = await decideChampion({ planned, current: null, configured }, context);
    return { ...decided, private: confirmed(configured.owner) };
  },

  async read({ state, configured, private: kept }, { signal }) {
    if (state.status !== 'InProgress' && state.status !== 'Missing') return { state };
    const newest = state.tuning_job_names.at(-1) ?? '';
    const status = (await configured.board.look(newest, signal))?.status ?? 'Missing';
    if (status === 'Missing' ? configured.pendingLaunches.has(newest) : !isTerminal(status)) {
      // A job in status Missing may have been waiting for capacity, launched by another configuration.
      const seen = waitingChampion(state.current, `tuning job ${newest} is still running`);
      return { state: state.status === 'InProgress' ? state : { ...state, ...seen } };
    }
    if (status === state.status) return { state };
    // The search ended since the last apply: the next plan shows the winner and the changes that depend on it.
    const { session } = configured;
    const settled = await patiently(session, signal, () =>
      settleChampion(session, { question: state, status, current: state.current }, signal),
    );
    if (settled.kind === 'lagging') {
      const kept =
        state.status === 'InProgress'
          ? state
          : { ...state, ...waitingChampion(state.current, settled.because) };
      return { state: kept, diagnostics: [laggingWarning(settled.because)] };
    }
    const { decided, without } = settled;
    const promoted = decided.training_job_name !== state.training_job_name;
    return {
      state: { ...state, ...decided },
      ...(promoted && { private: rememberPromotion({ before: state.current }, kept) }),
      diagnostics: [
        ...(status === 'Missing' ? [searchMissingWarning(newest)] : []),
        ...(without.length > 0 ? [decidedWithoutWarning(without)] : []),
      ],
    };
  },

  async update({ planned, prior, configured, private: kept }, context) {
    if (isKnown(planned.status)) {
      return { state: whollyKnown(planned), private: confirmed(configured.owner) };
    }
    const current = incumbentOf(planned, prior, kept);
    const decided = await decideChampion({ planned, current, configured }, context);
    return { ...decided, private: confirmed(configured.owner) };
  },

  delete: () => Promise.resolve({}),
});

function validateChampion(config: ChampionConfig): readonly Diagnostic[] {
  const { tuning_job_names: names, gate } = config;
  const problems: Diagnostic[] = [];
  if (isKnown(names) && names.length === 0) {
    problems.push(
      errorAt(
        ['tuning_job_names'],
        'No Tuning Job',
        'A champion needs at least one tuning job. Set tuning_job_names to those of a tuneform_experiment.',
      ),
    );
  }
  const improvement = isKnown(gate) ? gate?.minimum_improvement : undefined;
  if (typeof improvement === 'number' && improvement < 0) {
    problems.push(
      errorAt(
        ['gate', 'minimum_improvement'],
        'Number Out of Range',
        `${String(improvement)} is negative. Set a number of 0 or more, for either type of objective.`,
      ),
    );
  }
  return problems;
}
