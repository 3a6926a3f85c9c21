import { patiently } from '../../aws';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import { isTerminal, validateChampion } from '../../tuning';
import type { TuningJobStatus } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { artifactMissingWarnings } from '../missing-artifact';
import { placeDiagnostics } from '../place-diagnostics';
import { decideChampion } from './decide-champion';
import { planChampion } from './plan-champion';
import { confirmed, hasSeen, incumbentOf, rememberPromotion, rememberSeen } from './refreshed-promotion';
import { championSchema } from './schema';
import { decisionWarnings } from './review-champion';
import { laggingWarning } from './search-warnings';
import { newestSearch, promotedArtifact, settleChampion, waitingChampion } from './settle-champion';

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

  async read({ state, configured, private: before }, { signal, logger }) {
    if (state.status !== 'InProgress' && state.status !== 'Missing') return { state };
    const ends = new Map<string, TuningJobStatus | 'Missing'>();
    let bytes = before;
    let isUnlaunched = false;
    for (const name of newestSearch(state)) {
      const seen = await configured.board.look(name, signal);
      if (seen !== undefined) bytes = rememberSeen(name, bytes);
      // A job that this champion never saw may not be launched yet; the next apply tells.
      else if (state.status === 'Missing' || !hasSeen(name, before)) isUnlaunched = true;
      ends.set(name, seen?.status ?? 'Missing');
    }
    const kept = bytes === undefined || bytes === before ? {} : { private: bytes };
    if (isUnlaunched) return { state, ...kept };
    const running = [...ends].find(([, status]) => status !== 'Missing' && !isTerminal(status));
    if (running !== undefined) {
      // The record of a job in status Missing may have come late.
      const waiting = waitingChampion(state.current, `tuning job ${running[0]} is still running`);
      return { state: state.status === 'InProgress' ? state : { ...state, ...waiting }, ...kept };
    }
    // The search ended since the last apply: the next plan shows the winner and the changes that depend on it.
    const { session, prices } = configured;
    const settled = await patiently(session, signal, () =>
      settleChampion(session, { question: state, ends, current: state.current, prices }, signal),
    );
    if (settled.kind === 'lagging') {
      const undecided =
        state.status === 'InProgress'
          ? state
          : { ...state, ...waitingChampion(state.current, settled.because) };
      return { state: undecided, ...kept, diagnostics: [laggingWarning(settled.because)] };
    }
    const { decided } = settled;
    const promoted = decided.training_job_name !== state.training_job_name;
    return {
      state: { ...state, ...decided },
      ...kept,
      ...(promoted && { private: rememberPromotion({ before: state.current }, bytes) }),
      diagnostics: [
        ...(await decisionWarnings({ question: state, ends, settled }, { session, signal, logger })),
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
