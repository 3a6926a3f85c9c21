import { sameValue } from '../../plugin';
import { isOfSameSearch } from '../../tuning';
import { judge } from './settle-champion';
import type { ChampionPlan, ChampionState, Contender, Question } from './types';

/**
 * A promotion that a refresh made by the gate in state. It is valid only while that gate is, because no apply has confirmed
 * it yet: the private bytes keep the previous champion until an apply confirms or withdraws the promotion.
 */
export interface RefreshedPromotion {
  readonly before: Contender | null;
}

/** The content of a champion's private bytes. */
interface Kept extends Partial<RefreshedPromotion> {
  /** The provider's owner at the last apply; absent in private bytes of earlier releases. */
  readonly owner?: string;
  /** The tuning jobs of the newest search that the champion has seen; absent until it has seen one. */
  readonly seen?: readonly string[];
}

/** Returns the private bytes of a champion whose promotion an apply has confirmed; `bytes` are the previous ones. */
export function confirmed(owner: string, bytes?: Uint8Array): Uint8Array {
  const { seen } = decode(bytes);
  return encode({ owner, ...(seen !== undefined && { seen }) });
}

/**
 * Returns the private bytes of a champion that has seen a tuning job; `bytes` are the previous ones. The tuning jobs of an
 * earlier search are forgotten.
 */
export function rememberSeen(tuningJobName: string, bytes?: Uint8Array): Uint8Array {
  const kept = decode(bytes);
  const siblings = (kept.seen ?? []).filter(
    (name) => name !== tuningJobName && isOfSameSearch(name, tuningJobName),
  );
  return encode({ ...kept, seen: [...siblings, tuningJobName] });
}

/** Returns whether the champion has seen the tuning job, so that its absence means that its record was deleted. */
export function hasSeen(tuningJobName: string, bytes: Uint8Array | undefined): boolean {
  return decode(bytes).seen?.includes(tuningJobName) === true;
}

/** Returns the private bytes of a champion that a refresh has promoted; `bytes` are the previous ones. */
export function rememberPromotion(promotion: RefreshedPromotion, bytes?: Uint8Array): Uint8Array {
  return encode({ ...decode(bytes), ...promotion });
}

/** Returns the promotion that no apply has confirmed yet, if there is one. */
export function openPromotion(bytes: Uint8Array | undefined): RefreshedPromotion | undefined {
  const { before } = decode(bytes);
  return before === undefined ? undefined : { before };
}

/** Returns the provider's owner at the champion's last apply, if known. */
export function ownerBefore(bytes: Uint8Array | undefined): string | undefined {
  return decode(bytes).owner;
}

function encode(kept: Kept): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(kept));
}

function decode(bytes: Uint8Array | undefined): Kept {
  if (bytes === undefined || bytes.length === 0) return {};
  return JSON.parse(new TextDecoder().decode(bytes)) as Kept;
}

/** Returns whether the gate and the objective of the promotion are unchanged. */
export function sameJudgement(question: ChampionPlan | Question, prior: ChampionState): boolean {
  return sameValue(question.gate, prior.gate) && sameValue(question.objective, prior.objective);
}

/** Returns the champion that a new candidate must beat under the configuration being applied. */
export function incumbentOf(
  question: Question,
  prior: ChampionState,
  bytes: Uint8Array | undefined,
): Contender | null {
  const promotion = openPromotion(bytes);
  if (promotion === undefined || sameJudgement(question, prior)) return prior.current;
  // Values of two objectives are not comparable, so the promotion says nothing about the new one.
  if (!sameValue(question.objective, prior.objective)) return promotion.before;
  const { verdict } = judge(question, prior.current, promotion.before);
  return verdict === 'promote' ? prior.current : promotion.before;
}
