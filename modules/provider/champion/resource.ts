import { patiently } from '../../aws';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import { isTerminal, validateChampion } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { artifactMissingWarnings } from '../missing-artifact';
import { placeDiagnostics } from '../place-diagnostics';
import { decideChampion } from './decide-champion';
import { planChampion } from './plan-champion';
import { confirmed, hasSeen, incumbentOf, rememberPromotion, rememberSeen } from './refreshed-promotion';
import { championSchema } from './schema';
import { decidedWithoutWarning, laggingWarning, searchMissingWarning } from './search-warnings';
import { promotedArtifact, settleChampion, waitingChampion } from './settle-champion';

/** `tuneform_champion`: waits for a search, never launches or stops one, and never loses a champion. */
export const championResource = defineResource<typeof championSchema, ProviderData>({
  typeName: 'tuneform_champion',
  schema: championSchema,

  validate: ({ config: { tuning_job_names: names, gate } }) =>
    placeDiagnostics(
      validateChampion({
        tuning_job_names: isKnown(names) ? names : undefined,
        gate: isKnown(gate) ? gate : undefined,
      }),
    ),

  plan: (request) => planChampion(request),

  create: ({ planned, configured }, context) =>
    decideChampion({ planned, current: null, configured, kept: undefined }, context),

  async read({ state, configured, private: before }, { signal }) {
    if (state.status !== 'InProgress' && state.status !== 'Missing') return { state };
    const newest = state.tuning_job_names.at(-1) ?? '';
    const seen = await configured.board.look(newest, signal);
    // A job that this champion never saw may not be launched yet; the next apply tells.
    if (seen === undefined && (state.status === 'Missing' || !hasSeen(newest, before))) return { state };
    const kept = seen === undefined ? {} : { private: rememberSeen(newest, before) };
    const status = seen?.status ?? 'Missing';
    if (status !== 'Missing' && !isTerminal(status)) {
      // The record of a job in status Missing may have come late.
      const waiting = waitingChampion(state.current, `tuning job ${newest} is still running`);
      return { state: state.status === 'InProgress' ? state : { ...state, ...waiting }, ...kept };
    }
    // The search ended since the last apply: the next plan shows the winner and the changes that depend on it.
    const { session } = configured;
    const settled = await patiently(session, signal, () =>
      settleChampion(session, { question: state, status, current: state.current }, signal),
    );
    if (settled.kind === 'lagging') {
      const undecided =
        state.status === 'InProgress'
          ? state
          : { ...state, ...waitingChampion(state.current, settled.because) };
      return { state: undecided, ...kept, diagnostics: [laggingWarning(settled.because)] };
    }
    const { decided, without } = settled;
    const promoted = decided.training_job_name !== state.training_job_name;
    return {
      state: { ...state, ...decided },
      ...kept,
      ...(promoted && { private: rememberPromotion({ before: state.current }, kept.private ?? before) }),
      diagnostics: [
        ...(status === 'Missing' ? [searchMissingWarning(newest)] : []),
        ...(without.length > 0 ? [decidedWithoutWarning(without)] : []),
        ...(promoted
          ? await artifactMissingWarnings(session, promotedArtifact(state.name, decided), signal)
          : []),
      ],
    };
  },

  async update({ planned, prior, configured, private: kept }, context) {
    if (isKnown(planned.status)) {
      return { state: whollyKnown(planned), private: confirmed(configured.owner, kept) };
    }
    const current = incumbentOf(planned, prior, kept);
    return decideChampion({ planned, current, configured, kept }, context);
  },

  delete: () => Promise.resolve({}),
});
